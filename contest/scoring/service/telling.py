"""Letters to the judges of cases that were just opened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.db import db, one_of
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.plumbing.mail import send_mail_later
from contest.screening.models import BlindCode

NAMED: Final = 20
"""So many codes stand in a letter; of more it says how many."""


def tell_judges_of_cases(
    round_: Round, cases: Sequence[dict[str, Any]], *, actor: Actor, at: datetime
) -> None:
    """Write each judge of these new cases one letter: their codes, and where to see them. No mark, no other judge.

    cases  as case_row makes them, each just opened, so that nobody is written to twice about one
    """
    coded = select(BlindCode.entry_id, BlindCode.code).where(
        BlindCode.round_id == round_.id, one_of(BlindCode.entry_id, [case["entry_id"] for case in cases])
    )
    codes = dict(db.session.execute(coded).all())
    theirs: dict[int, list[str]] = {}
    for case in cases:
        for sheet in case["sheets"]:
            theirs.setdefault(sheet["judge"], []).append(codes[case["entry_id"]])
    contest = contest_of_round(round_)
    judges = db.session.scalars(select(Account).where(one_of(Account.id, theirs)).order_by(Account.id))
    for judge in judges:
        own = sorted(theirs[judge.id])
        send_mail_later(
            to=judge.email,
            template="cases_opened",
            locale=judge.locale,
            values={
                "name": judge.name,
                "contest": contest.title,
                "round": round_.name,
                "count": len(own),
                "codes": ", ".join(own[:NAMED]),
                "more": max(0, len(own) - NAMED),
                "link": f"/judging/{contest.slug}/cases",
            },
            at=at,
            zone=contest.zone,
        )
    record(
        "judges.told_of_cases",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        judges=sorted(theirs),
        count=len(cases),
    )
