"""A rehearsal is a whole contest: its counts add up, its files are there, and the seed decides everything."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from contest.cli import cli
from contest.errors.assignment import NoDrawPossible
from contest.rehearsal.rehearse import Rehearsal, rehearse


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Two rehearsals of the same seed and one of another."""
    made = tuple(tmp_path_factory.mktemp(name) for name in ("first", "second", "other"))
    for folder, seed in zip(made, (7, 7, 8), strict=True):
        rehearse(entries=30, judges=5, seed=seed, out=folder)
    return made


def summary(folder: Path) -> dict[str, object]:
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def test_the_same_seed_gives_the_same_list_byte_for_byte(folders: tuple[Path, Path, Path]) -> None:
    first, second, _ = folders

    assert summary(first)["shortlist_digest"] == summary(second)["shortlist_digest"]
    for name in ("shortlist.csv", "shortlist.xlsx", "shortlist.docx", "shortlist.pdf"):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_another_seed_gives_another_list(folders: tuple[Path, Path, Path]) -> None:
    first, _, other = folders

    assert summary(first)["shortlist_digest"] != summary(other)["shortlist_digest"]


def test_the_summary_tells_every_stage(folders: tuple[Path, Path, Path]) -> None:
    told = summary(folders[0])

    assert [stage["stage"] for stage in told["stages"]] == [
        *(
            "contest",
            "entries",
            "screening",
            "draw",
            "sheets",
            "settling",
            "second_look",
            "meeting",
            "shortlist",
            "final",
            "awards",
            "exports",
            "papers",
        )
    ]
    counts = told["counts"]
    assert counts["entries"] == counts["accepted"] + counts["rejected"] == 30
    assert counts["sheets"] == 2 * counts["accepted"]
    assert counts["settling"] == counts["accepted"]
    assert counts["meeting"] == 3
    assert counts["final"] > 4 * counts["shortlist"], "all five judges read all, but for conflicts"
    assert told["files"] == ["shortlist.xlsx", "shortlist.csv", "shortlist.docx", "shortlist.pdf"]


def test_the_files_hold_the_list_with_its_authors(folders: tuple[Path, Path, Path]) -> None:
    folder = folders[0]
    rows = list(csv.DictReader(io.StringIO((folder / "shortlist.csv").read_text(encoding="utf-8-sig"))))
    marks = [float(row["Điểm"].replace(",", ".")) for row in rows]
    book = load_workbook(folder / "shortlist.xlsx")

    assert len(rows) == summary(folder)["counts"]["shortlist"]
    assert marks == sorted(marks, reverse=True)
    assert all(row["Tác giả"] and row["Đơn vị"] for row in rows)
    assert book.worksheets[0].max_row > len(rows)
    book.close()
    with zipfile.ZipFile(folder / "shortlist.docx") as packed:
        assert rows[0]["Tác giả"].split(",")[0] in packed.read("word/document.xml").decode()


def test_too_few_judges_are_refused_in_numbers(tmp_path: Path) -> None:
    with pytest.raises(NoDrawPossible):
        rehearse(entries=3, judges=1, seed=1, out=tmp_path)


def test_220_entries_and_12_judges_by_the_shell(tmp_path: Path) -> None:
    out = tmp_path / "out"

    result = CliRunner().invoke(
        cli, ["rehearse", "--entries", "220", "--judges", "12", "--seed", "7", "--out", str(out)]
    )

    assert result.exit_code == 0
    assert "Danh sách có 30 bài" in result.output
    counts = summary(out)["counts"]
    assert counts["entries"] == 220
    assert 0 < counts["second_look"] <= 42, "at most a tenth of the readings besides"
    assert counts["looks"] >= 1


def test_the_installation_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTEST_DATA", str(tmp_path / "data"))

    done = rehearse(entries=8, judges=4, seed=1, out=tmp_path / "out")

    assert isinstance(done, Rehearsal)
    assert not (tmp_path / "data" / "instance" / "contest.sqlite").exists()
    assert not list((tmp_path / "data").rglob("*.webp"))
