"""How long does a draw take, solved and committed, and how good is it, beside a flow solver?

Each row is measured in a process of its own, on a real SQLite file (WAL, synchronous=FULL) with the product's
schema and write path. Run it by ``python3 run.py bench draw [--sizes 200,2000,…] [--flow-up-to N] [--json]``.

seconds             solving alone; committed_seconds: solved, written with its indexes and committed;
                    processor_seconds: what of that the processor worked, which a busy machine changes less
ours                the product's solve, and make_draw: solved, recipe, readings, log, commit
ours, wishes        the same with preferences; wishes is the weight met, as a share of the flow's optimum where that ran
flow                OR-Tools' min-cost flow, bulk arrays, every judge's load forced to the level; wanted in the
                    developers' tools only, and run up to --flow-up-to entries, 10,000 when not said (100,000 take
                    minutes and 5 GB); written as ours is
flow, wishes        the same, at the greatest weight of the balanced plans
writing             the bare cost: the pairs of a ready plan in a table of two numbers, indexed by entry and by judge
"""

import argparse
import json
import multiprocessing
import shutil
import sys
import tempfile
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.draw_cases import measure
from benchmarks.draw_table import fill, make_empty

CASES = ((200, 10, 2), (2_000, 40, 3), (10_000, 100, 3), (100_000, 500, 2), (1_000_000, 2_000, 2))
WISHED_UP_TO = 10_000
FLOW_UP_TO = 10_000
SEED = 7
_FORKS = "forkserver" in multiprocessing.get_all_start_methods()
_PROCESSES = multiprocessing.get_context("forkserver" if _FORKS else "spawn")
"""Each row's process starts from one that has loaded everything and done nothing, where the system can do so."""


def methods_for(entries: int, *, flow_up_to: int) -> list[str]:
    """What is measured at a size: wishes for contests of up to 10,000, the flow up to where it was asked for."""
    found = ["ours", "writing"]
    if entries <= flow_up_to:
        found.append("flow")
    if entries <= WISHED_UP_TO:
        found.append("ours, wishes")
        if entries <= flow_up_to:
            found.append("flow, wishes")
    return found


def alone(method: str, database: Path, entries: int, judges: int, readers: int) -> dict[str, Any]:
    """One row, from a process of its own."""
    here, there = _PROCESSES.Pipe(duplex=False)
    numbers = (entries, judges, readers, SEED)
    process = _PROCESSES.Process(  # type: ignore[attr-defined]  # every context has it, but only each kind says so
        target=_tell, args=(there, method, str(database), *numbers)
    )
    process.start()
    there.close()
    try:
        told = here.recv()
    except EOFError:
        told = {"failed": "killed"}
    process.join()
    return {"case": f"{entries} x {judges} x {readers}", "method": method, **told}


def _tell(there: Connection, method: str, database: str, *numbers: int) -> None:
    try:
        there.send(measure(method, database, *numbers))
    except Exception as error:  # noqa: BLE001 (whatever it is, the row tells it and the others follow)
        there.send({"failed": f"{type(error).__name__}: {error}"})


def rows_of(empty: Path, entries: int, judges: int, readers: int, *, flow_up_to: int) -> list[dict[str, Any]]:
    """All rows of one case; what wishes were met is told as a share of the flow's, which is the optimum.

    empty  a migrated database, of which a copy is filled for the case
    """
    database = empty.with_name(f"{entries}.sqlite")
    shutil.copy(empty, database)
    fill(database, entries, judges)
    rows = [alone(m, database, entries, judges, readers) for m in methods_for(entries, flow_up_to=flow_up_to)]
    database.unlink()
    best = next((row["wishes"] for row in rows if row["method"] == "flow, wishes" and "wishes" in row), None)
    for row in rows:
        if best and "wishes" in row:
            row["wishes_of_optimum"] = round(row["wishes"] / best, 5)
    return rows


def say(row: dict[str, Any]) -> None:
    """Print one row of the table."""
    if "failed" in row:
        print(f"{row['case']:<20} {row['method']:<13} {row['failed']}")
        return
    told = [
        f"{row['case']:<20} {row['method']:<13}",
        f"{_number(row['seconds'], 9)} s {_number(row['committed_seconds'], 9)} s",
        f"{_number(row['processor_seconds'], 9)} s {row['peak_mb'] or 0:>6} MB",
        f"{_number(row['violations'], 3, 0)} {_number(row['spread'], 7, 2)} {_number(row['groups'], 3, 0)}",
        f"{_number(row['a_efficiency'], 7, 4)}",
        f"wishes {row['wishes_of_optimum']:.4f}" if "wishes_of_optimum" in row else "",
    ]
    print(" ".join(told).rstrip(), flush=True)


def _number(value: float | None, width: int, places: int = 3) -> str:
    return " " * width if value is None else f"{value:>{width}.{places}f}"


def main(arguments: Sequence[str]) -> int:
    """Measure the sizes asked for; print a table, or JSON rows."""
    asked = argparse.ArgumentParser(prog="bench draw", description=__doc__)
    sizes = ",".join(str(entries) for entries, _, _ in CASES)
    asked.add_argument("--sizes", default=sizes, help="numbers of entries of the cases, parted by commas")
    asked.add_argument(
        "--flow-up-to", type=int, default=FLOW_UP_TO, help="the flow's largest number of entries"
    )
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    chosen = asked.parse_args(arguments)
    wanted = {int(size) for size in chosen.sizes.replace(" ", ",").split(",") if size}
    unknown = wanted - {entries for entries, _, _ in CASES}
    if unknown:
        asked.error(f"no such size: {', '.join(map(str, sorted(unknown)))}; there are {sizes}")
    if not chosen.json:
        print(
            f"{'case':<20} {'method':<13}    solved   committed   processor      peak  wrong spread groups A-eff."
        )
    rows = []
    if _FORKS:
        _PROCESSES.set_forkserver_preload(["benchmarks.draw_cases"])
    with tempfile.TemporaryDirectory(prefix="bench-draw-", ignore_cleanup_errors=True) as name:
        empty = Path(name) / "empty.sqlite"
        make_empty(empty)
        for case in (case for case in CASES if case[0] in wanted):
            found = rows_of(empty, *case, flow_up_to=chosen.flow_up_to)
            rows += found
            if not chosen.json:
                for row in found:
                    say(row)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
