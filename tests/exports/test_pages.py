"""How a paper falls on its pages: nothing is cut off, nothing that belongs together is torn apart."""

import io
from dataclasses import replace

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from contest.exports.formats.widths import breakable, ems, evenly, widths_of
from contest.exports.papers.heading import quoted
from contest.exports.sheet import Chart, Column, Kind, LetterheadStyle, Passage, Signature, Table
from tests.exports.papers import one_column, paper, written

COUNTED = (Column("place", "TT", Kind.NUMBER, 5), Column("what", "Đơn vị", Kind.TEXT, 40))
MM_PER_POINT = 25.4 / 72


def pages(document) -> list[str]:
    with pypdfium2.PdfDocument(written(document, "pdf")) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def rows(count: int) -> list[tuple[int, str]]:
    return [(number, f"Đơn vị thứ {number}.") for number in range(1, count + 1)]


def plain(**said):
    return replace(paper(), tables=(), paragraphs=(), footnotes=(), recipients=(), **said)


def test_a_row_higher_than_a_page_goes_on_over_the_next():
    texts = pages(one_column(["Lời đầu " + "rất dài " * 2500 + "lời cuối."]))
    assert len(texts) > 1
    assert "lời cuối." in texts[-1]


def test_a_word_longer_than_its_column_is_broken_inside_it():
    columns = (Column("title", "Tên bài", Kind.TEXT, 10), Column("rest", "Ghi chú", Kind.TEXT, 80))
    document = plain(parts=(Table("", columns, [("Siêuvănbản" * 12, "")]),))
    with pypdfium2.PdfDocument(written(document, "pdf")) as pdf:
        text = pdf[0].get_textpage()
        begin = text.get_text_range().index("Siêu")
        rights = [text.get_charbox(place)[2] for place in range(begin, begin + 120)]
    assert max(rights) * MM_PER_POINT < 30 + 165 * 10 / 45


@pytest.mark.parametrize("size", [9, 12])
def test_only_words_that_do_not_fit_are_given_places_to_break(size):
    assert breakable("Nghiêng nghiêng 23/11/2026", size, 30) == "Nghiêng nghiêng 23/11/2026"
    cut = breakable("một " + "x" * 200, size, 30)
    assert cut.replace("\u200b", "") == "một " + "x" * 200
    assert all(ems(piece) * size * MM_PER_POINT <= 28 for piece in cut.split()[1].split("\u200b"))


@pytest.mark.parametrize("count", range(27, 35))
def test_totals_are_never_alone_on_a_page(count):
    document = plain(parts=(Table("", COUNTED, rows(count), (None, "Cộng tất cả")),))
    (with_total,) = [text for text in pages(document) if "Cộng tất cả" in text]
    assert f"Đơn vị thứ {count}." in with_total


@pytest.mark.parametrize("before", range(24, 31, 2))
def test_a_short_table_stands_on_one_page(before):
    parts = (Passage(("Một đoạn.",) * before), Table("Bảng ngắn", COUNTED, rows(5)))
    holding = [text for text in pages(plain(parts=parts)) if "Đơn vị thứ" in text]
    assert len(holding) == 1
    assert "Bảng ngắn" in holding[0]


@pytest.mark.parametrize("before", range(20, 28))
def test_signatures_have_the_last_words_beside_them(before):
    last = pages(plain(parts=(Passage((*["Một đoạn."] * before, "Đoạn cuối cùng.")),)))[-1]
    assert "Lương Văn Bình" in last
    assert "Đoạn cuối cùng." in last


def test_those_who_sign_beside_each_other_have_their_names_on_one_line():
    signatures = (Signature("TỔ THƯ KÝ", name="Nông Mai"), *paper().signatures)
    document = plain(signatures=signatures)
    with pypdfium2.PdfDocument(written(document, "pdf")) as pdf:
        text = pdf[0].get_textpage()
        whole = text.get_text_range()
        lows = {round(text.get_charbox(whole.index(one.name))[1], 1) for one in signatures}
    assert len(lows) == 1
    table = docx.Document(io.BytesIO(written(document, "docx"))).tables[-1]
    gaps = [cell.paragraphs[-2].paragraph_format.space_after.pt for cell in table.rows[0].cells]
    assert gaps[0] > gaps[1] == gaps[2]


def test_a_word_file_keeps_together_what_a_pdf_does():
    short = Table("Bảng ngắn", COUNTED, rows(4), (None, "Cộng"))
    long = Table("Bảng dài", COUNTED, rows(60), (None, "Cộng"))
    document = plain(parts=(short, long, Table("Bảng cuối", COUNTED, rows(60))))
    made = docx.Document(io.BytesIO(written(document, "docx")))
    told = [table for table in made.tables if table._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    kept = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] for table in told
    ]
    assert kept[0] == [True] * 5 + [None]
    assert kept[1] == [None] * 60 + [True, None]
    assert kept[2] == [None] * 60 + [True]


def test_text_below_a_table_of_a_word_file_keeps_off_it():
    document = plain(parts=(Table("", COUNTED, rows(2)), Passage(("Ngay dưới bảng.", "Đoạn sau."))))
    made = docx.Document(io.BytesIO(written(document, "docx")))
    below, later = (p for p in made.paragraphs if p.text in {"Ngay dưới bảng.", "Đoạn sau."})
    assert below.paragraph_format.space_before.pt == 6
    assert later.paragraph_format.space_before is None


@pytest.mark.parametrize(
    ("style", "title", "underlined"),
    [(LetterheadStyle.PARTY, 16, True), (LetterheadStyle.STATE, 14, False)],
)
def test_title_subject_and_recipients_are_in_the_form_of_the_office(style, title, underlined):
    letter = docx.Document(io.BytesIO(written(replace(paper(style), subject="gửi tác phẩm"), "docx")))
    assert letter.styles["Heading 1"].font.size.pt == title
    lines = [p for table in letter.tables for cell in table._cells for p in cell.paragraphs]
    subject = next(p.runs[0] for p in lines if p.text.startswith("V/v"))
    received = next(p.runs[0] for p in lines if p.text.startswith("Nơi nhận"))
    assert bool(subject.italic) is underlined
    assert (bool(received.underline), bool(received.bold)) == (underlined, not underlined)


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("HUYỆN ỦY CHI LĂNG", 20, "HUYỆN ỦY CHI LĂNG"),
        ("ỦY BAN NHÂN DÂN HUYỆN CHI LĂNG", 16, "ỦY BAN NHÂN DÂN\nHUYỆN CHI LĂNG"),
        ("BAN TỔ CHỨC CUỘC THI VIẾT", 14, "BAN TỔ CHỨC\nCUỘC THI VIẾT"),
        ("A" * 60, 14, "A" * 60),
        ("", 14, ""),
    ],
)
def test_a_long_name_is_dealt_over_lines_of_about_one_length(text, most, lines):
    assert evenly(text, most) == lines


def test_a_column_of_numbers_has_room_for_its_digits():
    columns = (
        Column("place", "TT", Kind.NUMBER, 5),
        Column("words", "Số từ", Kind.NUMBER, 7),
        *(Column(f"text{number}", "Lời", Kind.TEXT, 40) for number in range(6)),
    )
    few = widths_of(columns, [""] * 8, 252.0, rows=9)
    many = widths_of(columns, [""] * 8, 252.0, rows=12_345)
    assert few[1] >= 5 * 0.5 * 9 * MM_PER_POINT + 2
    assert many[0] >= 6 * 0.5 * 9 * MM_PER_POINT + 2 > few[0]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Người giữ rừng", "“Người giữ rừng”"),
        ("Tổ hòa giải “vác tù và”", "“Tổ hòa giải ‘vác tù và’”"),
        ('Chuyện "ba cùng" ở bản', "“Chuyện ‘ba cùng’ ở bản”"),
    ],
)
def test_marks_inside_a_quoted_title_are_single(title, told):
    assert quoted(title) == told


def test_a_number_is_not_broken_over_two_lines():
    said = "Căn cứ Quyết định số 15-QĐ/BTC; " * 40
    (text,) = pages(plain(parts=(Passage((said,)),)))
    assert text.count("15-QĐ/BTC") == 40


@pytest.mark.parametrize("fmt", ["pdf", "docx", "xlsx"])
def test_a_letters_file_is_called_after_what_it_is_about(fmt):
    letter = written(replace(paper(), title="CÔNG VĂN", lines=(), subject="gửi tác phẩm"), fmt)
    if fmt == "pdf":
        with pypdfium2.PdfDocument(letter) as pdf:
            told = pdf.get_metadata_dict()["Title"]
    else:
        reader = docx.Document if fmt == "docx" else load_workbook
        opened = reader(io.BytesIO(letter))
        told = (opened.core_properties if fmt == "docx" else opened.properties).title
    assert told == "CÔNG VĂN V/v gửi tác phẩm"


def test_a_chart_without_a_title_has_a_name_where_it_is_told_as_a_table():
    chart = Chart("", "Biểu đồ số bài.", "Thể loại", ("Hợp lệ",), (("Bút ký", (3,)),))
    document = plain(parts=(Table("1. Theo thể loại", COUNTED, rows(2)), chart))
    assert "Biểu đồ thể loại" in written(document, "csv").decode("utf-8-sig").splitlines()
    book = load_workbook(io.BytesIO(written(document, "xlsx")))
    assert book.sheetnames[1] == book.worksheets[1]["A1"].value == "Biểu đồ thể loại"
