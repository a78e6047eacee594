"""How far a list is expected to be from the true one; who could still read; room that differs from entry to entry."""

import numpy as np
import pytest

from contest.assignment.rules import EntryToRead, JudgeAtHand, Problem, spare_readers
from contest.shortlist.rules import fit, outlook, second_look
from tests.shortlist.contests import contest


def test_the_outlook_is_what_comes_true_on_average() -> None:
    said, true = [], []
    for seed in range(30):
        readings, quality, _ = contest(seed, entries=80, judges=8, each=2)
        found = fit(readings)
        said.append(outlook(readings, found, np.zeros(80, dtype=np.int64), top=10, seed=1).now)
        best, listed = np.argsort(-quality)[:10], np.argsort(-found.quality)[:10]
        true.append(10 - len(np.intersect1d(best, listed)))
    assert np.mean(said) == pytest.approx(np.mean(true), abs=0.5)


def test_further_readings_better_the_outlook_and_the_seed_decides_it() -> None:
    readings, _, _ = contest(4, entries=100, judges=8, each=2)
    found = fit(readings)
    look = second_look(readings, found, top=10, budget=40)
    one, other = (outlook(readings, found, look.more, top=10, seed=3) for _ in range(2))
    assert one == other
    assert 0 < one.after < one.now
    nothing = outlook(readings, found, np.zeros(100, dtype=np.int64), top=10, seed=3)
    assert nothing.after == nothing.now == one.now


@pytest.mark.parametrize("top", [0, 60, 61])
def test_a_list_without_an_outside_has_no_outlook(top) -> None:
    readings, _, _ = contest(1)
    with pytest.raises(ValueError):
        outlook(readings, fit(readings), np.zeros(60, dtype=np.int64), top=top, seed=1)


def test_a_line_that_is_surely_known_has_nothing_wrong() -> None:
    readings, _, _ = contest(2, entries=40, judges=6, each=4, noise=0.001, severity=0.0)
    found = fit(readings)
    assert outlook(readings, found, np.zeros(40, dtype=np.int64), top=5, seed=1).now < 0.2


def test_an_entry_gets_no_more_than_there_is_room_for() -> None:
    readings, _, _ = contest(4, entries=100, judges=8, each=2)
    free = second_look(readings, fit(readings), top=10, budget=30, most=3)
    room = np.where(free.more > 0, 1, 0)
    held = second_look(readings, fit(readings), top=10, budget=30, most=3, room=room)
    assert (held.more <= room).all()
    assert held.more.sum() == room.sum()


@pytest.mark.parametrize(
    ("standing", "excluded", "spare"),
    [
        ((), (), 2),
        (((1, 11),), (), 1),
        (((1, 11), (1, 12)), (), 0),
        (((1, 11),), ((1, 12),), 0),
        (((1, 99),), (), 2),
        (((2, 11),), ((2, 12),), 2),
    ],
    ids=[
        "nobody yet",
        "one reads",
        "both read",
        "one reads, one is kept apart",
        "who left",
        "of another entry",
    ],
)
def test_who_could_still_read(standing, excluded, spare) -> None:
    problem = Problem(
        entries=[EntryToRead(1, frozenset({7})), EntryToRead(2)],
        judges=[JudgeAtHand(11), JudgeAtHand(12), JudgeAtHand(13, units=frozenset({7}))],
        readers=2,
        standing=set(standing),
        excluded=set(excluded),
    )
    assert spare_readers(problem)[1] == spare
