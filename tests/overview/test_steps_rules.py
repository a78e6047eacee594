"""What the office does next: a step a line, from founding to publishing."""

from dataclasses import replace

import pytest

from contest.overview.rules import Course, Step, next_steps

READY = Course(
    announced=True,
    judges=5,
    readers=2,
    keepers=2,
    in_round=0,
    read=0,
    disputed=0,
    settled=0,
    locked=False,
    frozen=False,
    later=False,
    unsealed=False,
    decided=False,
    published=False,
)
READ = replace(READY, in_round=10, read=10)
LOCKED = replace(READ, settled=10, locked=True)
FROZEN = replace(LOCKED, frozen=True)
OPEN = replace(FROZEN, unsealed=True)


@pytest.mark.parametrize(
    ("course", "steps"),
    [
        (
            replace(READY, announced=False, judges=0, keepers=1),
            [Step.INVITE_JUDGES, Step.INVITE_KEEPERS, Step.ANNOUNCE],
        ),
        (replace(READY, announced=False), [Step.ANNOUNCE]),
        (replace(READY, judges=1), [Step.INVITE_JUDGES]),
        (READY, []),
        (replace(READY, in_round=10, read=9, settled=4), []),
        (READ, [Step.SETTLE]),
        (replace(READ, settled=7, disputed=3), []),  # the desk counts those three
        (replace(READ, settled=7, disputed=2), [Step.SETTLE]),
        (replace(READ, settled=10), [Step.LOCK]),
        (LOCKED, [Step.FREEZE]),
        (replace(LOCKED, judges=1), [Step.FREEZE]),  # nobody is needed to judge any more
        (FROZEN, [Step.UNSEAL]),
        (replace(FROZEN, keepers=1), [Step.INVITE_KEEPERS, Step.UNSEAL]),
        (replace(FROZEN, later=True), [Step.DRAW_NEXT]),
        (OPEN, [Step.DECIDE_AWARDS]),
        (replace(OPEN, later=True), [Step.DRAW_NEXT]),  # the charter lets names out round by round
        (replace(OPEN, decided=True), [Step.PUBLISH_AWARDS]),
        (replace(OPEN, decided=True, published=True), []),
    ],
)
def test_the_next_steps(course, steps):
    assert list(next_steps(course)) == steps
