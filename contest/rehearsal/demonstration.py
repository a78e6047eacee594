"""The demonstration: three contests of one place, finished, in judging and open, and the province's, which takes in
works from the finished one; all made of invented people.

Here is what every start asks of it; ``demonstration_loading`` makes it, once.
"""

from dataclasses import dataclass

from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db
from contest.exports.runs.models import ExportRun
from contest.people.models import Account
from contest.rehearsal.staff import DOMAIN

SEED = 20181010
"""The day of the first real contest of this name."""

PASSWORD = "trinh-dien-guong-sang"
"""What every account of the demonstration signs in with; a server in production refuses them all."""

FINISHED_CONTEST, PROVINCE = "chi-lang-2024", "lang-son"
"""The addresses of the contest that sends works up and of the one that takes them in."""

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


def is_finished() -> bool:
    """Whether the last step of loading was done, in a demonstration that has a province's contest."""
    slugs = dict(db.session.execute(select(Contest.slug, Contest.id).where(Contest.demonstration)).all())
    return PROVINCE not in slugs or made_archive(slugs[FINISHED_CONTEST])


def made_archive(contest_id: int) -> bool:
    """Whether a file that is made in the background was made for a contest."""
    made = select(ExportRun.id).where(ExportRun.contest_id == contest_id, ExportRun.finished_at.is_not(None))
    return db.session.scalar(made.limit(1)) is not None


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
