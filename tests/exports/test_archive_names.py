"""Names that every disk takes: no path, no device, no trap, and Vietnamese as it is written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.exports.archive.names import LONGEST, LONGEST_BYTES, NAMELESS, Names, safe_name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Hoàng Thị Lanh", "Hoàng Thị Lanh"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ẩn"), "Nguyễn Thị Ẩn"),
        ("../../etc/passwd", "etc passwd"),
        ("..\\..\\windows\\system32", "windows system32"),
        ("C:\\bai.docx", "C bai.docx"),
        ("/tuyệt/đối", "tuyệt đối"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Lpt9 .doc", "_Lpt9 .doc"),
        ("Conan", "Conan"),
        ("COM¹", "_COM¹"),
        ("a\x00b\r\nc\td", "ab c d"),
        ("tên\u202egnp.exe", "têngnp.exe"),
        ("hết chấm...", "hết chấm"),
        ("  ", NAMELESS),
        ("", NAMELESS),
        ("...", NAMELESS),
        (".ẩn", "ẩn"),
        ("-rf", "rf"),
        ('"trích" <dẫn> | ? *', "trích dẫn"),
        ("\ud800", NAMELESS),
    ],
)
def test_a_name_is_made_safe(said: str, name: str) -> None:
    assert safe_name(said) == name


@given(st.text(st.characters(), max_size=300))
def test_whatever_is_said_the_name_is_one_part_of_a_path(said: str) -> None:
    name = safe_name(said)

    assert name
    assert name not in {".", ".."}
    assert not set(name) & set('<>:"/\\|?*\0\n\r')
    assert len(name) <= LONGEST
    assert len(name.encode()) <= LONGEST_BYTES + 1
    assert name == name.strip(" .")
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


def test_a_name_that_is_taken_gets_a_number_whatever_its_capitals() -> None:
    names = Names()

    taken = [
        names.take("Bài", ".txt"),
        names.take("BÀI", ".TXT"),
        names.take("Bài", ".pdf"),
        names.take("bài", ".txt"),
    ]

    assert taken == ["Bài.txt", "BÀI (2).TXT", "Bài.pdf", "bài (3).txt"]


def test_a_long_name_keeps_its_ending() -> None:
    name = Names().take("ư" * 300, ".docx")

    assert name.endswith(".docx")
    assert len(name) <= LONGEST
