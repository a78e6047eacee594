"""The blank list of scores: ids locked, points checked as typed, read again as it is, whatever office made of it."""

import io
import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from contest.errors.assignment import NothingToDraw
from contest.exports.blanks import score_list
from contest.scoring.service import read_scores
from tests.jury import a_jury
from tests.office import the_round
from tests.scoring.lists import a_row, blank, filled_in

TEXT = "csv:Text - txt - csv (StarCalc):44,34,76"
"""Commas, quotes, UTF-8."""


@pytest.fixture
def jury(cast, house):
    return a_jury(cast)


@pytest.fixture
def sheet(jury):
    opened = load_workbook(io.BytesIO(blank(jury)))
    yield opened.worksheets[0]
    opened.close()


def test_the_same_rows_are_the_same_bytes_however_often_they_are_written(jury):
    assert blank(jury) == blank(jury) == blank(jury)


def test_what_identifies_a_row_is_locked_and_what_is_to_be_filled_in_is_not(sheet):
    row = score_list.TOP + 2
    assert sheet.protection.sheet
    assert [sheet.cell(row, column).protection.locked for column in range(1, 15)] == [
        *[True] * 5,
        *[False] * 6,
        True,
        False,
        True,
    ]


def test_each_column_of_points_knows_its_range_and_step(sheet, jury):
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert len(rules) == len(jury.round.criteria)
    first = next(rule for area, rule in rules.items() if area.startswith("F"))
    assert "<=15" in first.formula1
    assert "MOD(ROUND(F7*100,4),50" in first.formula1.replace(".00", "")
    assert first.error == "Điểm từ 0 đến 15, bước 0,5."


def test_there_is_no_list_while_nothing_is_dealt(cast, house):
    with pytest.raises(NothingToDraw):
        score_list.lines_of(the_round(cast))


def test_the_total_is_told_by_the_sheet_and_never_read(sheet, jury):
    assert str(sheet.cell(score_list.TOP + 2, 12).value).startswith("=IF(COUNT(F7:K7)=6")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
@pytest.mark.parametrize(
    "kind", ["ods", "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"], ids=["ods", "xlsx", "csv"]
)
def test_what_libreoffice_saves_is_read_again(jury, tmp_path, kind):
    mine = jury.assignments("judge_a")[0]
    (tmp_path / "bang.xlsx").write_bytes(filled_in(blank(jury), {mine.blind_code.code: a_row("83.5")}))
    out = tmp_path / "out"
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path / 'profile'}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out),
            str(tmp_path / "bang.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    rows = read_scores((out / f"bang.{kind[:4].rstrip(':')}").read_bytes(), jury.round)
    filled = {(row.code, row.judge): row.points for row in rows if row.points}
    assert len(rows) == len(jury.assignments())
    assert {code for code, _judge in filled} == {mine.blind_code.code}
