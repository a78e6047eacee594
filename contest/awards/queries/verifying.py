"""What localities were asked and said of the figures of entries."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from contest.awards.models import FigureAnswer, FigureInquiry
from contest.awards.rules import Verification
from contest.db import db, one_of
from contest.entries.models import Entry, Figure
from contest.errors.awards import AwardUnknown
from contest.shortlist.queries import shown_entries

if TYPE_CHECKING:
    from contest.awards.queries.candidates import Basis


@dataclass(frozen=True, slots=True)
class Letters:
    """Everything said of one entry's figure, oldest first."""

    asked: tuple[FigureInquiry, ...]
    answered: tuple[FigureAnswer, ...]

    @property
    def state(self) -> Verification:
        """The newest word: a question after an answer opens it again."""
        asked = self.asked[-1].asked_at if self.asked else None
        answer = self.answered[-1] if self.answered else None
        if answer is not None and (asked is None or answer.noted_at >= asked):
            return Verification.CONFIRMED if answer.confirmed else Verification.DENIED
        return Verification.ASKED if asked is not None else Verification.UNVERIFIED


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """One entry of the list with its figure and where its verification stands; nothing of its author.

    title  as its judges read it
    """

    entry_id: int
    receipt: str
    blind_code: str
    title: str
    figure: Figure
    letters: Letters

    @property
    def state(self) -> Verification:
        """Where it stands."""
        return self.letters.state


def letters_of(entry_ids: Collection[int]) -> dict[int, Letters]:
    """Letters about each of these entries; two queries."""
    asked: dict[int, list[FigureInquiry]] = {entry_id: [] for entry_id in entry_ids}
    answered: dict[int, list[FigureAnswer]] = {entry_id: [] for entry_id in entry_ids}
    inquiries = (
        select(FigureInquiry).where(one_of(FigureInquiry.entry_id, entry_ids)).order_by(FigureInquiry.id)
    )
    for inquiry in db.session.scalars(inquiries):
        asked[inquiry.entry_id].append(inquiry)
    answers = select(FigureAnswer).where(one_of(FigureAnswer.entry_id, entry_ids)).order_by(FigureAnswer.id)
    for answer in db.session.scalars(answers):
        answered[answer.entry_id].append(answer)
    return {one: Letters(tuple(asked[one]), tuple(answered[one])) for one in asked}


def verification_states(entry_ids: Collection[int]) -> dict[int, Verification]:
    """Where the verification of each of these entries stands."""
    return {entry_id: letters.state for entry_id, letters in letters_of(entry_ids).items()}


def verifications_of(basis: "Basis") -> list[VerificationRow]:
    """The entries that the list takes in, in its order, each with what its locality said; a fixed number of queries."""
    places = [place for place in basis.shortlist.places if place.taken]
    ids = [place.entry_id for place in places]
    shown, letters = shown_entries(basis.round.id), letters_of(ids)
    question = select(Entry.id, Entry.receipt, Figure).join(Figure, Figure.entry_id == Entry.id)
    found = {row[0]: (row[1], row[2]) for row in db.session.execute(question.where(one_of(Entry.id, ids)))}
    return [
        VerificationRow(
            place.entry_id,
            found[place.entry_id][0],
            place.blind_code,
            shown[place.entry_id].title,
            found[place.entry_id][1],
            letters[place.entry_id],
        )
        for place in places
    ]


def answer_in(contest_id: int, answer_id: int) -> FigureAnswer:
    """One letter from a locality about an entry of the contest. Raises AwardUnknown."""
    question = (
        select(FigureAnswer)
        .join(Entry, Entry.id == FigureAnswer.entry_id)
        .where(FigureAnswer.id == answer_id, Entry.contest_id == contest_id)
    )
    found = db.session.scalar(question)
    if found is None:
        raise AwardUnknown
    return found
