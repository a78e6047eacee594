"""Passwords and pasted lists."""

import unicodedata

import pytest

from contest.people.rules import Line, fits, read_lines, typed


@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("mot-cau-dai", True),
        ("mườihàng ky", True),
        ("chinky-tu", False),
        ("matkhau123", False),
        ("MatKhau123", False),
        ("aaaaaaaaaaaa", False),
        ("abababababab", False),
        ("", False),
    ],
)
def test_a_password_is_long_and_not_everybodys(password, good):
    assert fits(password) is good


def test_the_same_letters_are_one_password_on_every_keyboard():
    phrase = "đường về bản xa"
    assert typed(unicodedata.normalize("NFD", phrase)) == typed(phrase)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Lương Văn An; an@x.vn; Xã Nhân Lý", [Line(1, "Lương Văn An", "an@x.vn", "Xã Nhân Lý")]),
        ("Lương Văn An\\tan@x.vn\\tXã Nhân Lý", [Line(1, "Lương Văn An", "an@x.vn", "Xã Nhân Lý")]),
        ("\\n  \\nVi Thị Hạnh;h@x.vn\\n", [Line(3, "Vi Thị Hạnh", "h@x.vn", "")]),
        ("1. Vi Thị Hạnh; h@x.vn", [Line(1, "Vi Thị Hạnh", "h@x.vn", "")]),
        ("12\\tVi Thị Hạnh\\th@x.vn", [Line(1, "Vi Thị Hạnh", "h@x.vn", "")]),
        (" ; ; ", []),
        ("", []),
    ],
)
def test_a_pasted_list_is_read_line_by_line(text, lines):
    assert list(read_lines(text.replace("\\t", "\t").replace("\\n", "\n"))) == lines


def test_a_list_is_not_endless():
    assert len(read_lines("\n".join(f"Người {n}" for n in range(900)))) == 500
