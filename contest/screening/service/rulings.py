"""People ruling on texts that resemble each other: copied, which rejects, or allowed; and taking it back."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from contest.charter.models import Contest
from contest.db import db
from contest.entries.queries import entries_whole
from contest.entries.service import lock_register
from contest.errors.resemblances import ClusterChanged, OriginalElsewhere, RulingUndone
from contest.errors.screening import ReasonMissing
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.screening.models import RuledPair, Ruling, RulingKind, VerdictKind
from contest.screening.queries import standing_decisions
from contest.screening.queries.resemblances import Key, Likeness, likenesses_in
from contest.screening.service.decisions import decide, undo_decision
from contest.screening.service.likeness import heed

COPIED_CODE = "SC"
"""The charter's code for what was copied or sent twice."""


def seen_of(likenesses: Iterable[Likeness]) -> str:
    """What stands for these pairs as somebody saw them: other versions, pairs or rulings give another word."""
    told = sorted(
        (
            *likeness.key,
            likeness.found.manuscript_id,
            likeness.found.other_manuscript_id or 0,
            likeness.ruling.id if likeness.ruling else 0,
        )
        for likeness in likenesses
    )
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]


def rule_copied(
    *,
    contest: Contest,
    keys: Collection[Key],
    seen: str,
    original_entry_id: int | None = None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Ruling:
    """Rule that texts were copied: every entry of these pairs but the original is rejected with code SC.

    Entries that stand rejected already stay as they are.

    keys               the pairs, as an entry and the number of its other text
    seen               what the person saw of them (seen_of)
    original_entry_id  the entry that the others copied; None rejects all, as when the source lies outside
    Raises             ClusterChanged, ReasonMissing, OriginalElsewhere, CodeUnknown when the charter has no SC
    """
    pairs = _pairs_as_seen(contest, keys, seen)
    said = _said(reason)
    accused = _own_entries(contest, pairs)
    if original_entry_id is not None and original_entry_id not in accused:
        raise OriginalElsewhere
    ruling = _ruling(contest, pairs, RulingKind.COPIED, said, actor, at)
    ruling.original_entry_id = original_entry_id
    ruling.rejections = _reject(contest, accused - {original_entry_id or 0}, said, actor, at)
    db.session.flush()
    heed(contest.id, accused)
    record(
        "resemblance.ruled_copied",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=ruling,
        count=len(pairs),
        entries=sorted(accused),
        original=original_entry_id,
    )
    return ruling


def rule_allowed(
    *, contest: Contest, keys: Collection[Key], seen: str, reason: str, actor: Actor, at: datetime
) -> Ruling:
    """Rule that what these texts share is no copying, for a stated reason. Raises ClusterChanged, ReasonMissing."""
    pairs = _pairs_as_seen(contest, keys, seen)
    said = _said(reason)
    ruling = _ruling(contest, pairs, RulingKind.ALLOWED, said, actor, at)
    entry_ids = _own_entries(contest, pairs)
    heed(contest.id, entry_ids)
    record(
        "resemblance.ruled_allowed",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=ruling,
        count=len(pairs),
        entries=sorted(entry_ids),
    )
    return ruling


def undo_ruling(*, ruling: Ruling, actor: Actor, at: datetime) -> int:
    """Take a ruling back, with the rejections it led to that still stand; returns how many of those.

    Raises  RulingUndone
    """
    lock_register(ruling.contest_id)
    db.session.refresh(ruling, ["undone_at"])
    if ruling.undone_at is not None:
        raise RulingUndone
    ruling.undone_at, ruling.undone_by = at, actor.name
    accused = {pair.entry_id for pair in ruling.pairs} | {pair.other_entry_id or 0 for pair in ruling.pairs}
    standing = standing_decisions(accused)
    made = {decision.entry_id for decision in standing.values() if decision.id in ruling.rejections}
    for entry in entries_whole(ruling.contest_id, made):
        undo_decision(entry=entry, actor=actor, at=at)
    db.session.flush()
    heed(ruling.contest_id, accused)
    record(
        "resemblance.ruling_undone",
        actor=actor,
        at=at,
        contest_id=ruling.contest_id,
        subject=ruling,
        count=len(made),
    )
    return len(made)


def _pairs_as_seen(contest: Contest, keys: Collection[Key], seen: str) -> list[Likeness]:
    """The pairs of these keys as they stand now, nobody else ruling meanwhile. Raises ClusterChanged."""
    lock_register(contest.id)
    wanted = set(keys)
    pairs = [likeness for likeness in likenesses_in(contest.id) if likeness.key in wanted]
    unsettled = all(likeness.unsettled for likeness in pairs)
    if not pairs or len(pairs) != len(wanted) or not unsettled or seen_of(pairs) != seen:
        raise ClusterChanged
    return pairs


def _said(reason: str) -> str:
    said = clean(reason).strip()
    if not said:
        raise ReasonMissing
    return said


def _own_entries(contest: Contest, pairs: Sequence[Likeness]) -> set[int]:
    """The contest's own entries in these pairs."""
    return {pair.found.entry_id for pair in pairs} | {
        pair.found.other for pair in pairs if pair.other_contest_id == contest.id
    }


def _ruling(
    contest: Contest, pairs: Sequence[Likeness], kind: RulingKind, reason: str, actor: Actor, at: datetime
) -> Ruling:
    ruling = Ruling(
        contest_id=contest.id,
        kind=kind,
        reason=reason,
        rejections=[],
        ruled_at=at,
        ruled_by=actor.name,
        pairs=[
            RuledPair(
                entry_id=pair.found.entry_id,
                manuscript_id=pair.found.manuscript_id,
                other_entry_id=pair.found.other_entry_id,
                other_manuscript_id=pair.found.other_manuscript_id,
                reference_id=pair.found.reference_id,
            )
            for pair in pairs
        ],
    )
    db.session.add(ruling)
    db.session.flush()
    return ruling


def _reject(contest: Contest, entry_ids: set[int], reason: str, actor: Actor, at: datetime) -> list[int]:
    """Reject these entries but those that stand rejected; the ids of the decisions made."""
    standing = standing_decisions(entry_ids)
    rejected = {d.entry_id for d in standing.values() if d.verdict == VerdictKind.REJECTED}
    return [
        decide(
            entry=entry, verdict=VerdictKind.REJECTED, code=COPIED_CODE, reason=reason, actor=actor, at=at
        ).id
        for entry in entries_whole(contest.id, entry_ids - rejected)
    ]
