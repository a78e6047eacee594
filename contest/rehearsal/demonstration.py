"""The demonstration: three contests of one place, finished, in judging and open, made of invented people.

Here is what every start asks of it; ``demonstration_loading`` makes it, once.
"""

from dataclasses import dataclass

from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db
from contest.people.models import Account
from contest.rehearsal.staff import DOMAIN

SEED = 20181010
"""The day of the first real contest of this name."""

PASSWORD = "trinh-dien-guong-sang"
"""What every account of the demonstration signs in with; a server in production refuses them all."""

ORGANIZER, SECOND_ORGANIZER = f"to-chuc@{DOMAIN}", f"thu-ky@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One account to try: who it is, the address, and the password."""

    role: str
    name: str
    email: str
    password: str


def is_loaded() -> bool:
    """Whether the demonstration is there."""
    return db.session.scalar(select(Contest.id).where(Contest.demonstration).limit(1)) is not None


def has_real_contests() -> bool:
    """Whether there is a contest that is no demonstration."""
    return db.session.scalar(select(Contest.id).where(~Contest.demonstration).limit(1)) is not None


def sign_ins() -> list[SignIn]:
    """The accounts to show a newcomer: two organizers, for two keys, and two judges."""
    shown = (
        ("Ban Tổ chức", ORGANIZER),
        ("Ban Tổ chức", SECOND_ORGANIZER),
        ("Giám khảo", f"giam-khao-2@{DOMAIN}"),
        ("Giám khảo", f"giam-khao-3@{DOMAIN}"),
    )
    rows = db.session.execute(
        select(Account.email, Account.name).where(Account.email.in_([email for _, email in shown]))
    )
    names = dict(rows.all())
    return [SignIn(role, names[email], email, PASSWORD) for role, email in shown if email in names]
