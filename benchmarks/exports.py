"""What do the large exports cost, and does memory grow with the rows?

Each row comes from processes of its own, medians of several; ``base_mb`` is what such a process holds beforehand.
Run it by ``python3 run.py bench exports [--sizes 10000,100000] [--cases xlsx,csv,…] [--runs N] [--json]``.

xlsx, csv     ten columns of words, codes, points, days and moments, as a paper with its head; made up while they are
              written. Peers: openpyxl in its write-only way, and the csv module, with the same values and no styles
papers        out of the database of a contest of so many entries, in one of fifty a unit, one of twelve settled by
              minutes, half of them on a frozen list, as the background makes them. Peer: the same questions, every
              row held, then written by the csv module
  register, register-names  the intake register, titles masked; with authors
  intake, report            the reports of the intake and of the whole contest
  units                     a table for each unit; as XLSX a sheet for each
  screening, settling, marking, unsealing  the minutes
  summary, figures          every mark by rank; the judges' figures
  list, authors             the frozen list with its authors, and these by name
entries       everything that contest received as an archive by author: a small text each, and their list
archive       a ZIP of 1,000 files of 200 kB. Peers: the zipfile module into a file, and the program ``zip``
certificates  1,000 of them in one PDF. Peer: each in a PDF of its own, in a ZIP
ratio         seconds of ours to the peer's that is named beside it
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.exports_cases import CERTIFICATES, FILES, FILLED, METHODS, measure
from benchmarks.exports_filled import filled_database

SIZES = (10_000, 100_000)
CASES = tuple(METHODS)
USUAL = ("xlsx", "csv", "register", "summary", "archive", "certificates")
RUNS = 3


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; print a table, or JSON rows."""
    asked = argparse.ArgumentParser(prog="bench exports", description=__doc__)
    asked.add_argument("--sizes", default=",".join(map(str, SIZES)), help="rows of the tables")
    asked.add_argument("--cases", default=",".join(USUAL), help=f"of {', '.join(CASES)}; or all")
    asked.add_argument("--runs", type=int, default=RUNS, help="of which the median is told")
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    chosen = asked.parse_args(arguments)
    cases = list(CASES) if chosen.cases == "all" else chosen.cases.split(",")
    if unknown := [case for case in cases if case not in CASES]:
        asked.error(f"no such case: {', '.join(unknown)}; there are {', '.join(CASES)}")
    sizes = [int(size) for size in chosen.sizes.split(",")]
    rows = []
    if not chosen.json:
        print(f"{'case':<22} {'method':<22} {'seconds':>9} {'base':>8} {'peak':>8} {'file':>10}  ratio, peer")
    for row in _rows(cases, sizes, chosen.runs):
        rows.append(row)
        if not chosen.json:
            say(row)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


def _rows(cases: Sequence[str], sizes: Sequence[int], runs: int) -> Iterator[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="exports-") as name:
        folder = Path(name)
        for case in cases:
            for size in {"archive": [FILES], "certificates": [CERTIFICATES]}.get(case, sizes):
                where = filled_database(folder, size) if case in FILLED else folder
                yield from _case(case, size, where, runs)


def _case(case: str, size: int, where: Path, runs: int) -> Iterator[dict[str, Any]]:
    """Ours first, then its peers; runs of all take turns, so that a busy minute falls on each."""
    seen: dict[str, list[dict[str, Any]]] = {method: [] for method in METHODS[case]}
    for _ in range(runs):
        for method, found in seen.items():
            found.append(_alone(case, method, size, str(where)))
    medians = {method: _median(found) for method, found in seen.items()}
    for method, peer in METHODS[case].items():
        row = medians[method]
        if peer is not None and "seconds" in row and "seconds" in medians[peer]:
            row |= {"peer": peer, "ratio": round(row["seconds"] / max(medians[peer]["seconds"], 0.01), 2)}
        yield {"case": f"{case} {size}", "rows": size, "method": method, **row}


def _alone(*words: Any) -> dict[str, Any]:
    """One run, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(measure, *words).result()
        except BrokenProcessPool:
            return {"failed": "killed"}


def _median(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if any("seconds" not in row for row in found):
        return next(row for row in found if "seconds" not in row)
    names = ("seconds", "processor_seconds", "base_mb", "peak_mb", "bytes")
    return {
        name: round(statistics.median(row[name] for row in found), 2)
        if all(row[name] is not None for row in found)
        else None
        for name in names
    }


def say(row: dict[str, Any]) -> None:
    """Print one row of the table."""
    start = f"{row['case']:<22} {row['method']:<22}"
    if "seconds" not in row:
        print(start, row.get("failed"), flush=True)
        return
    ratio = f"{row['ratio']:.2f}, {row['peer']}" if "ratio" in row else ""
    print(
        f"{start} {row['seconds']:>7.2f} s {row['base_mb'] or 0:>5.0f} MB {row['peak_mb'] or 0:>5.0f} MB "
        f"{row['bytes'] / 1e6:>7.1f} MB  {ratio}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
