"""A round brought to any point between the hand-in and the publication, by the verbs themselves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from contest.assignment.queries import standing_assignments
from contest.assignment.service import preview_draw, publish_draw
from contest.authors.rules import EssaySaid
from contest.authors.service import hand_in
from contest.charter.models import Contest, Round
from contest.db import db, transaction
from contest.entries.models import Channel, Entry
from contest.people.models import Account
from contest.plumbing.audit import Actor
from contest.scoring.service import hand_in_sheet, lock_round, settle_round
from contest.screening.queries import blind_codes_of
from contest.screening.service import accept_all
from contest.shortlist.rules import Cut
from contest.shortlist.service import freeze, unseal
from tests.authors.said import BODY, a_submission, an_author
from tests.cast import RUBRIC, Cast
from tests.conftest import NOON

CLERK = Actor(None, "thư ký")
UNIT = "Trường THCS Quan Sơn"
"""A unit that no judge of the cast belongs to."""

AUTHORS = ("Hoàng Thị Lanh", "Nông Văn Ánh", "Vi Thị Đào", "Lương Văn Bằng", "Hứa Thị Ẩn", "Triệu Văn Cẩn")


def points(total, c2="18", c3="20"):
    """Points by criterion that come to ``total`` with these for the two criteria that break ties."""
    given = {"c2": Decimal(c2), "c3": Decimal(c3)}
    left = Decimal(total) - sum(given.values())
    for key, most in RUBRIC:
        if key not in given:
            given[key] = min(Decimal(most), left)
            left -= given[key]
    assert left == 0, f"{total} cannot be reached"
    return given


def handed_in(cast: Cast, titles: Sequence[str], *, categories: Sequence[int] = ()) -> list[int]:
    """Entries of these titles, each by another author; ids in that order."""
    contest = db.session.get(Contest, cast.contest_id)
    entries = []
    with transaction():
        for place, title in enumerate(titles):
            category = contest.categories[categories[place] if categories else 0].id
            author = an_author(name=AUTHORS[place % len(AUTHORS)], phone=f"09123456{place:02d}")
            said = a_submission(contest, authors=(author,), unit_name=UNIT)
            essay = EssaySaid(title, category, paragraphs=BODY, typed=True)
            handed = hand_in(
                contest=contest,
                submission=replace(said, essay=essay),
                key=f"key-{title}-{place}",
                channel=Channel.WEB,
                sent_on=NOON.date(),
                actor=CLERK,
                at=NOON,
            )
            entries.append(handed.entry.id)
    return entries


def judged(
    cast: Cast,
    sheets: Sequence[object],
    *,
    titles: Sequence[str] = (),
    categories: Sequence[int] = (),
    locked: bool = True,
):
    """A locked first round with one entry for each of ``sheets``: a total, points, or a pair of these.

    Returns  entry ids in that order
    """
    entries = handed_in(
        cast, titles or [f"Bài số {n}" for n in range(1, len(sheets) + 1)], categories=categories
    )
    round_ = the_round(cast)
    contest = db.session.get(Contest, cast.contest_id)
    with transaction():
        accept_all(contest=contest, actor=CLERK, at=NOON)
        draw = preview_draw(round_=round_, seed=1, actor=CLERK, at=NOON, codes_rng=Random(5))
        publish_draw(draw=draw, actor=CLERK, at=NOON)
    give(round_, dict(zip(entries, sheets, strict=True)))
    if locked:
        lock(cast)
    return entries


def give(round_: Round, sheets: dict[int, object]) -> None:
    """Each entry's readers hand in the points meant for them."""
    read: dict[int, int] = {}
    with transaction():
        for assignment in standing_assignments(round_.id):
            pair = sheets[assignment.entry_id]
            said = pair[read.get(assignment.entry_id, 0)] if isinstance(pair, tuple) else pair
            read[assignment.entry_id] = read.get(assignment.entry_id, 0) + 1
            hand_in_sheet(
                assignment=assignment,
                points=said if isinstance(said, dict) else points(said),
                remark="",
                version=None,
                actor=assignment.judge.actor(),
                at=NOON,
            )


def lock(cast: Cast) -> None:
    with transaction():
        settle_round(round_=the_round(cast), seed=1, actor=CLERK, at=NOON)
        lock_round(round_=the_round(cast), actor=CLERK, at=NOON)


def the_round(cast: Cast) -> Round:
    return db.session.get(Round, cast.round_id)


def account(cast: Cast, who: str) -> Account:
    return db.session.get(Account, cast.accounts[who])


def codes(cast: Cast) -> dict[int, str]:
    return {entry: code.code for entry, code in blind_codes_of(cast.round_id).items()}


def freeze_top(cast: Cast, top: int | None, *, reason: str = "", at=NOON, **cut):
    round_ = the_round(cast)
    with transaction():
        return freeze(round_=round_, cut=Cut(top=top, **cut), actor=CLERK, at=at, reason=reason)


def open_seal(cast: Cast, *people: str) -> None:
    for place, who in enumerate(people or ("organizer", "secretary")):
        with transaction():
            unseal(round_=the_round(cast), account=account(cast, who), at=NOON + timedelta(minutes=place))


def the_entry(entry_id: int) -> Entry:
    return db.session.get(Entry, entry_id)
