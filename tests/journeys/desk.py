"""Judging desks for journeys: a jury with much to read, photographed pages among it, and what a person does there."""

import io

from flask import Flask
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect
from sqlalchemy import select

from contest.assignment.models import Assignment, Recusal
from contest.charter.models import Round
from contest.db import db, transaction
from contest.people.models import Account
from contest.plumbing.storage import storage
from contest.scoring.models import PutAside, RoundLock, ScoreSheet
from contest.screening.models import BlindCopy
from contest.screening.queries import blind_copy_of
from tests.cast import RUBRIC, Cast
from tests.conftest import NOON
from tests.jury import a_jury

SLUG = "guong-sang-2026"
WORK = f"/judging/{SLUG}"
DEVICE = f"{WORK}/carried"


def furnish(essays: int = 24) -> None:
    """The cast's first round drawn to four judges; the first two essays of judge A also have a page picture."""
    cast = Cast.enter(at=NOON)
    jury = a_jury(cast, essays=essays)
    own = sorted(jury.assignments("judge_a"), key=lambda assignment: assignment.id)
    for assignment in own[:2]:
        _photograph(assignment.entry_id)


def _photograph(entry_id: int) -> None:
    picture, file = Image.new("RGB", (900, 1200), "white"), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    for line in range(12):
        pen.line((80, 100 + 90 * line, 820, 110 + 90 * line), fill="black", width=3)
    picture.save(file, "JPEG")
    with transaction():
        kept = storage().keep(io.BytesIO(file.getvalue()), limit=10_000_000)
        copy = blind_copy_of(entry_id)
        assert copy is not None
        names = (
            "title",
            "category_name",
            "paragraphs",
            "words",
            "figure_name",
            "figure_note",
            "manuscript_id",
        )
        values = {name: getattr(copy, name) for name in names}
        pages = [{"digest": kept.digest, "width": 900, "height": 1200}]
        db.session.add(
            BlindCopy(
                entry_id=entry_id,
                version=copy.version + 1,
                pages=pages,
                released_at=NOON,
                released_by="thử",
                **values,
            )
        )


def sheets(app: Flask, assignments: list[int]) -> dict[int, tuple[str, dict[str, str], int]]:
    """State, points and version of the sheets of these assignments, by assignment."""
    with app.app_context():
        found = db.session.scalars(select(ScoreSheet).where(ScoreSheet.assignment_id.in_(assignments)))
        told = {sheet.assignment_id: (sheet.state.value, sheet.points, sheet.version) for sheet in found}
        db.session.remove()
    return told


def put_aside(app: Flask, assignments: list[int]) -> set[int]:
    """Which of these assignments the server knows to be read later."""
    with app.app_context():
        found = set(
            db.session.scalars(select(PutAside.assignment_id).where(PutAside.assignment_id.in_(assignments)))
        )
        db.session.remove()
    return found


def end(app: Flask, assignment: int) -> None:
    """The office takes an assignment back."""
    with app.app_context():
        with transaction():
            db.session.add(Recusal(assignment_id=assignment, at=NOON, by="thử", reason="đổi giám khảo"))
        db.session.remove()


def lock(app: Flask) -> None:
    """The round's scores are locked."""
    with app.app_context():
        with transaction():
            round_id = db.session.scalars(select(Round.id).where(Round.number == 1)).first()
            db.session.add(RoundLock(round_id=round_id, locked_at=NOON, locked_by="thử"))
        db.session.remove()


def number_of(page: Page) -> int:
    """The assignment whose reading page is open."""
    return int(page.url.partition("?")[0].rsplit("/", 1)[1])


def assignments_of(app: Flask, who: str) -> list[int]:
    """What a judge was dealt, by number."""
    with app.app_context():
        question = (
            select(Assignment.id)
            .join(Account, Account.id == Assignment.judge_id)
            .where(Account.email == Cast.email(who))
            .order_by(Assignment.id)
        )
        found = list(db.session.scalars(question))
        db.session.remove()
    return found


def unfold(page: Page) -> None:
    """Open the sheet where it is a drawer; on a desk the page does it, once its script has come."""
    drawer = page.locator("details.sheet")
    page.wait_for_load_state()
    if page.viewport_size and page.viewport_size["width"] >= 992:
        expect(drawer).to_have_attribute("open", "")
    elif drawer.get_attribute("open") is None:
        drawer.locator("summary").first.click()


def fill_in(page: Page, points: str = "8") -> None:
    """The same points for every criterion."""
    unfold(page)
    for position in range(1, len(RUBRIC) + 1):
        page.locator(f"#points-{position}").fill(points)


def state_says(page: Page, words: object) -> None:
    """The sheet's state comes to say this."""
    expect(page.locator("[data-sheet-state]")).to_contain_text(words)  # type: ignore[arg-type]
