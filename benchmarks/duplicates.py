"""Which copies does the comparing of essays find, how many it should not, in what time and memory?

Essays of about 1,500 words (`planted.py`), one in a hundred of each kind copied from another: whole, 60 %,
30 %, one paragraph of 80 to 110 words; in half of them the marks are stripped or exchanged. Beside ours,
datasketch's and rensa's MinHash (128 permutations, 64 bands of 2) say which pairs they would look at; both
are given our folded shingles, which spares them the reading of words. The case "rehearsal" takes the
project's own essays, which are told from templates and so do share passages. Every row is measured in a process
of its own. Run by ``python3 run.py bench duplicates [--sizes 10000,100000] [--methods ours,rensa] [--json]``.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measuring import peak_mb
from benchmarks.planted import KINDS, Planted, copied, plant, world
from benchmarks.tally import Tally
from contest.rehearsal.essays import write_essay
from contest.screening.rules.resemblance import Common, Index, Print, print_of
from contest.screening.rules.resemblance.shingles import shingles

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000)
METHODS = ("ours", "one-new", "rensa", "datasketch")
TOO_SLOW = {"datasketch": 20_000}
"""Up to which size a method is run unless it is asked for by name."""
REHEARSED = 1_000
SEED = 7
PERMUTATIONS, BANDS = 128, 64
NEW = 200


def contest_of(case: str, size: int) -> Planted:
    """The essays of a case."""
    if case == "rehearsal":
        return plant(
            size,
            lambda number: list(write_essay(random.Random(number), words=(900, 2_500)).paragraphs),
            seed=SEED,
            of_each=max(size // 50, 5),
        )
    return plant(size, world(SEED).essay, seed=SEED)


def printed(planted: Planted, tally: Tally) -> Iterator[tuple[int, Print]]:
    """The prints of all entries; the making of the essays is on no clock."""
    for number in range(planted.size):
        with tally.clock("unmeasured"):
            paragraphs = planted.paragraphs(number)
        with tally.clock("printing"):
            one = print_of(paragraphs)
        yield number, one


def ours(planted: Planted, tally: Tally) -> None:
    """Prints, an index, what is common, pairs."""
    index, common = built(planted, tally)
    with tally.clock("pairs"):
        pairs = index.pairs(common=common)
    tally.take((pair.a, pair.b) for pair in pairs)


def built(planted: Planted, tally: Tally) -> tuple[Index, Common]:
    """The index of all entries, and what is common among them."""
    with tally.clock("index"):
        index = Index.build(printed(planted, tally))
    with tally.clock("common"):
        common = index.common()
    return index, common


def hashed(planted: Planted, tally: Tally) -> Iterator[tuple[int, np.ndarray]]:
    """The shingles of five words of all entries, for the others' sketches."""
    for number, one in printed(planted, tally):
        with tally.clock("printing"):
            found = shingles(one.signs, 5)
        yield number, found


def rensa(planted: Planted, tally: Tally) -> None:
    """Rensa's MinHash and its buckets; every pair that shares one counts as found."""
    from rensa import RMinHash, RMinHashLSH

    buckets = RMinHashLSH(0.5, PERMUTATIONS, BANDS)
    sketches = []
    for number, found in hashed(planted, tally):
        with tally.clock("sketches"):
            raw = found.tobytes()
            sketch = RMinHash(PERMUTATIONS, SEED)
            sketch.update([raw[at : at + 8] for at in range(0, len(raw), 8)])
            buckets.insert(number, sketch)
        sketches.append(sketch)
    for number, sketch in enumerate(sketches):
        with tally.clock("pairs"):
            near = {other for other in buckets.query(sketch) if other > number}
        tally.take((number, other) for other in near)


def datasketch(planted: Planted, tally: Tally) -> None:
    """Datasketch's MinHash and its buckets; every pair that shares one counts as found."""
    from datasketch import MinHash, MinHashLSH

    buckets = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    sketches = []
    for number, found in hashed(planted, tally):
        with tally.clock("sketches"):
            sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=int)
            sketch.update_batch((found & np.uint64(0xFFFFFFFF)).tolist())
            buckets.insert(number, sketch)
        sketches.append(sketch)
    for number, sketch in enumerate(sketches):
        with tally.clock("pairs"):
            near = [other for other in buckets.query(sketch) if other > number]
        tally.take((number, other) for other in near)


def keep(planted: Planted, folder: Path) -> None:
    """Build an index and keep it, for a process that only opens it."""
    index, common = built(planted, Tally(planted.truth()))
    index.save(folder / "index")
    (folder / "common").write_bytes(common.to_bytes())


def one_new(planted: Planted, folder: Path) -> dict[str, Any]:
    """Compare essays that are not in a kept index with it, one by one: half are copies from it."""
    index = Index.open(folder / "index")
    common = Common.from_bytes((folder / "common").read_bytes())
    rng = random.Random(SEED)
    took, found, wrong, planted_ = [], 0, 0, 0
    for nth in range(NEW):
        mine = planted.essay(planted.size + nth)
        source = rng.choice(
            [number for number in rng.sample(range(planted.size), 50) if number not in planted.copies]
        )
        if nth % 2:
            mine = copied(mine, planted.essay(source), KINDS[nth // 2 % len(KINDS)], "stripped", seed=nth)
        since = time.perf_counter()
        hits = index.near(print_of(mine), common=common)
        took.append(time.perf_counter() - since)
        right = (
            {source, *(copy for copy, (of, _, _) in planted.copies.items() if of == source)}
            if nth % 2
            else set()
        )
        planted_ += nth % 2
        found += source in {hit.id for hit in hits} if nth % 2 else 0
        wrong += sum(hit.id not in right for hit in hits)
    milliseconds = sorted(1e3 * one for one in took)
    return {
        "method": "one-new",
        "kind": "all",
        "planted": planted_,
        "found": found,
        "recall": round(found / planted_, 4),
        "precision": round(found / max(found + wrong, 1), 4),
        "seconds": round(sum(took), 3),
        "peak_mb": peak_mb(),
        "per_essay_ms": round(statistics.median(milliseconds), 2),
        "slowest_of_20_ms": round(milliseconds[-len(milliseconds) // 20], 2),
        "first_ms": round(1e3 * took[0], 2),
    }


def alone(case: str, size: int, method: str, folder: Path) -> list[dict[str, Any]]:
    """What a process of its own measures."""
    planted = contest_of(case, size)
    if method == "keep":
        keep(planted, folder)
        return []
    if method == "one-new":
        return [{"case": f"{size}", **one_new(planted, folder)}]
    tally = Tally(planted.truth())
    {"ours": ours, "rensa": rensa, "datasketch": datasketch}[method](planted, tally)
    return list(tally.rows(f"{case} {size}" if case == "rehearsal" else f"{size}", method, size))


def measured(case: str, size: int, method: str, folder: Path) -> list[dict[str, Any]]:
    """Run one method in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.duplicates", "--alone", case, str(size), method, str(folder)]
    told = subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    rows: list[dict[str, Any]] = json.loads(told.splitlines()[-1])
    return rows


def runs(sizes: Sequence[int], methods: Sequence[str] | None) -> Iterator[list[dict[str, Any]]]:
    """All rows, a method at a time."""
    asked = methods or METHODS
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for size in sizes:
            for method in asked:
                if methods is None and size > TOO_SLOW.get(method, size):
                    continue
                if method == "one-new":
                    measured("drawn", size, "keep", folder)
                yield measured("drawn", size, method, folder)
        if "ours" in asked:
            yield measured("rehearsal", REHEARSED, "ours", folder)


def say(row: dict[str, Any]) -> None:
    """Print one row of the table."""
    steps = "  ".join(f"{step} {seconds:.2f}" for step, seconds in row.get("steps", {}).items())
    print(
        f"{row['case']:<16} {row['method']:<11} {row['kind']:<10} {row['found']:>6} of {row['planted']:<6}"
        f" recall {row['recall']:.3f} precision {row['precision']:.4f} {row['seconds']:>8.2f} s"
        f" {row['peak_mb'] or 0:>6} MB {row['per_essay_ms']:>8.3f} ms  {steps if row['kind'] == 'all' else ''}",
        flush=True,
    )


def main(arguments: Sequence[str]) -> int:
    """Measure the sizes asked for; print a table, or JSON rows."""
    if arguments[:1] == ["--alone"]:
        case, size, method, folder = arguments[1:]
        print(json.dumps(alone(case, int(size), method, Path(folder))))
        return 0
    asked = argparse.ArgumentParser(prog="bench duplicates", description=__doc__)
    asked.add_argument(
        "--sizes", default=",".join(map(str, SIZES)), help="numbers of essays, parted by commas"
    )
    asked.add_argument("--methods", help=f"of {', '.join(METHODS)}; all that are quick enough by default")
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    chosen = asked.parse_args(arguments)
    methods = chosen.methods.replace(" ", "").split(",") if chosen.methods else None
    rows = []
    for found in runs([int(one) for one in chosen.sizes.replace(" ", ",").split(",")], methods):
        rows += found
        if not chosen.json:
            for row in found:
                say(row)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
