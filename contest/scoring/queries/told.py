"""Whose points the office is told before a round is locked (TRUST.md, the policy in CoCon form)."""

from collections.abc import Iterable

from contest.assignment.models import Assignment
from contest.charter.models import Round
from contest.people.models import Account
from contest.scoring.queries.cases import entries_not_to_see
from contest.scoring.queries.lists import sheets_from_lists_of
from contest.scoring.queries.paper import sheets_among
from contest.scoring.queries.rechecks import marks_veiled
from contest.scoring.queries.sheets import round_lock


def readings_told(
    round_: Round, readings: Iterable[Assignment], *, viewer: Account, presides: bool
) -> set[int]:
    """Ids of those of these readings whose points this person of the office is told now.

    Whoever presides is told all but those of entries that wait for a second look, and the others' of entries the
    person reads. Secretaries know the authors: before the lock they are told what came from lists of their own.
    """
    if round_lock(round_.id) is not None:
        return {reading.id for reading in readings}
    blind, veiled = entries_not_to_see(viewer.id, round_.id), marks_veiled(round_.id)
    told = [
        reading
        for reading in readings
        if reading.entry_id not in veiled and (reading.judge_id == viewer.id or reading.entry_id not in blind)
    ]
    if presides:
        return {reading.id for reading in told}
    own = sheets_from_lists_of(viewer.name, round_.id)
    sheets = sheets_among({reading.id for reading in told}) if own else {}
    return {
        reading.id
        for reading in told
        if reading.judge_id == viewer.id or (reading.id in sheets and sheets[reading.id].id in own)
    }
