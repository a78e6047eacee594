"""One document with every sort of run, saved by LibreOffice in four formats: all give the same."""

from pathlib import Path

import pytest

from contest.plumbing.documents import Kind
from tests.plumbing.documents.conftest import Read

FILES = Path(__file__).parent / "files"
PARAGRAPHS = (
    "Uỷ ban nhân dân tưởng",  # .VnTime set by hand
    "Uỷ ban nhân dân",  # by a style based on another
    "NHÂN DÂN",  # by a character style, in capitals
    "Ủy ban nhân dân",  # VNI-Times
    "một hai",  # between them a hidden word, after them a deleted one
    "bốn",  # a link
    "năm",  # after a break by hand
    "à la carte 😀",
    "ô một",
    "ô hai",
    "chú",
    *["Ở bản tôi có một người cán bộ hết lòng vì dân, ai cũng quý."] * 3,
    "Chú thích",  # a footnote
)


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.DOC, Kind.ODT, Kind.RTF])
def test_every_written_format_gives_the_same(read_here: Read, kind: Kind) -> None:
    reading = read_here(kind, (FILES / f"looks.{kind.value}").read_bytes())

    assert reading.title == "Gương sáng"
    assert reading.paragraphs == PARAGRAPHS
    assert reading.warnings == ("hidden-text-left-out", "old-font-converted", "tracked-changes-left-out")
    assert ("hidden-text", "CANARY") in reading.aside
    assert any(place == "tracked-change:author" and "Lô Thị Mai" in text for place, text in reading.aside)


def test_a_word_97_file_without_its_formatting_still_gives_its_text(read_here: Read) -> None:
    data = bytearray((FILES / "looks.doc").read_bytes())
    head = data.index(b"\xec\xa5")  # the head of the stream of text
    data[head + 0xFA : head + 0xFE] = b"\xff\xff\xff\x7f"  # the table of formatting lies nowhere

    reading = read_here(Kind.DOC, bytes(data))

    assert reading.refusal is None
    assert "bốn" in reading.paragraphs
    assert "old-font-unsure" in reading.warnings
