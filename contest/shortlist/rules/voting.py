"""What a meeting votes on, and what the counted hands come to."""

from dataclasses import dataclass
from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting was called for."""

    LIST = "list"
    AWARDS = "awards"
    OTHER = "other"


class Part(StrEnum):
    """What somebody is at a meeting."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    GUEST = "guest"


class Majority(StrEnum):
    """What carries a motion.

    PRESENT     more than half of those who may vote
    CAST        more hands for it than against it
    TWO_THIRDS  two thirds of those who may vote
    """

    PRESENT = "present"
    CAST = "cast"
    TWO_THIRDS = "two_thirds"


class MotionKind(StrEnum):
    """What a motion asks for."""

    TAKE_IN = "take_in"
    LEAVE_OUT = "leave_out"
    TIE = "tie"
    AWARD = "award"
    OTHER = "other"


class MotionOutcome(StrEnum):
    """How a motion ended."""

    CARRIED = "carried"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """Somebody called to a meeting, as typed; the account where it is one of the contest's people."""

    name: str
    office: str = ""
    part: Part = Part.MEMBER
    votes: bool = True
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """Hands counted, or ballots. Raises ValueError for a number below 0."""

    in_favour: int
    against: int
    abstained: int

    def __post_init__(self) -> None:
        if min(self.in_favour, self.against, self.abstained) < 0:
            raise ValueError("a number of votes below 0")

    @property
    def total(self) -> int:
        """Everybody counted."""
        return self.in_favour + self.against + self.abstained


def fit(votes: Votes, *, present: int, entitled: int, absent_votes: bool) -> bool:
    """Whether the counts can be those of this meeting: everybody present who may vote is in one of them.

    present       members who may vote and are there; ``entitled`` all who may vote
    absent_votes  whether those who are not there may vote in writing, so that up to all are counted
    """
    if absent_votes:
        return present <= votes.total <= entitled
    return votes.total == present


def carried(votes: Votes, *, majority: Majority) -> bool | None:
    """Whether the motion carries; None when the votes are equal and the chair rules.

    Equal are as many for as against, or, where half of all are asked for, exactly half of them. Two thirds
    leave nothing to the chair.
    """
    if majority is Majority.TWO_THIRDS:
        return votes.total > 0 and 3 * votes.in_favour >= 2 * votes.total
    needed = votes.against if majority is Majority.CAST else votes.total - votes.in_favour
    return None if votes.in_favour == needed else votes.in_favour > needed
