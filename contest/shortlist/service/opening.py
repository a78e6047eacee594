"""Names and codes brought together, and the list made public."""

from datetime import datetime

from sqlalchemy import select

from contest.authors.queries import names_known, seal_keys_of
from contest.authors.service import turn_seal_key
from contest.charter.models import Round
from contest.db import db
from contest.entries.service import lock_register
from contest.errors import Forbidden
from contest.errors.feeding import LaterRoundOpen
from contest.errors.shortlist import NotFrozen, SealClosed, Superseded
from contest.people.models import Account, RoleKind
from contest.plumbing.audit import Actor, record
from contest.shortlist.models import Publication, Shortlist
from contest.shortlist.queries import frozen, rounds_under_way_after

KEY_HOLDERS = (RoleKind.ORGANIZER, RoleKind.SECRETARY)


def unseal(*, round_: Round, account: Account, at: datetime) -> bool:
    """Turn one of the two keys that bring names and codes together (hồi phách).

    Returns  True when this was the second key: the names are known, and the log holds the minutes
    Raises   Forbidden for another role, NotFrozen, LaterRoundOpen, SameHand, AlreadyTurned
    """
    if not account.has_role(round_.contest_id, *KEY_HOLDERS):
        raise Forbidden
    lock_register(round_.contest_id)
    shortlist = frozen(round_.id)
    if shortlist is None:
        raise NotFrozen
    check_later_rounds(round_)
    turn_seal_key(round=round_, account=account, at=at)
    if not names_known(round_.id):
        return False
    record(
        "seal.opened",
        actor=account.actor(),
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        keys=[[key.slot, key.account_name, key.turned_at.isoformat()] for key in seal_keys_of(round_.id)],
        shortlist=shortlist.number,
        digest=shortlist.digest,
        codes=len(shortlist.places),
        taken=sum(place.taken for place in shortlist.places),
    )
    return True


def publish(*, shortlist: Shortlist, actor: Actor, at: datetime) -> Publication:
    """Show a frozen list to everybody, with the names on it; a second time changes nothing.

    Raises  SealClosed, LaterRoundOpen, Superseded
    """
    round_ = db.session.get_one(Round, shortlist.round_id)
    lock_register(round_.contest_id)
    standing = db.session.scalar(select(Publication).where(Publication.shortlist_id == shortlist.id))
    if standing is not None:
        return standing
    if not names_known(round_.id):
        raise SealClosed
    check_later_rounds(round_)
    newest = frozen(round_.id)
    if newest is None or newest.id != shortlist.id:
        raise Superseded
    publication = Publication(shortlist_id=shortlist.id, published_at=at, published_by=actor.name)
    db.session.add(publication)
    db.session.flush()
    record(
        "shortlist.published",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=shortlist,
        number=shortlist.number,
        digest=shortlist.digest,
    )
    return publication


def check_later_rounds(round_: Round) -> None:
    """Names stay sealed until the last round that is being judged is locked, unless the charter opens them earlier.

    Raises  LaterRoundOpen
    """
    under_way = [] if round_.names_early else rounds_under_way_after(round_)
    if under_way:
        raise LaterRoundOpen(round=under_way[0].name)
