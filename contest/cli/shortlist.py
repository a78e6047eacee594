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
from contest.shortlist.rules import Cut, read
from contest.shortlist.service import freeze

RECUT = "Chốt lại bằng dòng lệnh với vạch chọn khác."


@click.command("shortlist")
@for_round
@click.option(
    "--top", type=click.IntRange(1), metavar="N", help="Lấy N bài cao nhất, bằng điểm thì lấy cả. / Best N."
)
@click.option("--threshold", metavar="X", help="Lấy các bài từ X điểm. / All from X points.")
@click.option("--percent", metavar="P", help="Lấy P phần trăm số bài đã xếp hạng. / Best P per cent.")
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
    slug: str,
    number: int,
    top: int | None,
    threshold: str | None,
    percent: str | None,
    lock: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Chốt danh sách vào vòng trong theo N bài cao nhất, phần trăm hoặc điểm sàn; in ra theo mã phách.

    Freeze the shortlist: the best N, the best P per cent or all from a threshold, as strict as all that is given,
    the charter's own cut when nothing is. Ties, quotas and decided members are as the charter and the office said.
    The round's scores are locked for good first, which is refused while any entry lacks its mark. A list that
    stands is never edited: another cut takes its place, the same one is only printed again.
    """
    contest = contest_named(slug)
    round_, at = round_numbered(contest, number), now()
    cut = _cut(round_, top, threshold, percent)
    if lock and round_lock(round_.id) is None:
        with transaction():
            lock_round(round_=round_, actor=ACTOR, at=at)
    standing = frozen(round_.id)
    if standing is None or reason or not _is_cut_of(standing, cut):
        with transaction():
            standing = freeze(round_=round_, cut=cut, actor=ACTOR, at=at, reason=reason or RECUT)
    _say(standing, as_json)


def _cut(round_: Round, top: int | None, threshold: str | None, percent: str | None) -> Cut:
    if top is None and threshold is None and percent is None:
        return cut_of(round_)
    line, share = _number(threshold, "--threshold"), _number(percent, "--percent")
    return cut_like(round_, top=top, threshold=line, share=share, ties_in=round_.ties_in)


def _number(typed: str | None, option: str) -> Decimal | None:
    if not typed:
        return None
    try:
        number = Decimal(typed.replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise click.BadParameter(f"“{typed}” không phải là một số.", param_hint=option)
    return number


def _is_cut_of(shortlist: Shortlist, cut: Cut) -> bool:
    """Whether a list was frozen by this cut, with the same members decided on."""
    entries = {place.blind_code: place.entry_id for place in shortlist.places}
    decided: dict[str, set[int]] = {"in": set(), "out": set()}
    for code, verdict, _ in shortlist.recipe.get("decided", []):
        decided[verdict].add(entries[code])
    return read(shortlist.recipe["cut"], into=decided["in"], out=decided["out"]) == cut


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
