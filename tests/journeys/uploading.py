"""What journeys with files share: a way to the step, a large picture, what the draft holds."""

import hashlib
import random
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from contest.authors.models import Draft
from contest.db import db
from tests.journeys.conftest import Person

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SLUG = "guong-sang-2026"
PAGES = [SAMPLES / f"12-anh-trang-{n}.jpg" for n in (1, 2, 3)]


def begin(citizen: Person, title: str = "Con đường của bản") -> None:
    """A new draft, at its first step."""
    page = citizen.open(f"/c/{SLUG}")
    citizen.press("Nộp bài dự thi")
    page.get_by_label("Tên bài").fill(title)
    page.get_by_label("Thể loại").select_option(label="Bút ký")


def picture_of_noise(place: Path, *, side: int, seed: int) -> Path:
    """A PNG that no packing makes smaller: three bytes a pixel."""
    noise = random.Random(seed)
    rows = b"".join(b"\0" + noise.randbytes(side * 3) for _ in range(side))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 0)), chunk(b"IEND", b""))
    place.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return place


def digest_of(place: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(place.read_bytes()).hexdigest()


def digests_in(site: Flask) -> Sequence[str]:
    """The files of the newest draft in their order."""
    with site.app_context():
        newest = db.session.scalars(select(Draft).order_by(Draft.id.desc())).first()
        found = [file.digest for file in newest.files] if newest else []
        db.session.remove()
    return found


def thumbs(citizen: Person, name: str = "files") -> list[tuple[str, bool]]:
    """Each picture of a list: its words, and whether it stands upright."""
    pictures = citizen.page.locator(f"#{name} .file-page img")
    seen = []
    for number in range(pictures.count()):
        picture = pictures.nth(number)
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.decode()")
        tall = picture.evaluate("image => image.naturalHeight > image.naturalWidth")
        seen.append((picture.get_attribute("alt") or "", tall))
    return seen
