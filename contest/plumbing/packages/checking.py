"""A package checked to its last byte before anybody believes it; it runs in a process of its own.

Whatever is wrong is raised as a refusal of contest.errors.packages; what is right lies unpacked in a folder.
"""

import errno
import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from contest.errors.archives import ArchiveDamaged, ArchiveTooBig
from contest.errors.packages import (
    NotAPackage,
    PackageAltered,
    PackageCompressed,
    PackageCut,
    PackageNewer,
    PackageOutdated,
    PackageTooBig,
    SignatureWrong,
)
from contest.plumbing.archives import checked
from contest.plumbing.packages.canonical import canonical
from contest.plumbing.packages.keys import is_signed
from contest.plumbing.packages.writing import (
    ENTRIES,
    FILES,
    MANIFEST,
    MEMBERS,
    MINUTES,
    PAPERS,
    SIGNATURE,
    write_package,
)

FORMAT: Final = "guong-sang.nominations"
VERSION: Final = 2
OLDEST: Final = 1
ALGORITHM: Final = "ed25519"
MIB: Final = 1024 * 1024
LARGEST_PAPER: Final = 50 * MIB
_LARGEST: Final = {MANIFEST: 4 * MIB, SIGNATURE: 4096, ENTRIES: 256 * MIB, MINUTES: LARGEST_PAPER}
_CHUNK: Final = 1 << 18
_KEY: Final = re.compile("[0-9a-f]{64}")
_SIGNATURE: Final = re.compile("[0-9a-f]{128}")
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """What one package may cost: members, bytes in and out, seconds and memory."""

    members: int = 5000
    bytes_in: int = 2000 * MIB
    seconds: float = 300.0
    memory: int = 768 * MIB


def check_package(path: Path, into: Path, limits: PackageLimits) -> dict[str, str]:
    """Check a package and unpack it into a folder, under the last part of each member's name.

    Returns  digest: the SHA-256 of the manifest, by which the package is known; key: who signed it
    Raises   the refusals of contest.errors.packages
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            raise NotAPackage
    if size > limits.bytes_in:
        raise PackageTooBig
    try:
        with zipfile.ZipFile(checked(path)) as packed:
            listed = packed.infolist()
            _check_list(listed, limits, size)
            told = packed.read(MANIFEST)
            manifest = _manifest(told)
            _check_names([info.filename for info in listed], manifest["version"])
            key = _signer(told, packed.read(SIGNATURE))
            _check_told(manifest, told, [info.filename for info in listed])
            for place, said in zip(listed[2:], manifest["files"], strict=True):
                _unpack(packed, place, said, into)
            (into / MANIFEST).write_bytes(told)
            (into / SIGNATURE).write_bytes(packed.read(SIGNATURE))
    except ArchiveTooBig:
        raise PackageTooBig from None
    except ArchiveDamaged:
        raise PackageCut from None
    except _BROKEN as error:
        raise PackageAltered(place="ZIP") from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise PackageAltered(place="ZIP") from error  # a member that claims to lie before the beginning
    _check_bytes(path, into, [info.filename for info in listed])
    return {"digest": hashlib.sha256(told).hexdigest(), "key": key}


def _check_list(listed: Sequence[zipfile.ZipInfo], limits: PackageLimits, size: int) -> None:
    """Whether the list of members can be a package's, before any member is read."""
    names = [info.filename for info in listed]
    if MANIFEST not in names:
        raise NotAPackage
    if any(info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 0x1 for info in listed):
        raise PackageCompressed
    if len(listed) > limits.members or sum(info.file_size for info in listed) > size:
        raise PackageTooBig
    if any(info.file_size > _largest(info.filename, size) for info in listed):
        raise PackageTooBig


def _largest(name: str, size: int) -> int:
    return LARGEST_PAPER if name.startswith(PAPERS) else _LARGEST.get(name, size)


def _check_names(names: Sequence[str], version: int) -> None:
    """Whether the members are called as a package's are, each once and in their places."""
    if names[:2] != [MANIFEST, SIGNATURE] or len(set(names)) < len(names):
        raise PackageAltered(place=SIGNATURE if SIGNATURE not in names else MANIFEST)
    for name in names[2:]:
        if not MEMBERS[version].fullmatch(name):
            raise PackageAltered(place=name[:80])
    if ENTRIES not in names:
        raise PackageAltered(place=ENTRIES)
    for name, right in zip(names[2:], sorted(names[2:], key=_place), strict=True):
        if name != right:
            raise PackageAltered(place=name)


def _place(name: str) -> tuple[int, str]:
    """Where a member lies: the entries, the papers in order, the files in order."""
    return 0 if name == ENTRIES else 2 if name.startswith(FILES) else 1, name


def _manifest(told: bytes) -> dict[str, Any]:
    """What the manifest says; the version is looked at before anything else."""
    try:
        manifest = json.loads(told)
    except (ValueError, RecursionError):
        raise PackageAltered(place=MANIFEST) from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NotAPackage
    version = manifest.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise NotAPackage
    if version > VERSION:
        raise PackageNewer(version=version, known=VERSION)
    if version < OLDEST:
        raise PackageOutdated(version=version)
    return manifest


def _signer(told: bytes, signature: bytes) -> str:
    """The public key that signed the manifest; both written the one way, so that no second file says the same."""
    try:
        said = json.loads(signature)
        algorithm, key, value = said["algorithm"], said["key"], said["signature"]
    except (ValueError, RecursionError, KeyError, TypeError):
        raise SignatureWrong from None
    if algorithm != ALGORITHM or not isinstance(key, str) or not isinstance(value, str):
        raise SignatureWrong
    if not _KEY.fullmatch(key) or not _SIGNATURE.fullmatch(value):
        raise SignatureWrong
    if signature != canonical({"algorithm": algorithm, "key": key, "signature": value}):
        raise SignatureWrong
    if not is_signed(told, signature=value, key=key):
        raise SignatureWrong
    return key


def _check_told(manifest: dict[str, Any], told: bytes, names: Sequence[str]) -> None:
    """Whether the manifest is written the one way, and lists the members as they lie there."""
    try:
        said = [(file["name"], file["sha256"], file["size"]) for file in manifest["files"]]
        written = canonical(manifest)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise PackageAltered(place=MANIFEST) from None
    if written != told:
        raise PackageAltered(place=MANIFEST)
    listed, lying = [name for name, _, _ in said], list(names[2:])
    if listed != lying:
        differ = (a or b for a, b in zip([*listed, ""], [*lying, ""], strict=False) if a != b)
        raise PackageAltered(place=str(next(differ, MANIFEST))[:80])


def _unpack(packed: zipfile.ZipFile, info: zipfile.ZipInfo, said: dict[str, Any], into: Path) -> None:
    """One member to the folder, as long as its size and digest are what the manifest says."""
    seen, size, name = hashlib.sha256(), 0, info.filename
    if info.file_size != said["size"]:
        raise PackageAltered(place=name)
    with (into / name.rsplit("/", 1)[-1]).open("xb") as out:
        try:
            with packed.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    seen.update(chunk)
                    out.write(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise PackageAltered(place=name) from None
    named = name.removeprefix(FILES) if name.startswith(FILES) else said["sha256"]
    if size != said["size"] or not seen.hexdigest() == said["sha256"] == named:
        raise PackageAltered(place=name)


def _check_bytes(path: Path, into: Path, names: Sequence[str]) -> None:
    """Whether writing the members anew gives the very same bytes: nothing hides between or around them."""
    anew = into / ".anew"
    with anew.open("x+b") as out:
        write_package(out, [(name, into / name.rsplit("/", 1)[-1]) for name in names])
        out.seek(0)
        with path.open("rb") as lying:
            same = all(out.read(_CHUNK) == chunk for chunk in iter(lambda: lying.read(_CHUNK), b""))
        same = same and not out.read(1)
    anew.unlink()
    if not same:
        raise PackageAltered(place="ZIP")
