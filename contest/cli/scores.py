"""``scores``: sheets for judges who mark on paper or in a spreadsheet, out and in."""

import sys
from pathlib import Path

import click

from contest.charter.models import Round
from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import ACTOR, for_round, inside
from contest.cli.rows import Fates
from contest.cli.score_print import command as print_command
from contest.db import db, transaction
from contest.errors import Refusal
from contest.exports.blanks import score_list
from contest.people.queries import judge_known_as
from contest.plumbing.clock import now
from contest.scoring.service import SentRow, import_sheet, read_scores

BLANK = "blank"


@click.group("scores")
def command() -> None:
    """Phiếu chấm trên bảng tính. / Score sheets as a spreadsheet."""


command.add_command(print_command)


@command.command("template")
@for_round
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp .xlsx để ghi. / The file.",
)
@click.option("--judge", "judge_said", metavar="EMAIL", help="Chỉ của giám khảo này. / One judge's alone.")
@click.option(
    "--styled",
    is_flag=True,
    help="Như tải trên trang: tiêu đề tiếng Việt, khóa các ô mã. / As on the site: headings in words, ids locked.",
)
@inside
def template(slug: str, number: int, out: Path, judge_said: str | None, styled: bool) -> None:
    """Ghi bảng điểm trống .xlsx cho các bài đã phân công, điểm đã nộp thì điền sẵn.

    Write a workbook with one row for each reading that was dealt: blind_code, judge, one column for each
    criterion by its key, remark. Points handed in already are filled in.
    """
    contest = contest_named(slug)
    round_ = round_numbered(contest, number)
    judge = judge_known_as(contest.id, judge_said) if judge_said else None
    lines = score_list.lines_of(round_, judge_id=judge.id if judge else None)
    with out.open("wb") as file:
        if styled:
            score_list.write(contest, round_, lines, file)
        else:
            score_list.write_plain(round_, lines, file)
    click.echo(f"Đã ghi {len(lines)} dòng vào {out}.")


@command.command("import")
@for_round
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi kết quả từng dòng ra CSV. / Write each row's outcome as CSV.",
)
@click.option(
    "--reason",
    default="",
    help="Lý do thay cả phiếu mà bảng chưa biết. / Why sheets handed in since the list was made are replaced too.",
)
@click.option("--strict", is_flag=True, help="Mã 1 khi có dòng bị từ chối. / Code 1 when any row is refused.")
@inside
def import_scores(slug: str, number: int, file: Path, report: Path | None, reason: str, strict: bool) -> None:
    """Nhận điểm từ FILE (.xlsx, .ods, .csv); điểm sửa thành bản mới, dòng sai bị từ chối kèm lý do, dòng đúng vẫn giữ.

    Take in score sheets. Columns: blind_code, judge (e-mail address or full name), one for each criterion by its
    key or name, remark; or the list as the site gives it. A row that says something new about a sheet becomes its
    next version; one that says the same changes nothing; one without points is left alone. A sheet handed in otherwise
    is replaced only by a row whose column "version" (the list as the site gives it has one) names the version that
    stands, or for a --reason. A bad row is refused
    with its number and reason, the good ones stay. Code 1 when every row is refused.
    """
    contest = contest_named(slug)
    round_ = round_numbered(contest, number)
    fates = Fates("blind_code")
    for row in read_scores(file, round_):
        try:
            fates.add(row.number, take_row(contest.id, round_, row, reason), row.code)
        except Refusal as refusal:
            db.session.rollback()
            fates.refuse(row.number, refusal, row.code)
    outcomes = (("added", "thêm"), ("corrected", "sửa"), ("same", "giữ nguyên"), (BLANK, "còn trống"))
    code_ = fates.close(outcomes, report=report)
    sys.exit(1 if strict and fates.count("refused") else code_)


def take_row(contest_id: int, round_: Round, row: SentRow, reason: str = "") -> str:
    """Take one row: "added", "corrected", "same" or "blank". Raises a Refusal."""
    if not row.points:
        return BLANK
    judge = judge_known_as(contest_id, row.judge)
    with transaction():
        return import_sheet(
            round_=round_,
            blind_code=row.code,
            judge=judge,
            points=row.points,
            remark=row.remark,
            version=row.version,
            reason=reason,
            actor=ACTOR,
            at=now(),
        )
