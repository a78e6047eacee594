"""What a judge's sheets do to the list: as it is, beside what it would be had the judge read nothing."""

from dataclasses import dataclass

import numpy as np

from contest.charter.models import Round
from contest.charter.rules import MODELLED
from contest.errors.shortlist import CutUnfit
from contest.shortlist.queries.field import SEVERAL, Field, planned_each
from contest.shortlist.queries.lean import LeanRanking
from contest.shortlist.rules import METHODS, Marks, Unfit, marks_by
from contest.shortlist.rules.columns import hundredths
from contest.shortlist.rules.ranking import Said
from contest.shortlist.rules.readings import Readings, Whole


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left without a judge: marks in hundredths in the order of the ranking, and who still has one."""

    marks: Whole
    kept: Said


def changes_without(field: Field, ranked: LeanRanking) -> list[int | None]:
    """For each judge, how many entries come to the list, or leave it, without the judge's sheets.

    By the round's own method, tie-breaks and cut. What minutes or a panel agreed of an entry that the judge read
    is left out with his sheets; the values that break ties stay as they are.

    Returns  by the places of the judges; None where the method or the cut cannot be used without the judge
    """
    told, members = ranked.ranked, ranked.members
    place = {entry: at for at, entry in enumerate(field.readings.entry_ids)}
    at = np.array([place.get(entry, -1) for entry in told.entries.tolist()], dtype=np.int64)
    few = _few_readers(field.round, told.entries)
    found: list[int | None] = []
    for judge in range(field.readings.readings.judges):
        left = _left(field, judge, at, (told.marks, few))
        try:
            after = None if left is None else ranked.members_by(left.marks, left.kept)
        except CutUnfit:
            after = None
        found.append(None if after is None else max(len(members - after), len(after - members)))
    return found


def _left(field: Field, judge: int, at: Whole, settled: tuple[Whole, Said]) -> _Left | None:
    readings = field.readings.readings
    left = readings.without(judge)
    kept = (left.per_entry[at] > 0) | (at < 0)
    mine = np.zeros(readings.entries, dtype=np.bool_)
    mine[readings.entry[readings.judge == judge]] = True
    method = field.round.method
    if method not in MODELLED:
        return _settled_anew(method, left, mine[at] & (at >= 0), (at, kept), settled)
    agreed = {one: said for one, said in field.agreed.items() if not mine[one]}
    found = marks_by(method, left, agreed)
    if isinstance(found, Unfit):
        return None
    marks = [hundredths(found.marks[one]) if one in found.marks else 0 for one in at.tolist()]
    return _Left(np.array(marks, dtype=np.int64), kept)


def _settled_anew(
    method: str, left: Readings, mine: Said, where: tuple[Whole, Said], settled: tuple[Whole, Said]
) -> _Left | None:
    """Where each entry is settled by itself only the judge's own entries get another mark."""
    (at, kept), (marks, few) = where, settled
    plain = METHODS["mean"](left)
    combined = plain if few.all() else METHODS[method](left)
    if not (isinstance(plain, Marks) and isinstance(combined, Marks)):
        return None
    anew = np.where(few, plain.units[at], combined.units[at])
    return _Left(np.where(mine & kept, anew, marks), kept)


def _few_readers(round_: Round, entries: Whole) -> Said:
    """Which entries the charter gives one reader or two: these are settled as pairs, by the mean."""
    if round_.method in {"mean", *MODELLED}:
        return np.ones(len(entries), dtype=np.bool_)
    planned = planned_each(round_, entries.tolist())
    return np.array([planned[entry] < SEVERAL for entry in entries.tolist()], dtype=np.bool_)
