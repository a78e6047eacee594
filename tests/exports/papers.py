"""A document as the secretary of a contest would hand it out, for the tests of every format."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from contest.exports.formats import FORMATS
from contest.exports.sheet import (
    Cell,
    Column,
    Document,
    Kind,
    Letterhead,
    LetterheadStyle,
    Signature,
    Table,
)

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("blind_code", "Mã phách", Kind.CODE, 10),
    Column("title", "Tên bài", Kind.TEXT, 40),
    Column("mark", "Điểm kết luận", Kind.POINTS, 9),
    Column("prize", "Tiền thưởng", Kind.NUMBER, 14),
    Column("born", "Ngày sinh", Kind.DATE),
    Column("handed_in_at", "Nộp lúc", Kind.MOMENT),
)
RECEIVED_AT = datetime(2026, 5, 19, 17, 30, tzinfo=UTC)
ROWS = (
    (1, "0912", "Người giữ lửa then", Decimal("85.5"), 1_500_000, date(1978, 5, 9), RECEIVED_AT),
    (2, "0007", None, Decimal("85.125"), Decimal("0.5"), None, None),
)  # fmt: skip
MADE_AT = datetime(2026, 6, 1, 3, tzinfo=UTC)


def paper(
    style: LetterheadStyle = LetterheadStyle.PARTY,
    *,
    rows: Iterable[tuple[Cell, ...]] = ROWS,
    columns: tuple[Column, ...] = COLUMNS,
    total_row: tuple[Cell, ...] | None = None,
    language: str = "vi",
    day: date | None = date(2026, 2, 5),
    number: str = "12-BC/BTC",
) -> Document:
    return Document(
        title="DANH SÁCH",
        made_at=MADE_AT,
        lines=("bài dự thi vào vòng chung khảo",),
        letterhead=Letterhead(style, "HUYỆN ỦY CHI LĂNG", "BAN TỔ CHỨC CUỘC THI", number, "Chi Lăng", day),
        paragraphs=("Ban Tổ chức công bố danh sách như sau:",),
        tables=(Table("I. Chung khảo", columns, rows, total_row),),
        signatures=(
            Signature("TỔ THƯ KÝ\nTỔ TRƯỞNG", "TM", "Nông Thị Mai"),
            Signature("TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", "KT", "Lương Văn Bình"),
        ),
        footnotes=("Điểm lấy đến hai chữ số thập phân.",),
        recipients=("Thường trực Huyện ủy", "Lưu BTC"),
        language=language,
    )


def one_column(texts: Iterable[str], kind: Kind = Kind.TEXT) -> Document:
    """A document of nothing but one column of texts."""
    return Document(
        title="Thử",
        made_at=MADE_AT,
        tables=(Table("", (Column("text", "Chữ", kind),), [(text,) for text in texts]),),
    )


def written(document: Document, name: str) -> bytes:
    out = BytesIO()
    FORMATS[name].write(document, out)
    return out.getvalue()


_PAYLOADS = (
    "1+1", "SUM(A1:A9)", "HYPERLINK(\"http://x.vn\",\"Xem\")", "cmd|' /C calc'!A0", "DDE(\"cmd\";\"/C calc\";\"x\")",
    "IMPORTXML(\"http://x.vn\",\"//a\")", "WEBSERVICE(\"http://x.vn\")", "@SUM(1)", "rundll32|'URL.dll,OpenURL x'!A",
    "MSEXCEL|'\\..\\..\\cmd.exe /c calc'!''", "\"a\";=1+1",
)  # fmt: skip
_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "＝",
    "＋",
    "－",
    "＠",
    " =",
    "\u00a0=",
    "\u200b=",
    "\ufeff=",
    "\x01=",
    "\x00=",
)
HOSTILE = [start + payload for start in _STARTS for payload in _PAYLOADS] + [
    "\t1",
    "\r1",
    "\n1",
    "-",
    "=",
    "+84912345678",
]
