"""How much of the true best does each method find, how honest are its intervals, and what does it cost?

Simulated contests: quality of standard deviation 1, judges' severity of 0.5, 0.75 or 1 of it, judges' scales
exp N(0, 0.2), noise 0.7; by judges drawn at random, in two boards with one reader across, or in closed panels.
Each row comes from a process of its own. Run it by
``python3 run.py bench shortlist [--sizes 200,1000,…] [--severities 0.5,…] [--designs random,…] [--methods mean,…]
[--noise plain|scaled] [--runs N] [--json]``.

recall       share found of the true top: 20 of 200, a twentieth of larger contests
oracle       what somebody finds on the same readings who knows every judge's severity and scale
severity known  who knows every severity and takes all scales for alike: what `adjusted` could reach at best
coverage     how many true ranks lie in the 90 % rank intervals; calibration: how far chances of being among the top are
             from how often it came true, on average
seconds      one ranking, places_seconds (of the processor) its rank intervals
second look  fewer readings for all and the rest near the line, as many in all; with two readings each, a tenth more;
             and how many members of the list it replaced, beside how many it was expected to
noise        plain: the same for all judges; scaled: a judge of a wide scale errs as widely
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from benchmarks.shortlist_cases import MORE, SECOND_LOOK, measure

CASES = ((200, 12, 3), (1_000, 30, 3), (10_000, 100, 3), (100_000, 500, 2), (1_000_000, 2_000, 2))
RUNS = {200: 60, 1_000: 10, 10_000: 2}
USUAL = (200, 1_000)
SEVERITIES = (0.5, 0.75, 1.0)
DESIGNS = ("random", "split", "panel")
METHODS = (
    "mean",
    "trimmed",
    "zscore",
    "ratio",
    "adjusted",
    "scaled",
    "second look",
    "severity known",
    "oracle",
)


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; print a table, or JSON rows."""
    asked = argparse.ArgumentParser(prog="bench shortlist", description=__doc__)
    asked.add_argument(
        "--sizes", default=_listed(USUAL), help=f"numbers of entries, of {_listed(c[0] for c in CASES)}"
    )
    asked.add_argument(
        "--severities", default=_listed(SEVERITIES), help="of the judges, in deviations of quality"
    )
    asked.add_argument("--designs", default=_listed(DESIGNS), help="who reads what")
    asked.add_argument("--methods", default=_listed(METHODS), help="parted by commas")
    asked.add_argument("--noise", default="plain", choices=("plain", "scaled"))
    asked.add_argument("--runs", type=int, help="contests a row; otherwise as the size allows")
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    chosen = asked.parse_args(arguments)
    wanted = _chosen(asked, chosen.sizes, [str(case[0]) for case in CASES])
    designs = _chosen(asked, chosen.designs, DESIGNS)
    methods = _chosen(asked, chosen.methods, METHODS)
    severities = [float(said) for said in chosen.severities.split(",")]
    rows = []
    if not chosen.json:
        print(
            f"{'case':<20} sev. design {'method':<28} recall oracle share cover. calib.   seconds processor    peak"
        )
    for case in (case for case in CASES if str(case[0]) in wanted):
        runs = chosen.runs or RUNS.get(case[0], 1)
        for row in _rows(case, severities, designs, methods, chosen.noise, runs):
            rows.append(row)
            if not chosen.json:
                say(row)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


def _rows(
    case: tuple[int, int, int],
    severities: Sequence[float],
    designs: Sequence[str],
    methods: Sequence[str],
    noise: str,
    runs: int,
) -> Iterator[dict[str, Any]]:
    for severity in severities:
        for design in designs:
            for said in methods:
                method = said if said != "second look" else SECOND_LOOK if case[2] > 2 else MORE
                about = {"case": " x ".join(map(str, case)), "severity": severity, "design": design}
                yield about | {"method": method} | _alone(case, severity, design, method, noise, runs)


def _alone(*words: Any) -> dict[str, Any]:
    """One row, from a process of its own."""
    way = "fork" if "fork" in get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(1, mp_context=get_context(way)) as pool:
        try:
            return pool.submit(measure, *words).result()
        except BrokenProcessPool:
            return {"failed": "killed"}


def say(row: dict[str, Any]) -> None:
    """Print one row of the table."""
    start = f"{row['case']:<20} {row['severity']:<4} {row['design']:<6} {row['method']:<28}"
    if "recall" not in row:
        print(start, row.get("refused") or row.get("failed"), flush=True)
        return
    share = row["recall"] / row["oracle"]
    told = [f"{row['recall']:.4f} {row['oracle']:.4f} {share:.3f}"]
    told += [f"{row[name]:.4f}" if row[name] is not None else " " * 6 for name in ("coverage", "calibration")]
    told += [f"{row[name]:>8.4f} s" for name in ("seconds", "processor_seconds")]
    peak = f"{row['peak_mb'] or 0:>5} MB"
    if "expected_change" in row:
        peak += f", {row['replaced']:.2f} replaced of {row['expected_change']:.2f} expected"
    print(start, *told, peak, flush=True)


def _listed(values: Any) -> str:
    return ",".join(map(str, values))


def _chosen(asked: argparse.ArgumentParser, said: str, known: Sequence[str]) -> list[str]:
    found = [word.strip() for word in said.replace(" ,", ",").split(",") if word.strip()]
    if unknown := [word for word in found if word not in known]:
        asked.error(f"no such choice: {', '.join(unknown)}; there are {', '.join(known)}")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
