"""``nominations``: a package made, looked at and taken by the shell alone, from one data folder to another."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Shell
from tests.conftest import Schema
from tests.nominations.districts import furnish_district, furnish_province, installation

SLUG = "guong-sang-2026"
At = Callable[[str], None]


@pytest.fixture
def at(data: Path, schema: Schema, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> At:
    """``at("district")`` and ``at("province")`` turn the shell to that installation's data."""
    with installation(tmp_path / "district", schema):
        furnish_district("chi-lang")
    with installation(tmp_path / "province", schema):
        furnish_province(quota=2)

    def turn(name: str) -> None:
        monkeypatch.setenv("CONTEST_DATA", str(tmp_path / name))

    return turn


def test_a_package_goes_from_one_folder_to_the_other(at: At, shell: Shell, tmp_path: Path) -> None:
    file, again = tmp_path / "chi-lang.guongsang", tmp_path / "lan-hai.guongsang"
    at("district")
    made = shell("nominations", "pack", "--contest", SLUG, "--out", file)
    assert made.exit_code == 0, made.output
    assert "Gói số 1: 3 tác phẩm" in made.output
    assert shell("nominations", "pack", "--contest", SLUG, "--out", again).exit_code == 0
    assert file.read_bytes() == again.read_bytes()
    key, fingerprint = shell("nominations key").output.splitlines()
    told = json.loads(shell("nominations", "inspect", file, "--json").output)
    assert (told["key"], told["fingerprint"]) == (key, fingerprint)
    assert [entry["nominated"] for entry in told["entries"]] == [True] * 3
    assert "huyện Chi Lăng (cấp huyện)" in shell("nominations", "inspect", file).output

    at("province")
    take = ("nominations", "import", "--contest", SLUG, file)
    looked = shell(*take, "--preview", "--json")
    assert [row["outcome"] for row in json.loads(looked.output)] == [
        "fresh, take",
        "fresh, take",
        "fresh, leave",
    ]
    refused = shell(*take)
    assert refused.exit_code == 1
    assert "khóa chưa đăng ký" in refused.output
    done = shell(*take, "--accept-key", fingerprint, "--json")
    assert done.exit_code == 0, done.output
    assert [row["outcome"] for row in json.loads(done.output)] == ["taken", "taken", "left"]
    assert "Không có bài nào mới" in shell(*take).output
    assert len(json.loads(shell("entries", "list", "--contest", SLUG, "--json").output)) == 2
    assert shell("verify-log").exit_code == 0


def test_a_spoilt_package_is_refused_with_its_reason(at: At, shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "goi.guongsang"
    at("district")
    shell("nominations", "pack", "--contest", SLUG, "--out", file, "--no-scores", "--no-phones", "--all")
    spoilt = bytearray(file.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    file.write_bytes(bytes(spoilt))
    said = shell("nominations", "inspect", file)
    assert said.exit_code == 1
    assert "đã bị thay đổi sau khi lập" in said.output
    at("province")
    said = shell("nominations", "import", "--contest", SLUG, file, "--sender", "H-CL")
    assert said.exit_code == 1
    assert "đã bị thay đổi sau khi lập" in said.output
    assert json.loads(shell("entries", "list", "--contest", SLUG, "--json").output) == []
