"""ZIP archives: names as they were meant, limits before anything is unpacked, refusals in words."""

import io
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest

from contest.errors.archives import (
    ArchiveDamaged,
    ArchiveLocked,
    ArchiveOfAnotherKind,
    ArchiveTooBig,
)
from contest.plumbing.archives import ArchiveLimits, kind_of_archive, members

LIMITS = ArchiveLimits(files=10, bytes_out=50_000_000, ratio=50)
SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def raw_zip(names: list[tuple[bytes, int, bytes]]) -> bytes:
    """An archive whose members' names are these bytes, with these flags and extra fields."""
    out, central = io.BytesIO(), io.BytesIO()
    for raw, flags, extra in names:
        data, at = b"noi dung", out.tell()
        told = (flags, 0, 0, 0, zlib.crc32(data), len(data), len(data), len(raw))
        out.write(struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *told[:4], *told[4:], 0) + raw + data)
        central.write(
            struct.pack(
                "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *told[:4], *told[4:], len(extra), 0, 0, 0, 0, at
            )
            + raw
            + extra
        )
    size, start = central.tell(), out.tell()
    out.write(
        central.getvalue()
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(names), len(names), size, start, 0)
    )
    return out.getvalue()


def unicode_path(raw: bytes, name: str) -> bytes:
    field = struct.pack("<BL", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


def opened(folder: Path, data: bytes, limits: ArchiveLimits = LIMITS) -> dict[str, bytes]:
    path = folder / "a.zip"
    path.write_bytes(data)
    return {name: stream.read() for name, stream in members(path, limits)}


NAME = "Bài dự thi của Hoàng Thị Lành.docx"


@pytest.mark.parametrize(
    ("raw", "flags", "extra"),
    [
        (NAME.encode(), 0x800, b""),
        (NAME.encode(), 0, b""),
        (unicodedata.normalize("NFD", NAME).encode(), 0, b""),
        (NAME.encode().decode("cp437").encode(), 0x800, b""),
        (unicodedata.normalize("NFD", NAME).encode().decode("cp437").encode(), 0x800, b""),
        (b"Bai?.docx", 0, unicode_path(b"Bai?.docx", NAME)),
    ],
    ids=["utf-8", "unsaid", "mac", "mangled", "mangled mac", "unicode path"],
)
def test_a_name_is_what_its_sender_called_it(tmp_path, raw, flags, extra):
    assert opened(tmp_path, raw_zip([(raw, flags, extra)])) == {NAME: b"noi dung"}


def test_windows_letters_of_vietnam(tmp_path):
    raw = b"B\xe0i d\xf2ng \xfe.docx"
    (name,) = opened(tmp_path, raw_zip([(raw, 0, b"")]))
    assert name == unicodedata.normalize("NFC", raw.decode("cp1258"))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"../../etc/passwd", "etc/passwd"),
        (b"/root/a.txt", "root/a.txt"),
        (b"a\\..\\b.txt", "a/b.txt"),
        (b"C:\\b.txt", "C:/b.txt"),
    ],
)
def test_a_name_leads_nowhere(tmp_path, raw, name):
    assert list(opened(tmp_path, raw_zip([(raw, 0, b"")]))) == [name]


def test_what_systems_leave_behind_is_passed_over(tmp_path):
    names = [b"__MACOSX/._bai.txt", b"bai.txt", b"Thumbs.db", b".DS_Store", b"~$bai.docx", b"thu muc/"]
    assert list(opened(tmp_path, raw_zip([(name, 0, b"") for name in names]))) == ["bai.txt"]


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked() -> bytes:
    data = bytearray(packed({"a.txt": b"x"}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    return bytes(data)


def overlapping() -> bytes:
    data = bytearray(packed({"a.txt": b"x" * 10, "b.txt": b"y" * 10}, zipfile.ZIP_STORED))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 5)
    return bytes(data)


def lying() -> bytes:
    data = bytearray(packed({"a.txt": b"x" * 1000}))
    data[data.index(b"PK\x01\x02") + 16] ^= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (packed({f"{n}.txt": b"x" for n in range(11)}), ArchiveTooBig),
        (packed({"a.txt": b"0" * 20_000_000}), ArchiveTooBig),
        (packed({"a.txt": b"x"})[:-30], ArchiveDamaged),
        (b"PK\x03\x04 and nothing", ArchiveDamaged),
        (b"Rar!\x1a\x07\x00 something", ArchiveOfAnotherKind),
        (b"7z\xbc\xaf\x27\x1c something", ArchiveOfAnotherKind),
        (packed({"a.txt": b"x" * 100}, zipfile.ZIP_BZIP2), ArchiveOfAnotherKind),
        (locked(), ArchiveLocked),
        (overlapping(), ArchiveDamaged),
        (lying(), ArchiveDamaged),
    ],
    ids=["files", "bomb", "cut", "empty", "rar", "7z", "method", "locked", "overlapping", "lying"],
)
def test_what_is_refused(tmp_path, data, refusal):
    with pytest.raises(refusal) as told:
        opened(tmp_path, data)
    assert str(told.value).endswith(".")


def test_a_list_of_files_that_is_too_long_is_not_even_read(tmp_path):
    data = bytearray(packed({"a.txt": b"x"}))
    data[-22 + 12 : -22 + 16] = struct.pack("<L", 5 * 1024 * 1024)
    with pytest.raises(ArchiveTooBig):
        opened(tmp_path, bytes(data))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("01-bai-du-thi-unicode.docx", ""),
        ("09-bai-du-thi.odt", ""),
        ("08-bai-du-thi.pdf", ""),
        ("16-bi-cat.docx", ""),
    ],
)
def test_an_office_file_is_no_archive(name, kind):
    assert kind_of_archive(SAMPLES / name, name) == kind


def test_an_archive_inside_is_a_file_like_others(tmp_path):
    inner = packed({"b.txt": b"y"})
    assert opened(tmp_path, packed({"a.zip": inner}, zipfile.ZIP_STORED)) == {"a.zip": inner}
