"""``scores print``: sheets on paper for a round or one judge."""

from pathlib import Path

import click
from flask import current_app, url_for

from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import ACTOR, for_round, inside
from contest.db import transaction
from contest.exports.score_sheets import WRITERS, score_sheets
from contest.people.queries import judge_known_as
from contest.plumbing.clock import now
from contest.plumbing.mail.links import absolute
from contest.scoring.models import SheetState
from contest.scoring.queries import readings_on_paper, sheets_among
from contest.scoring.service import print_sheets


@click.command("print")
@for_round
@click.option(
    "--judge", "judge_said", metavar="EMAIL", help="Chỉ phiếu của giám khảo này. / One judge's alone."
)
@click.option("--all", "all_", is_flag=True, help="Cả phiếu đã nộp. / Sheets handed in too.")
@click.option("--filled", is_flag=True, help="Điền điểm của phiếu đã nộp. / With the points handed in.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp để ghi. / The file.",
)
@click.option(
    "--as",
    "fmt",
    type=click.Choice(list(WRITERS)),
    help="Dạng tệp; mặc định theo đuôi tệp, nếu không thì pdf. / Format; by the file's ending, else pdf.",
)
@inside
def command(
    slug: str, number: int, judge_said: str | None, all_: bool, filled: bool, out: Path, fmt: str | None
) -> None:
    """Ghi phiếu chấm trên giấy ra PDF hay DOCX, mỗi trang một bài của một giám khảo, có mã QR để nhập điểm.

    Write the score sheets on paper, one page a reading, with the QR code by which they are typed in.
    """
    ending = out.suffix.lower().removeprefix(".")
    chosen = fmt or (ending if ending in WRITERS else "pdf")
    contest = contest_named(slug)
    round_ = round_numbered(contest, number)
    judge = judge_known_as(contest.id, judge_said) if judge_said else None
    asked = readings_on_paper(round_.id, judge_id=judge.id if judge else None, owed=not (all_ or filled))
    with transaction():
        tokens = print_sheets(round_=round_, assignments=asked, actor=ACTOR, at=now())
    with current_app.test_request_context():
        addresses = {
            key: (token, absolute(url_for("organizer.scanned_sheet", slug=slug, paper_token=token)))
            for key, token in tokens.items()
        }
    sheets = sheets_among(set(tokens)) if filled else {}
    done = {key: sheet for key, sheet in sheets.items() if sheet.state == SheetState.HANDED_IN}
    out.write_bytes(score_sheets(contest, round_, asked, addresses=addresses, sheets=done, fmt=chosen))
    click.echo(f"Đã ghi {len(asked)} phiếu vào {out}.")
