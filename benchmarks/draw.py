"""How long does a draw take, solved and committed, and how good is it, beside a flow solver?

Each row is measured in a process of its own, on a real SQLite file (WAL, synchronous=FULL) with the product's
schema and write path. Run it by ``python3 run.py bench draw [--sizes 200,2000,…] [--flow-up-to N] [--json]``.

seconds             solving alone; committed_seconds: solved, written with its indexes and committed;
                    processor_seconds: what of that the processor worked, which a busy machine hardly changes
ours                the product's solve and write_readings
ours, wishes        the same with preferences; wishes is the weight met, as a share of the flow's optimum where that ran
flow                OR-Tools' min-cost flow, bulk arrays, every judge's load forced to the level; wanted in the
                    developers' tools only, and run up to --flow-up-to entries (100,000 take minutes and 5 GB)
flow, wishes        the same, at the greatest weight of the balanced plans
writing             the pairs of a ready plan written, indexed and committed, and nothing else
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CASES = ((200, 10, 2), (2_000, 40, 3), (10_000, 100, 3), (100_000, 500, 2), (1_000_000, 2_000, 2))
WISHED_UP_TO = 10_000
FLOW_UP_TO = 10_000
SEED = 7
ALONE = """
import json, sys
from benchmarks.draw_cases import measure
print(json.dumps(measure(sys.argv[1], *map(int, sys.argv[2:6]))))
"""
METHODS = ("ours", "writing", "flow", "ours, wishes", "flow, wishes")


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


def alone(method: str, entries: int, judges: int, readers: int) -> dict[str, Any]:
    """One row, from a process of its own."""
    words = [sys.executable, "-c", ALONE, method, str(entries), str(judges), str(readers), str(SEED)]
    done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    case = f"{entries} x {judges} x {readers}"
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["killed"]
        return {"case": case, "method": method, "failed": said[0]}
    return {"case": case, "method": method, **json.loads(done.stdout.splitlines()[-1])}


def rows_of(entries: int, judges: int, readers: int, *, flow_up_to: int) -> list[dict[str, Any]]:
    """All rows of one case; what wishes were met is told as a share of the flow's, which is the optimum."""
    rows = [alone(m, entries, judges, readers) for m in methods_for(entries, flow_up_to=flow_up_to)]
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
    for case in (case for case in CASES if case[0] in wanted):
        found = rows_of(*case, flow_up_to=chosen.flow_up_to)
        rows += found
        if not chosen.json:
            for row in found:
                say(row)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
