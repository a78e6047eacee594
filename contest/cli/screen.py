"""``screen``: decide which entries may be judged."""

import sys
from pathlib import Path

import click

from contest.charter.models import Contest
from contest.charter.queries import contest_named
from contest.cli.opening import ACTOR, for_contest, inside
from contest.cli.rows import Fates
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import entry_by_receipt, entry_of
from contest.errors import Refusal
from contest.errors.imports import ReceiptUnknown, VerdictUnknown
from contest.plumbing.clock import now
from contest.plumbing.spreadsheets import Row, read_rows
from contest.plumbing.vietnamese import clean, fold
from contest.screening.models import VerdictKind
from contest.screening.queries import standing_decision
from contest.screening.service import accept_all, decide, releasing

VERDICTS = {
    **{kind.value: kind for kind in VerdictKind},
    **dict.fromkeys(("hop le", "chap nhan", "accepted", "accept", "ok"), VerdictKind.ELIGIBLE),
    **dict.fromkeys(("loai", "bi loai", "khong hop le", "reject"), VerdictKind.REJECTED),
    **dict.fromkeys(("can bo sung", "bo sung", "more needed", "more"), VerdictKind.MORE_NEEDED),
}


@click.command("screen")
@for_contest
@click.option(
    "--accept-all", "accepting", is_flag=True, help="Nhận mọi bài chưa xét là hợp lệ. / Accept all undecided."
)
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Danh sách kết luận .csv hoặc .xlsx. / A list of verdicts.",
)
@inside
def command(slug: str, accepting: bool, file: Path | None) -> None:
    """Sàng lọc: theo danh sách kết luận, hoặc nhận mọi bài chưa xét; chạy lại không ghi trùng.

    Screen by a list with the columns receipt, verdict (eligible, rejected, more_needed), code and reason, or
    accept all that are undecided; with both, the list goes first. A verdict that stands already is not repeated.
    """
    contest, code = contest_named(slug), 0
    if not (accepting or file):
        raise click.UsageError("Xin chọn --accept-all hoặc --file.")
    if file is not None:
        code = screen_by(contest, file)
    if accepting:
        count = releasing(lambda burned: accept_all(contest=contest, actor=ACTOR, at=now(), burned=burned))
        click.echo(f"Đã nhận {count} bài là hợp lệ.")
    sys.exit(code)


def screen_by(contest: Contest, file: Path) -> int:
    """Decide as a list says, row by row; returns the exit code."""
    fates = Fates("receipt")
    for row in read_rows(file, needs=("receipt", "verdict")):
        receipt = row.text("receipt")
        try:
            fates.add(row.number, decide_row(contest, row), receipt)
        except Refusal as refusal:
            db.session.rollback()
            fates.refuse(row.number, refusal, receipt)
    return fates.close((("decided", "ghi"), ("same", "giữ nguyên")))


def decide_row(contest: Contest, row: Row) -> str:
    """Decide on the entry of one row: "decided", or "same" when that verdict stands. Raises a Refusal."""
    entry = entry_of_row(contest, row.text("receipt"))
    verdict = VERDICTS.get(fold(row.text("verdict")))
    if verdict is None:
        raise VerdictUnknown(said=row.text("verdict"))
    code = row.text("code") if verdict == VerdictKind.REJECTED else ""
    reason = clean(row.text("reason")).strip()
    standing = standing_decision(entry.id)
    if standing and (standing.verdict, standing.code, standing.reason) == (verdict, code, reason):
        return "same"
    releasing(
        lambda burned: decide(
            entry=entry_of(contest.id, entry.id),
            verdict=verdict,
            code=code,
            reason=reason,
            actor=ACTOR,
            at=now(),
            burned=burned,
        )
    )
    return "decided"


def entry_of_row(contest: Contest, receipt: str) -> Entry:
    """The contest's entry of that receipt, as issued or as typed. Raises ReceiptUnknown."""
    entry = entry_by_receipt(receipt)
    if entry is None or entry.contest_id != contest.id:
        raise ReceiptUnknown(receipt=receipt)
    return entry
