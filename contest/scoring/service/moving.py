"""Who reads instead of whom in mid-round: previewed as a draw, in force once published; finished work never moves."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from contest.assignment.models import Draw, DrawKind
from contest.assignment.queries import problem_for
from contest.assignment.rules import EntryToRead
from contest.assignment.rules.changes import NOTHING, Change
from contest.assignment.rules.hindrances import Hindrance, Hindrances
from contest.assignment.service import redraw
from contest.charter.models import Round
from contest.errors import N_
from contest.errors.changes import MoveForbidden, NothingToChange, NotReading, WorkFinished
from contest.people.models import Account
from contest.plumbing.audit import Actor
from contest.plumbing.vietnamese import clean
from contest.scoring.queries.held import Held, readings_held
from contest.scoring.service.writing import hold_round

HINDRANCES = {
    Hindrance.GONE: N_("không còn chấm vòng này; nếu chấm lại, xin cho vào vòng trước."),
    Hindrance.READS_IT: N_("giám khảo này đang đọc bài đó."),
    Hindrance.CONFLICT: N_("đã báo xung đột, đã thôi đọc bài này, hoặc đã đọc ở vòng trước."),
    Hindrance.UNIT: N_("cùng đơn vị với bài."),
    Hindrance.CATEGORY: N_("không chấm thể loại này."),
    Hindrance.LANGUAGE: N_("không đọc được ngôn ngữ của bài."),
    Hindrance.TOGETHER: N_("không được chấm chung với một người đang đọc bài này."),
    Hindrance.PANEL: N_("thuộc ban khác, và bài đã đủ người đọc chéo."),
    Hindrance.MAXIMUM: N_("đã đủ số bài nhiều nhất."),
}


def replace_judge(
    *,
    round_: Round,
    judge: Account,
    successor: Account | None,
    begun_too: bool,
    reason: str,
    seed: int,
    actor: Actor,
    at: datetime,
) -> Draw:
    """Preview a judge's leaving: what is not handed in goes to others, by lot or to a named successor first.

    What the successor may not read, or has no room for, goes by lot. Nobody else's reading moves.

    begun_too  whether sheets that were begun go too; they are kept, and count no more
    Raises     RoundLocked, NothingToChange, NoDrawPossible
    """
    held = hold_round(round_.id, alone=True)
    leaving = [
        row
        for row in readings_held(held.id, judge_id=judge.id)
        if not row.finished and (begun_too or not row.begun)
    ]
    if not leaving:
        raise NothingToChange
    change = _ending(held, leaving, leaving=frozenset({judge.id}))
    entries = {row.entry_id for row in leaving}
    if successor is not None:
        change = replace(change, given=_given(held, change, entries, successor))
    asked = {
        "judge": judge.id,
        "successor": successor.id if successor else None,
        "begun_too": begun_too,
        "reason": clean(reason).strip(),
    }
    return redraw(
        round_=held,
        kind=DrawKind.REPLACEMENT,
        change=change,
        asked=asked,
        seed=seed,
        actor=actor,
        at=at,
        entry_ids=entries,
    )


def join_judge(*, round_: Round, judge: Account, seed: int, actor: Actor, at: datetime) -> Draw:
    """Preview a judge's joining: what is left to read is levelled again, with as few moves as that takes.

    Only entries nobody has begun move. Raises RoundLocked, NothingToChange, NoDrawPossible
    """
    held = hold_round(round_.id, alone=True)
    unbegun = {row.pair: row.assignment_id for row in readings_held(held.id) if not row.begun}
    if not unbegun:
        raise NothingToChange
    change = replace(NOTHING, movable=unbegun, joining=frozenset({judge.id}))
    return redraw(
        round_=held,
        kind=DrawKind.JOINING,
        change=change,
        asked={"judge": judge.id},
        seed=seed,
        actor=actor,
        at=at,
        level_rest=True,
    )


def move_entry(
    *,
    round_: Round,
    entry_id: int,
    judge: Account,
    successor: Account,
    reason: str,
    seed: int,
    actor: Actor,
    at: datetime,
) -> Draw:
    """Preview one entry's going from one judge to another, chosen by hand.

    Raises  RoundLocked, NotReading, WorkFinished, MoveForbidden
    """
    held = hold_round(round_.id, alone=True)
    found = [row for row in readings_held(held.id, entry_ids=[entry_id]) if row.judge_id == judge.id]
    if not found:
        raise NotReading(name=judge.name)
    if found[0].finished:
        raise WorkFinished(name=judge.name)
    change = _ending(held, found)
    hindrance = _Hindered(held, change, {entry_id}).of(entry_id, successor.id)
    if hindrance is not None:
        raise MoveForbidden(name=successor.name, why=HINDRANCES[hindrance])
    change = replace(change, given=frozenset({(entry_id, successor.id)}))
    asked = {"judge": judge.id, "successor": successor.id, "reason": clean(reason).strip()}
    return redraw(
        round_=held,
        kind=DrawKind.MOVE,
        change=change,
        asked=asked,
        seed=seed,
        actor=actor,
        at=at,
        entry_ids={entry_id},
    )


class _Hindered:
    """What keeps judges from entries after a change."""

    def __init__(self, round_: Round, change: Change, entry_ids: Collection[int]) -> None:
        problem = problem_for(round_, entry_ids=entry_ids, change=change)
        self.entries: dict[int, EntryToRead] = {entry.id: entry for entry in problem.entries}
        self.hindrances = Hindrances(problem)

    def of(self, entry_id: int, judge_id: int) -> Hindrance | None:
        return self.hindrances.of(self.entries[entry_id], judge_id)


def _given(
    round_: Round, change: Change, entry_ids: Collection[int], successor: Account
) -> frozenset[tuple[int, int]]:
    """What the successor may take of these entries, one after the other, until there is no room."""
    hindered = _Hindered(round_, change, entry_ids)
    taken = []
    for entry in sorted(entry_ids):
        if hindered.of(entry, successor.id) is None:
            hindered.hindrances.give(hindered.entries[entry], successor.id)
            taken.append((entry, successor.id))
    return frozenset(taken)


def _ending(round_: Round, rows: Collection[Held], *, leaving: frozenset[int] = frozenset()) -> Change:
    """These readings end, and each entry keeps as many readers as it has."""
    entries = {row.entry_id for row in rows}
    count = Counter(row.entry_id for row in readings_held(round_.id, entry_ids=entries))
    return replace(
        NOTHING,
        ended={row.pair: row.assignment_id for row in rows},
        needs=dict(count),
        thirds=frozenset(row.entry_id for row in rows if row.is_third),
        leaving=leaving,
    )
