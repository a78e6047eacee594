"""A scan batch: every page a picture, upright, with what its QR codes say."""

import io
from pathlib import Path

import pytest
import segno
from PIL import Image

from contest.plumbing.documents import Limits, Reading, read_document, read_scan
from tests.plumbing.documents.made import docx, p
from tests.plumbing.documents.test_pdf import at, pdf

COVER = "https://thi.example.vn/to-bia/CL18-0137"


def sheet(*codes: str, turn: int = 0) -> Image.Image:
    """An A4 sheet with these codes at its upper left, one below another, turned clockwise."""
    page = Image.new("L", (827, 1169), 255)
    for place, code in enumerate(codes):
        picture = io.BytesIO()
        segno.make(code, error="m").save(picture, kind="png", scale=4)
        page.paste(Image.open(picture).convert("L"), (60, 60 + 250 * place))
    return page.rotate(-turn, expand=True)


def batch(*sheets: Image.Image) -> bytes:
    """The sheets as one PDF, as a scanner makes it."""
    file = io.BytesIO()
    sheets[0].save(file, "PDF", save_all=True, append_images=sheets[1:], resolution=100)
    return file.getvalue()


def scan(folder: Path, data: bytes, *, ours: str = "", limits: Limits | None = None) -> Reading:
    (folder / "scan").write_bytes(data)
    return read_scan(folder / "scan", into=folder / "pages", limits=limits, name="", ours=ours)


def test_every_page_of_a_pdf_is_a_picture_with_its_codes(tmp_path: Path) -> None:
    reading = scan(tmp_path, batch(sheet(COVER), sheet(), sheet("một", "hai")))

    assert [page.codes for page in reading.pages] == [(COVER,), (), ("một", "hai")]
    assert [page.turn for page in reading.pages] == [0, 0, 0]
    assert reading.page_count == len({page.path for page in reading.pages}) == 3
    assert set((tmp_path / "pages").iterdir()) == {page.path for page in reading.pages}


def test_a_page_with_text_is_a_picture_too(tmp_path: Path) -> None:
    reading = scan(tmp_path, pdf(at(20, 200, "text"), ""))

    assert (len(reading.pages), reading.text, reading.warnings) == (2, "", ("no-text",))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_sheet_that_was_turned_is_turned_back(tmp_path: Path, turn: int) -> None:
    page = scan(tmp_path, batch(sheet(COVER, turn=turn))).pages[0]

    assert (page.codes, page.turn) == ((COVER,), -turn % 360)
    assert page.height > page.width
    assert darkest_quarter(page.path) == (0, 0)


def test_a_code_of_somebody_else_turns_nothing(tmp_path: Path) -> None:
    page = scan(tmp_path, batch(sheet("https://bao.example.vn", turn=180)), ours="https://thi.").pages[0]

    assert (page.codes, page.turn) == (("https://bao.example.vn",), 0)
    assert darkest_quarter(page.path) == (1, 1)


def test_a_photograph_is_upright_by_its_tag_first(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side
    photograph = io.BytesIO()
    sheet(COVER, turn=270).save(photograph, "JPEG", exif=exif)

    page = scan(tmp_path, photograph.getvalue()).pages[0]

    assert (page.codes, page.turn) == ((COVER,), 0)
    assert darkest_quarter(page.path) == (0, 0)


def test_each_frame_of_a_tiff_is_a_sheet(tmp_path: Path) -> None:
    frames = io.BytesIO()
    sheet(COVER).save(frames, "TIFF", save_all=True, append_images=[sheet(turn=90)])

    assert [page.codes for page in scan(tmp_path, frames.getvalue()).pages] == [(COVER,), ()]


def test_a_long_scan_can_be_read_part_by_part(tmp_path: Path) -> None:
    (tmp_path / "scan").write_bytes(batch(*(sheet(str(number)) for number in range(5))))

    parts = [
        read_scan(tmp_path / "scan", into=tmp_path / "pages", name="", part=(at, at + 2)) for at in (0, 2, 4)
    ]

    assert [[page.codes for page in part.pages] for part in parts] == [
        [("0",), ("1",)],
        [("2",), ("3",)],
        [("4",)],
    ]
    assert {part.page_count for part in parts} == {5}


def test_a_written_document_is_no_scan(tmp_path: Path) -> None:
    assert scan(tmp_path, docx(p("Bài"))).refusal == "type-not-accepted"


def test_more_sheets_than_the_limit_are_refused(tmp_path: Path) -> None:
    assert scan(tmp_path, batch(sheet(), sheet()), limits=Limits(pages=1)).refusal == "too-many-pages"
    assert list((tmp_path / "pages").iterdir()) == []


def test_codes_are_looked_for_in_a_scan_only(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(batch(sheet(COVER, turn=180)))

    page = read_document(tmp_path / "a.pdf", into=tmp_path / "pages").pages[0]

    assert (page.codes, page.turn) == ((), 0)


def darkest_quarter(path: Path) -> tuple[int, int]:
    """Which quarter of a picture is the darkest, as (column, row)."""
    with Image.open(path) as image:
        small = image.convert("L").resize((2, 2), Image.Resampling.BOX)
    shades = {(x, y): small.getpixel((x, y)) for x in (0, 1) for y in (0, 1)}
    return min(shades, key=lambda place: shades[place])  # type: ignore[arg-type,return-value]
