"""How long do score sheets take: printed, taken along as a workbook, sent in again, looked through and taken?

Each size is a round of that many sheets in a throw-away database. Run it by
``python3 run.py bench score_sheets [--sizes 500,1000] [--json]``.
"""

import argparse
import io
import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from benchmarks.measuring import peak_mb
from contest.assignment.service import preview_draw, publish_draw
from contest.charter.models import Contest, Round
from contest.charter.service import announce_contest, create_contest
from contest.db import transaction
from contest.exports.blanks import score_list
from contest.exports.score_sheets import WRITERS, score_sheets
from contest.plumbing.audit import SYSTEM
from contest.rehearsal.intake import hand_in_all
from contest.rehearsal.pieces import made_up_pieces
from contest.rehearsal.rehearse import CLOSES, OPENS
from contest.rehearsal.staff import appoint, fill_units, seat_judges
from contest.rehearsal.throwaway import throwaway
from contest.scoring.queries import readings_on_paper
from contest.scoring.service import SentRow, look_through, print_sheets, read_scores, take_rows
from contest.screening.service import accept_all

SIZES = (500,)
ADDRESS = "https://thi.example.vn/office/thu/sheets/by/"
SEED, JUDGES = 7, 12


def a_round(sheets: int) -> tuple[Contest, Round]:
    """A round in which that many sheets are owed, two an entry."""
    rng, at = Random(SEED), OPENS - timedelta(days=7)
    with transaction():
        units = fill_units(at=at)
        contest = create_contest(
            slug="thu",
            title="Những tấm gương điển hình",
            year=2025,
            receipt_prefix="TH25",
            photos_min=0,
            opens_at=OPENS,
            closes_at=CLOSES,
            actor=SYSTEM,
            at=at,
        )
        announce_contest(contest=contest, actor=SYSTEM, at=at)
        appoint(contest, seat_judges(rng, count=JUDGES, at=at), unit_ids=units, at=at)
    pieces = made_up_pieces(rng, contest, count=sheets // 2, unit_ids=units, first=OPENS, last=CLOSES)
    hand_in_all(contest, pieces, name="b", receipts=Random(SEED))
    round_ = contest.rounds[0]
    with transaction():
        accept_all(contest=contest, actor=SYSTEM, at=round_.opens_at)
    with transaction():
        draw = preview_draw(
            round_=round_, seed=SEED, codes_rng=Random(SEED), actor=SYSTEM, at=round_.opens_at
        )
        publish_draw(draw=draw, actor=SYSTEM, at=round_.opens_at)
    return contest, round_


def measure(sheets: int) -> Iterator[dict[str, Any]]:
    """One row a step. Units: seconds on the wall and of this process' processors, MB at the peak so far."""
    with throwaway():
        contest, round_ = a_round(sheets)
        case = f"{sheets} sheets"

        def timed(step: str, act: Callable[[], Any]) -> tuple[dict[str, Any], Any]:
            wall, busy = time.perf_counter(), time.process_time()
            done = act()
            row = {
                "case": case,
                "step": step,
                "seconds": round(time.perf_counter() - wall, 2),
                "processor_seconds": round(time.process_time() - busy, 2),
                "peak_mb": peak_mb(),
            }
            return row, done

        for fmt in WRITERS:
            row, paper = timed(f"print {fmt}", lambda fmt=fmt: printed(contest, round_, fmt))
            yield row | {"count": len(readings_on_paper(round_.id)), "bytes": len(paper)}
        row, book = timed("workbook out", lambda: workbook(contest, round_))
        yield row | {"bytes": len(book)}
        row, read = timed("workbook in", lambda: read_scores(book, round_))
        rows = [filled(one, round_) for one in read]
        yield row | {"count": len(rows)}
        row, looks = timed("look through", lambda: look_through(round_, rows))
        yield row | {"count": sum(look.outcome == "added" for look in looks)}
        row, fates = timed("take", lambda: taken(round_, looks))
        yield row | {"count": sum(outcome == "added" for outcome, _why in fates.values())}


def printed(contest: Contest, round_: Round, fmt: str) -> bytes:
    """Every sheet of the round in one file."""
    asked = readings_on_paper(round_.id)
    with transaction():
        tokens = print_sheets(round_=round_, assignments=asked, actor=SYSTEM, at=round_.opens_at)
    addresses = {key: (token, ADDRESS + token) for key, token in tokens.items()}
    return score_sheets(contest, round_, asked, addresses=addresses, sheets={}, fmt=fmt)


def workbook(contest: Contest, round_: Round) -> bytes:
    """The list of the round to be filled in."""
    out = io.BytesIO()
    score_list.write(contest, round_, score_list.lines_of(round_), out)
    return out.getvalue()


def filled(row: SentRow, round_: Round) -> SentRow:
    """The row with full points."""
    points = {criterion.key: str(criterion.maximum) for criterion in round_.criteria}
    return SentRow(row.number, row.code, row.judge, points, "Bài có chi tiết thật.")


def taken(round_: Round, looks: Sequence[Any]) -> dict[int, Any]:
    """Every row taken, 25 in one transaction, as the doors do it."""
    fates = {}
    for start in range(0, len(looks), 25):
        with transaction():
            fates |= take_rows(
                round_=round_,
                looks=looks[start : start + 25],
                actor=SYSTEM,
                at=round_.opens_at,
                by_judge=False,
            )
    return fates


def main(words: Sequence[str] | None = None) -> int:
    """Print a table, or with --json a list of rows."""
    parser = argparse.ArgumentParser(prog="score_sheets")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    rows = [row for size in asked.sizes.split(",") for row in measure(int(size))]
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))
    return 0
