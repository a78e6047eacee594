"""What does a package upward cost at both ends, and does memory grow with its entries or with its files?

Either end is an installation of its own in a process of its own; ``base_mb`` is what it held beforehand, ``peak_mb``
the most up to the end of the step. Run it by
``python3 run.py bench packages [--entries 200,2000] [--megabytes 0,20] [--json]``.

pack   the chosen entries told, signed and kept
open   the package checked to its last byte by a process of its own, then unpacked
read   its files read by processes of their own, its entries looked through, each against all others
take   every entry taken into the register, in a transaction of its own
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import Any, Final

from PIL import Image

from benchmarks.exports_cases import BEGAN
from benchmarks.exports_filled import filled_database
from benchmarks.measuring import own_peak_mb
from contest.charter.models import Contest
from contest.charter.queries import contest_named
from contest.charter.service import create_contest
from contest.db import db, transaction
from contest.entries.models import ManuscriptFile
from contest.entries.rules import FileRole
from contest.nominations.queries import candidates
from contest.nominations.queries.consignments import consignment_of
from contest.nominations.service import (
    add_sender,
    pack,
    receive_consignment,
    register_key,
    register_package,
    set_level,
    start_taking,
)
from contest.nominations.service.preparing import prepare
from contest.nominations.service.taking import take_entries
from contest.plumbing.audit import SYSTEM
from contest.plumbing.packages import public_key
from contest.plumbing.storage import storage
from contest.rehearsal.rehearse import CLOSES, OPENS
from contest.rehearsal.throwaway import throwaway

LATER: Final = BEGAN + timedelta(days=60)
LARGEST: Final = 2_000_000_000
AT_ONCE: Final = 25
"""Files read and entries taken in one go, as the background does it."""

Row = dict[str, Any]


def send(filled: str, entries: int, photograph: str, to: str) -> tuple[list[Row], str]:
    """The sender's end: the rows it measured, and its public key."""
    with throwaway(like=Path(filled)):
        contest = contest_named("thu")
        round_ = contest.rounds[0]
        with transaction():
            _at_level(contest, upper="cấp tỉnh")
        chosen = [row.entry.id for row in candidates(contest, round_).listed[:entries]]
        if photograph:
            _attach(Path(photograph), chosen[0])
        db.session.remove()
        contest = contest_named("thu")
        base = own_peak_mb()

        def made() -> None:
            packed = pack(contest=contest, round_=contest.rounds[0], chosen=chosen, at=LATER)
            with transaction():
                register_package(contest=contest, packed=packed, actor=SYSTEM, at=LATER)
            copyfile(storage().path(packed.kept.digest), to)

        return [_timed("pack", base, made)], public_key()


def receive(package: str, key: str) -> list[Row]:
    """The receiver's end, step by step."""
    with throwaway():
        with transaction():
            contest = create_contest(
                slug="tinh",
                title="Những tấm gương điển hình cấp tỉnh",
                year=2025,
                receipt_prefix="LS25",
                photos_min=0,
                opens_at=OPENS,
                closes_at=CLOSES,
                actor=SYSTEM,
                at=BEGAN,
            )
            _at_level(contest, upper="")
            unit = add_sender(
                contest=contest, code="H-CL", name="Huyện Chi Lăng", quota=None, actor=SYSTEM, at=BEGAN
            )
            register_key(contest=contest, unit_id=unit.id, typed=key, actor=SYSTEM, at=BEGAN)
        with Path(package).open("rb") as stream:
            kept = storage().keep(stream, limit=LARGEST)
        with transaction():
            came = receive_consignment(contest=contest, kept=kept, sent_name="", actor=SYSTEM, at=LATER)
        base, which = own_peak_mb(), (came.contest_id, came.id)

        def opened() -> None:
            prepare(consignment_id=which[1], at=LATER, most=0)

        def read() -> None:
            while not prepare(consignment_id=which[1], at=LATER, most=AT_ONCE):
                pass

        def taken() -> None:
            with transaction():
                start_taking(consignment=consignment_of(*which), contest=contest, actor=SYSTEM, at=LATER)
            while not take_entries(consignment_id=which[1], actor=SYSTEM, at=LATER, most=AT_ONCE):
                pass

        return [
            _timed(*step) for step in (("open", base, opened), ("read", base, read), ("take", base, taken))
        ]


def _timed(step: str, base: int | None, act: Callable[[], None]) -> Row:
    wall, busy = time.perf_counter(), time.process_time()
    act()
    return {
        "step": step,
        "seconds": round(time.perf_counter() - wall, 2),
        "processor_seconds": round(time.process_time() - busy, 2),
        "base_mb": base,
        "peak_mb": own_peak_mb(),
    }


def _at_level(contest: Contest, *, upper: str) -> None:
    set_level(
        contest=contest,
        label="cấp huyện" if upper else "cấp tỉnh",
        rank=2 if upper else 3,
        upper_label=upper,
        send_rest=False,
        receives=not upper,
        default_quota=None,
        actor=SYSTEM,
        at=BEGAN,
    )


def photograph_of(megabytes: int, folder: Path) -> str:
    """The path of noise as a photograph of about so many megabytes, which no packing makes smaller; "" for none."""
    if not megabytes:
        return ""
    path, side = folder / "anh.png", round((megabytes * 1_000_000 / 3) ** 0.5)
    Image.frombytes("RGB", (side, side), Random(side).randbytes(3 * side * side)).save(path)
    return str(path)


def _attach(photograph: Path, entry_id: int) -> None:
    """Let a photograph have been handed in with an entry."""
    with photograph.open("rb") as stream:
        kept = storage().keep(stream, limit=LARGEST)
    with transaction():
        db.session.add(
            ManuscriptFile(
                manuscript_id=entry_id,
                position=1,
                role=FileRole.PHOTO,
                kind="png",
                digest=kept.digest,
                size=kept.size,
                caption="",
                warnings=[],
                aside=[],
            )
        )


def rows(entries: int, megabytes: int) -> Iterator[Row]:
    """One package: its making, then its reading."""
    with tempfile.TemporaryDirectory(prefix="packages-") as name:
        folder = Path(name)
        package = folder / "goi.guongsang"
        filled = filled_database(folder, entries * 5 // 2)
        sent, key = _alone(send, str(filled), entries, photograph_of(megabytes, folder), str(package))
        case = {"entries": entries, "megabytes": megabytes, "package_bytes": package.stat().st_size}
        for row in (*sent, *_alone(receive, str(package), key)):
            yield case | row


def _alone(act: Callable[..., Any], *words: Any) -> Any:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(act, *words).result()


def main(words: Sequence[str] | None = None) -> int:
    """Print a table, or with --json a list of rows."""
    asked = argparse.ArgumentParser(prog="bench packages", description=__doc__)
    asked.add_argument("--entries", default="200,2000")
    asked.add_argument("--megabytes", default="0,20", help="of one photograph that goes along; 0 for none")
    asked.add_argument("--json", action="store_true")
    chosen = asked.parse_args(words)
    found = []
    for entries in map(int, chosen.entries.split(",")):
        for megabytes in map(int, chosen.megabytes.split(",")):
            for row in rows(entries, megabytes):
                found.append(row)
                if not chosen.json:
                    print("  ".join(f"{key} {value}" for key, value in row.items()), flush=True)
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
