"""Old encodings, told by the font's name, there and back again."""

import json
from pathlib import Path

import pytest

from contest.plumbing.vietnamese import legacy
from contest.plumbing.vietnamese.legacy import Charset, OldFont, is_unicode, old_font

TABLES = json.loads(Path(legacy.__file__).with_name("legacy_charsets.json").read_text(encoding="utf-8"))
LOWER = "ăâđêôơư" + "".join("aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ")
TABLE_OF = {
    Charset.TCVN3: TABLES["tcvn3"],
    Charset.VNI: TABLES["vni"],
    Charset.VISCII: {chr(int(code, 16)): letter for code, letter in TABLES["viscii_bytes"].items()},
}


@pytest.mark.parametrize(
    ("name", "font"),
    [
        (".VnTime", OldFont(Charset.TCVN3)),
        (".VnTimeH", OldFont(Charset.TCVN3, capitals=True)),
        (".vntimeh", OldFont(Charset.TCVN3, capitals=True)),
        (".VnTimeH,BoldItalic", OldFont(Charset.TCVN3, capitals=True)),
        (".VNARIALH", OldFont(Charset.TCVN3, capitals=True)),
        (".VnArial Narrow", OldFont(Charset.TCVN3)),
        ("@.VnTime", OldFont(Charset.TCVN3)),
        ("VNI-Times", OldFont(Charset.VNI)),
        ("vni-helve", OldFont(Charset.VNI)),
        ("VI Times", OldFont(Charset.VISCII)),
        ("Times New Roman", None),
        ("Vivaldi", None),
        ("VnTime", None),
        ("", None),
    ],
)
def test_a_font_tells_its_encoding(name: str, font: OldFont | None) -> None:
    assert old_font(name) == font


@pytest.mark.parametrize("charset", list(Charset))
def test_every_letter_comes_back(charset: Charset) -> None:
    back = {new: old for old, new in TABLE_OF[charset].items()}
    text = LOWER if charset is Charset.TCVN3 else LOWER + LOWER.upper()

    assert OldFont(charset).decode("".join(back.get(letter, letter) for letter in text)) == text


@pytest.mark.parametrize(
    "word", ["Uỷ ban nhân dân", "Đường về bản Nà Lình", "khuỷu", "hoàng hôn", "giữa", "Hồ Chí Minh"]
)
@pytest.mark.parametrize("charset", list(Charset))
def test_words_come_back(charset: Charset, word: str) -> None:
    back = {new: old for old, new in TABLE_OF[charset].items()}

    assert OldFont(charset).decode("".join(back.get(letter, letter) for letter in word)) == word


@pytest.mark.parametrize(
    ("font", "old", "new"),
    [
        (".VnTime", "Uû ban nh©n d©n", "Uỷ ban nhân dân"),
        (".VnTimeH", "Uû ban nh©n d©n", "UỶ BAN NHÂN DÂN"),
        (".VnTime", "“t­ t­ëng” – 2018", "“tư tưởng” – 2018"),
        ("VNI-Times", "Aùnh saùng", "Ánh sáng"),  # a capital with a small mark
        ("VNI-Times", "chuùng toâi ñöôïc", "chúng tôi được"),
        ("VI Times", "\u201d", "Ợ"),  # read as Windows-1252 on its way here
    ],
)
def test_text_in_an_old_font(font: str, old: str, new: str) -> None:
    found = old_font(font)

    assert found is not None
    assert found.decode(old) == new


@pytest.mark.parametrize(
    ("text", "answer"), [("Lạng Sơn", True), ("đ", True), ("là", False), ("Uû ban nh©n", False)]
)
def test_unicode_is_known_by_letters_that_no_old_encoding_has(text: str, answer: bool) -> None:
    assert is_unicode(text) is answer
