"""Freezing a ranking: a list that is never edited, only superseded."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert

from contest import __version__
from contest.assignment.queries import judge_groups
from contest.authors.queries import names_known
from contest.charter.models import Round
from contest.charter.rules import METHODS
from contest.db import db
from contest.entries.service import lock_register
from contest.errors.shortlist import MethodNotCharters, NothingRanked, ReasonMissing, RoundNotLocked
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.queries import round_lock
from contest.shortlist.models import Place, Shortlist
from contest.shortlist.queries import (
    Field,
    Ranking,
    field_of,
    frozen,
    head_decisions,
    member_decisions,
    ranking_in,
)
from contest.shortlist.rules import Cut, Unfit, canonical_digest, places_digest, written
from contest.shortlist.service.feeding import give_way

LONGEST_NOTE = 200


def freeze(
    *, round_: Round, cut: Cut, actor: Actor, at: datetime, reason: str = "", method: str | None = None
) -> Shortlist:
    """Freeze the round's ranking under a cut, with the recipe that re-computes it; an earlier list is superseded.

    The same sheets, charter and cut give the same digest, whenever and by whomever it is frozen.

    reason  needed when a list stands already, and for another method than the charter's
    method  another of the charter's methods, only where its own cannot be used on these sheets
    Raises  RoundNotLocked, NothingRanked, ReasonMissing, MethodUnfit, MethodNotCharters, NextRoundLocked
    """
    lock_register(round_.contest_id)
    if round_lock(round_.id) is None:
        raise RoundNotLocked
    before, said = frozen(round_.id), clean(reason).strip()
    if before is not None and not said:
        raise ReasonMissing
    give_way(round_=round_, actor=actor, at=at)
    field = field_of(round_)
    if method not in (None, round_.method):
        check_other_method(field, method, said)
    found = ranking_in(field, cut=cut, method=method)
    if not found.rows:
        raise NothingRanked
    shortlist = Shortlist(
        round_id=round_.id,
        number=before.number + 1 if before else 1,
        recipe=_recipe(round_, found),
        digest=places_digest((row.blind_code, row.mark, row.rank, row.taken) for row in found.rows),
        frozen_at=at,
        frozen_by=actor.name,
        reason=said,
    )
    db.session.add(shortlist)
    db.session.flush()
    db.session.execute(insert(Place), _places(shortlist.id, found))
    db.session.refresh(shortlist, ["places"])
    record(
        "shortlist.frozen",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=shortlist,
        number=shortlist.number,
        taken=found.taken,
        digest=shortlist.digest,
        reason=said,
    )
    return shortlist


def check_other_method(field: Field, method: str | None, reason: str) -> None:
    """Raises MethodNotCharters unless the charter's own method refuses these sheets, ReasonMissing without a reason."""
    if method not in METHODS or not isinstance(field.marked(field.round.method), Unfit):
        raise MethodNotCharters
    if not reason:
        raise ReasonMissing


def _places(shortlist_id: int, found: Ranking) -> list[dict[str, Any]]:
    return [
        {
            "shortlist_id": shortlist_id,
            "entry_id": row.entry_id,
            "blind_code": row.blind_code,
            "position": position,
            "rank": row.rank,
            "mark": row.mark,
            "tied": row.tied,
            "taken": row.taken,
            "note": row.note[:LONGEST_NOTE],
        }
        for position, row in enumerate(found.rows, start=1)
    ]


def _recipe(round_: Round, found: Ranking) -> dict[str, Any]:
    """Everything that made the list, by blind codes: no id, no author."""
    codes = {row.entry_id: row.blind_code for row in found.rows}
    return {
        "readers": round_.readers,
        "judge_groups": judge_groups(round_.id),
        "method": found.method,
        "charters_method": round_.method,
        "parameters": dict(found.parameters),
        "bands": {
            "agree": str(round_.band_agree),
            "minutes": str(round_.band_minutes),
            "panel": str(round_.band_panel),
        },
        "tie_breaks": round_.tie_breaks,
        "head_decisions": sorted(
            [codes[entry], decision.weight, decision.reason]
            for entry, decision in head_decisions(round_.id).items()
            if entry in codes
        ),
        "cut": written(found.cut),
        "groups": {
            codes[entry]: sorted([group.kind.value, group.key] for group in groups)
            for entry, groups in found.groups.items()
            if groups and entry in codes
        },
        "decided": sorted(
            [codes[entry], row.verdict.value, row.reason]
            for entry, row in member_decisions(round_.id).items()
            if entry in codes
        ),
        "ranked": len(found.rows),
        "taken": found.taken,
        "line": None if found.line is None else str(found.line),
        "open_entries": found.open_entries,
        "sheets_digest": canonical_digest(
            {
                row.blind_code: [[str(sheet.total), sheet.version] for sheet in row.sheets]
                for row in found.rows
            }
        ),
        "names_known": names_known(round_.id),
        "software": __version__,
    }
