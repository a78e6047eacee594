"""What the office does next, from founding a contest to publishing its prizes: plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

KEEPERS: Final = 2
"""How many people open a seal."""


class Step(StrEnum):
    """Something only the office can do for the contest to go on."""

    INVITE_JUDGES = "invite_judges"
    INVITE_KEEPERS = "invite_keepers"
    ANNOUNCE = "announce"
    SETTLE = "settle"
    LOCK = "lock"
    FREEZE = "freeze"
    DRAW_NEXT = "draw_next"
    UNSEAL = "unseal"
    DECIDE_AWARDS = "decide_awards"
    PUBLISH_AWARDS = "publish_awards"


@dataclass(frozen=True, slots=True)
class Course:
    """How far a contest and one of its rounds have come.

    judges, readers  who judges in the contest or is invited to, and how many an entry of the round needs
    keepers          organizers and secretaries, those invited too: who may turn a key of the seal
    in_round         entries of the round; read: those with every sheet in; disputed: judges differ, mark open;
                     settled: with a mark
    later            whether a round comes after this one, which its list can still feed
    decided          whether prizes were decided; published: and shown
    """

    announced: bool
    judges: int
    readers: int
    keepers: int
    in_round: int
    read: int
    disputed: int
    settled: int
    locked: bool
    frozen: bool
    later: bool
    unsealed: bool
    decided: bool
    published: bool


def next_steps(course: Course) -> tuple[Step, ...]:
    """The steps that can be done now, in the order in which they are best done.

    What waits by number (entries to screen, readers to draw, marks to agree) is not among them: the desk counts it.
    """
    return (*_team(course), *_round(course), *_end(course))


def _team(course: Course) -> Iterator[Step]:
    if course.judges < course.readers and not course.locked:
        yield Step.INVITE_JUDGES
    if course.keepers < KEEPERS and not course.unsealed:
        yield Step.INVITE_KEEPERS
    if not course.announced:
        yield Step.ANNOUNCE


def _round(course: Course) -> Iterator[Step]:
    whole = course.in_round > 0
    if course.locked:
        if not course.frozen:
            yield Step.FREEZE
    elif whole and course.settled == course.in_round:
        yield Step.LOCK
    elif whole and course.read == course.in_round and course.settled + course.disputed < course.in_round:
        yield Step.SETTLE


def _end(course: Course) -> Iterator[Step]:
    if not course.frozen or course.published:
        return
    if course.later:
        yield Step.DRAW_NEXT
    elif not course.unsealed:
        yield Step.UNSEAL
    elif not course.decided:
        yield Step.DECIDE_AWARDS
    else:
        yield Step.PUBLISH_AWARDS
