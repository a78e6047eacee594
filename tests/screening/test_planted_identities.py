"""An author's name planted wherever a file can hold one: the secretary is shown it or it is gone, no judge meets it.

Every file goes through the real hand-in; the secretary masks what the finder shows; then judges open everything.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from contest.assignment.queries import newest_draw, standing_assignments
from contest.assignment.service import preview_draw, publish_draw
from contest.authors.service import add_draft_file, begin_draft, hand_in_draft, receive_file, save_draft_step
from contest.charter.models import Round
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.plumbing.audit import CITIZEN
from contest.plumbing.storage import storage
from contest.screening import service
from contest.screening.queries import blind_copy_of
from tests.cast import Cast
from tests.conftest import NOON, Schema, settings_for
from tests.crawler import Crawler, bare, readable
from tests.doors import OURS
from tests.office import OFFICE, the_contest
from tests.planted import pdf, pictures, word
from tests.planted.words import NAME, TOKEN, mark
from tests.writers import SAMPLES

FILES = {
    "docx": (word.docx, "bai.docx", word.DOCX_KEPT),
    "odt": (word.odt, "bai.odt", word.ODT_KEPT),
    "rtf": (word.rtf, "bai.rtf", word.RTF_KEPT),
    "pdf": (pdf.text_pdf, "bai.pdf", pdf.PDF_KEPT | {"body"}),
    "scan": (pdf.scanned_pdf, "quet.pdf", pdf.PDF_KEPT),
    "jpeg": (pictures.jpeg, "anh.jpg", pictures.JPEG_KEPT),
    "png": (pictures.png, "anh.png", pictures.PNG_KEPT),
    "webp": (pictures.webp, "anh.webp", pictures.EXIF | pictures.XMP_KEPT),
    "tiff": (pictures.tiff, "anh.tiff", pictures.TIFF_KEPT),
}
"""Format -> how it is made, its name, and the places of which the screener is told."""

SAMPLED = {
    "sample 02": ("02-co-ten-tac-gia.docx",),
    "sample 12": ("12-anh-trang-1.jpg", "12-anh-trang-2.jpg", "12-anh-trang-3.jpg"),
    "sample 14": ("14-anh-dien-thoai.heic",),
}
THEIRS = (
    "Thanh Mai",
    "0912 345 678",
    "912345678",
    "Trường THCS thị trấn Chi Lăng",
    "trường thcs thị trấn chi lăng",
)
"""Who wrote the samples, as the files have it."""


class Planted:
    """The contest with every planted file handed in, screened and dealt to its judges; what each of them opened."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.entries: dict[str, int] = {}
        self.listed: dict[str, str] = {}
        with app.app_context():
            self.cast = Cast.enter(at=NOON)
            with transaction():
                the_contest(self.cast).max_entries_per_author = 100
            for name, (make, sent_as, _kept) in FILES.items():
                self.entries[name] = self._take(
                    [(sent_as, make())], NAME, "Trường Tiểu học Nà Cưởm", "0912000111"
                )
            for name, files in SAMPLED.items():
                sent = [(f"{n}-{file}", (SAMPLES / file).read_bytes()) for n, file in enumerate(files)]
                self.entries[name] = self._take(sent, THEIRS[0], THEIRS[3], "0912345678")
            for name, entry_id in self.entries.items():
                self.listed[name] = self._screen(entry_id)
            self._deal()
            db.session.remove()
        self.seen = [page for who in ("judge_a", "judge_b", "head_judge") for page in self._crawl(who)]

    def _take(self, files: list[tuple[str, bytes]], name: str, unit: str, phone: str) -> int:
        """The real hand-in: each file received, kept and read, then the four steps."""
        contest = the_contest(self.cast)
        category = contest.categories[0].id
        person = {"name": name, "birth": "12/5/1978", "phone": phone, "email": "tac-gia@thu.example.vn"}
        authors = {"kind": "person", "people": [person], "leader": "0", "unit": unit, "collective_name": ""}
        figure = {
            "kind": "person",
            "name": "Triệu Văn Khản",
            "birth_year": "1950",
            "place": "Thôn Một, xã Nhân Lý",
        }
        said = {
            "essay": {"title": "Người giữ bản", "category_id": str(category), "text": ""},
            "figure": figure,
            "authors": authors,
        }
        with transaction():
            draft, _key = begin_draft(contest=contest, actor=CITIZEN, at=NOON)
        for sent_as, data in files:
            received = receive_file(stream=BytesIO(data), name=f"{name} {sent_as}", max_mb=20)
            with transaction():
                add_draft_file(draft=draft, contest=contest, received=received, at=NOON)
        for step, data in said.items():
            with transaction():
                save_draft_step(draft=draft, step=step, data=data, edits=draft.edits, at=NOON)
        accepted = sorted(statement.id for statement in contest.statements)
        with transaction():
            done = hand_in_draft(draft=draft, contest=contest, accepted=accepted, actor=CITIZEN, at=NOON)
        return done.entry.id

    def _screen(self, entry_id: int) -> str:
        """Mask all that the finder shows and accept; returns what the secretary is told of."""
        entry = entry_of(self.cast.contest_id, entry_id)
        texts = {-1: entry.manuscript.title, **dict(enumerate(entry.manuscript.paragraphs))}
        told = [f"{place} {text}" for place, text in service.findings_aside(entry)]
        told += [texts[found.paragraph] for found in service.findings(entry)]
        with transaction():
            service.mask_all_found(entry=entry, actor=OFFICE, at=NOON)
        return bare("\n".join(told))

    def _deal(self) -> None:
        round_ = db.session.get_one(Round, self.cast.round_id)
        service.releasing(
            lambda burned: service.accept_all(
                contest=the_contest(self.cast), actor=OFFICE, at=NOON, burned=burned
            )
        )
        with transaction():
            preview_draw(round_=round_, seed=5, actor=OFFICE, at=NOON)
        draw = newest_draw(self.cast.round_id)
        assert draw is not None
        with transaction():
            publish_draw(draw=draw, actor=OFFICE, at=NOON)
        self.dealt = {assignment.entry_id for assignment in standing_assignments(self.cast.round_id)}

    def _crawl(self, who: str) -> list[str]:
        client = self.app.test_client()
        Cast.sign_in(self.app, client, who)
        crawler = Crawler(self.app, client).crawl([f"/judging/{OURS}", "/account/"])
        return [page.everything for page in crawler.pages.values()]

    def copied(self, name: str) -> str:
        """Everything that the blind copy of one file holds: its words and the bytes of its pictures."""
        with self.app.app_context():
            copy = blind_copy_of(self.entries[name])
            assert copy is not None
            words = [copy.title, *copy.paragraphs, copy.figure_name, copy.figure_note, repr(copy.pages)]
            pictures_kept = [storage().path(str(page["digest"])).read_bytes() for page in copy.pages]
            db.session.remove()
        return bare("\n".join([*words, *map(readable, pictures_kept)]))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Planted]:
    from contest.app import create_app

    folder: Path = tmp_path_factory.mktemp("planted")
    made_of = settings_for(folder)
    with schema.fresh(folder) as address:
        app = create_app({**made_of, "SQLALCHEMY_DATABASE_URI": address})
        yield Planted(app)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.mark.parametrize("name", FILES)
def test_no_planted_name_is_in_a_blind_copy(planted: Planted, name: str) -> None:
    copied = planted.copied(name)
    assert TOKEN not in copied
    assert len(copied) > 100


@pytest.mark.parametrize("name", FILES)
def test_the_secretary_is_told_of_each_place_that_a_reader_keeps(planted: Planted, name: str) -> None:
    kept = FILES[name][2]
    assert sorted(place for place in kept if mark(place) not in planted.listed[name]) == []


@pytest.mark.parametrize("name", FILES)
def test_whatever_is_not_told_is_gone(planted: Planted, name: str) -> None:
    """A place of which nobody is told leaves no word in what judges get, marks and capitals aside."""
    copied, data = planted.copied(name), FILES[name][0]()
    marks = {word for word in bare(readable(data)).split() if len(word) > 3 and word[0] == word[-1] == "q"}
    body = {mark(place) for place in ("body", "footnote", "endnote", "author field", "user field")}
    assert {one for one in marks - body if one in copied} == set()


@pytest.mark.parametrize("name", SAMPLED)
def test_the_samples_tell_their_author_to_the_secretary_alone(planted: Planted, name: str) -> None:
    copied = planted.copied(name)
    assert [words for words in THEIRS if bare(words) in copied] == []
    assert "thanh mai" in planted.listed[name]


def test_no_judge_meets_any_of_them(planted: Planted) -> None:
    assert planted.dealt == set(planted.entries.values())
    assert len(planted.seen) > 2 * len(planted.entries)
    told = [bare(words) for words in (TOKEN, *THEIRS)]
    assert {words for words in told for page in planted.seen if words in page} == set()
