"""``settle``: from score sheets to one mark for each entry."""

import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from contest.charter.models import Round
from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import ACTOR, for_round, in_json, inside
from contest.cli.rows import Fates
from contest.cli.saying import say_json
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.imports import BlindCodeUnknown
from contest.plumbing.clock import now
from contest.plumbing.spreadsheets import read_rows
from contest.scoring.service import SettleReport, agree_mark, lock_round, settle_round
from contest.screening.queries import entry_behind
from contest.screening.rules import normal_code


@click.command("settle")
@for_round
@click.option(
    "--lock", is_flag=True, help="Khóa điểm khi mọi bài đã có điểm. / Lock once every entry has its mark."
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(0),
    help="Hạt giống bốc người chấm thứ ba. / Seed.",
)
@click.option(
    "--minutes",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Điểm thống nhất theo biên bản: blind_code, mark, minutes. / Marks agreed in minutes.",
)
@in_json
@inside
def command(slug: str, number: int, lock: bool, seed: int, minutes: Path | None, as_json: bool) -> None:
    """Tính điểm kết luận theo thể lệ, bốc thăm người chấm thứ ba cho bài lệch nhiều; --lock thì khóa điểm.

    Settle every entry whose sheets agree, draw a third reader where the charter asks for one, and list what is
    still owed. --minutes names a list of marks that were agreed on where two judges differ. With --lock the
    round's scores are locked for good, or that is refused with the numbers that keep it open. Settling again
    with nothing new changes nothing.
    """
    contest = contest_named(slug)
    round_, at, code = round_numbered(contest, number), now(), 0
    if minutes is not None:
        code = _agree(round_, minutes)
    with transaction():
        report = settle_round(round_=round_, seed=seed, actor=ACTOR, at=at)
    _say(report, as_json)
    if report.third_refused is not None:
        click.echo(str(report.third_refused), err=True)
    if lock:
        with transaction():
            lock_round(round_=round_, actor=ACTOR, at=at)
        click.echo("Đã khóa điểm.", err=as_json)
    sys.exit(1 if report.third_refused is not None else code)


def _agree(round_: Round, file: Path) -> int:
    """Take in the marks of a list, row by row; returns the exit code."""
    fates = Fates("blind_code")
    for row in read_rows(file, needs=("blind_code", "mark", "minutes")):
        try:
            with transaction():
                agree_mark(
                    round_=round_,
                    entry_id=_entry_behind(round_, row.text("blind_code")),
                    mark=_mark(row.text("mark")),
                    minutes=row.text("minutes"),
                    actor=ACTOR,
                    at=now(),
                )
        except Refusal as refusal:
            fates.refuse(row.number, refusal, row.text("blind_code"))
        else:
            fates.add(row.number, "agreed", row.text("blind_code"))
    return fates.close((("agreed", "ghi"),))


def _entry_behind(round_: Round, said: str) -> int:
    code = entry_behind(round_.id, normal_code(said) or said)
    if code is None:
        raise BlindCodeUnknown(code=said)
    return code.entry_id


def _mark(said: str) -> Decimal:
    try:
        return Decimal(said.replace(",", "."))
    except InvalidOperation:
        return Decimal("NaN")


def _say(report: SettleReport, as_json: bool) -> None:
    told = {
        "settled": report.settled,
        "waiting": report.waiting,
        "minutes": report.minutes,
        "panel": report.panel,
        "third_drawn": report.third_drawn,
    }
    if as_json:
        say_json(told)
        return
    click.echo(
        f"{report.settled} bài có điểm kết luận; {report.waiting} bài chờ phiếu; "
        f"{report.minutes} bài cần biên bản; {report.panel} bài cần hội đồng; "
        f"{report.third_drawn} bài vừa giao người chấm thứ ba."
    )
