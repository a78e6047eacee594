"""Taking a prize back: the row stays, with who did it, when, why and on what evidence."""

from datetime import datetime

from contest.awards.models import Award, AwardRevocation
from contest.awards.queries import live_awards, standing_decision
from contest.awards.rules import PrizeKind
from contest.awards.service.scans import NO_SCAN, KeptLetter
from contest.charter.models import Contest
from contest.db import db
from contest.entries.service import lock_register
from contest.errors import N_
from contest.errors.awards import AwardGone, AwardReasonMissing
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean

WHY_REVOKED = N_("thu hồi giải cần nói rõ vì sao")


def revoke_award(
    *,
    contest: Contest,
    award: Award,
    reason: str,
    evidence: str = "",
    scan: KeptLetter = NO_SCAN,
    actor: Actor,
    at: datetime,
) -> AwardRevocation:
    """Take one award back. Who moves up is a proposal then, and a decision of its own.

    Raises  AwardReasonMissing, AwardGone
    """
    lock_register(contest.id)
    said = clean(reason).strip()
    if not said:
        raise AwardReasonMissing(what=WHY_REVOKED)
    standing = [standing_decision(contest.id, kind) for kind in (PrizeKind.PERSONAL, PrizeKind.COLLECTIVE)]
    live = [one for decision in standing for one in live_awards(decision)]
    found = next((one for one in live if one.id == award.id), None)
    if found is None:
        raise AwardGone
    row = AwardRevocation(
        award_id=award.id,
        reason=said,
        evidence=clean(evidence).strip(),
        scan_digest=scan.digest,
        scan_size=scan.size,
        scan_kind=scan.kind,
        revoked_at=at,
        revoked_by=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    record(
        "award.revoked",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=award,
        prize=found.prize.name,
        reason=said,
    )
    return row
