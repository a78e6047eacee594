"""Archives on the command line: written whole or not at all, checked again, refused in one sentence."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.office import Office


@pytest.fixture
def frozen(office: Office) -> Office:
    office.mark()
    office.run("settle", "--round", "1")
    office.run("shortlist", "--round", "1", "--top", "2")
    return office


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as read:
        return read.namelist()


def test_an_archive_by_code_is_written_and_verified(frozen: Office) -> None:
    out = frozen.folder / "goi.zip"

    told = frozen.run("export archive", "--round", "1", "--by", "code", "--scores", "--out", out)
    result = frozen.shell("verify-archive", out)

    assert "Đã ghi" in told
    assert result.exit_code == 0
    assert "nguyên vẹn" in result.output
    assert "tong-hop-diem.xlsx" in names(out)
    assert list(frozen.folder.glob(".*")) == []


def test_by_author_waits_for_the_keys_or_the_secretary(frozen: Office) -> None:
    out = frozen.folder / "goc.zip"
    words = ("export archive", "--round", "1", "--by", "author", "--what", "shortlisted", "--out", out)

    early = frozen.run(*words, code=1)
    assert not out.exists()
    frozen.run(*words, "--sealed")

    assert early
    assert len({name.split("/")[0] for name in names(out) if "/" in name}) == 2


def test_marks_do_not_lie_beside_names(frozen: Office) -> None:
    words = ("export archive", "--round", "1", "--by", "author", "--scores", "--sealed")
    said = frozen.run(*words, "--out", frozen.folder / "x.zip", code=1)
    assert "mã phách" in said
    assert not (frozen.folder / "x.zip").exists()


def test_an_archive_that_was_changed_is_told_with_its_file(frozen: Office) -> None:
    out = frozen.folder / "goi.zip"
    frozen.run("export archive", "--round", "1", "--by", "code", "--out", out)
    with zipfile.ZipFile(out, "a") as more:
        more.writestr("thêm.txt", "x")

    result = frozen.shell("verify-archive", out, "--json")

    assert result.exit_code == 1
    assert [fault["name"] for fault in json.loads(result.output)["faults"]] == ["thêm.txt"]


def test_a_paper_needs_no_name_of_its_command(frozen: Office) -> None:
    out = frozen.folder / "ds.csv"
    frozen.run("export", "--round", "1", "--as", "csv", "--out", out)
    frozen.run("export paper", "--round", "1", "--as", "csv", "--out", frozen.folder / "ds2.csv")
    assert out.read_bytes() == (frozen.folder / "ds2.csv").read_bytes()
