"""Every paper in every format, made of one contest that is through: it opens, says what it is, is the same twice."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from contest.charter.rules import LetterheadStyle
from contest.charter.rules.letterheads import LetterheadSaid, SignerSaid
from contest.charter.service import set_letterhead, set_signers
from contest.db import db, transaction
from contest.errors import Refusal
from contest.exports.face import Naming
from contest.exports.formats import FORMATS
from contest.exports.formats.wording import NO_ROWS
from contest.exports.registry import PAPERS, document_of, known_offer, paper_of, write_paper, write_start
from contest.exports.sheet import Table
from contest.exports.templates.checking import check_template
from contest.exports.templates.fields import parts_of
from contest.exports.templates.filling import fill
from contest.plumbing.audit import SYSTEM
from tests.conftest import NOON, Schema
from tests.stage import Stage, staged
from tests.writers import WRITERS

QPDF, OFFICE = shutil.which("qpdf"), shutil.which("soffice")
LATER = NOON + timedelta(days=60)
STYLES = (LetterheadStyle.PARTY, LetterheadStyle.STATE)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("papers"), schema, "unsealed") as (app, stage), app.app_context():
        with transaction():
            signers = [SignerSaid("Ban Tổ chức\nTrưởng ban", "TM", "Nông Văn Sơn")]
            set_signers(contest=stage.contest, signers=signers, actor=SYSTEM, at=NOON)
        yield stage


@pytest.fixture(params=PAPERS)
def key(request: pytest.FixtureRequest, stage: Stage) -> str:
    """The key of each paper that the stage can make."""
    try:
        paper_of(request.param).check(stage.round, names=naming(request.param))
    except Refusal as refusal:
        pytest.skip(f"not at this level: {refusal.code}")
    return str(request.param)


def naming(key: str) -> bool:
    return paper_of(key).naming is not Naming.NEVER


def made(stage: Stage, key: str, fmt: str) -> bytes:
    out = io.BytesIO()
    write_paper(key, fmt, contest=stage.contest, round_=stage.round, names=naming(key), out=out, at=LATER)
    return out.getvalue()


def said(stage: Stage, key: str):
    return document_of(paper_of(key), stage.contest, stage.round, names=naming(key), at=LATER)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_paper_is_the_same_bytes(stage, key, fmt):
    first = made(stage, key, fmt)
    db.session.expire_all()
    assert made(stage, key, fmt) == first


@pytest.mark.parametrize("fmt", ["docx", "xlsx"])
def test_nothing_inside_a_packed_file_tells_when_or_by_whom_it_was_made(stage, key, fmt):
    with zipfile.ZipFile(io.BytesIO(made(stage, key, fmt))) as packed:
        assert {info.date_time[0] for info in packed.infolist()} == {1980}
        core = packed.read("docProps/core.xml").decode()
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy)>[^<]", core)


def test_a_word_file_opens_with_headings_language_and_repeated_table_heads(stage, key):
    paper = docx.Document(io.BytesIO(made(stage, key, "docx")))
    document = said(stage, key)
    headings = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert document.subject or headings[0] == document.title
    assert paper.core_properties.title.startswith(document.title)
    assert {lang.get(qn("w:val")) for lang in paper.styles.element.iter(qn("w:lang"))} == {"vi-VN"}
    heads = [t for t in paper.tables if t._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    parts = [*document.body, *(part for annex in document.annexes for part in annex.parts)]
    assert len(heads) == sum(isinstance(part, Table) for part in parts)
    assert all(t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for t in heads)


def test_a_workbook_opens_set_for_a4_with_its_head_frozen_and_no_formula(stage, key):
    book = load_workbook(io.BytesIO(made(stage, key, "xlsx")))
    for sheet in book:
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    tables = list(said(stage, key).told_tables())
    if tables:
        assert any(sheet.print_title_rows for sheet in book)


def test_numbers_and_days_of_a_workbook_are_no_text(stage):
    sheet = load_workbook(io.BytesIO(made(stage, "score-summary", "xlsx"))).active
    head = next(row for row in sheet.iter_rows() if "Mã phách" in [cell.value for cell in row])
    places = {cell.value: cell.column for cell in head}
    below = {name: sheet.cell(head[0].row + 1, column) for name, column in places.items()}
    assert [below[name].data_type for name in ("TT", "GK1", "Điểm kết luận", "Mã phách")] == [
        "n",
        "n",
        "n",
        "s",
    ]
    assert below["GK1"].number_format == "0.00"


def test_a_pdf_opens_tagged_titled_and_in_an_embedded_font(stage, key):
    with pypdfium2.PdfDocument(made(stage, key, "pdf")) as pdf:
        assert pdfium.FPDFCatalog_IsTagged(pdf.raw)
        assert pdf.get_metadata_dict()["Title"].startswith(said(stage, key).title)
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "\ufffe" not in text
    assert said(stage, key).title in re.sub(r"\s+", " ", text) or said(stage, key).subject


@pytest.mark.skipif(QPDF is None, reason="qpdf is not here: apt-get install qpdf")
@pytest.mark.parametrize("style", STYLES)
def test_a_pdf_has_no_fault_that_qpdf_finds(stage, key, style, tmp_path):
    with transaction():
        set_letterhead(contest=stage.contest, said=LetterheadSaid(style=style), actor=SYSTEM, at=NOON)
    file = tmp_path / "paper.pdf"
    file.write_bytes(made(stage, key, "pdf"))
    found = subprocess.run([QPDF, "--check", file], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_table_for_machines_begins_with_its_mark_and_has_every_row_whole(stage, key):
    content = made(stage, key, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    tables = list(said(stage, key).told_tables())
    if len(tables) == 1:
        assert {len(row) for row in rows} == {len(tables[0].columns)}
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "@", "\t"}]


def test_its_template_to_begin_with_is_taken_and_gives_the_paper_back(stage, key, tmp_path):
    paper, document, out = paper_of(key), said(stage, key), io.BytesIO()
    write_start(paper, stage.contest, stage.round, out, at=LATER)
    template = tmp_path / "mau.docx"
    template.write_bytes(out.getvalue())
    offer = known_offer(paper, stage.contest, stage.round, at=LATER)
    assert check_template(template, name="mau.docx", offer=offer)
    repeated = [
        row
        for table in docx.Document(template).tables
        for row in table.rows
        if "{{dong." in row.cells[0].text
    ]
    assert not [row for row in repeated if row._tr.findall(f".//{qn('w:keepNext')}")]
    filled = io.BytesIO()
    fill(template, document, filled)
    ours, theirs = (docx.Document(io.BytesIO(one)) for one in (made(stage, key, "docx"), filled.getvalue()))
    assert "{{" not in "".join(theirs.element.body.itertext())
    assert [cells(table) for table in theirs.tables] == [cells(table) for table in ours.tables]
    assert lines(theirs) == lines(ours)


def lines(paper) -> list[str]:
    """Every line outside tables that says something."""
    return [line for p in paper.paragraphs for line in p.text.split("\n") if line]


def cells(table) -> list[list[str]]:
    """The texts of a table, without the row that says there is none: a drawn table has its heads alone then."""
    found = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    return [row for row in found if NO_ROWS not in row]


def test_a_paper_of_several_tables_has_a_name_for_each_unless_their_number_differs(stage, key):
    parts = parts_of(said(stage, key))
    tables = [part.name for part in parts if isinstance(part, Table)]
    if len(tables) > 1 and key != "unit-list":
        assert all(tables)
        assert len(set(tables)) == len(tables)
        assert all(part.name for part in parts)


def told_in(document) -> str:
    """Everything that a paper's tables say."""
    return "\n".join(str(cell) for table in document.told_tables() for row in table.rows for cell in row)


@pytest.mark.parametrize("key", ["shortlist", "author-list", "unsealing-minutes"])
def test_a_title_beside_its_author_stands_as_it_was_written(stage, key):
    title = stage.entry(6).manuscript.title
    with_names = told_in(said(stage, key))
    assert title in with_names
    assert "█" not in with_names


@pytest.mark.parametrize("key", ["shortlist", "unsealing-minutes"])
def test_a_title_without_authors_stands_as_judges_saw_it(stage, key):
    blind = document_of(paper_of(key), stage.contest, stage.round, names=False, at=LATER)
    assert stage.entry(6).manuscript.title not in told_in(blind)
    assert "█" in told_in(blind)


def test_both_reports_count_as_many_persons_and_none_of_a_withdrawn_entry(stage):
    intake = next(line for line in said(stage, "intake-report").parts[0].paragraphs if "tác giả" in line)
    final = next(part for part in said(stage, "final-report").parts if part.name == "uu_diem")
    count = re.search(r"Có (\d+) tác giả", intake)[1]
    assert f"của {count} tác giả" in final.paragraphs[0]
    assert int(count) == len(WRITERS) - 1 + 2, "one was withdrawn, three signed one together"


def test_a_list_attached_says_to_which_number_it_belongs(stage):
    organ = stage.contest.head.issuing_body or "Ban Tổ chức cuộc thi"
    for key, called in (("award-proposal", "Tờ trình"), ("upward-letter", "Công văn")):
        assert f"(Kèm theo {called} số ……" in said(stage, key).annexes[0].lines[-1]
        assert said(stage, key).annexes[0].lines[-1].endswith(f"của {organ})")


def test_a_proposal_without_an_organ_above_is_not_sent_to_those_who_write_it(stage):
    assert set(said(stage, "award-proposal").addressees[0]) == {"…"}


def test_every_paper_with_signatures_ends_in_words_that_stay_with_them(stage, key):
    document = said(stage, key)
    last = document.body[-1] if document.body else None
    assert document.closing or document.footnotes or not isinstance(last, Table)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here: apt-get install libreoffice-nogui")
@pytest.mark.parametrize("fmt", ["docx", "xlsx"])
def test_libreoffice_opens_every_paper_without_a_word(stage, fmt, tmp_path):
    source, out = tmp_path / "papers", tmp_path / "out"
    source.mkdir()
    for key in PAPERS:
        try:
            (source / f"{key}.{fmt}").write_bytes(made(stage, key, fmt))
        except Refusal:
            continue
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", out, *source.iterdir()]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    assert not re.search(
        "(?i)error|warn|corrupt|repair", told.stdout + re.sub("(?m)^.*javaldx.*$", "", told.stderr)
    )
    assert {file.stem for file in out.iterdir()} == {file.stem for file in source.iterdir()}
    for file in out.iterdir():
        with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
            assert len(pdf) >= 1
