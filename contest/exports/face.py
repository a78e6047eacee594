"""What every paper shows of itself to the registry: its names, its place among the others, who writes it and when.

Each paper's file under ``contest.exports.papers`` ends with ``PAPER = Paper(...)``; the registry lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.exports.sheet import Document


class Builder(Protocol):
    """What each paper's file offers; refusals say what is still to be done."""

    def __call__(self, contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
        """The paper as it stands."""
        ...


class Check(Protocol):
    """Whether a paper can be made now: it returns, or refuses as the builder would."""

    def __call__(self, round_: Round, *, names: bool) -> object:
        """Refuse, or say nothing."""
        ...


class Proposal(Protocol):
    """The words a paper proposes for each part that the office may write itself, by the part's key."""

    def __call__(self, contest: Contest, round_: Round, *, names: bool) -> Mapping[str, str]:
        """Part -> text, an empty line between paragraphs or a line end, as the part says."""
        ...


def nothing_proposed(contest: Contest, round_: Round, *, names: bool) -> Mapping[str, str]:
    """A paper without parts to write."""
    return {}


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of a paper that the office may write itself.

    label  what the interface calls it; hint: what belongs there, both to be translated
    """

    key: str
    label: str
    hint: str = ""


def at_any_time(round_: Round, *, names: bool) -> None:
    """A paper that can always be made."""


class Naming(StrEnum):
    """When a paper may name authors.

    NEVER     it has no place for them
    UNSEALED  once both keys of the round's seal are turned
    SECRETARY at any time, for the secretary, who keeps the envelopes
    """

    NEVER = "never"
    UNSEALED = "unsealed"
    SECRETARY = "secretary"


class Group(StrEnum):
    """The work a paper belongs to, in the order an essay passes; the page of papers has a heading for each."""

    INTAKE = "intake"
    SCREENING = "screening"
    MARKING = "marking"
    SHORTLIST = "shortlist"
    MEETINGS = "meetings"
    AWARDS = "awards"
    UPWARD = "upward"


GROUP_WORDS: Final = {
    Group.INTAKE: N_("Tiếp nhận"),
    Group.SCREENING: N_("Sàng lọc"),
    Group.MARKING: N_("Chấm"),
    Group.SHORTLIST: N_("Danh sách được chọn"),
    Group.MEETINGS: N_("Họp"),
    Group.AWARDS: N_("Khen thưởng"),
    Group.UPWARD: N_("Gửi cấp trên"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    key        what the pages and ``export`` call it
    group      the work it belongs to
    title      what the interface calls it, to be translated
    about      what it holds and when it can be made, to be translated
    file_name  the start of a download's name, without marks
    build      writes it
    naming     when it may name authors
    of_round   whether it speaks of one round; else of the whole contest
    check      whether it can be made now
    people     whether it names people where it names; else units alone
    sign       the short form of its kind in numbers: "BB" in 12-BB/BTC
    texts      the parts that the office may write itself, and what they say until it does
    sheets     whether it has a sheet for each whom it names, to be printed one by one
    """

    key: str
    group: Group
    title: str
    about: str
    file_name: str
    build: Builder
    naming: Naming = Naming.NEVER
    of_round: bool = True
    check: Check = at_any_time
    sign: str = ""
    people: bool = True
    texts: tuple[TextPart, ...] = ()
    propose: Proposal = nothing_proposed
    sheets: bool = False
