import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from contest.exports.sheet import Document, LetterheadStyle
from tests.exports.papers import COLUMNS, HOSTILE, one_column, paper, written


def opened(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(written(document, "docx")))


def texts_of(cell) -> list[str]:
    return [paragraph.text for paragraph in cell.paragraphs if paragraph.text]


def test_the_party_head_names_the_party_and_the_organs_as_36_hd_has_it():
    head = opened(paper(LetterheadStyle.PARTY)).tables[0]
    assert texts_of(head.cell(0, 0)) == ["HUYỆN ỦY CHI LĂNG", "BAN TỔ CHỨC CUỘC THI", "*"]
    assert texts_of(head.cell(0, 1)) == ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert texts_of(head.cell(1, 0)) == ["Số 12-BC/BTC"]
    assert texts_of(head.cell(1, 1)) == ["Chi Lăng, ngày 05 tháng 02 năm 2026"]
    assert [p.runs[0].bold for p in head.cell(0, 0).paragraphs] == [False, True, False]
    assert head.cell(1, 1).paragraphs[0].runs[0].italic


def test_the_state_head_names_the_state_and_its_motto_with_a_rule_below():
    head = opened(paper(LetterheadStyle.STATE, number="12/BC-BTC")).tables[0]
    assert texts_of(head.cell(0, 1)) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert texts_of(head.cell(1, 0)) == ["Số: 12/BC-BTC"]
    assert "*" not in texts_of(head.cell(0, 0))
    for cell in head.rows[0].cells:
        assert cell.paragraphs[-1]._p.pPr.find(qn("w:pBdr")) is not None


def test_the_youth_union_has_its_own_head_and_none_has_none():
    assert texts_of(opened(paper(LetterheadStyle.YOUTH)).tables[0].cell(0, 1)) == ["ĐOÀN TNCS HỒ CHÍ MINH"]
    assert opened(paper(LetterheadStyle.NONE)).tables[0].cell(0, 0).text == "TT"


def test_room_is_left_to_write_number_and_day():
    head = opened(paper(number="", day=None)).tables[0]
    assert head.cell(1, 0).text == "Số …………"
    assert head.cell(1, 1).text == "Chi Lăng, ngày …… tháng …… năm ………"


def test_the_head_is_a_frame_without_lines():
    head = opened(paper()).tables[0]
    assert head._tbl.tblPr.find(qn("w:tblBorders")) is None
    assert head.style.name == "Normal Table"


@pytest.mark.parametrize(
    ("style", "first", "second"),
    [
        (LetterheadStyle.PARTY, "T/M TỔ THƯ KÝ", "K/T TRƯỞNG BAN"),
        (LetterheadStyle.STATE, "TM. TỔ THƯ KÝ", "KT. TRƯỞNG BAN"),
    ],
)
def test_those_who_sign_stand_side_by_side(style, first, second):
    cells = opened(paper(style)).tables[-1].rows[0].cells
    assert texts_of(cells[0]) == ["Nơi nhận:", "- Thường trực Huyện ủy;", "- Lưu BTC."]
    assert texts_of(cells[1]) == [first, "TỔ TRƯỞNG", "Nông Thị Mai"]
    assert texts_of(cells[2]) == [second, "PHÓ TRƯỞNG BAN", "Lương Văn Bình"]


def test_the_margins_and_the_number_at_the_top_hidden_on_the_first_page():
    section = opened(paper()).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_a_narrow_table_stands_on_an_upright_page_and_a_wide_one_across():
    narrow = opened(paper(columns=COLUMNS[:3], rows=[(1, "0912", "Bài")])).sections[0]
    wide = opened(paper()).sections[0]
    assert (narrow.orientation, round(narrow.page_width.mm)) == (WD_ORIENT.PORTRAIT, 210)
    assert (wide.orientation, round(wide.page_width.mm)) == (WD_ORIENT.LANDSCAPE, 297)


def test_every_style_in_use_is_times_new_roman_for_all_scripts():
    styles = opened(paper()).styles
    for name in ("Normal", "Heading 1", "Heading 2", "Head", "Cell", "Header"):
        fonts = styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "cs", "eastAsia")} == {
            "Times New Roman"
        }
        assert fonts.get(qn("w:asciiTheme")) is None
    assert styles["Normal"].font.size.pt == 14


def test_values_are_shown_as_on_paper():
    table = opened(paper()).tables[1]
    assert [cell.text for cell in table.rows[1].cells] == [
        "1", "0912", "Người giữ lửa then", "85,50", "1.500.000", "09/05/1978", "00:30 20/05/2026",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[2].cells][3:5] == ["85,13", "0,5"]


def test_numbers_are_english_in_an_english_document():
    table = opened(paper(language="en")).tables[1]
    assert [cell.text for cell in table.rows[1].cells][3:5] == ["85.50", "1,500,000"]


def test_the_headings_are_marked_and_repeated_and_rows_stay_whole():
    table = opened(paper()).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "I. Chung khảo"


def test_columns_share_the_room_and_no_day_is_broken():
    table = opened(paper()).tables[1]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert sum(widths) == pytest.approx(Mm(252).twips, abs=10)
    assert min(widths[5:]) > Mm(18).twips


def test_titles_and_captions_are_tagged_as_headings():
    found = [(p.style.name, p.text) for p in opened(paper()).paragraphs if p.style.name.startswith("Heading")]
    assert found == [("Heading 1", "DANH SÁCH"), ("Heading 2", "I. Chung khảo")]


def test_the_properties_name_the_documents_moment_and_nobody():
    properties = opened(paper()).core_properties
    assert properties.created.replace(tzinfo=None) == datetime(2026, 6, 1, 3)  # noqa: DTZ001
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "DANH SÁCH bài dự thi vào vòng chung khảo"
    with zipfile.ZipFile(io.BytesIO(written(paper(), "docx"))) as packed:
        assert not [name for name in packed.namelist() if "thumbnail" in name]


def test_hostile_text_is_written_as_text():
    table = opened(one_column(HOSTILE)).tables[0]
    assert len(table.rows) == len(HOSTILE) + 1
    assert "fldSimple" not in table._tbl.xml
