"""A round on the stage: essays handed in, accepted, drawn and shown to their judges."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from contest.assignment.models import Assignment, Draw
from contest.assignment.queries import standing_assignments
from contest.assignment.service import preview_draw, publish_draw
from contest.authors.service import hand_in
from contest.charter.models import Contest, Round
from contest.db import db, transaction
from contest.entries.models import Channel, Entry
from contest.people.models import Account
from contest.plumbing.audit import CITIZEN, SYSTEM
from contest.scoring.models import ScoreSheet
from contest.scoring.service import hand_in_sheet
from contest.screening.service import accept_all
from tests.authors.said import a_submission, an_author
from tests.cast import RUBRIC, Cast
from tests.conftest import NOON
from tests.remembered import remembered

LATER = NOON + timedelta(hours=1)
FULL = {key: Decimal(most) for key, most in RUBRIC}


def points_of(total: str) -> dict[str, str]:
    """Points on the cast's rubric that add up to this total, as a judge types them."""
    left, points = Decimal(total), {}
    for key, most in FULL.items():
        taken = min(left, most)
        points[key] = str(taken).replace(".", ",")
        left -= taken
    return points


@dataclass(frozen=True, slots=True)
class Jury:
    """One round under way, by ids; every method asks anew."""

    cast: Cast
    round_id: int

    @property
    def round(self) -> Round:
        return db.session.get_one(Round, self.round_id)

    def judge(self, who: str) -> Account:
        return db.session.get_one(Account, self.cast.accounts[who])

    def entries(self) -> list[int]:
        return list(db.session.scalars(select(Entry.id).where(Entry.contest_id == self.cast.contest_id)))

    def assignments(self, who: str | None = None, entry_id: int | None = None) -> list[Assignment]:
        """The standing, published assignments of a judge, or of an entry, or all."""
        judge = self.cast.accounts[who] if who else None
        return [
            a
            for a in standing_assignments(self.round_id)
            if judge in {None, a.judge_id} and entry_id in {None, a.entry_id}
        ]

    def hand_in(self, assignment: Assignment, total: str, *, at: datetime = LATER) -> ScoreSheet:
        """The judge of an assignment hands in a sheet of this total."""
        with transaction():
            return hand_in_sheet(
                assignment=assignment,
                points=points_of(total),
                remark="",
                version=None,
                actor=db.session.get_one(Account, assignment.judge_id).actor(),
                at=at,
            )

    def score(self, entry_id: int, *totals: str) -> None:
        """The entry's readers hand in these totals, in the order of their assignments."""
        readers = sorted(self.assignments(entry_id=entry_id), key=lambda a: (a.draw_id, a.id))
        for assignment, total in zip(readers, totals, strict=False):
            self.hand_in(assignment, total)


@remembered
def hand_in_essays(cast: Cast, count: int, *, unit: str | None = None, start: int = 0) -> None:
    """Citizens hand in that many essays, one author each, of that unit; the office accepts them all."""
    contest = db.session.get_one(Contest, cast.contest_id)
    unit_id = cast.units[unit] if unit else None
    with transaction():
        for number in range(start, start + count):
            said = a_submission(
                contest,
                essay=a_submission(contest).essay.__class__(
                    title=f"Bài viết số {number}",
                    category_id=cast.category_id,
                    paragraphs=(f"Chuyện thứ {number} của bản.", "Từ ngày có đường, xe na về tận vườn."),
                    typed=True,
                ),
                authors=(
                    an_author(
                        name=f"Hứa Văn {chr(65 + number % 26)}ng {number}",
                        phone=f"09{number:08d}",
                        unit_id=unit_id,
                    ),
                ),
                unit_id=unit_id,
                unit_name="Tự do" if unit is None else unit,
            )
            hand_in(
                contest=contest,
                submission=said,
                key=f"key-{number}",
                channel=Channel.WEB,
                sent_on=date(2026, 11, 23),
                actor=CITIZEN,
                at=NOON,
            )
    with transaction():
        accept_all(contest=contest, actor=SYSTEM, at=NOON)


def preview(cast: Cast, *, seed: int = 7) -> Draw:
    """The office draws, and nobody sees it yet."""
    with transaction():
        round_ = db.session.get_one(Round, cast.round_id)
        return preview_draw(round_=round_, seed=seed, actor=SYSTEM, at=NOON)


@remembered
def a_jury(cast: Cast, *, essays: int = 4, readers: int = 2, seed: int = 7) -> Jury:
    """Essays handed in, accepted and dealt to their readers in the cast's first round."""
    hand_in_essays(cast, essays)
    with transaction():
        db.session.get_one(Round, cast.round_id).readers = readers
    draw = preview(cast, seed=seed)
    with transaction():
        publish_draw(draw=draw, actor=SYSTEM, at=NOON)
    return Jury(cast, cast.round_id)
