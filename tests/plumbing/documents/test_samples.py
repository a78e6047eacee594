"""Each real file comes to what the samples' README says."""

from pathlib import Path

import pytest
from PIL import Image

from contest.plumbing.documents import Kind, Reading, read_document
from contest.plumbing.vietnamese import count_words

WORDS = 1126
PARAGRAPHS = 13


@pytest.fixture(scope="module")
def readings(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """Every sample, read once, by its number (12-1 for the first photograph)."""
    into = tmp_path_factory.mktemp("pages")
    found = {}
    for file in sorted(samples.glob("[0-9]*")):
        number = file.name[:2] + (file.stem[-2:] if file.name.startswith("12") else "")
        found[number] = read_document(file, into=into)
    return found


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("01", Kind.DOCX),
        ("03", Kind.DOCX),
        ("05", Kind.DOCX),
        ("06", Kind.TXT),
        ("07", Kind.TXT),
        ("08", Kind.PDF),
        ("09", Kind.ODT),
        ("10", Kind.DOC),
        ("11", Kind.RTF),
    ],
)
def test_every_way_of_writing_the_essay_gives_the_same_text(
    readings: dict[str, Reading], number: str, kind: Kind
) -> None:
    reading, clean = readings[number], readings["01"]

    assert reading.refusal is None
    assert reading.kind is kind
    assert reading.title == "Thực hiện chuyên đề năm 2018 ở Chi Lăng: Chuyển biến tích cực"
    assert reading.paragraphs == clean.paragraphs
    assert len(reading.paragraphs) == PARAGRAPHS
    assert reading.words == WORDS


def test_the_text_is_that_of_the_plain_file(readings: dict[str, Reading], samples: Path) -> None:
    plain = (samples / "06-van-ban-thuan.txt").read_text(encoding="utf-8")

    assert readings["01"].text.split() == plain.split()
    assert count_words(readings["01"].text) == WORDS + count_words(readings["01"].title or "")


def test_tcvn3_becomes_unicode_with_the_title_in_capitals(readings: dict[str, Reading]) -> None:
    reading, clean = readings["04"], readings["01"]

    assert reading.title == (clean.title or "").upper()
    # a font of TCVN3 has no marked capitals: the file itself says "Hoàng Văn éng"
    assert "Văn éng," in reading.text
    assert reading.text.casefold() == clean.text.casefold()


@pytest.mark.parametrize("number", ["04", "05"])
def test_a_conversion_is_told(readings: dict[str, Reading], number: str) -> None:
    assert readings[number].warnings == ("old-font-converted",)


def test_the_clean_file_gives_no_warning(readings: dict[str, Reading]) -> None:
    assert readings["01"].warnings == ()
    assert "author" not in repr(readings["01"].aside).lower()


def test_header_and_properties_stand_aside_and_the_last_line_in_the_body(
    readings: dict[str, Reading],
) -> None:
    reading = readings["02"]

    aside = dict(reading.aside)
    assert aside["header"] == "Tác giả: Thanh Mai – Đơn vị: Trường THCS thị trấn Chi Lăng – ĐT: 0912 345 678"
    assert aside["core:creator"] == aside["core:lastModifiedBy"] == "Thanh Mai"
    assert reading.paragraphs[:-1] == readings["01"].paragraphs
    assert reading.paragraphs[-1] == "Người viết: Thanh Mai, giáo viên Trường THCS thị trấn Chi Lăng"
    assert "0912" not in reading.text


@pytest.mark.parametrize(
    ("number", "kind", "size"),
    [
        ("12-1", Kind.JPEG, (963, 1232)),
        ("12-2", Kind.JPEG, (1232, 963)),  # turned as its tag says
        ("12-3", Kind.JPEG, (963, 1232)),
        ("14", Kind.HEIC, (963, 1232)),
    ],
)
def test_a_photograph_becomes_an_upright_page_with_nothing_but_pixels(
    readings: dict[str, Reading], number: str, kind: Kind, size: tuple[int, int]
) -> None:
    reading = readings[number]

    assert (reading.kind, reading.page_count, reading.words) == (kind, 1, 0)
    assert reading.warnings == ("no-text",)
    (page,) = reading.pages
    assert (page.width, page.height) == size
    with Image.open(page.path) as image:
        assert (image.format, image.size) == ("WEBP", size)
        assert not {"exif", "xmp", "icc_profile"} & image.info.keys()
    assert b"Thanh Mai" not in page.path.read_bytes()


def test_the_names_in_a_photograph_stand_aside(readings: dict[str, Reading]) -> None:
    aside = dict(readings["12-1"].aside)

    assert aside["exif:Artist"] == aside["exif:CameraOwnerName"] == "Thanh Mai"
    assert aside["exif:GPSLatitude"] == "21.0 39.0 36.0"


def test_a_scan_is_shown_page_by_page_and_marked_as_without_text(readings: dict[str, Reading]) -> None:
    reading = readings["13"]

    assert (reading.words, reading.paragraphs, reading.page_count) == (0, (), 3)
    assert reading.warnings == ("no-text",)
    assert [max(page.width, page.height) for page in reading.pages] == [2000, 2000, 2000]


@pytest.mark.parametrize(("number", "refusal"), [("15", "empty"), ("16", "damaged"), ("17", "name-differs")])
def test_what_is_no_essay_is_refused_and_leaves_nothing(
    readings: dict[str, Reading], number: str, refusal: str
) -> None:
    reading = readings[number]

    assert reading.refusal == refusal
    assert (reading.text, reading.pages, reading.aside) == ("", (), ())


def test_nothing_but_the_pages_is_left_on_disk(readings: dict[str, Reading]) -> None:
    folder = readings["13"].pages[0].path.parent

    assert set(folder.iterdir()) == {page.path for reading in readings.values() for page in reading.pages}
