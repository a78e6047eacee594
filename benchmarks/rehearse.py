"""How long does a whole contest take, stage by stage, from a district's to a province's?

Each size is rehearsed in a process of its own, so that its peak of memory is its own. Run it by
``python3 run.py bench rehearse [--sizes 220,2000,20000] [--json]``.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (220, 2_000, 20_000)
SEED = 7
JUDGES_FOR = ((220, 12), (2_000, 24), (20_000, 60))
"""The bench that reads so many entries at most; larger contests take the last."""

ALONE = """
import json, sys
from pathlib import Path
from contest.rehearsal.rehearse import rehearse
from benchmarks.measuring import peak_mb
done = rehearse(entries=int(sys.argv[1]), judges=int(sys.argv[2]), seed=int(sys.argv[3]), out=Path(sys.argv[4]))
print(json.dumps({**done.as_json(), "peak_mb": peak_mb()}))
"""


def judges_for(entries: int) -> int:
    """How many judges read a contest of that size."""
    return next((judges for most, judges in JUDGES_FOR if entries <= most), JUDGES_FOR[-1][1])


def measure(entries: int, *, judges: int, seed: int = SEED) -> list[dict[str, Any]]:
    """Rehearse one size in a process of its own: one row a stage, and one for the whole.

    Units  seconds on the wall; peak_mb of the whole process in MB, the same in each row
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as out:
        words = [sys.executable, "-c", ALONE, str(entries), str(judges), str(seed), out]
        told = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    done = json.loads(told.splitlines()[-1])
    case = f"{entries} x {judges}"
    fixed = {"case": case, "entries": entries, "judges": judges}
    stages = [*done["stages"], {"stage": "whole", "seconds": done["seconds"], "count": entries}]
    return [
        {
            **fixed,
            "stage": stage["stage"],
            "seconds": stage["seconds"],
            "peak_mb": done["peak_mb"],
            "count": stage["count"],
            "per_second": round(stage["count"] / stage["seconds"], 1) if stage["seconds"] else None,
        }
        for stage in stages
    ]


def say(row: dict[str, Any]) -> None:
    """Print one row of the table."""
    rate = "" if row["per_second"] is None else f"{row['per_second']:.1f}/s"
    print(
        f"{row['case']:<14} {row['stage']:<11} {row['seconds']:>9.2f} s {row['count']:>8} {rate:>12}"
        f" {row['peak_mb'] or 0:>6} MB"
    )


def main(arguments: Sequence[str]) -> int:
    """Measure the sizes asked for; print a table, or JSON rows."""
    asked = argparse.ArgumentParser(prog="bench rehearse", description=__doc__)
    asked.add_argument(
        "--sizes", default=",".join(map(str, SIZES)), help="numbers of entries, parted by commas"
    )
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    chosen = asked.parse_args(arguments)
    rows = []
    for size in map(int, chosen.sizes.replace(" ", ",").split(",")):
        found = measure(size, judges=judges_for(size))
        rows += found
        if not chosen.json:
            for row in found:
                say(row)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
