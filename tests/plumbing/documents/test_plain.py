"""Plain text in the encodings that people have, and RTF."""

import pytest

from contest.plumbing.documents import Kind
from tests.plumbing.documents.conftest import Read

TEXT = "Ở bản Nà Lình có một người cán bộ hết lòng vì dân.\r\nBà con quý ông lắm."
LINES = ("Ở bản Nà Lình có một người cán bộ hết lòng vì dân.", "Bà con quý ông lắm.")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_is_read_whatever_its_unicode(read: Read, charset: str) -> None:
    reading = read(TEXT.encode(charset), name="bai.txt")

    assert (reading.kind, reading.paragraphs, reading.warnings) == (Kind.TXT, LINES, ())


def test_windows_1258_is_a_guess_and_says_so(read_here: Read) -> None:
    tones = "Bà con quê hương Lạng Sơn".replace("ạ", "a\u0323")
    reading = read_here(Kind.TXT, tones.encode("cp1258"))

    assert reading.paragraphs == ("Bà con quê hương Lạng Sơn",)
    assert reading.warnings == ("encoding-guessed",)


def test_lines_broken_to_a_width_are_joined(read_here: Read) -> None:
    block = "Một dòng chữ được ngắt ở cuối dòng cho vừa\nbề rộng của màn hình, như thư điện tử xưa kia\nvẫn thường làm."
    reading = read_here(Kind.TXT, f"{block}\n\n{block}".encode())

    assert reading.paragraphs == (block.replace("\n", " "),) * 2


def test_a_text_cut_within_a_letter_is_damaged(read_here: Read) -> None:
    assert read_here(Kind.TXT, TEXT.encode() + "ế".encode()[:2]).refusal == "damaged"


def test_a_text_with_a_few_spoilt_letters_is_damaged_and_not_of_another_encoding(read_here: Read) -> None:
    spoilt = (TEXT * 9).encode().replace("ế".encode(), b"\xe1\xff\x30", 1) + b" \xff xa"

    assert read_here(Kind.TXT, spoilt).refusal == "damaged"


def test_a_text_may_begin_with_a_bracket(read: Read) -> None:
    assert read("<< Gương sáng >>\nMột người.".encode(), name="bai.txt").text.startswith("<< Gương sáng >>")


def test_rtf_with_nothing_but_pictures_is_not_called_empty(read_here: Read) -> None:
    assert read_here(Kind.RTF, b"{\\rtf1{\\pict\\pngblip 89504e47}}").refusal == "unreadable"
    assert read_here(Kind.RTF, b"{\\rtf1 a{\\pict 89}}").warnings == ("pictures-left-out",)


FONTS = (
    "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset163 Times;}"
    "{\\f2\\fnil .VnTime;}{\\f3 {\\*\\falt x}VNI-Times;}}"
)


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        ("a\\'e0 b", "aà b"),
        ("\\u7921? \\u-4000?x", "ự \uf060x"),
        ("\\uc2\\u7921 ??x", "ựx"),
        ("\\uc0\\u7921 x", "ựx"),
        ("\\uc0\\u-10179\\u-8704 \\u-8704 x", "😀x"),  # a pair is one character, half of one is none
        ("t\\-a {\\f2 t\\-}", "ta tư"),  # a hyphen that may end a line is a letter of TCVN3
        ("\\u7921\\'3fx", "ựx"),
        ("{\\f1 \\'ea\\'cc}", "ề"),  # Windows-1258: the tone follows the letter
        ("{\\f2 nh\\'a9n d\\'a9n}", "nhân dân"),
        ("{\\f3 nha\\'e2n}", "nhân"),
        ("{\\f2 nh\\u169?n}", "nhân"),
        ("\\ldblquote a\\rdblquote\\~b\\_c\\endash d", "“a” b-c–d"),
        ("a{\\deleted b}{\\*\\unknown c}{\\pict 0123}{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt d}}", "ad"),
        ("a\\{b\\}\\\\c", "a{b}\\c"),
        ("a\r\nb", "ab"),
        ("a\\bin4 {}{}b", "ab"),
    ],
)
def test_rtf_gives_its_text(read_here: Read, rtf: str, text: str) -> None:
    reading = read_here(Kind.RTF, f"{{\\rtf1\\ansi\\deff0{FONTS}{rtf}\\par}}".encode("latin-1"))

    assert reading.paragraphs == (text,)


def test_rtf_keeps_names_aside_and_notes_at_the_end(read_here: Read) -> None:
    rtf = (
        "{\\rtf1{\\info{\\title T}{\\author Mai}{\\company Nha}}{\\header H\\par}{\\footer F}"
        "a{\\footnote note}\\par b{\\v hid}{\\*\\annotation com}\\cell c\\row}"
    )
    reading = read_here(Kind.RTF, rtf.encode())

    assert reading.paragraphs == ("a", "b", "c", "note")
    assert set(reading.aside) == {
        ("rtf:title", "T"),
        ("rtf:author", "Mai"),
        ("rtf:company", "Nha"),
        ("header", "H"),
        ("footer", "F"),
        ("hidden-text", "hid"),
        ("comment", "com"),
    }
