"""Units, organizers and judges of a made-up contest, in the tables of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from contest.charter.models import Contest
from contest.people.models import Account, RoleKind
from contest.people.queries import account_of
from contest.people.service import create_account, give_role
from contest.plumbing.audit import SYSTEM
from contest.rehearsal.judges import JudgeSketch, made_up_judges
from contest.rehearsal.units import demonstration_units
from contest.units.queries import units
from contest.units.service import import_units

NO_PASSWORD = "!"
"""The hash of nobody's password: such an account cannot sign in."""

DOMAIN = "guong-sang.example.vn"
"""An address space that no mail reaches."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One judge of the bench: the account and how this judge marks."""

    account: Account
    sketch: JudgeSketch


def fill_units(*, at: datetime) -> dict[str, int]:
    """Enter the units of the made-up area; returns the ids by code. A second time doubles nothing."""
    rows = [(n, unit.as_row()) for n, unit in enumerate(demonstration_units(), start=2)]
    import_units(rows=rows, actor=SYSTEM, at=at)
    return {unit.code: unit.id for unit in units()}


def seat_judges(
    rng: Random,
    *,
    count: int,
    hashes: Sequence[str] = (),
    demonstration: bool = False,
    at: datetime,
) -> list[Seat]:
    """Accounts for so many made-up judges: ``giam-khao-1`` and on; those without a hash cannot sign in."""
    seats = []
    for number, sketch in enumerate(made_up_judges(rng, count=count), start=1):
        email = f"giam-khao-{number}@{DOMAIN}"
        account = account_of(email) or create_account(
            email=email,
            name=sketch.name,
            password_hash=hashes[number - 1] if number <= len(hashes) else NO_PASSWORD,
            at=at,
            demonstration=demonstration,
        )
        seats.append(Seat(account, sketch))
    return seats


def appoint(contest: Contest, seats: Sequence[Seat], *, unit_ids: dict[str, int], at: datetime) -> None:
    """Make them judges of a contest, the first their head, each with the own unit."""
    for place, seat in enumerate(seats):
        kinds = (RoleKind.HEAD_JUDGE, RoleKind.JUDGE) if place == 0 else (RoleKind.JUDGE,)
        for kind in kinds:
            give_role(
                account=seat.account,
                contest=contest,
                kind=kind,
                unit_id=unit_ids.get(seat.sketch.unit),
                actor=SYSTEM,
                at=at,
            )


def found_organizer(
    *, email: str, name: str, password_hash: str = NO_PASSWORD, demonstration: bool = False, at: datetime
) -> Account:
    """An account for the office; which contests it organizes is said by its roles."""
    return account_of(email) or create_account(
        email=email, name=name, password_hash=password_hash, at=at, demonstration=demonstration
    )


def entrust(contest: Contest, accounts: Sequence[Account], *, at: datetime) -> None:
    """Make these accounts organizers and secretaries of a contest."""
    for account in accounts:
        for kind in (RoleKind.ORGANIZER, RoleKind.SECRETARY):
            give_role(account=account, contest=contest, kind=kind, actor=SYSTEM, at=at)
