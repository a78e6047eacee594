"""The register: one page of entries by state, category, channel, warning and words, without who wrote them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import defer, selectinload

from contest.db import db, one_of
from contest.entries.models import Channel, Entry, Manuscript, Withdrawal
from contest.entries.rules import normal_receipt
from contest.overview.queries.desk import entries_suspected
from contest.plumbing import search
from contest.plumbing.search import Question, question_of
from contest.screening.models import EntryLook, ScreeningDecision, VerdictKind
from contest.screening.queries import (
    entries_corrected_since,
    entries_warned,
    entries_with_verdict,
    standing_decisions,
)

PAGE_SIZE: Final = 50
ANY_WARNING: Final = "any"
NO_WARNING: Final = "none"
MOST_RANKED: Final = 5_000
"""Up to so many hits a list tells those where the words stand together from those where they are scattered."""


class State(StrEnum):
    """Where an entry stands with the office."""

    UNDECIDED = "undecided"
    CORRECTED = "corrected"
    ELIGIBLE = "eligible"
    MORE_NEEDED = "more_needed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUSPECTED = "suspected"


class Sort(StrEnum):
    """What a list is ordered by; a minus in front turns it around."""

    FIT = "fit"
    NUMBER = "number"
    TITLE = "title"
    WORDS = "words"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants of the register.

    warning     the key of a check that was not in order at the last look, ANY_WARNING or NO_WARNING
    all_names   whether the words are looked for in every author's name too, and in what is masked
    unsealed    a selection of the entries of which this may be, where not of all
    among       a selection of entry ids that the list is kept to (a unit's), or None
    suspects_in the round whose judges' reports the state SUSPECTED speaks of
    """

    state: State | None = None
    category_id: int | None = None
    channel: Channel | None = None
    search: str = ""
    sort: Sort = Sort.NUMBER
    down: bool = True
    warning: str = ""
    all_names: bool = False
    unsealed: Select[int] | None = None
    among: Select[int] | None = None
    suspects_in: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list with the decision that counts."""

    entry: Entry
    decision: ScreeningDecision | None
    state: State


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of the register: its lines, its number from 1, and how many entries fit in all."""

    lines: list[Line]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def register_page(contest_id: int, wanted: Wanted, *, number: int = 1) -> RegisterPage:
    """One page of what is wanted; past the end the last page is shown."""
    ids, number, total = page_of_ids(contest_id, wanted, number=number)
    return RegisterPage(lines_of(ids), number, total)


def page_of_ids(contest_id: int, wanted: Wanted, *, number: int = 1) -> tuple[list[int], int, int]:
    """The ids on one page of what is wanted, the page's number, and how many fit in all."""
    question = register_ids(contest_id, wanted)
    total = db.session.scalar(select(func.count()).select_from(question.subquery())) or 0
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    page = question.order_by(*_order(wanted, total)).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return list(db.session.scalars(page)), number, total


def entries_wanted(contest_id: int, wanted: Wanted) -> set[int]:
    """The ids of everything that is wanted, without order."""
    return set(db.session.scalars(register_ids(contest_id, wanted)))


def lines_of(entry_ids: Sequence[int]) -> list[Line]:
    """These entries as lines of a list, in this order."""
    bodies = defer(Manuscript.paragraphs)
    question = (
        select(Entry)
        .where(one_of(Entry.id, entry_ids))
        .options(selectinload(Entry.manuscripts).options(bodies, selectinload(Manuscript.category)))
        .options(selectinload(Entry.figure), selectinload(Entry.withdrawal))
    )
    entries = {entry.id: entry for entry in db.session.scalars(question)}
    decisions = standing_decisions(entry_ids)
    return [
        _line(entries[entry_id], decisions.get(entry_id)) for entry_id in entry_ids if entry_id in entries
    ]


def _line(entry: Entry, decision: ScreeningDecision | None) -> Line:
    return Line(entry, decision, state_of(entry, decision))


def state_of(entry: Entry, decision: ScreeningDecision | None) -> State:
    """Where an entry stands, loaded with its withdrawal and versions."""
    if entry.withdrawal is not None:
        return State.WITHDRAWN
    if decision is None:
        return State.UNDECIDED
    newer = entry.manuscript.received_at > decision.decided_at
    if newer and decision.verdict != VerdictKind.REJECTED:
        return State.CORRECTED
    return State(decision.verdict.value)


def register_ids(contest_id: int, wanted: Wanted) -> Select[int]:
    """A selection of the ids of everything that is wanted; the order is the caller's."""
    question = select(Entry.id).where(Entry.contest_id == contest_id)
    if wanted.category_id is not None or wanted.sort in (Sort.TITLE, Sort.WORDS):
        newest = (
            select(func.max(Manuscript.version))
            .where(Manuscript.entry_id == Entry.id)
            .correlate(Entry)
            .scalar_subquery()
        )
        versions = and_(Manuscript.entry_id == Entry.id, Manuscript.version == newest)
        question = question.join(Manuscript, versions)
    if wanted.state is not None:
        question = question.where(_in_state(contest_id, wanted.state, wanted.suspects_in))
    if wanted.category_id is not None:
        question = question.where(Manuscript.category_id == wanted.category_id)
    if wanted.channel is not None:
        question = question.where(Entry.channel == wanted.channel)
    if wanted.among is not None:
        question = question.where(Entry.id.in_(wanted.among))
    if wanted.warning:
        question = question.where(_warned_of(wanted.warning))
    asked = question_of(wanted.search)
    return question.where(_found(asked, wanted)) if asked else question


def _warned_of(warning: str) -> ColumnElement[bool]:
    if warning == NO_WARNING:
        looked = select(EntryLook.entry_id).where(EntryLook.entry_id == Entry.id).exists()
        return and_(looked, Entry.id.not_in(entries_warned()))
    return Entry.id.in_(entries_warned(None if warning == ANY_WARNING else warning))


def _found(asked: Question, wanted: Wanted) -> ColumnElement[bool]:
    """Each way is a selection of ids, so that few hits are looked up and not every entry is held against them."""
    ways: list[ColumnElement[bool]] = [Entry.id.in_(search.found(asked, sealed=wanted.all_names))]
    receipt = normal_receipt(wanted.search)
    if receipt is not None:
        ways.append(Entry.receipt == receipt)
    if wanted.unsealed is not None:
        ways.append(and_(Entry.id.in_(wanted.unsealed), Entry.id.in_(search.found(asked, sealed=True))))
    return or_(*ways)


def _in_state(contest_id: int, state: State, round_id: int | None) -> ColumnElement[bool]:
    corrected = entries_corrected_since(contest_id, VerdictKind.MORE_NEEDED, VerdictKind.ELIGIBLE)
    match state:
        case State.WITHDRAWN:
            return select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists()
        case State.SUSPECTED:
            return Entry.id.in_(entries_suspected(round_id) if round_id is not None else set())
        case State.CORRECTED:
            return Entry.id.in_(corrected)
        case State.UNDECIDED:
            return Entry.id.in_(entries_with_verdict(contest_id, None))
        case _:
            verdict = entries_with_verdict(contest_id, VerdictKind(state.value))
            return and_(Entry.id.in_(verdict), Entry.id.not_in(corrected))


def _order(wanted: Wanted, total: int) -> tuple[Any, ...]:
    if wanted.sort == Sort.FIT:
        asked, newest = question_of(wanted.search), Entry.register_number.desc()
        near = total <= MOST_RANKED
        fit: Any = (
            search.relevance(asked, Entry.id, sealed=wanted.all_names, in_one_piece=near) if asked else None
        )
        return (newest,) if fit is None else (fit.desc() if wanted.down else fit.asc(), newest)
    column: Any = {
        Sort.NUMBER: Entry.register_number,
        Sort.TITLE: Manuscript.title_key,
        Sort.WORDS: Manuscript.words,
        Sort.SENT: Entry.sent_on,
    }[wanted.sort]
    return (column.desc() if wanted.down else column.asc(), Entry.id)
