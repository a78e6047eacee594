"""Invitations: a link for one person, once, until it lapses."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from contest.charter.models import Contest
from contest.db import db
from contest.errors import Refusal
from contest.errors.people import (
    AddressTaken,
    AddressUnusable,
    InvitationLapsed,
    NameMissing,
    NotYoursToRenew,
    RoleHeld,
)
from contest.people.models import Account, Invitation, Role, RoleKind, SignIn
from contest.people.queries import (
    account_of,
    contests_of,
    hash_of,
    invitation_behind,
    normal_email,
    organizes,
)
from contest.people.rules import NO_PASSWORD
from contest.people.service.accounts import create_account
from contest.people.service.roles import give_role
from contest.plumbing.audit import SYSTEM, Actor, record
from contest.plumbing.vietnamese import clean

INVITATION_DAYS = 14


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """One person to invite, and the line of the list they stand on."""

    number: int
    name: str
    email: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of a list: invitations with their tokens, and the lines that were refused."""

    made: tuple[tuple[Invitation, str], ...]
    refused: tuple[tuple[int, Refusal], ...]


def invite(
    *,
    contest: Contest,
    kind: RoleKind,
    email: str,
    name: str,
    unit_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> tuple[Invitation, str]:
    """Make a link that opens one account with one role, once, for 14 days. Returns it and its token, shown now only.

    An earlier link for the same address and role opens nothing from now on.
    Raises  AddressUnusable, NameMissing, RoleHeld
    """
    invitation, token = _make(contest, kind, email, name, unit_id, at)
    record("invitation.made", actor=actor, at=at, contest_id=contest.id, subject=invitation, role=kind)
    return invitation, token


def invite_all(
    *, contest: Contest, kind: RoleKind, people: Sequence[PersonSaid], actor: Actor, at: datetime
) -> Invited:
    """Invite a whole list; a line that cannot be taken is refused alone."""
    made, refused = [], []
    for person in people:
        try:
            made.append(_make(contest, kind, person.email, person.name, person.unit_id, at))
        except Refusal as refusal:
            refused.append((person.number, refusal))
    counts = {"added": len(made), "refused": len(refused)}
    record(
        "invitations.made", actor=actor, at=at, contest_id=contest.id, subject=contest, role=kind, **counts
    )
    return Invited(tuple(made), tuple(refused))


def withdraw_invitation(*, invitation: Invitation, actor: Actor, at: datetime) -> None:
    """Make a link open nothing any more; one that was used or withdrawn stays as it is."""
    if invitation.used_at is not None or invitation.withdrawn_at is not None:
        return
    invitation.withdrawn_at = at
    db.session.flush()
    record("invitation.withdrawn", actor=actor, at=at, contest_id=invitation.contest_id, subject=invitation)


def renew_access(
    *, account: Account, contest: Contest, kind: RoleKind, organizer: Account | None, at: datetime
) -> tuple[Invitation, str]:
    """Take away an account's password and sign-ins and make a link to set a new one: for who forgot it.

    organizer  must organize every contest in which the account has a role now, so that nobody takes over
               an account that means something elsewhere; None is whoever runs the installation
    Raises     NotYoursToRenew
    """
    if organizer is not None and (
        account.id == organizer.id or not contests_of(account).keys() <= organizes(organizer)
    ):
        raise NotYoursToRenew
    actor = SYSTEM if organizer is None else organizer.actor()
    account.password_hash = NO_PASSWORD
    standing = update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    db.session.execute(standing.values(ended_at=at))
    unit_id = next((r.unit_id for r in account.roles if r.contest_id == contest.id and r.kind == kind), None)
    invitation, token = _make(contest, kind, account.email, account.name, unit_id, at, renewing=True)
    record("account.access_renewed", actor=actor, at=at, contest_id=contest.id, subject=account)
    return invitation, token


def accept_invitation(*, token: str, name: str, password_hash: str, at: datetime) -> Account:
    """Make the account an invitation opens, or give one that has no password its first.

    Raises  InvitationLapsed, AddressTaken (the account has a password: sign in and take it instead)
    """
    invitation = _use(token, at)
    account = account_of(invitation.email)
    if account is None:
        said = clean(name).strip() or invitation.name
        try:
            account = create_account(email=invitation.email, name=said, password_hash=password_hash, at=at)
        except IntegrityError as error:
            raise AddressTaken from error
    elif account.can_sign_in or account.disabled_at is not None:
        raise AddressTaken
    account.password_hash = password_hash
    _take_role(account, invitation, at)
    return account


def take_invitation(*, token: str, account: Account, at: datetime) -> Role:
    """Give the invited role to the account that is signed in and has the invited address.

    Raises  InvitationLapsed (also for another person's invitation)
    """
    invitation = invitation_behind(token, at=at)
    if invitation.email != account.email:
        raise InvitationLapsed
    _use(token, at)
    return _take_role(account, invitation, at)


def _make(
    contest: Contest,
    kind: RoleKind,
    email: str,
    name: str,
    unit_id: int | None,
    at: datetime,
    *,
    renewing: bool = False,
) -> tuple[Invitation, str]:
    said, address = clean(name).strip(), normal_email(email)
    try:
        validate_email(address, check_deliverability=False, test_environment=True, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise AddressUnusable(email=email.strip()) from error
    if not 1 <= len(said) <= 100:
        raise NameMissing(email=address)
    known = account_of(address)
    if known is not None and known.can_sign_in and not renewing and known.has_role(contest.id, kind):
        raise RoleHeld(name=known.name)
    same = update(Invitation).where(
        Invitation.contest_id == contest.id,
        Invitation.kind == kind,
        Invitation.email == address,
        Invitation.used_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    db.session.execute(same.values(withdrawn_at=at))
    token = secrets.token_urlsafe(24)
    invitation = Invitation(
        contest_id=contest.id,
        kind=kind,
        email=address,
        name=said,
        unit_id=unit_id,
        token_hash=hash_of(token),
        made_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation, token


def _use(token: str, at: datetime) -> Invitation:
    invitation = invitation_behind(token, at=at)
    used = db.session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation.id, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None)
        )
        .values(used_at=at)
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise InvitationLapsed
    return invitation


def _take_role(account: Account, invitation: Invitation, at: datetime) -> Role:
    contest, actor = db.session.get_one(Contest, invitation.contest_id), account.actor()
    kind, unit_id = invitation.kind, invitation.unit_id
    record("invitation.accepted", actor=actor, at=at, contest_id=contest.id, subject=invitation, role=kind)
    return give_role(account=account, contest=contest, kind=kind, unit_id=unit_id, actor=actor, at=at)
