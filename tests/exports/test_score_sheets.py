"""Score sheets on paper: one page a reading, a code that the camera reads, the whole rubric, no author anywhere."""

from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp

from contest.charter.models import Contest
from contest.charter.rules import LetterheadStyle
from contest.charter.rules.letterheads import LetterheadSaid
from contest.charter.service import set_letterhead
from contest.db import db, transaction
from contest.exports.score_sheets import score_sheets
from contest.plumbing.audit import SYSTEM
from contest.scoring.queries import readings_on_paper, sheets_among
from tests.jury import LATER, a_jury

ADDRESS = "https://thi.example.vn/office/guong-sang-2026/sheets/by/"
TOKEN = "ABCDEFGHJKMNPQRST"


@pytest.fixture
def jury(cast, house):
    return a_jury(cast)


def printed(jury, *, filled=False, count=None) -> bytes:
    asked = readings_on_paper(jury.round_id)[:count]
    return score_sheets(
        contest_of(jury),
        jury.round,
        asked,
        addresses={a.id: (TOKEN, f"{ADDRESS}{TOKEN}{a.id}") for a in asked},
        sheets=sheets_among([a.id for a in asked]) if filled else {},
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


def test_a_long_rubric_and_a_long_title_stay_on_one_page(jury):
    with transaction():
        for criterion in jury.round.criteria:
            criterion.name, criterion.description = (
                "Tiêu chí có tên rất dài " * 6,
                "Giải thích dài dòng. " * 20,
            )
            criterion.weight = Decimal(2)
    assert len(texts(printed(jury, count=2))) == 2


def test_what_a_name_says_stays_text(jury):
    with transaction():
        jury.round.criteria[0].name = '#read("/etc/passwd") $x$ *đậm*'
    assert '#read("/etc/passwd") $x$ *đậm*' in texts(printed(jury, count=1))[0]


def test_the_same_sheets_are_the_same_bytes(jury):
    assert printed(jury, count=1) == printed(jury, count=1)
