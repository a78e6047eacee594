"""A disk without room at either end of a package: told as that, nothing kept, nothing refused for good."""

import errno
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from contest.db import transaction
from contest.errors.storage import DiskFull
from contest.nominations.service import receive_consignment
from contest.nominations.service.preparing import prepare
from contest.plumbing import scratch
from contest.plumbing.packages import open_package
from tests.mortal import can_be_killed
from tests.nominations.districts import (
    CLERK,
    LATER,
    Sent,
    furnish_district,
    furnish_province,
    kept,
    made_ready,
    packed,
    province,
)
from tests.nominations.made import a_package, laid

FULL = Path("/dev/full")


class Brim(io.BytesIO):
    """A file on a disk that is full."""

    def write(self, _data: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_package_that_finds_no_room_is_told_so_and_leaves_nothing(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = furnish_district("chi-lang")
    before = sorted(Path(house.config["UPLOADS"]).rglob("*"))
    with monkeypatch.context() as full:
        full.setattr(tempfile, "TemporaryFile", lambda **_: Brim())
        with pytest.raises(DiskFull):
            packed(cast)
    assert sorted(Path(house.config["UPLOADS"]).rglob("*")) == before
    assert packed(cast)


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Folders whose disk is full by the time the manifest is written into them."""
    made = tempfile.TemporaryDirectory

    class Filled(made):  # type: ignore[misc, valid-type]
        def __enter__(self) -> str:
            (Path(self.name) / "manifest.json").symlink_to(FULL)
            return self.name

    monkeypatch.setattr(scratch.tempfile, "TemporaryDirectory", Filled)
    return monkeypatch


@pytest.mark.skipif(not (can_be_killed and FULL.exists()), reason="needs /dev/full")
def test_no_room_to_unpack_is_not_the_packages_fault(
    house: Flask, tmp_path: Path, no_room: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DiskFull), open_package(laid(tmp_path, a_package())):
        pass


@pytest.mark.skipif(not (can_be_killed and FULL.exists()), reason="needs /dev/full")
def test_a_package_that_found_no_room_is_opened_once_there_is(
    house: Flask, sent: dict[str, Sent], no_room: pytest.MonkeyPatch
) -> None:
    cast = furnish_province()
    with transaction():
        came = receive_consignment(
            contest=province(cast), kept=kept(sent["chi-lang"].data), sent_name="", actor=CLERK, at=LATER
        )
    with pytest.raises(DiskFull):
        prepare(consignment_id=came.id, at=LATER, most=5)
    no_room.undo()
    opened = made_ready(came)
    assert (opened.refusal, opened.opened_at) == ("", LATER)
