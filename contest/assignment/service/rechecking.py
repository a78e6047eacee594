"""Whether a draw that waits still fits what is known now, said in words."""

from dataclasses import replace

from sqlalchemy import Select, func, select

from contest.assignment.models import Assignment, Draw, DrawEnding, DrawKind
from contest.assignment.queries import dealing_of, problem_for
from contest.assignment.rules import column
from contest.assignment.rules.changes import NOTHING
from contest.assignment.rules.columns import Pairs
from contest.assignment.rules.rechecking import Breach, Breached, breaches_of
from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.charter.service import check_notice
from contest.db import db
from contest.errors import N_
from contest.errors.assignment import DrawOutdated, Why
from contest.errors.charter import NoticeMissing
from contest.people.queries import names_of_accounts
from contest.screening.queries import eligible_entry_ids

SENTENCES = {
    Breach.ENTRY_GONE: N_("%(count)s lượt đọc là của bài đã rút hoặc không còn hợp lệ."),
    Breach.JUDGE_GONE: N_("%(names)s không còn chấm vòng này, mà được giao %(count)s lượt."),
    Breach.CONFLICT: N_("%(count)s lượt đọc rơi vào cặp đã báo xung đột hoặc đã thôi đọc."),
    Breach.UNIT: N_("%(count)s lượt đọc là của người cùng đơn vị với bài."),
    Breach.RIGHT: N_("%(names)s không chấm thể loại, hoặc không đọc ngôn ngữ, của %(count)s lượt được giao."),
    Breach.TOGETHER: N_("%(count)s lượt đọc cho hai người không chấm chung gặp nhau ở một bài."),
    Breach.MAXIMUM: N_("%(names)s sẽ quá số bài nhiều nhất của mình."),
}
OTHER_DRAW = N_("Một lần bốc khác vừa công bố đã giao thêm người cho %(count)s bài trong số này.")
EVERYBODY = N_("Vòng này nay đặt mọi giám khảo chấm mọi bài; lúc bốc thử thì chưa.")
NOT_EVERYBODY = N_("Lúc bốc thử, mọi giám khảo chấm mọi bài; nay vòng này không đặt như vậy.")
OTHER_READERS = N_("Mỗi bài nay cần %(now)s người đọc, lúc bốc thử là %(then)s.")
UNTOLD = N_(
    "Cuộc thi đã phát động, nên đổi số người đọc mỗi bài cần một lời thông báo công khai; lần bốc thử này chưa có."
)
NAMED = 3


def check_draft(draw: Draw, round_: Round) -> None:
    """Ask once more, before judges see it, what was asked when the draw was made. Raises DrawOutdated."""
    fresh, ended = _pairs(_dealt(draw)), _pairs(_taken_back(draw))
    entries = set(eligible_entry_ids(round_.contest_id)) & set(fresh.entries.tolist())
    joining = {int(draw.recipe["asked"]["judge"])} if draw.kind == DrawKind.JOINING else set[int]()
    problem = problem_for(round_, entry_ids=entries, change=replace(NOTHING, joining=frozenset(joining)))
    found = breaches_of(problem, fresh, ended)
    names = names_of_accounts({judge for one in found for judge in one.judges[:NAMED]})
    reasons = [_why(one, names) for one in found]
    if overtaken := _overtaken(draw):
        reasons.append(Why(OTHER_DRAW, {"count": overtaken}))
    then = draw.recipe.get("readers")
    plain = draw.kind in (DrawKind.MAIN, DrawKind.TOP_UP)
    if plain and then is not None and then != round_.readers:
        reasons.append(Why(OTHER_READERS, {"now": round_.readers, "then": then}))
    everybody = dealing_of(round_.id).everybody
    if plain and draw.recipe.get("everybody", False) != everybody:
        reasons.append(Why(EVERYBODY if everybody else NOT_EVERYBODY, {}))
    if draw.kind in (DrawKind.MORE_READERS, DrawKind.FEWER_READERS):
        try:
            check_notice(contest_of_round(round_), draw.recipe["asked"].get("notice", ""))
        except NoticeMissing:
            reasons.append(Why(UNTOLD, {}))
    if reasons:
        raise DrawOutdated(reasons)


def _dealt(draw: Draw) -> Select[int, int]:
    return select(Assignment.entry_id, Assignment.judge_id).where(Assignment.draw_id == draw.id)


def _taken_back(draw: Draw) -> Select[int, int]:
    return (
        select(Assignment.entry_id, Assignment.judge_id)
        .join(DrawEnding, DrawEnding.assignment_id == Assignment.id)
        .where(DrawEnding.draw_id == draw.id)
    )


def _pairs(question: Select[int, int]) -> Pairs:
    rows = db.session.execute(question).all()
    return Pairs(column(row[0] for row in rows), column(row[1] for row in rows))


def _overtaken(draw: Draw) -> int:
    """How many of its entries a draw made and published since has given to somebody."""
    mine = select(Assignment.entry_id).where(Assignment.draw_id == draw.id)
    since = (
        select(func.count(Assignment.entry_id.distinct()))
        .join(Draw, Draw.id == Assignment.draw_id)
        .where(
            Assignment.round_id == draw.round_id,
            Draw.id > draw.id,
            Draw.published_at.is_not(None),
            Assignment.entry_id.in_(mine),
        )
    )
    return db.session.scalar(since) or 0


def _why(one: Breached, names: dict[int, str]) -> Why:
    told = [names[judge] for judge in one.judges[:NAMED] if judge in names]
    more = ["…"] if len(one.judges) > NAMED else []
    return Why(SENTENCES[one.breach], {"count": one.readings, "names": ", ".join([*told, *more])})
