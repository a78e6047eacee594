"""``shortlist``: draw the line and freeze the list."""

from decimal import Decimal, InvalidOperation

import click

from contest.charter.models import Round
from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import ACTOR, for_round, in_json, inside
from contest.cli.saying import say_json, say_rows
from contest.db import transaction
from contest.plumbing.clock import now
from contest.scoring.queries import round_lock
from contest.scoring.service import lock_round
from contest.shortlist.models import Shortlist
from contest.shortlist.queries import cut_like, cut_of, frozen
from contest.shortlist.rules import Cut
from contest.shortlist.service import freeze

RECUT = "Chốt lại bằng dòng lệnh với vạch chọn khác."


@click.command("shortlist")
@for_round
@click.option(
    "--top", type=click.IntRange(1), metavar="N", help="Lấy N bài cao nhất, bằng điểm thì lấy cả. / Best N."
)
@click.option("--threshold", metavar="X", help="Lấy các bài từ X điểm. / All from X points.")
@click.option(
    "--lock/--no-lock",
    default=True,
    show_default=True,
    help="Khóa điểm trước nếu chưa khóa. / Lock the scores first.",
)
@click.option(
    "--reason", default="", help="Lý do, khi thay danh sách đã chốt. / Why, when a list stands already."
)
@in_json
@inside
def command(
    slug: str, number: int, top: int | None, threshold: str | None, lock: bool, reason: str, as_json: bool
) -> None:
    """Chốt danh sách vào vòng trong theo N bài cao nhất hoặc điểm sàn; in ra theo mã phách, không nêu tên.

    Freeze the shortlist: the best N or all from a threshold, both when both are given, the charter's own cut
    when neither is; ties enter as the charter says. The round's scores are locked for good first, which is
    refused while any entry lacks its mark. A list that stands is never edited: another cut takes its place,
    the same one is only printed again.
    """
    contest = contest_named(slug)
    round_, at = round_numbered(contest, number), now()
    cut = _cut(round_, top, threshold)
    if lock and round_lock(round_.id) is None:
        with transaction():
            lock_round(round_=round_, actor=ACTOR, at=at)
    standing = frozen(round_.id)
    if standing is None or reason or not _is_cut_of(standing, cut):
        with transaction():
            standing = freeze(round_=round_, cut=cut, actor=ACTOR, at=at, reason=reason or RECUT)
    _say(standing, as_json)


def _cut(round_: Round, top: int | None, threshold: str | None) -> Cut:
    if top is None and threshold is None:
        return cut_of(round_)
    try:
        line = Decimal(threshold.replace(",", ".")) if threshold else None
    except InvalidOperation:
        line = Decimal("NaN")
    if line is not None and not line.is_finite():
        raise click.BadParameter(f"“{threshold}” không phải là điểm.", param_hint="--threshold")
    return cut_like(round_, top=top, threshold=line, ties_in=round_.ties_in)


def _is_cut_of(shortlist: Shortlist, cut: Cut) -> bool:
    said = shortlist.recipe["cut"]
    line = None if said["threshold"] is None else Decimal(said["threshold"])
    return bool((said["top"], line, said["ties_in"]) == (cut.top, cut.threshold, cut.ties_in))


def _say(shortlist: Shortlist, as_json: bool) -> None:
    headings = ("position", "rank", "blind_code", "mark", "tied", "note")
    rows = [
        (p.position, p.rank, p.blind_code, str(p.mark), p.tied, p.note) for p in shortlist.places if p.taken
    ]
    if as_json:
        told = [dict(zip(headings, row, strict=True)) for row in rows]
        say_json({"number": shortlist.number, "digest": shortlist.digest, "places": told})
        return
    say_rows(headings, [(*row[:4], "=" if row[4] else "", row[5]) for row in rows])
    click.echo(f"Danh sách số {shortlist.number}: {len(rows)} bài. Mã kiểm tra {shortlist.digest}")
