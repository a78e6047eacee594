"""Cover sheets on paper: what each says, and the PDF of many."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import segno

from contest.exports.formats import pdf
from contest.scanning.rules import MARK, payload_of

WORDS: Final = {
    "title": "Tờ bìa quét",
    "how": "Đặt tờ này trên bài, quét cùng bài.",
    "care": "Một tờ cho một bài. Không gấp, không viết lên các ô mã. Tờ này không phải là một trang của bài.",
    "receipt": "Mã hồ sơ",
    "pages": "Số trang của bài, không kể tờ này:",
    "counted": "Người đếm:",
    "notes": "Ghi chú",
}
REGISTERED: Final = "Số vào sổ"
AHEAD: Final = "Tờ số"


@dataclass(frozen=True, slots=True)
class SheetSaid:
    """One cover sheet as it is printed; without an entry's number and receipt when it was made ahead of time."""

    number: int
    token: str
    register_number: int | None = None
    receipt: str = ""


def cover_sheets(contest_title: str, sheets: Sequence[SheetSaid]) -> bytes:
    """The PDF of these sheets, A4, one a page; the same sheets give the same bytes.

    Each carries its token twice and a mark twice, so that a smudge leaves something to know it by.
    """
    values = {
        "title": contest_title,
        "words": WORDS,
        "mark": _svg(MARK, "h"),
        "sheets": [_told(sheet) for sheet in sheets],
    }
    return pdf.typeset("cover_sheets", values)


def _told(sheet: SheetSaid) -> dict[str, str]:
    bound = sheet.register_number is not None
    number = f"{AHEAD} {sheet.number}"
    return {
        "top_word": REGISTERED if bound else AHEAD,
        "top": str(sheet.register_number if bound else sheet.number),
        "below": sheet.receipt,
        "number": f"Tờ bìa số {sheet.number}" if bound else "Ghi số này vào sổ khi nhập bài.",
        "foot": f"{sheet.receipt} · {number}" if bound else number,
        "code": _svg(payload_of(sheet.token), "h"),
    }


@lru_cache(maxsize=256)  # a server prints many, and each is asked for again only by the next press
def _svg(text: str, error: str) -> str:
    """A QR code as SVG with the quiet zone that readers need."""
    out = io.BytesIO()
    code = segno.make(text, error=error, boost_error=False, micro=False)
    code.save(out, kind="svg", border=3, xmldecl=False, svgns=True, dark="#000", light="#fff", omitsize=True)
    return out.getvalue().decode()
