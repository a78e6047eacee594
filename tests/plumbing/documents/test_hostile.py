"""Files that mean harm end in a refusal: quickly, and with nothing left on disk."""

import io
import struct
import zipfile
import zlib

import pypdfium2
import pytest
from PIL import Image

from contest.plumbing.documents import Limits
from tests.plumbing.documents.conftest import Read
from tests.plumbing.documents.made import MAIN, TYPES, W, docx, p, relations, zipped
from tests.plumbing.documents.quine import NAME, quine

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "one part that unpacks to 400 MB": (
        lambda: docx(p("Bài"), more={"word/media/x.bin": "0" * 400_000_000}),
        "too-big",
    ),
    "a body that unpacks out of proportion": (lambda: docx(p("a" * 40_000_000)), "too-big"),
    "too many parts": (lambda: docx(p("Bài"), more={f"word/{n}.xml": "" for n in range(3000)}), "too-big"),
    "billion laughs": (
        lambda: _with_document(
            f'<!DOCTYPE d [<!ENTITY a0 "ha">{LAUGHS}]><w:document xmlns:w="{W}">&a9;</w:document>'
        ),
        "unreadable",
    ),
    "a foreign entity": (
        lambda: _with_document(
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d xmlns:w="{W}">&x;</d>'
        ),
        "unreadable",
    ),
    "the same in another encoding": (
        lambda: _with_document(
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'.encode(
                "utf-16"
            )
        ),
        "unreadable",
    ),
    "endless nesting": (lambda: docx("<w:tbl>" * 200_000 + "</w:tbl>" * 200_000), "unreadable"),
    "overlapping members": (lambda: _overlapping(), "damaged"),
    "a member that reaches into the next": (lambda: _reaching(), "damaged"),
    "members of one name": (lambda: _doubled(), "damaged"),
    "a member behind a password": (lambda: _flagged(docx(p("Bài"))), "encrypted"),
    "a plain archive": (lambda: zipped({"bai.txt": "Bài dự thi"}), "type-not-accepted"),
    "a spreadsheet": (
        lambda: zipped({"[Content_Types].xml": TYPES.replace("wordprocessingml", "spreadsheetml")}),
        "type-not-accepted",
    ),
    "an archive within": (
        lambda: docx(p("Bài"), more={"word/x.zip": zipped({"y": zipped({"z": "0" * 9_000_000})})}),
        None,
    ),
    "an archive that holds itself": (quine, "type-not-accepted"),
    "the same within": (lambda: docx(p("Bài"), more={"word/x.zip": quine()}), None),
    "names that climb": (lambda: docx(p("Bài"), more={"../../etc/x": "1", "C:\\x": "2", "/abs": "3"}), None),
    "HTML": (lambda: b"<!DOCTYPE html><html><body>B\xc3\xa0i</body></html>", "type-not-accepted"),
    "HTML with a PDF in it": (lambda: b"<script>alert(1)</script>%PDF-1.4", "type-not-accepted"),
    "text with a PDF in it": (lambda: b"xin chao\n%PDF-1.4\n%%EOF", "type-not-accepted"),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "type-not-accepted"),
    "a shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "type-not-accepted"),
    "a program": (lambda: b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" * 40, "type-not-accepted"),
    "a flood of pixels in PNG": (lambda: _png(10_000, 10_000), "too-big"),
    "a flood of pixels in TIFF": (
        lambda: _picture("TIFF", (10_000, 10_000), compression="tiff_lzw"),
        "too-big",
    ),
    "a flood of pixels in JPEG": (lambda: _picture("JPEG", (10_000, 10_000)), "too-big"),
    "a picture with an archive behind it": (lambda: _picture("PNG", (40, 30)) + docx(p("Bài")), None),
    "more frames than pages": (lambda: _frames(80), "too-many-pages"),
    "a page tree that bites its tail": (lambda: _pdf("/Kids [2 0 R]"), "damaged"),
    "a page of gigantic size": (lambda: _pdf("/Kids [3 0 R]", size="[0 0 9e9 9e9]"), None),
    "a page thinner than a hair": (lambda: _pdf("/Kids [3 0 R]", size="[0 0 14000 0.01]"), None),
    "spaces and nothing else": (lambda: b" \r\n\t\n", "empty"),
    "a Word document without a word": (lambda: docx(p("")), "empty"),
    "RTF with endless groups": (lambda: b"{\\rtf1" + b"{" * 100_000, "damaged"),
    "RTF that skips beyond its end": (lambda: b"{\\rtf1 a\\bin999999999 b}", "damaged"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_file_is_refused_or_made_harmless(read: Read, name: str) -> None:
    make, refusal = BOMBS[name]
    data = make()

    reading = read(data, limits=Limits(bytes_in=200_000_000, cpu_seconds=10, wall_seconds=300))

    assert reading.refusal == refusal
    assert "root:" not in reading.text


def test_the_archive_that_holds_itself_is_one() -> None:
    with zipfile.ZipFile(io.BytesIO(quine())) as box:
        assert box.read(NAME.decode()) == quine()


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("bai.docx", "name-differs"),
        ("bai.PDF", "name-differs"),
        ("bai.jpg", None),
        ("bai.heic", None),
        ("bai", None),
    ],
)
def test_a_name_has_to_agree_with_the_bytes(read: Read, name: str, refusal: str | None) -> None:
    assert read(_picture("PNG", (40, 30)), name=name).refusal == refusal


def test_a_file_above_the_limit_is_refused_unread(read: Read) -> None:
    assert read(b"a" * 1001, limits=Limits(bytes_in=1000)).refusal == "too-big"


def test_more_text_than_the_limit_is_refused(read: Read) -> None:
    assert read("bài ".encode() * 300, limits=Limits(characters=1000)).refusal == "too-big"


def test_more_pages_than_the_limit_are_refused(read: Read) -> None:
    file = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(3):
            document.new_page(200, 300)
        document.save(file)

    assert read(file.getvalue(), limits=Limits(pages=2)).refusal == "too-many-pages"


def _with_document(document: str | bytes) -> bytes:
    return zipped(
        {"[Content_Types].xml": TYPES, "_rels/.rels": relations(MAIN), "word/document.xml": document}
    )


def _overlapping() -> bytes:
    """Many names for the same packed bytes, as in the bombs that need no nesting."""
    data = bytearray(docx(p("Bài"), more={"word/a.bin": "0" * 100_000, "word/b.bin": "0" * 100_000}))
    first = data.index(b"PK\x01\x02")
    place = data.index(b"word/a.bin", first) - 46
    other = data.index(b"word/b.bin", first) - 46
    data[other + 42 : other + 46] = data[place + 42 : place + 46]
    return bytes(data)


def _reaching() -> bytes:
    """A packed member that quotes the head of the next one as a part of itself."""
    data = bytearray(docx(p("Bài"), more={"word/a.bin": "0" * 100_000, "word/b.bin": "0" * 100_000}))
    length = data.index(b"word/a.bin", data.index(b"PK\x01\x02")) - 46 + 20
    (packed,) = struct.unpack_from("<I", data, length)
    struct.pack_into("<I", data, length, packed + 60)
    return bytes(data)


def _doubled() -> bytes:
    data = docx(p("Bài"), more={"word/a.xml": "1", "word/b.xml": "2"})
    return data.replace(b"word/b.xml", b"word/a.xml")


def _flagged(data: bytes) -> bytes:
    changed = bytearray(data)
    changed[changed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def _png(width: int, height: int) -> bytes:
    """A PNG of which only the head is true: whoever decodes it first has lost."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b""))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _picture(kind: str, size: tuple[int, int], **options: str) -> bytes:
    file = io.BytesIO()
    Image.new("L", size, "white").save(file, kind, **options)
    return file.getvalue()


def _frames(count: int) -> bytes:
    file = io.BytesIO()
    first, *others = [Image.new("L", (8, 8)) for _ in range(count)]
    first.save(file, "TIFF", save_all=True, append_images=others)
    return file.getvalue()


def _pdf(kids: str, *, size: str = "[0 0 200 300]") -> bytes:
    content = b"0 0 1 rg 10 10 50 50 re f"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        + f"2 0 obj<</Type/Pages/Count 1{kids}>>endobj\n".encode()
        + f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox{size}/Contents 4 0 R>>endobj\n".encode()
        + f"4 0 obj<</Length {len(content)}>>stream\n".encode()
        + content
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def test_a_zip_without_a_bomb_is_still_read(read: Read) -> None:
    box = io.BytesIO(docx(p("Bài dự thi")))
    with zipfile.ZipFile(box, "a") as file:
        file.comment = b"x" * 100
    assert read(box.getvalue()).paragraphs == ("Bài dự thi",)
