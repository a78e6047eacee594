"""The ranking: who stands where, what another cut would do, equals parted by the head, the freezing."""

from typing import Any, Final

from flask import abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.assignment.queries import entries_in_round, judge_groups
from contest.authors.queries import names_known
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.charter.rules import METHODS, MODELLED
from contest.errors import Refusal
from contest.errors.shortlist import CutUnfit, MethodNotCharters, MethodUnfit, RoundNotLocked
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.scoring.queries import round_lock, settlements
from contest.screening.queries import entry_behind
from contest.shortlist import service
from contest.shortlist.queries import (
    RankedRow,
    Ranking,
    field_of,
    frozen,
    head_decisions,
    publications_of,
    ranking_in,
    why_unranked,
)
from contest.shortlist.queries import ranking as ranking_of
from contest.shortlist.rules import METHOD_NAMES
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.cut_asked import CutAsked
from contest.web.organizer.members_view import STOPPED, Typed, member_rows, moved_by
from contest.web.organizer.places import OFFICE, address
from contest.web.organizer.ranking_forms import FreezeForm
from contest.web.organizer.recipes import groups_in_words, short_in_words
from contest.web.organizer.saving import done, saved
from contest.web.organizer.view import show, viewer_of
from contest.web.refusals import said, spoken
from contest.web.sessions import visitor

READERS: Final = (*OFFICE, RoleKind.HEAD_JUDGE)
PAGE_SIZE: Final = 100
MOST_IN_CHART: Final = 60
LEAST_IN_CHART: Final = 20


@bp.get("/<slug>/rounds/<int:number>/ranking")
@open_to(*READERS)
def ranking(contest: Contest, number: int) -> str:
    """The ranking under the charter's cut or one that is tried; before the lock only how much is open."""
    return ranking_page(contest, round_numbered(contest, number))


def waiting_page(contest: Contest, round_: Round, *, here: str, title: str) -> str:
    """What stands instead of a page about the ranking before the scores are locked: how much is open."""
    entries, settled = entries_in_round(round_), settlements(round_.id)
    return show(
        "organizer/ranking_waits.html",
        contest,
        round=round_,
        here=here,
        title=title,
        entries=len(entries),
        settled=len(entries & set(settled)),
        settling=address("organizer.discrepancies", contest, number=round_.number),
    )


def ranking_page(contest: Contest, round_: Round, typed: Typed | None = None) -> str:
    """The ranking's page; ``typed`` is a decision on a member that could not be kept."""
    if round_lock(round_.id) is None:
        return waiting_page(contest, round_, here="ranking", title=_("Xếp hạng"))
    may_know = names_open(contest, round_.id)
    asked = CutAsked.of(round_, request.args, names_open=may_know)
    field = field_of(round_)
    try:
        try:
            found = ranking_in(field, cut=asked.cut, method=asked.method, quotas=asked.quotas)
        except CutUnfit:
            if not asked.tried:
                raise
            asked = CutAsked.wrongly(round_, request.args, names_open=may_know)
            found = ranking_in(field, cut=asked.cut)
    except MethodUnfit as refusal:
        return _unfit(contest, round_, refusal, asked)
    pages = max(1, -(-len(found.rows) // PAGE_SIZE))
    page = max(1, min(request.args.get("page", 1, type=int), pages))
    rows = found.rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    standing, open_seal = frozen(round_.id), names_known(round_.id)
    groups, envelopes = judge_groups(round_.id), {}
    if open_seal:
        envelopes = viewer_of(contest).envelopes([row.entry_id for row in rows])
    published = standing is not None and standing.id in publications_of(round_.id)
    may_decide = visitor().has_role(contest.id, *OFFICE)
    return show(
        "organizer/ranking.html",
        contest,
        round=round_,
        asked=asked,
        found=found,
        method=METHOD_NAMES[found.method],
        modelled=found.method in MODELLED,
        rows=rows,
        page=page,
        pages=pages,
        offset=(page - 1) * PAGE_SIZE,
        judges=max([round_.readers, *(len(row.sheets) for row in rows)]),
        envelopes=envelopes,
        stopped=STOPPED,
        moved=moved_by(field, found) if asked.tried and not asked.wrong else None,
        members=member_rows(field, found),
        typed=typed,
        methods=METHODS,
        names=METHOD_NAMES,
        chart=_chart(found),
        apart=groups_in_words(groups) if groups > 1 else "",
        short=short_in_words(found.short, contest, names_open=may_know),
        frozen=standing,
        published=published,
        open_seal=open_seal,
        decided=head_decisions(round_.id),
        equals=[] if open_seal else _equals(round_, found),
        may_freeze=may_decide,
        may_decide=may_decide and not published,
    )


@bp.post("/<slug>/rounds/<int:number>/ranking/ties")
@open_to(*READERS)
def decide_tie(contest: Contest, number: int) -> Any:
    """Put one of several equals before the others, or take that word back."""
    round_ = round_numbered(contest, number)
    code = entry_behind(round_.id, request.form.get("code", ""))
    if code is None:
        abort(404)
    return done(
        lambda: service.decide_tie(
            round_=round_,
            entry_id=code.entry_id,
            undo=request.form.get("undo") == "1",
            reason=request.form.get("reason", ""),
            actor=visitor().actor,
            at=now(),
        ),
        to=url_for("organizer.ranking", slug=contest.slug, number=number, _anchor="equals"),
        word=_("Đã ghi quyết định về bài %(code)s.", code=code.code),
    )


@bp.route("/<slug>/rounds/<int:number>/shortlist/new", methods=["GET", "POST"])
@open_to(*OFFICE)
def freeze(contest: Contest, number: int) -> Any:
    """What would be frozen, asked once more; then frozen."""
    round_ = round_numbered(contest, number)
    if round_lock(round_.id) is None:
        raise RoundNotLocked
    asked = CutAsked.of(round_, request.form if request.method == "POST" else request.args)
    if asked.wrong or asked.own_quotas:
        raise CutUnfit
    form = FreezeForm(data=asked.in_form)
    try:
        found = _to_freeze(round_, asked)
    except (MethodUnfit, MethodNotCharters) as refusal:
        return _unfit(contest, round_, refusal, asked, freezing=True), refusal.status
    return saved(
        form,
        lambda: service.freeze(
            round_=round_,
            cut=asked.cut,
            method=asked.method,
            actor=visitor().actor,
            at=now(),
            reason=form.reason.data or "",
        ),
        contest=contest,
        page="organizer/freeze.html",
        to=url_for("organizer.shortlist", slug=contest.slug, number=number),
        word=ngettext("Đã chốt danh sách %(num)s bài.", "Đã chốt danh sách %(num)s bài.", found.taken),
        round=round_,
        asked=asked,
        found=found,
        method=METHOD_NAMES[asked.method],
        short=short_in_words(found.short, contest, names_open=names_open(contest, round_.id)),
        standing=frozen(round_.id),
        open_seal=names_known(round_.id),
    )


def _to_freeze(round_: Round, asked: CutAsked) -> Ranking:
    """What would be frozen. Raises CutUnfit, MethodUnfit, MethodNotCharters."""
    if asked.method != round_.method and why_unranked(round_) is None:
        raise MethodNotCharters
    return ranking_of(round_, cut=asked.cut, method=asked.method)


def _unfit(
    contest: Contest, round_: Round, refusal: Refusal, asked: CutAsked, *, freezing: bool = False
) -> str:
    """The page in the place of a ranking, or a list, that a method cannot make."""
    tried = asked.method != asked.charters_method
    return show(
        "organizer/ranking_unfit.html",
        contest,
        round=round_,
        asked=asked,
        tried=tried,
        freezing=freezing,
        why=spoken(refusal.values["why"]) if tried and refusal.values else said(refusal),
        methods=METHODS,
        names=METHOD_NAMES,
    )


def names_open(contest: Contest, round_id: int) -> bool:
    """Whether this visitor may know who wrote the round's entries, now that its seal is open."""
    return names_known(round_id) and visitor().has_role(contest.id, *OFFICE)


def _chart(found: Ranking) -> list[dict[str, object]]:
    """The first rows as shared/_chart.html takes them; the intervals are the marks themselves."""
    most = min(MOST_IN_CHART, max(LEAST_IN_CHART, 2 * found.last_taken))
    return [
        {
            "rank": row.rank,
            "label": row.blind_code,
            "mark": row.mark,
            "low": row.mark,
            "high": row.mark,
            "tone": "in" if row.taken else "out",
        }
        for row in found.rows[:most]
    ]


def _equals(round_: Round, found: Ranking) -> list[RankedRow]:
    """The entries the head may still part: equal in all the charter compares."""
    if not any("head" in step for step in round_.tie_breaks):
        return []
    decided = head_decisions(round_.id)
    return [row for row in found.rows if row.tied or _stands_by_the_head(row, decided)]


def _stands_by_the_head(row: RankedRow, decided: dict[int, Any]) -> bool:
    return row.entry_id in decided and decided[row.entry_id].weight > 0
