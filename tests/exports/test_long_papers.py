"""A paper made in the background is the one that would be downloaded, in the office's own template too."""

import io

import docx
import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.exports.face import Naming
from contest.exports.long import papers
from contest.exports.long.face import Asked, Unwatched
from contest.exports.registry import paper_of, write_paper
from contest.exports.service import TemplateRead, load_template
from contest.plumbing.audit import SYSTEM
from contest.plumbing.storage import storage
from tests.cast import Cast
from tests.conftest import NOON
from tests.shortlist.stage import handed_in, the_round

KEY = "intake-register"


class Counted(Unwatched):
    """How many steps there were to be, and how many there were."""

    def __init__(self) -> None:
        self.total, self.done = 0, 0

    def begin(self, total: int) -> None:
        self.total = total

    def step(self, count: int = 1) -> None:
        self.done += count


def in_the_background(cast: Cast, fmt: str, work: Unwatched) -> bytes:
    contest = db.session.get_one(Contest, cast.contest_id)
    options = {"paper": KEY, "format": fmt}
    return b"".join(papers.make(Asked(contest, the_round(cast), options, Naming.NEVER, NOON), work))


def downloaded(cast: Cast, fmt: str) -> bytes:
    out, contest = io.BytesIO(), db.session.get_one(Contest, cast.contest_id)
    write_paper(KEY, fmt, contest=contest, round_=the_round(cast), names=False, out=out, at=NOON)
    return out.getvalue()


@pytest.mark.parametrize("fmt", ["xlsx", "csv"])
def test_each_row_is_a_step_and_the_bytes_are_the_same(house, cast: Cast, fmt: str) -> None:
    handed_in(cast, ["Na trên đá", "Con suối", "Bến nước"])
    work = Counted()
    assert in_the_background(cast, fmt, work) == downloaded(cast, fmt)
    assert (work.total, work.done) == (3, 3)


def test_the_offices_own_template_is_filled_in_the_background_too(house, cast: Cast) -> None:
    handed_in(cast, ["Na trên đá"])
    made, saved = docx.Document(), io.BytesIO()
    made.add_paragraph("MẪU CỦA HUYỆN: {{tieu_de}}")
    made.save(saved)
    kept = storage().keep(io.BytesIO(saved.getvalue()), limit=10**6)
    read = TemplateRead(kept.digest, kept.size, "mau.docx", ("tieu_de",))
    with transaction():
        contest = db.session.get_one(Contest, cast.contest_id)
        load_template(contest=contest, paper=paper_of(KEY), template=read, actor=SYSTEM, at=NOON)

    data = in_the_background(cast, "docx", Unwatched())

    (line,) = docx.Document(io.BytesIO(data)).paragraphs
    assert line.text == "MẪU CỦA HUYỆN: SỔ TIẾP NHẬN BÀI DỰ THI"
    assert data == downloaded(cast, "docx")
