"""The lock files: everything asked for, pinned and hashed, and not a word about where it came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.environment import DEVELOPERS, pinned_uv

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)(?: ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lines(lock: str) -> list[str]:
    return (ROOT / lock).read_text(encoding="utf-8").splitlines()


def pins(lock: str) -> set[tuple[str, str]]:
    return {found.groups() for line in lines(lock) if (found := PIN.match(line))}  # type: ignore[misc]


@pytest.mark.parametrize("lock", DEVELOPERS)
def test_a_lock_carries_pins_and_hashes_and_no_address(lock: str) -> None:
    strange = [line for line in lines(lock)[1:] if not PIN.match(line) and not HASH.match(line)]

    assert strange == []
    assert "://" not in lines(lock)[0]


@pytest.mark.parametrize("lock", DEVELOPERS)
def test_each_pin_is_followed_by_a_hash(lock: str) -> None:
    below = dict(zip(lines(lock), lines(lock)[1:], strict=False))

    assert [pin for pin, next_line in below.items() if PIN.match(pin) and not HASH.match(next_line)] == []


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (DEVELOPERS[0], PROJECT["project"]["dependencies"]),
        (DEVELOPERS[1], PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_everything_asked_for_is_locked_within_its_range(lock: str, wanted: list[str]) -> None:
    locked = pins(lock)

    for requirement in map(Requirement, wanted):
        versions = [version for name, version in locked if name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement} is not in {lock}: run tools/lock.py"
        assert all(requirement.specifier.contains(version) for version in versions), (
            f"{requirement} in {lock}"
        )


def test_developers_run_the_very_versions_that_are_installed_for_the_contest() -> None:
    assert pins(DEVELOPERS[0]) <= pins(DEVELOPERS[1])


def test_the_installer_itself_is_pinned_with_its_hashes() -> None:
    first, *hashes = pinned_uv(ROOT).splitlines()

    assert first.startswith("uv==")
    assert hashes
    assert all(HASH.match(line) for line in hashes)
