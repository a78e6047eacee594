"""Templates of papers with several tables and texts: each found by its name, filled in any order, or left out."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from contest.errors.exports import FieldBroken, FieldMisplaced, FieldUnknown
from contest.exports.sheet import Annex, Chart, Column, Document, Kind, Passage, PassageForm, Table
from contest.exports.templates.checking import check_template
from contest.exports.templates.fields import offer_of
from contest.exports.templates.filling import fill
from contest.exports.templates.starting import write_starting
from tests.exports.drawn import drawn, kept
from tests.exports.papers import MADE_AT, paper

OFFICE = shutil.which("soffice")
TT = Column("place", "TT", Kind.NUMBER, 5)
WINNERS = Table(
    "I. Giải cá nhân",
    (TT, Column("authors", "Tác giả"), Column("money", "Tiền thưởng", Kind.NUMBER, 12)),
    [(1, "Nông Thị Mai", 2_000_000), (2, "Lương Văn Bình", 1_000_000)],
    (None, "Cộng", 3_000_000),
    "ca_nhan",
)
UNITS = Table(
    "II. Giải tập thể",
    (TT, Column("unit", "Tập thể"), Column("money", "Tiền thưởng", Kind.NUMBER, 12)),
    [(1, "Chi bộ xã Nhân Lý", 500_000)],
    (None, "Cộng", 500_000),
    "tap_the",
)
BARS = Chart("Theo đơn vị", "Biểu đồ số bài.", "Đơn vị", ("Bài",), (("Chi Lăng", (3,)),), "bài", "bieu_do")
GROUNDS = Passage(("Căn cứ Thể lệ;", "Xét đề nghị,"), form=PassageForm.SLANTED, name="can_cu")
ARTICLES = tuple(
    Passage((text,), lead=f"Điều {n}.", name="cac_dieu")
    for n, text in enumerate(("Trao giải.", "Thi hành."), 1)
)
STRENGTHS = Passage(("Nhiều bài hay.",), heading="1. Ưu điểm", level=3, name="uu_diem")


def decision(*parts: object, lists: tuple[Table, ...] = (WINNERS, UNITS)) -> Document:
    """A decision whose lists are attached."""
    head = paper()
    return replace(
        head,
        title="QUYẾT ĐỊNH",
        made_at=MADE_AT,
        tables=(),
        parts=parts or (GROUNDS, *ARTICLES, STRENGTHS, BARS),
        annexes=(Annex("DANH SÁCH", ("tập thể, cá nhân", "(Kèm theo Quyết định)"), lists),),
    )


def checked(path: Path, document: Document | None = None) -> tuple[str, ...]:
    return check_template(path, name="mau.docx", offer=offer_of(document or decision()))


def filled(path: Path, document: Document | None = None):
    checked(path)
    out = io.BytesIO()
    fill(path, document or decision(), out)
    return docx.Document(out)


def rows(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


PERSONS = ("{{dong.ca_nhan.tt}}", "{{dong.ca_nhan.tac_gia}}", "{{tong.ca_nhan.tien_thuong}}")
TEAMS = ("{{dong.tap_the.tt}}", "{{dong.tap_the.tap_the}}", "{{dong.tap_the.tien_thuong}}")


def test_each_table_is_filled_with_its_own_rows_in_whatever_order_it_stands(tmp_path):
    made = filled(drawn(tmp_path, TEAMS, PERSONS))
    assert rows(made.tables[0]) == [["1", "Chi bộ xã Nhân Lý", "500.000"]]
    assert rows(made.tables[1]) == [
        ["1", "Nông Thị Mai", "3.000.000"],
        ["2", "Lương Văn Bình", "3.000.000"],
    ]


def test_a_table_that_the_document_leaves_out_goes_with_its_heads(tmp_path):
    path = drawn(tmp_path, PERSONS, TEAMS, lines=("{{tua.ca_nhan}}", "{{tua.tap_the}}"))
    made = filled(path, decision(lists=(WINNERS,)))
    assert len(made.tables) == 1
    assert [p.text for p in made.paragraphs if p.text] == ["I. Giải cá nhân"]


def test_a_table_without_a_row_keeps_an_empty_one(tmp_path):
    made = filled(drawn(tmp_path, TEAMS), decision(lists=(WINNERS, replace(UNITS, rows=[]))))
    assert rows(made.tables[0]) == []
    table = docx.Document()
    only = table.add_table(rows=1, cols=1)
    only.cell(0, 0).text = TEAMS[1]
    made = filled(kept(table, tmp_path), decision(lists=(WINNERS, replace(UNITS, rows=[]))))
    assert [cell.text for cell in made.tables[0].rows[0].cells] == [""]


def test_two_lists_may_stand_in_one_drawn_table(tmp_path):
    made = docx.Document()
    table = made.add_table(rows=3, cols=2)
    for place, texts in enumerate((("TT", "Ai"), PERSONS[:2], TEAMS[:2])):
        for cell, text in zip(table.rows[place].cells, texts, strict=True):
            cell.text = text
    path = kept(made, tmp_path)
    assert [row[1] for row in rows(filled(path).tables[0])] == [
        "Nông Thị Mai",
        "Lương Văn Bình",
        "Chi bộ xã Nhân Lý",
    ]
    assert len(rows(filled(path, decision(lists=(WINNERS,))).tables[0])) == 2


def test_texts_are_repeated_with_what_leads_into_them_and_go_when_there_are_none(tmp_path):
    path = drawn(
        tmp_path,
        lines=(
            "{{doan.can_cu}}",
            "{{doan.cac_dieu}}",
            "{{tua.uu_diem}}",
            "- {{doan.uu_diem}}",
            "{{phu_luc}}",
        ),
    )
    assert [p.text for p in filled(path).paragraphs] == [
        "Căn cứ Thể lệ;",
        "Xét đề nghị,",
        "Điều 1. Trao giải.",
        "Điều 2. Thi hành.",
        "1. Ưu điểm",
        "- Nhiều bài hay.",
        "tập thể, cá nhân",
        "(Kèm theo Quyết định)",
    ]
    bare = filled(path, decision(GROUNDS))
    assert [p.text for p in bare.paragraphs][2:] == ["tập thể, cá nhân", "(Kèm theo Quyết định)"]


def test_one_part_is_laid_out_as_we_do_it_and_what_is_attached_is_not_added(tmp_path):
    made = filled(drawn(tmp_path, lines=("{{bang.tap_the}}", "{{bang.bieu_do}}", "{{bang.cac_dieu}}")))
    assert [table.rows[0].cells[1].text for table in made.tables] == ["Tập thể"]
    assert len(made.element.body.xpath(".//w:drawing")) == 1
    article = next(p for p in made.paragraphs if p.text.startswith("Điều 1."))
    assert article.runs[0].bold
    assert "DANH SÁCH" not in [p.text for p in made.paragraphs]


def test_a_turned_page_of_the_template_gives_its_table_the_room_it_has(tmp_path):
    made = docx.Document()
    made.add_paragraph("{{bang.ca_nhan}}")
    turned = made.add_section()
    turned.page_width, turned.page_height = turned.page_height, turned.page_width
    made.add_paragraph("{{bang.tap_the}}")
    widths = [
        int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        for table in filled(kept(made, tmp_path)).tables
    ]
    assert widths[1] > widths[0] * 1.3


def test_without_a_name_a_field_is_refused_where_there_are_several_tables_and_taken_where_there_is_one(
    tmp_path,
):
    path = drawn(tmp_path, ("{{dong.tac_gia}}",))
    with pytest.raises(FieldMisplaced) as caught:
        checked(path)
    assert caught.value.values["where"] == "bảng 1, dòng 2"
    assert "nhiều bảng" in caught.value.values["why"]
    assert checked(path, decision(lists=(WINNERS,))) == ("dong.tac_gia",)


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (("{{dong.ca_nhan.tt}}", "{{dong.tap_the.tt}}"), FieldMisplaced),
        (("{{dong.ca_nhan.tt}}", "{{noi_nhan}}"), FieldMisplaced),
        (("{{dong.ca_nhan.tt}}", "{{doan.can_cu}}"), FieldMisplaced),
        (("{{dong.ca_nhan.tap_the}}",), FieldUnknown),
        (("{{dong.khac.tt}}",), FieldUnknown),
        (("{{bang.ca_nhan}}",), FieldMisplaced),
    ],
)
def test_a_row_asks_for_one_table_alone(tmp_path, row, refusal):
    with pytest.raises(refusal) as caught:
        checked(drawn(tmp_path, row))
    assert caught.value.values["where"] == "bảng 1, dòng 2"


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("{{doan.khac}}", FieldUnknown),
        ("{{tua.khac}}", FieldUnknown),
        ("{{bang.khac}}", FieldUnknown),
        ("{{dong.ca_nhan.tt.them}}", FieldBroken),
    ],
)
def test_a_part_that_the_paper_does_not_have_is_refused_by_its_name(tmp_path, line, refusal):
    with pytest.raises(refusal) as caught:
        checked(drawn(tmp_path, lines=(line,)))
    assert line.strip("{}") in caught.value.values["field"]
    assert caught.value.values["where"] == "đoạn 1"


def test_a_repeated_row_inside_a_repeated_row_is_refused(tmp_path):
    made = docx.Document()
    cell = made.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "{{dong.ca_nhan.tt}}"
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "{{dong.tap_the.tt}}"
    with pytest.raises(FieldMisplaced):
        checked(kept(made, tmp_path))


BOX = """<w:r %s xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>
<w:p><w:r><w:t>[{{tieu_de}}]</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""


def test_a_text_box_is_filled_before_the_paragraph_it_hangs_on_is_repeated(tmp_path):
    made = docx.Document()
    line = made.add_paragraph("{{noi_nhan}}")
    line._p.append(parse_xml(BOX % nsdecls("w")))
    body = filled(kept(made, tmp_path)).element.body
    boxes = ["".join(t.text for t in box.iter(qn("w:t"))) for box in body.iter(qn("w:txbxContent"))]
    assert boxes == ["[QUYẾT ĐỊNH]"] * 2


def test_a_whole_layout_in_a_text_box_is_refused_with_its_place(tmp_path):
    made = docx.Document()
    box = parse_xml(BOX.replace("[{{tieu_de}}]", "{{bang}}") % nsdecls("w"))
    made.add_paragraph("x")._p.append(box)
    with pytest.raises(FieldMisplaced) as caught:
        checked(kept(made, tmp_path))
    assert caught.value.values["where"].startswith("khung chữ")


def test_a_field_where_nothing_is_filled_is_refused_and_never_left(tmp_path):
    made = docx.Document()
    made.add_paragraph("{{tieu_de}}")
    note = made.add_comment(made.paragraphs[0].runs, text="Hỏi lại {{so}}", author="x")
    assert note is not None
    with pytest.raises(FieldMisplaced) as caught:
        checked(kept(made, tmp_path))
    assert (caught.value.values["field"], caught.value.values["where"]) == ("{{so}}", "lời bình")


def test_a_field_in_what_a_picture_says_of_itself_is_refused(tmp_path):
    made = docx.Document()
    made.add_paragraph("{{tieu_de}}")
    caption = made.add_table(rows=1, cols=1)._tbl.tblPr
    caption.append(caption.makeelement(qn("w:tblCaption"), {qn("w:val"): "{{so}}"}))
    with pytest.raises(FieldMisplaced) as caught:
        checked(kept(made, tmp_path))
    assert caught.value.values["field"] == "{{so}}"


def test_a_bound_content_control_keeps_what_is_written_into_it(tmp_path):
    made = docx.Document()
    made.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:dataBinding w:xpath='/x' w:storeItemID='a'/></w:sdtPr><w:sdtContent>"
            "<w:p><w:r><w:t>{{tieu_de}}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    body = filled(kept(made, tmp_path)).element.body
    assert "".join(t.text for t in body.iter(qn("w:t"))) == "QUYẾT ĐỊNH"
    assert next(body.iter(qn("w:dataBinding")), None) is None


def test_our_own_layout_names_every_part_and_gives_the_paper_back(tmp_path):
    path = started(tmp_path)
    fields = checked(path)
    assert {
        "dong.ca_nhan.tac_gia",
        "tong.tap_the.tien_thuong",
        "bang.bieu_do",
        "doan.can_cu",
        "phu_luc",
    } <= set(fields)
    made = filled(path)
    tables = {table.rows[0].cells[1].text: rows(table) for table in made.tables if len(table.columns) == 3}
    assert tables["Tác giả"][-1] == ["", "Cộng", "3.000.000"]
    assert [len(tables[head]) for head in ("Tác giả", "Tập thể")] == [3, 2]
    said = [p.text for p in made.paragraphs]
    assert said.index("Căn cứ Thể lệ;") < said.index("Điều 1. Trao giải.") < said.index("DANH SÁCH")
    assert not [text for text in said if "{{" in text]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here: apt-get install libreoffice-nogui")
def test_a_template_that_libreoffice_has_saved_again_is_filled_the_same(tmp_path):
    path, out = started(tmp_path), tmp_path / "again"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        OFFICE,
        profile,
        "--headless",
        "--convert-to",
        "docx:Office Open XML Text",
        "--outdir",
        out,
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = out / path.name
    assert set(checked(again)) == set(checked(path))
    first, second = filled(path), filled(again)
    assert [rows(table) for table in second.tables] == [rows(table) for table in first.tables]
    assert [p.text for p in second.paragraphs if p.text] == [p.text for p in first.paragraphs if p.text]


def started(folder: Path) -> Path:
    """Our layout of the decision with fields."""
    document, out, path = decision(), io.BytesIO(), folder / "start.docx"
    write_starting(document, document.letterhead, document, out)
    path.write_bytes(out.getvalue())
    return path
