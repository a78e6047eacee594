"""Folders for what is made on the way: in use, left behind by whoever was killed, or somebody else's."""

import os
import tempfile
from pathlib import Path

import pytest

from contest.plumbing.scratch import HELD, PREFIX, scratch, sweep_scratch


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left_behind(folder: Path) -> Path:
    """A folder as whoever made it left it when it was killed, long ago."""
    folder.mkdir()
    (folder / HELD).touch()
    return aged(folder)


def aged(folder: Path) -> Path:
    (folder / "rows").write_text("Lương Văn Bình", encoding="utf-8")
    os.utime(folder, (0, 0))
    return folder


def test_a_folder_goes_with_whoever_made_it(place: Path) -> None:
    with scratch("export") as folder:
        (folder / "rows").write_text("Nông Thị Mai", encoding="utf-8")
        assert folder.parent == place
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_swept_once_it_is_old(place: Path) -> None:
    left_behind(place / f"{PREFIX}package-killed")
    young = left_behind(place / f"{PREFIX}export-young")
    os.utime(young)
    assert sweep_scratch(older_than=3600) == 1
    assert list(place.iterdir()) == [young]


def test_a_folder_in_use_stays_however_old_it_is(place: Path) -> None:
    with scratch("export") as folder:
        aged(folder)
        assert sweep_scratch(older_than=3600) == 0
        assert (folder / "rows").exists()


def test_a_folder_that_is_none_of_ours_stays(place: Path) -> None:
    others = [place / f"{PREFIX}2026", place / "of-somebody-else"]
    for folder in others:
        folder.mkdir()
        aged(folder)
    assert sweep_scratch(older_than=3600) == 0
    assert all((folder / "rows").exists() for folder in others)
