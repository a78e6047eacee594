"""A package is what was signed, to its last byte, or nothing of it is believed."""

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from contest.errors.packages import (
    NotAPackage,
    PackageAltered,
    PackageCompressed,
    PackageCut,
    PackageNewer,
    PackageOutdated,
    PackageRefused,
    PackageTooBig,
    PublicKeyUnfit,
    SignatureWrong,
    SigningKeyExposed,
)
from contest.plumbing.packages import (
    PackageLimits,
    canonical,
    fingerprint,
    open_package,
    public_key,
    read_public_key,
    same_fingerprint,
    sign,
)
from contest.plumbing.packages.checking import check_package
from contest.plumbing.packages.keys import SMALL, is_signed
from tests.nominations.made import (
    ANOTHER,
    KEY,
    TEXTS,
    a_package,
    laid,
    manifest_of,
    members_of,
    repacked,
    sha,
    signature_of,
    unpacked,
)

LIMITS = PackageLimits()


def refused(folder: Path, data: bytes, limits: PackageLimits = LIMITS) -> PackageRefused:
    """Why it is not opened; whatever it is, a refusal."""
    into = folder / "into"
    into.mkdir(exist_ok=True)
    for left in into.iterdir():
        left.unlink()
    with pytest.raises(PackageRefused) as caught:
        check_package(laid(folder, data), into, limits)
    return caught.value


def test_a_whole_package_opens_in_a_process_of_its_own(tmp_path: Path) -> None:
    with open_package(laid(tmp_path, a_package())) as opened:
        assert opened.manifest["sender"]["area"] == "huyện Chi Lăng"
        assert opened.key == KEY.public_key().public_bytes_raw().hex()
        assert opened.member(f"files/{sha(TEXTS[0])}").read_bytes() == TEXTS[0]
        assert json.loads(opened.entries.read_bytes())["receipt"] == "CL26-7KQ4-9"
        folder = opened.folder
    assert not folder.exists()


def test_the_same_members_give_the_same_bytes() -> None:
    assert a_package() == a_package()
    assert sha(a_package()) == "b7218f3e3d5d7742ac3e821e52c030e588fdfc6217c413e9d6f1cf81784afe0e"


def test_a_flipped_byte_is_noticed_wherever_it_is(tmp_path: Path) -> None:
    whole = a_package()
    for place in (*range(0, len(whole), 13), *range(len(whole) - 90, len(whole))):
        flipped = bytearray(whole)
        flipped[place] ^= 0x20
        refused(tmp_path, bytes(flipped))


@pytest.mark.parametrize(
    "name", ["manifest.json", "signature.json", "entries.jsonl", f"files/{sha(TEXTS[0])}"]
)
def test_a_changed_member_is_noticed_though_the_archive_is_sound(tmp_path: Path, name: str) -> None:
    members = [
        (n, d[:40] + bytes([d[40] ^ 1]) + d[41:] if n == name else d) for n, d in unpacked(a_package())
    ]
    assert isinstance(refused(tmp_path, repacked(members)), PackageAltered | SignatureWrong)


def test_a_removed_member_is_noticed(tmp_path: Path) -> None:
    for gone in range(len(unpacked(a_package()))):
        members = unpacked(a_package())
        del members[gone]
        refused(tmp_path, repacked(members))


def test_an_added_member_is_noticed(tmp_path: Path) -> None:
    members = unpacked(a_package())
    assert isinstance(refused(tmp_path, repacked([*members, ("files/" + "f" * 64, b"x")])), PackageAltered)
    assert isinstance(refused(tmp_path, repacked([*members, ("../../etc/passwd", b"x")])), PackageAltered)
    twice = [*members, members[-1]]
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = repacked(twice)
    assert isinstance(refused(tmp_path, data), PackageAltered)


def test_members_in_another_order_are_noticed(tmp_path: Path) -> None:
    members = unpacked(a_package())
    members[-1], members[-2] = members[-2], members[-1]
    assert isinstance(refused(tmp_path, repacked(members)), PackageAltered)
    members = unpacked(a_package())
    members[0], members[1] = members[1], members[0]
    assert isinstance(refused(tmp_path, repacked(members)), PackageAltered)


def test_bytes_between_and_behind_the_members_are_noticed(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path, a_package() + b"tail"), PackageRefused)
    assert isinstance(refused(tmp_path, b"PK\x03\x04head" + a_package()), PackageRefused)


def test_a_signature_of_other_words_is_none(tmp_path: Path) -> None:
    other = signature_of(manifest_of(members_of(), software="9"))
    assert isinstance(refused(tmp_path, a_package(signature=other)), SignatureWrong)
    assert isinstance(refused(tmp_path, a_package(signature=b"[]")), SignatureWrong)
    mixed = json.loads(signature_of(manifest_of(members_of())))
    mixed["key"] = ANOTHER.public_key().public_bytes_raw().hex()
    assert isinstance(refused(tmp_path, a_package(signature=canonical(mixed))), SignatureWrong)


def test_a_manifest_that_is_signed_but_written_another_way_is_refused(tmp_path: Path) -> None:
    loose = json.dumps(json.loads(manifest_of(members_of())), indent=1).encode()
    assert isinstance(refused(tmp_path, a_package(manifest=loose)), PackageAltered)


def test_versions_that_are_not_known_are_refused_by_their_number(tmp_path: Path) -> None:
    newer = refused(tmp_path, a_package(version=3))
    assert isinstance(newer, PackageNewer)
    assert "phiên bản 3" in str(newer)
    assert isinstance(refused(tmp_path, a_package(version=0)), PackageOutdated)
    assert isinstance(refused(tmp_path, a_package(version="1")), NotAPackage)
    assert isinstance(refused(tmp_path, a_package(format="something")), NotAPackage)


def test_fields_that_nobody_knows_are_passed_over(tmp_path: Path) -> None:
    with open_package(laid(tmp_path, a_package(weather="nắng"))) as opened:
        assert opened.manifest["weather"] == "nắng"


def test_other_files_are_no_packages(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path, b"%PDF-1.7 minutes"), NotAPackage)
    assert isinstance(refused(tmp_path, repacked([("bai.docx", b"x")])), NotAPackage)
    assert isinstance(refused(tmp_path, b""), NotAPackage)


def test_a_package_that_was_cut_off_says_so(tmp_path: Path) -> None:
    whole = a_package()
    for length in (len(whole) // 2, len(whole) - 100):
        assert isinstance(refused(tmp_path, whole[:length]), PackageCut)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    members = unpacked(a_package())
    bomb = repacked([*members[:2], ("entries.jsonl", b"0" * 50_000_000)], method=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    assert isinstance(refused(tmp_path, bomb), PackageCompressed)
    assert not any((tmp_path / "into").iterdir())


def test_sizes_that_lie_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    lying = bytearray(a_package())
    at = lying.rfind(b"PK\x01\x02")
    struct.pack_into("<LL", lying, at + 20, 1 << 30, 1 << 30)
    assert isinstance(refused(tmp_path, bytes(lying)), PackageRefused)


def test_too_many_members_and_too_many_bytes_are_refused(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path, a_package(), PackageLimits(members=3)), PackageTooBig)
    assert isinstance(refused(tmp_path, a_package(), PackageLimits(bytes_in=100)), PackageTooBig)


def test_the_process_that_opens_packages_says_what_it_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageNewer, match="phiên bản 7"), open_package(laid(tmp_path, a_package(version=7))):
        raise AssertionError


def test_a_process_that_runs_out_of_time_refuses(tmp_path: Path) -> None:
    slow = PackageLimits(seconds=0.001)
    with pytest.raises(PackageTooBig), open_package(laid(tmp_path, a_package()), slow):
        raise AssertionError


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    data = bytearray(a_package())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert isinstance(refused(tmp_path, bytes(data)), PackageCompressed)


def test_the_key_is_made_once_and_kept_from_others(house: Flask) -> None:
    first = public_key()
    path = Path(house.config["INSTANCE"]) / "signing_key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert public_key() == first
    assert is_signed(b"words", signature=sign(b"words"), key=first)
    assert not is_signed(b"other", signature=sign(b"words"), key=first)
    path.chmod(0o644)
    with pytest.raises(SigningKeyExposed):
        sign(b"words")


def test_a_fingerprint_is_read_aloud_in_groups_and_compared_however_it_is_typed() -> None:
    key = KEY.public_key().public_bytes_raw().hex()
    said = fingerprint(key)
    assert [len(group) for group in said.split()] == [5] * 5
    assert same_fingerprint(said.lower().replace(" ", "-"), key)
    assert not same_fingerprint(said[:-1], key)
    assert fingerprint(ANOTHER.public_key().public_bytes_raw().hex()) != said


def test_a_public_key_is_read_as_it_was_printed() -> None:
    key = KEY.public_key().public_bytes_raw().hex()
    printed = " ".join(key.upper()[n : n + 8] for n in range(0, 64, 8))
    assert read_public_key(printed) == key
    for wrong in (key[:-1], key + "0", "z" * 64, ""):
        with pytest.raises(PublicKeyUnfit):
            read_public_key(wrong)


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, float("nan"), "\ud800"])
def test_what_cannot_be_written_one_way_is_not_written(value: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        canonical(value)


@pytest.mark.parametrize("key", [*sorted(SMALL), "01" + "00" * 30 + "80", "ec" + "ff" * 31])
def test_a_key_under_which_anybody_signs_is_nobodys(tmp_path: Path, key: str) -> None:
    """Under such a key the identity as R and nothing as S is a signature of every eighth message or more."""
    nobodys = "01" + "0" * 126
    assert not any(is_signed(f"bản kê {n}".encode(), signature=nobodys, key=key) for n in range(64))
    with pytest.raises(PublicKeyUnfit):
        read_public_key(key.upper())


def test_a_package_under_such_a_key_is_not_signed(tmp_path: Path) -> None:
    told = canonical({"algorithm": "ed25519", "key": "01" + "00" * 31, "signature": "01" + "0" * 126})
    assert isinstance(refused(tmp_path, a_package(signature=told)), SignatureWrong)


def test_an_archive_is_one_that_other_programs_open() -> None:
    with zipfile.ZipFile(io.BytesIO(a_package())) as packed:
        assert packed.testzip() is None
