"""Score sheets on paper: one page a reading, a code that the camera reads, the whole rubric, no author anywhere."""

import ctypes
import io
import shutil
import subprocess
import zipfile
from decimal import Decimal

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from docx.oxml.ns import qn
from PIL import Image

from contest.charter.models import Contest
from contest.charter.rules import LetterheadStyle
from contest.charter.rules.letterheads import LetterheadSaid
from contest.charter.service import set_letterhead
from contest.db import db, transaction
from contest.errors.exports import FormatUnknown
from contest.exports.score_sheets import as_pdf, score_sheets
from contest.plumbing.audit import SYSTEM
from contest.scoring.queries import readings_on_paper, sheets_among
from tests.jury import LATER, a_jury

ADDRESS = "https://thi.example.vn/office/guong-sang-2026/sheets/by/"
TOKEN = "ABCDEFGHJKMNPQRST"
OFFICE = shutil.which("soffice")


@pytest.fixture
def jury(cast, house):
    return a_jury(cast)


def printed(jury, *, filled=False, count=None, fmt="pdf") -> bytes:
    asked = readings_on_paper(jury.round_id)[:count]
    return score_sheets(
        contest_of(jury),
        jury.round,
        asked,
        addresses={a.id: (TOKEN, f"{ADDRESS}{TOKEN}{a.id}") for a in asked},
        sheets=sheets_among([a.id for a in asked]) if filled else {},
        fmt=fmt,
    )


def contest_of(jury) -> Contest:
    return db.session.get_one(Contest, jury.cast.contest_id)


def texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as paper:
        return [paper[n].get_textpage().get_text_range() for n in range(len(paper))]


def test_one_page_a_reading_judge_by_judge_with_code_title_and_the_whole_rubric(jury):
    asked = readings_on_paper(jury.round_id)
    pages = texts(printed(jury))

    assert len(pages) == len(asked)
    for page, assignment in zip(pages, asked, strict=True):
        assert assignment.blind_code.code in page
        assert assignment.judge.name in page
        assert "Bài viết số" in page
        assert all(criterion.name in page for criterion in jury.round.criteria)
        assert {"Bằng chữ:", "GIÁM KHẢO", "PHIẾU CHẤM BÀI DỰ THI"} <= set(page.replace("\r", "").splitlines())


def test_no_sheet_tells_an_author_or_a_receipt(jury):
    said = " ".join(texts(printed(jury)))
    assert "Hứa Văn" not in said
    assert "CL26-" not in said


def test_the_camera_reads_the_address_of_each_sheet(jury):
    asked = readings_on_paper(jury.round_id)[:3]
    with pypdfium2.PdfDocument(printed(jury, count=3)) as paper:
        found = [
            [code.text for code in zxingcpp.read_barcodes(paper[n].render(scale=1.5).to_pil().convert("L"))]
            for n in range(3)
        ]
    assert found == [[f"{ADDRESS}{TOKEN}{a.id}"] for a in asked]


def test_a_filled_sheet_says_the_points_the_total_in_figures_and_words_and_the_remark(jury):
    mine = readings_on_paper(jury.round_id)[0]
    jury.hand_in(mine, "83.5", at=LATER)
    sheet = sheets_among([mine.id])[mine.id]
    with transaction():
        sheet.remark = "Có chi tiết thật."
    page, blank = texts(printed(jury, filled=True, count=2))

    assert all(said in page for said in ("83,5", "Tám mươi ba phẩy năm", "Có chi tiết thật."))
    assert "83,5" not in blank


@pytest.mark.parametrize(
    ("style", "line"),
    [
        (LetterheadStyle.PARTY, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (LetterheadStyle.STATE, "Độc lập - Tự do - Hạnh phúc"),
        (LetterheadStyle.YOUTH, "ĐOÀN TNCS HỒ CHÍ MINH"),
        (LetterheadStyle.NONE, None),
    ],
)
def test_the_head_is_the_contests_own(jury, style, line):
    with transaction():
        said = LetterheadSaid(style=style)
        set_letterhead(contest=contest_of(jury), said=said, actor=SYSTEM, at=LATER)
    (page,) = texts(printed(jury, count=1))
    assert (line in page) if line else ("VIỆT NAM" not in page)


def lengthen(jury) -> None:
    with transaction():
        for criterion in jury.round.criteria:
            criterion.name, criterion.description = (
                "Tiêu chí có tên rất dài " * 6,
                "Giải thích dài dòng. " * 20,
            )
            criterion.weight = Decimal(2)


def hand_in_with(jury, remark: str):
    mine = readings_on_paper(jury.round_id)[0]
    jury.hand_in(mine, "83.5", at=LATER)
    with transaction():
        sheets_among([mine.id])[mine.id].remark = remark
    return mine


def test_a_long_rubric_and_a_long_title_stay_on_one_page(jury):
    lengthen(jury)
    assert len(texts(printed(jury, count=2))) == 2


def test_a_remark_too_long_for_the_page_goes_on_on_the_next_and_none_of_it_is_lost(jury):
    hand_in_with(jury, "Lời nhận xét dài. " * 500 + "HẾT LỜI")
    pages = texts(printed(jury, filled=True, count=1))
    assert len(pages) == 2
    assert "HẾT LỜI" in pages[1]
    assert "GIÁM KHẢO" in pages[1]


def test_readers_are_told_headings_heads_of_tables_and_what_the_code_is(jury):
    made = printed(jury, count=2)
    with pypdfium2.PdfDocument(made) as paper:
        assert pdfium.FPDFCatalog_IsTagged(paper.raw)
        told = list(tree_of(paper[0]))
    kinds = [kind for kind, _alt in told]
    assert kinds[0] == "Document"
    assert kinds.count("H1") == 1
    assert kinds.count("TH") == 5
    assert [alt for kind, alt in told if kind == "Figure"] == [
        "Mã QR mở đúng phiếu này khi Tổ Thư ký nhập điểm. Mã viết bằng chữ: ABCD-EFGH-JKMN-PQRS-T"
    ]
    assert b"pdfuaid" in made


def test_a_whole_round_is_set_in_batches_with_as_many_pages_and_the_same_bytes(jury, monkeypatch):
    monkeypatch.setattr(as_pdf, "MOST_TOGETHER", 3)
    monkeypatch.setattr(as_pdf, "BATCH", 2)
    asked = readings_on_paper(jury.round_id)
    made = printed(jury)
    for page, assignment in zip(texts(made), asked, strict=True):
        assert assignment.blind_code.code in page
    assert made == printed(jury)


def tree_of(page):
    """Kind and alternative text of each element of a page's structure."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)

    def text(ask, element) -> str:
        held = ctypes.create_string_buffer(ask(element, None, 0))
        ask(element, held, len(held))
        return held.raw.decode("utf-16-le").rstrip("\0")

    def walk(element):
        yield (
            text(pdfium.FPDF_StructElement_GetType, element),
            text(pdfium.FPDF_StructElement_GetAltText, element),
        )
        for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                yield from walk(child)

    for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        yield from walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place))
    pdfium.FPDF_StructTree_Close(tree)


# ---- in Word ----


def word(jury, **how):
    return docx.Document(io.BytesIO(printed(jury, fmt="docx", **how)))


def rubrics(paper):
    return [t for t in paper.tables if t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None]


def test_in_word_each_sheet_is_a_page_with_a_heading_and_a_table_that_has_heads(jury):
    asked = readings_on_paper(jury.round_id)
    paper = word(jury)
    headings = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["PHIẾU CHẤM BÀI DỰ THI"] * len(asked)
    assert len(paper.element.body.xpath(".//w:pageBreakBefore")) == len(asked) - 1
    tables = rubrics(paper)
    assert len(tables) == len(asked)
    assert [cell.text for cell in tables[0].rows[0].cells] == [
        "TT",
        "Tiêu chí",
        "Điểm tối đa",
        "Bước",
        "Điểm chấm",
    ]
    for table, assignment in zip(tables, asked, strict=True):
        caption = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert caption == f"PHIẾU CHẤM BÀI DỰ THI {assignment.blind_code.code}"
        assert len(table.rows) == len(jury.round.criteria) + 2
    said = "".join(paper.element.body.itertext())
    assert "Hứa Văn" not in said
    assert "CL26-" not in said


def test_in_word_the_camera_reads_each_code_and_who_cannot_see_it_is_told_it(jury):
    asked = readings_on_paper(jury.round_id)[:3]
    content = printed(jury, count=3, fmt="docx")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        pictures = [Image.open(io.BytesIO(packed.read(f"word/media/qr{n}.png"))) for n in (1, 2, 3)]
    codes = [zxingcpp.read_barcodes(picture.convert("L"))[0].text for picture in pictures]
    assert codes == [f"{ADDRESS}{TOKEN}{a.id}" for a in asked]
    body = docx.Document(io.BytesIO(content)).element.body
    told = [one.get("descr") for one in body.iter(qn("wp:docPr"))]
    assert len(told) == 3
    assert all("ABCD-EFGH" in text for text in told)


def test_in_word_a_filled_sheet_says_points_total_words_and_remark(jury):
    hand_in_with(jury, "Có chi tiết thật.")
    filled, blank = rubrics(paper := word(jury, filled=True, count=2))
    assert filled.rows[-1].cells[-1].text == "83,5"
    assert all(row.cells[-1].text for row in filled.rows[1:])
    assert not blank.rows[-1].cells[-1].text
    said = [p.text for p in paper.paragraphs]
    assert "Bằng chữ: Tám mươi ba phẩy năm" in said
    assert "Có chi tiết thật." in said


def test_in_word_the_same_sheets_are_the_same_bytes_and_nobodys(jury):
    one, two = (printed(jury, count=2, fmt="docx") for _ in range(2))
    assert one == two
    assert docx.Document(io.BytesIO(one)).core_properties.author == ""


def test_no_other_format_is_known(jury):
    with pytest.raises(FormatUnknown):
        printed(jury, count=1, fmt="odt")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here: apt-get install libreoffice-nogui")
def test_in_word_every_sheet_takes_one_page_however_much_it_says(jury, tmp_path):
    cases = {"blank": printed(jury, count=3, fmt="docx")}
    hand_in_with(jury, "Bài viết có chi tiết thật, giọng văn chân thành. " * 12)
    cases["filled"] = printed(jury, filled=True, count=3, fmt="docx")
    lengthen(jury)
    cases["long"] = printed(jury, filled=True, count=3, fmt="docx")
    for name, content in cases.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    files = [tmp_path / f"{name}.docx" for name in cases]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=180)
    for name in cases:
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as paper:
            pages = [paper[n].get_textpage().get_text_range() for n in range(len(paper))]
        assert [page.count("PHIẾU CHẤM") for page in pages] == [1, 1, 1], name
        assert all("ký, ghi rõ họ tên" in page for page in pages), name


def test_what_a_name_says_stays_text(jury):
    with transaction():
        jury.round.criteria[0].name = '#read("/etc/passwd") $x$ *đậm*'
    assert '#read("/etc/passwd") $x$ *đậm*' in texts(printed(jury, count=1))[0]


def test_the_same_sheets_are_the_same_bytes(jury):
    assert printed(jury, count=1) == printed(jury, count=1)
