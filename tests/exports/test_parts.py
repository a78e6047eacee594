"""Text, tables and charts by turns, a letter's subject, and what is attached below the signatures."""

import csv
import dataclasses
import io
import zipfile

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook

from contest.exports.formats import FORMATS
from contest.exports.sheet import Annex, Chart, Column, LetterheadStyle, Passage, PassageForm, Table
from tests.exports.papers import paper, written

UNITS = Chart(
    "Bài theo đơn vị",
    "Số bài hợp lệ và không hợp lệ của từng đơn vị.",
    "Đơn vị",
    ("Hợp lệ", "Không hợp lệ"),
    (("Xã Vân Thủy", (21, 1)), ("Trường THPT Đồng Bành", (30, 4)), ("Thị trấn Đồng Mỏ", (0, 1200))),
    "bài",
)
GENRES = Chart("Bài theo thể loại", "Số bài.", "Thể loại", ("Số bài",), (("Ký", (5,)), ("Thơ", (0,))), "bài")
WIDE = tuple(Column(f"c{place}", f"Cột {place}", width=20) for place in range(8))


def report(style=LetterheadStyle.PARTY):
    return dataclasses.replace(
        paper(style),
        parts=(
            Passage(("Kết quả như sau.",), heading="II. KẾT QUẢ"),
            UNITS,
            GENRES,
            Passage(("QUYẾT ĐỊNH:",), form=PassageForm.CENTRED),
            Passage(("Công nhận kết quả.", "Danh sách kèm theo."), lead="Điều 1."),
        ),
        annexes=(
            Annex(
                "PHỤ LỤC",
                ("(Kèm theo Quyết định)",),
                (Table("A. Tác giả", WIDE, [tuple("abcdefgh")]), GENRES),
            ),
        ),
    )


def pdf_text(document) -> list[str]:
    with pypdfium2.PdfDocument(written(document, "pdf")) as made:
        return [made[place].get_textpage().get_text_range() for place in range(len(made))]


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_with_charts_and_annexes_gives_the_same_bytes(name):
    assert written(report(), name) == written(report(), name)


@pytest.mark.parametrize(
    ("series", "bars"),
    [
        (("Số bài",), ()),
        ((), (("Ký", ()),)),
        (("Số bài",), (("Ký", (1, 2)),)),
        (("Số bài",), (("Ký", (-1,)),)),
    ],
)
def test_a_chart_needs_bars_that_fit_its_series(series, bars):
    with pytest.raises(ValueError, match=r"chart|series|shorter"):
        Chart("", "", "", series, bars)


def test_csv_tells_charts_as_tables_in_their_places_and_the_annexes_last():
    lines = list(csv.reader(io.StringIO(written(report(), "csv").decode("utf-8-sig"))))
    captions = [line[0] for line in lines if len(line) == 1]
    assert captions == [
        "I. Chung khảo",
        "Bài theo đơn vị",
        "Bài theo thể loại",
        "A. Tác giả",
        "Bài theo thể loại",
    ]
    assert ["Thị trấn Đồng Mỏ", "0", "1200"] in lines


def test_pdf_draws_bars_with_their_values_and_turns_the_annex_alone():
    document = dataclasses.replace(report(), tables=())
    first, annex = pdf_text(document)
    for text in ("30 + 4", "0 + 1.200", "Điều 1. Công nhận kết quả.", "QUYẾT ĐỊNH:", "K/T TRƯỞNG BAN"):
        assert text in first
    assert "PHỤ LỤC" in annex
    with pypdfium2.PdfDocument(written(document, "pdf")) as made:
        sizes = [made[place].get_size() for place in range(2)]
    assert sizes[0][0] < sizes[0][1]
    assert sizes[1][0] > sizes[1][1]


def test_who_cannot_see_a_chart_is_told_its_values():
    told = "Số bài hợp lệ và không hợp lệ của từng đơn vị. Xã Vân Thủy 21 + 1 bài"
    with zipfile.ZipFile(io.BytesIO(written(report(), "docx"))) as made:
        assert told in made.read("word/document.xml").decode()


def test_a_chart_in_word_holds_its_values_and_their_workbook():
    with zipfile.ZipFile(io.BytesIO(written(report(), "docx"))) as made:
        charts = [name for name in made.namelist() if name.startswith("word/charts/chart")]
        assert len(charts) == 3
        assert "Trường THPT Đồng Bành (30 + 4)" in made.read("word/charts/chart1.xml").decode()
        inside = load_workbook(io.BytesIO(made.read("word/embeddings/chart1.xlsx"))).active
    assert [cell.value for cell in inside[4]] == ["Thị trấn Đồng Mỏ (0 + 1.200)", 0, 1200]


def test_word_tags_headings_and_turns_the_annex():
    made = docx.Document(io.BytesIO(written(dataclasses.replace(report(), tables=()), "docx")))
    headings = [p.text for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert headings[:3] == ["DANH SÁCH", "II. KẾT QUẢ", "Bài theo đơn vị"]
    assert [s.page_width > s.page_height for s in made.sections] == [False, True]
    lead = next(p for p in made.paragraphs if p.text.startswith("Điều 1."))
    assert (lead.runs[0].bold, lead.runs[1].bold) == (True, None)


def test_a_workbook_has_a_sheet_for_each_table_and_chart_and_text_around_them():
    made = load_workbook(io.BytesIO(written(report(), "xlsx")))
    assert made.sheetnames == [
        "I. Chung khảo",
        "Bài theo đơn vị",
        "Bài theo thể loại",
        "A. Tác giả",
        "Bài theo thể loại (5)",
    ]
    values = [cell.value for row in made["Bài theo đơn vị"].iter_rows() for cell in row if cell.value]
    assert values[:3] == ["II. KẾT QUẢ", "Kết quả như sau.", "Bài theo đơn vị"]
    last = [cell.value for row in made["Bài theo thể loại"].iter_rows() for cell in row if cell.value]
    assert last.index("Điều 1. Công nhận kết quả.") < last.index("Nơi nhận:")
    assert [len(made[name]._charts) for name in made.sheetnames] == [0, 1, 1, 0, 1]


@pytest.mark.parametrize("name", ["pdf", "docx", "xlsx"])
def test_a_letter_has_its_subject_below_the_number_and_no_title(name):
    letter = dataclasses.replace(
        paper(), subject="gửi tác phẩm dự thi", addressees=("Tỉnh ủy", "Ban Tổ chức")
    )
    if name == "pdf":
        (text,) = pdf_text(letter)
    elif name == "docx":
        made = docx.Document(io.BytesIO(written(letter, name)))
        cells = [p.text for row in made.tables[0].rows for cell in row.cells for p in cell.paragraphs]
        text = "\n".join([*cells, *(p.text for p in made.paragraphs)])
    else:
        sheet = load_workbook(io.BytesIO(written(letter, name))).active
        text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert text.index("Số 12-BC/BTC") < text.index("V/v gửi tác phẩm dự thi") < text.index("Kính gửi:")
    assert text.index("- Tỉnh ủy;") < text.index("- Ban Tổ chức.")
    assert "DANH SÁCH" not in text
