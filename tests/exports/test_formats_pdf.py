"""PDF: a paper as an office hands it out, in the letters and forms that the Party and the State ask for."""

import ctypes
import dataclasses

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from contest.exports.sheet import LetterheadStyle
from tests.exports.papers import COLUMNS, HOSTILE, ROWS, one_column, paper, written


def pages(document) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(written(document, "pdf")) as made:
        return [made[n].get_textpage().get_text_range() for n in range(len(made))]


def test_a_paper_says_its_head_title_table_notes_and_signatures_in_order():
    (page,) = pages(paper())
    wanted = [
        "HUYỆN ỦY CHI LĂNG",
        "DANH SÁCH",
        "bài dự thi vào vòng chung khảo",
        "Ban Tổ chức công bố danh sách như sau:",
        "I. Chung khảo",
        "Người giữ lửa then",
        "Điểm lấy đến hai chữ số thập phân.",
        "Nơi nhận:",
    ]
    places = [page.index(text) for text in wanted]
    assert places == sorted(places)
    for text in ("Số 12-BC/BTC", "T/M TỔ THƯ KÝ", "K/T TRƯỞNG BAN", "85,50", "1.500.000", "00:30 20/05/2026"):
        assert text in page


@pytest.mark.parametrize(
    ("style", "emblem"),
    [
        (LetterheadStyle.PARTY, "ĐẢNG CỘNG SẢN VIỆT NAM"),
        (LetterheadStyle.STATE, "Độc lập - Tự do - Hạnh phúc"),
        (LetterheadStyle.YOUTH, "ĐOÀN TNCS HỒ CHÍ MINH"),
    ],
)
def test_each_style_has_its_own_head(style, emblem):
    (page,) = pages(paper(style))
    assert emblem in page


def test_without_a_letterhead_the_title_comes_first():
    (page,) = pages(paper(LetterheadStyle.NONE))
    assert page.lstrip().startswith("DANH SÁCH")


def fonts(page) -> set[str]:
    """The names of the fonts that a page's letters are set in."""
    found, text = set(), page.get_textpage()
    for place in range(text.count_chars()):
        name = ctypes.create_string_buffer(200)
        pdfium.FPDFText_GetFontInfo(text.raw, place, name, 200, None)
        found.add(name.value.decode())
    return {name for name in found if name}


def test_only_liberation_serif_is_in_the_file_and_nobodys_name():
    with pypdfium2.PdfDocument(written(paper(), "pdf")) as made:
        assert {name.split("+")[-1].split("-")[0] for name in fonts(made[0])} == {"LiberationSerif"}
        told = made.get_metadata_dict(skip_empty=True)
    assert "Author" not in told
    assert told["Title"] == "DANH SÁCH bài dự thi vào vòng chung khảo"


def test_a_wide_table_turns_the_page_and_headings_and_numbers_stand_on_each():
    many = paper(rows=ROWS * 60)
    assert many.across
    with pypdfium2.PdfDocument(written(many, "pdf")) as made:
        assert made[0].get_width() > made[0].get_height()
        texts = [made[n].get_textpage().get_text_range() for n in range(len(made))]
    assert len(texts) > 2
    assert all("Mã phách" in text for text in texts[:-1])
    assert [text.lstrip()[:1] for text in texts[1:]] == [str(n) for n in range(2, len(texts) + 1)]


def test_what_a_cell_says_stays_text():
    (page,) = pages(one_column(["#read(“/etc/passwd”) $x$ *đậm* <b>", "= Mục"]))
    assert "$x$ *đậm* <b>" in page
    assert "= Mục" in page
    assert pages(one_column(HOSTILE))


def test_what_was_said_besides_stands_below_the_table():
    document = dataclasses.replace(paper(columns=COLUMNS), closing=("Ý kiến khác: không.",))
    (page,) = pages(document)
    assert page.index("Người giữ lửa then") < page.index("Ý kiến khác: không.") < page.index("Nơi nhận:")


def test_a_list_of_very_many_rows_is_not_tagged_and_a_short_one_is():
    tagged = []
    for document in (paper(), paper(rows=ROWS * 300)):
        with pypdfium2.PdfDocument(written(document, "pdf")) as made:
            tagged.append(bool(pdfium.FPDFCatalog_IsTagged(made.raw)))
    assert tagged == [True, False]


def test_a_paper_claims_the_standard_of_accessibility_unless_a_sign_is_in_no_font_of_ours():
    claims = []
    for document in (paper(), one_column(["＝1"])):
        content = written(document, "pdf")
        with pypdfium2.PdfDocument(content) as made:
            assert pdfium.FPDFCatalog_IsTagged(made.raw)
        claims.append(b"pdfuaid" in content)
    assert claims == [True, False]


def test_a_letter_without_a_title_has_its_headings_in_order():
    letter = dataclasses.replace(paper(), subject="gửi tác phẩm", addressees=("Ban Tuyên giáo Tỉnh ủy",))
    assert b"pdfuaid" in written(letter, "pdf")
