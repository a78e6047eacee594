"""Certificates: one a page, every word of a long name kept, the same bytes each time."""

from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from contest.exports.certificates import BATCH, MOST_TOGETHER, SheetSaid, Wording, certificates
from contest.exports.sheet import Letterhead, LetterheadStyle, Signature

WORDS = Wording(
    "GIẤY CHỨNG NHẬN", "BAN TỔ CHỨC CUỘC THI", "chứng nhận tác giả", "Cuộc thi “Gương sáng” năm 2026",
    ("Theo Quyết định số 12-QĐ/BTC ngày 05/02/2026",),
)  # fmt: skip
SIGNED = (Signature("TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", "KT", "Lương Văn Bình"),)
PLAIN = SheetSaid(
    "Nông Thị Mai", "Trường Tiểu học Đồng Mỏ", "Đạt GIẢI NHẤT", "với tác phẩm “Người giữ lửa then”"
)
LONG = SheetSaid(
    "Nguyễn Hoàng Thị Phương Thảo và tập thể giáo viên tổ Ngữ văn Trường Phổ thông Dân tộc Nội trú huyện Chi Lăng",
    "Phòng Giáo dục và Đào tạo huyện Chi Lăng, tỉnh Lạng Sơn; Trường Phổ thông Dân tộc Nội trú THCS và THPT"
    * 2,
    "Đạt GIẢI KHUYẾN KHÍCH",
    "với tác phẩm “" + "Người đảng viên già trên đỉnh Lũng Nưa " * 7 + "”",
)


def head(style=LetterheadStyle.PARTY):
    return Letterhead(style, "HUYỆN ỦY CHI LĂNG", "BAN TỔ CHỨC", "", "Chi Lăng", date(2026, 2, 5))


def texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as made:
        return [" ".join(made[n].get_textpage().get_text_range().split()) for n in range(len(made))]


@pytest.mark.parametrize(
    ("style", "emblem", "prefix"),
    [
        (LetterheadStyle.PARTY, "ĐẢNG CỘNG SẢN VIỆT NAM", "K/T TRƯỞNG BAN"),
        (LetterheadStyle.STATE, "Độc lập - Tự do - Hạnh phúc", "KT. TRƯỞNG BAN"),
        (LetterheadStyle.YOUTH, "ĐOÀN TNCS HỒ CHÍ MINH", "KT. TRƯỞNG BAN"),
        (LetterheadStyle.NONE, "", "KT. TRƯỞNG BAN"),
    ],
)
def test_a_certificate_says_who_won_what_by_which_decision_and_who_signs(style, emblem, prefix):
    (page,) = texts(certificates(WORDS, head(style), SIGNED, [PLAIN]))
    for said in (
        emblem, "GIẤY CHỨNG NHẬN", "Nông Thị Mai", "Trường Tiểu học Đồng Mỏ", "Đạt GIẢI NHẤT", "Người giữ lửa then",
        "Theo Quyết định số 12-QĐ/BTC", "Chi Lăng, ngày 05 tháng 02 năm 2026", prefix, "Lương Văn Bình",
    ):  # fmt: skip
        assert said in page


def test_those_who_sign_beside_each_other_begin_and_end_on_one_line():
    signatures = (
        Signature("BAN TỔ CHỨC\nTRƯỞNG BAN", "TM", "Nông Văn Sơn"),
        Signature("CHÁNH VĂN PHÒNG", "TL", "Lý A"),
    )
    with pypdfium2.PdfDocument(certificates(WORDS, head(), signatures, [PLAIN])) as made:
        text = made[0].get_textpage()
        whole = text.get_text_range()
        tops, names = (
            {round(text.get_charbox(whole.index(said))[1], 1) for said in pair}
            for pair in (("T/M", "T/L"), ("Nông Văn Sơn", "Lý A"))
        )
    assert (len(tops), len(names)) == (1, 1)


def test_long_names_units_and_titles_stay_whole_on_one_page():
    (page,) = texts(certificates(WORDS, head(), SIGNED * 3, [LONG]))
    for said in (LONG.name, LONG.unit, LONG.work):
        assert " ".join(said.split()) in page


def test_it_lies_across_and_is_tagged():
    with pypdfium2.PdfDocument(certificates(WORDS, head(), SIGNED, [PLAIN])) as made:
        assert made[0].get_width() > made[0].get_height()
        assert pdfium.FPDFCatalog_IsTagged(made.raw)


def test_the_same_certificates_give_the_same_bytes_few_or_many():
    many = [SheetSaid(f"Người số {place}", "", "Đạt GIẢI BA") for place in range(MOST_TOGETHER + BATCH + 1)]
    for sheets in ([PLAIN, LONG], many):
        assert certificates(WORDS, head(), SIGNED, sheets) == certificates(WORDS, head(), SIGNED, sheets)


def test_many_are_joined_in_order_one_a_page():
    many = [SheetSaid(f"Người số {place}", "", "Đạt GIẢI BA") for place in range(MOST_TOGETHER + 3)]
    pages = texts(certificates(WORDS, head(), SIGNED, many))
    assert [f"Người số {place}" in page for place, page in enumerate(pages)] == [True] * len(many)


def test_what_a_name_says_stays_text():
    (page,) = texts(certificates(WORDS, head(), SIGNED, [SheetSaid("#panic() $x$ *đậm*", "", "= Mục")]))
    assert "#panic() $x$ *đậm*" in page


def test_no_certificate_is_none():
    with pytest.raises(ValueError, match="no certificate"):
        certificates(WORDS, head(), SIGNED, [])
