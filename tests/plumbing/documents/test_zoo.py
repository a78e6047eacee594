"""Every sample spoilt in hundreds of ways: the caller never falls or waits, nothing is left, each refusal is said."""

import io
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from time import monotonic

import pytest
from PIL import Image

from contest.errors.documents import REFUSALS, WARNINGS
from contest.plumbing.documents import Limits, Reading, read_document
from tests.plumbing.documents.made import docx, p, story
from tests.plumbing.documents.mutations import mutations, nested

EACH = 500
"""Mutations of each format."""

LIMITS = Limits(wall_seconds=10, cpu_seconds=5)
GRACE = 50.0
"""What a killed worker and a busy machine may add to the limit, in seconds."""

READERS_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one spoilt file."""

    reading: Reading
    seconds: float
    left: frozenset[Path]


@pytest.mark.parametrize(
    "kind", ["docx", "odt", "rtf", "pdf", "txt", "doc", "jpeg", "png", "tiff", "webp", "heic"]
)
def test_spoilt_files_are_read_or_refused_and_nothing_else(kind: str, samples: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(READERS_AT_ONCE) as readers:
        outcomes = list(readers.map(_read, _spoilt(kind, samples, tmp_path)))

    assert len(outcomes) >= EACH
    assert max(outcome.seconds for outcome in outcomes) < LIMITS.wall_seconds + GRACE
    assert {outcome.reading.refusal for outcome in outcomes} <= {None, *REFUSALS}
    assert {note for outcome in outcomes for note in outcome.reading.warnings} <= set(WARNINGS)
    assert all(outcome.left == {page.path for page in outcome.reading.pages} for outcome in outcomes)
    assert any(outcome.reading.refusal for outcome in outcomes)


def _read(asked: tuple[Path, Path]) -> Outcome:
    upload, into = asked
    started = monotonic()
    reading = read_document(upload, into=into, limits=LIMITS, name="")
    seconds = monotonic() - started
    left = frozenset(into.iterdir()) if into.exists() else frozenset()
    return Outcome(reading, seconds, left)


def _spoilt(kind: str, samples: Path, folder: Path) -> Iterator[tuple[Path, Path]]:
    """Where each spoilt file lies, and a folder of its own for its pictures."""
    seeds = list(_seeds(kind, samples))
    share = -(-EACH // len(seeds))
    makers = [mutations(data, count=share, seed=f"{kind}-{number}") for number, data in enumerate(seeds)]
    for number, maker in zip(range(share * len(seeds)), cycle(makers), strict=False):
        upload = folder / f"{number}.upload"
        upload.write_bytes(next(maker))
        yield upload, folder / f"{number}.pages"


def _seeds(kind: str, samples: Path) -> Iterator[bytes]:
    """The samples of a kind; of photographs also small ones made of them, since each decoding costs its pixels."""
    numbers = {
        "docx": "01 02 03 04 05 16",
        "odt": "09",
        "rtf": "11",
        "pdf": "08",
        "txt": "06 07",
        "doc": "10",
    }
    if kind in numbers:
        for number in numbers[kind].split():
            yield next(samples.glob(f"{number}-*")).read_bytes()
    if kind in ("jpeg", "png", "tiff", "webp"):
        with Image.open(samples / "12-anh-trang-1.jpg") as photograph:
            exif = photograph.getexif()
            photograph.thumbnail((160, 160))
            made = io.BytesIO()
            photograph.save(made, kind.upper(), exif=exif)
        yield made.getvalue()
    if kind == "heic":
        yield (samples / "14-anh-dien-thoai.heic").read_bytes()


@pytest.mark.parametrize(
    "number", ["12-anh-trang-1.jpg", "12-anh-trang-2.jpg", "12-anh-trang-3.jpg", "13-ban-quet.pdf"]
)
def test_spoilt_photographs_and_scans_of_full_size_too(number: str, samples: Path, tmp_path: Path) -> None:
    data = (samples / number).read_bytes()

    outcomes = []
    for place, spoilt in enumerate(mutations(data, count=21, seed=number)):
        upload = tmp_path / f"{place}.upload"
        upload.write_bytes(spoilt)
        outcomes.append(_read((upload, tmp_path / f"{place}.pages")))

    assert {outcome.reading.refusal for outcome in outcomes} <= {None, *REFUSALS}
    assert all(outcome.left == {page.path for page in outcome.reading.pages} for outcome in outcomes)


def _pdf(*objects: bytes, trailer: bytes = b"<</Root 1 0 R>>") -> bytes:
    """A PDF of these objects, numbered from 1, which readers find by looking through it."""
    body = b"".join(b"%d 0 obj%sendobj\n" % (number, held) for number, held in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + body + b"trailer" + trailer + b"\nstartxref\n0\n%%EOF\n"


def _stream(head: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream " % (head, len(data), data)


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
ZEROS = zlib.compress(bytes(50_000_000), 9)

TRAPS = {
    "archives in archives in archives": lambda: nested(3, width=16),
    "a form that draws itself": lambda: _pdf(
        CATALOG,
        PAGES,
        PAGE,
        _stream(b"", b"/X Do"),
        _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>", b"/X Do"),
    ),
    "a picture of four milliard pixels": lambda: _pdf(
        CATALOG,
        PAGES,
        PAGE,
        _stream(b"", b"600 0 0 800 0 0 cm /X Do"),
        _stream(
            b"/Type/XObject/Subtype/Image/Width 65000/Height 65000/BitsPerComponent 8/ColorSpace/DeviceRGB"
            b"/Filter/FlateDecode",
            ZEROS,
        ),
    ),
    "text packed twice": lambda: _pdf(
        CATALOG, PAGES, PAGE, _stream(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(ZEROS, 9))
    ),
    "a table of places that leads back to itself": lambda: _pdf(
        CATALOG, PAGES, PAGE, trailer=b"<</Root 1 0 R/Prev 9/XRefStm 9>>"
    ),
    "a length that is its own object": lambda: _pdf(
        CATALOG, PAGES, PAGE, b"<</Length 4 0 R>>stream\nBT ET\nendstream "
    ),
    "a catalog that is a page": lambda: _pdf(b"<</Type/Page/Parent 1 0 R/Kids[1 0 R]/Pages 1 0 R/Count -1>>"),
    "a style based on itself, a thousand deep": lambda: docx(
        p("Bài", style="a0"),
        parts={
            "styles.xml": (
                "styles",
                story(
                    "styles",
                    "".join(
                        f'<w:style w:styleId="a{n}"><w:basedOn w:val="a{(n + 1) % 1000}"/></w:style>'
                        for n in range(1000)
                    ),
                ),
            )
        },
    ),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_ends_within_its_limits(name: str, tmp_path: Path) -> None:
    upload = tmp_path / "upload"
    upload.write_bytes(TRAPS[name]())

    outcome = _read((upload, tmp_path / "pages"))

    assert outcome.seconds < LIMITS.wall_seconds + GRACE
    assert outcome.reading.refusal in {None, *REFUSALS}
    assert outcome.left == {page.path for page in outcome.reading.pages}
    assert sum(page.path.stat().st_size for page in outcome.reading.pages) < 1_000_000
