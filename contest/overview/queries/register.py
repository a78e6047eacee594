"""The register: one page of entries by state, category, channel and words, without who wrote them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import defer, selectinload

from contest.db import db
from contest.entries.models import Channel, Entry, Figure, Manuscript, Withdrawal
from contest.entries.rules import normal_receipt
from contest.overview.queries.desk import entries_suspected
from contest.plumbing.vietnamese import search_key
from contest.screening.models import ScreeningDecision, VerdictKind
from contest.screening.queries import entries_corrected_since, entries_with_verdict, standing_decisions

PAGE_SIZE: Final = 50


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

    NUMBER = "number"
    TITLE = "title"
    WORDS = "words"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants of the register.

    also        a selection of entry ids that the search finds besides (by author, for those who may see authors)
    among       a selection of entry ids that the list is kept to (a unit's), or None
    titled      the entries a search may find by title, for those who read titles with names masked; None for all
    suspects_in the round whose judges' reports the state SUSPECTED speaks of
    """

    state: State | None = None
    category_id: int | None = None
    channel: Channel | None = None
    search: str = ""
    sort: Sort = Sort.NUMBER
    down: bool = True
    also: Select[int] | None = None
    among: Select[int] | None = None
    titled: Collection[int] | None = None
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
    question = _matching(contest_id, wanted)
    total = db.session.scalar(select(func.count()).select_from(question.subquery())) or 0
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    order = _order(wanted)
    ids = list(
        db.session.scalars(question.order_by(*order).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    )
    return RegisterPage(lines_of(ids), number, total)


def lines_of(entry_ids: Sequence[int]) -> list[Line]:
    """These entries as lines of a list, in this order."""
    bodies = defer(Manuscript.paragraphs)
    question = (
        select(Entry)
        .where(Entry.id.in_(entry_ids))
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


def _matching(contest_id: int, wanted: Wanted) -> Select[int]:
    newest = (
        select(func.max(Manuscript.version))
        .where(Manuscript.entry_id == Entry.id)
        .correlate(Entry)
        .scalar_subquery()
    )
    question = (
        select(Entry.id)
        .join(Manuscript, and_(Manuscript.entry_id == Entry.id, Manuscript.version == newest))
        .join(Figure, Figure.entry_id == Entry.id)
        .where(Entry.contest_id == contest_id)
    )
    if wanted.state is not None:
        question = question.where(_in_state(contest_id, wanted.state, wanted.suspects_in))
    if wanted.category_id is not None:
        question = question.where(Manuscript.category_id == wanted.category_id)
    if wanted.channel is not None:
        question = question.where(Entry.channel == wanted.channel)
    if wanted.among is not None:
        question = question.where(Entry.id.in_(wanted.among))
    words = search_key(wanted.search).split()
    return question.where(_found(words, wanted)) if words else question


def _found(words: Collection[str], wanted: Wanted) -> ColumnElement[bool]:
    typed = wanted.search.strip().upper()
    by_title = and_(*(Manuscript.title_key.contains(word, autoescape=True) for word in words))
    ways = [
        by_title if wanted.titled is None else Entry.id.in_(wanted.titled),
        and_(*(Figure.search_key.contains(word, autoescape=True) for word in words)),
        Entry.receipt.contains(typed, autoescape=True),
        Entry.receipt == (normal_receipt(wanted.search) or ""),
    ]
    if wanted.also is not None:
        ways.append(Entry.id.in_(wanted.also))
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


def _order(wanted: Wanted) -> tuple[Any, ...]:
    column: Any = {
        Sort.NUMBER: Entry.register_number,
        Sort.TITLE: Manuscript.title_key,
        Sort.WORDS: Manuscript.words,
        Sort.SENT: Entry.sent_on,
    }[wanted.sort]
    return (column.desc() if wanted.down else column.asc(), Entry.id)
