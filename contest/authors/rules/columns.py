"""Which column is which: guessed from headings as offices and survey forms word them, marks and case aside."""

import hashlib
import re
from collections.abc import Collection, Sequence
from typing import Final

from contest.authors.rules.rows import FIELDS, NEEDED
from contest.plumbing.vietnamese import clean, search_key

LONGEST_HEADING: Final = 300
_ABOUT_FIGURE: Final = r"\b(nhan vat|nguoi duoc viet|duoc viet ve|tam guong|dien hinh|figure)\b"
_ABOUT_GUARDIAN: Final = r"\b(giam ho|phu huynh|guardian|dai dien theo phap luat)\b"
_PHONE: Final = r"\b(so dien thoai|dien thoai|sdt|so dt|dt|di dong|zalo|phone|mobile|telephone)\b"
_BORN: Final = r"\b(ngay sinh|nam sinh|thang sinh|ngay thang nam sinh|sinh ngay|sinh nam|birth|born)\b"
_POST: Final = r"\b(chuc vu|nghe nghiep|chuc danh|cong viec|occupation|position)\b"
_PLACE: Final = r"\b(don vi|dia chi|noi o|noi cong tac|co quan|thuong tru|que quan|unit|place|address)\b"

_EXACTLY: Final = {
    **{field: field for field in FIELDS},
    "tt": "number",
    "stt": "number",
    "so tt": "number",
    "id": "key",
    "ten": "author_name",
    "ho": "author_name",
    "ho dem": "author_name",
    "ho va dem": "author_name",
    "ho va ten dem": "author_name",
    "ngay": "author_birth",
    "thang": "author_birth",
    "nam": "author_birth",
    "anh": "photo",
    "email": "author_email",
    "name": "author_name",
    "lop": "author_unit",
}

_RULES: Final = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        (r"\b(cam ket|cam doan|dong y|xac nhan rang|consent|i agree|declare)\b", "consent"),
        (r"^(dau thoi gian|thoi gian hoan thanh|thoi diem hoan thanh|thoi gian gui|timestamp)", "at"),
        (r"^(completion time|submitted at|submission (time|date)|thoi diem gui)", "at"),
        (r"^(start time|thoi gian bat dau|thoi diem bat dau|last modified)", ""),
        (r"^(so thu tu|stt|tt)\b", "number"),
        (r"^(response id|ma phan hoi|ma so phan hoi|so phan hoi)\b", "key"),
        (r"\b(nguoi cham|tong diem|quiz feedback|points|grade|diem)\b", ""),
        (rf"{_ABOUT_FIGURE}.*\b(ca nhan|tap the|loai)\b", "figure_kind"),
        (rf"{_ABOUT_FIGURE}.*{_PHONE}|{_PHONE}.*{_ABOUT_FIGURE}", "figure_phone"),
        (rf"{_ABOUT_FIGURE}.*{_BORN}|{_BORN}.*{_ABOUT_FIGURE}", "figure_birth"),
        (rf"{_ABOUT_FIGURE}.*{_POST}|{_POST}.*{_ABOUT_FIGURE}", "figure_position"),
        (rf"{_ABOUT_FIGURE}.*\blinh vuc\b|\blinh vuc\b.*{_ABOUT_FIGURE}", "figure_field"),
        (rf"{_ABOUT_FIGURE}.*\b(khen thuong|thanh tich)\b|\bkhen thuong\b", "figure_honours"),
        (rf"\b(anh|hinh|hinh anh|photo)\b.*{_ABOUT_FIGURE}", "photo"),
        (r"\b(ten bai|ten tac pham|tieu de|nhan de|tua de|ten bai viet|title)\b", "title"),
        (rf"{_ABOUT_FIGURE}.*{_PLACE}|{_PLACE}.*{_ABOUT_FIGURE}", "figure_unit"),
        (_ABOUT_FIGURE, "figure_name"),
        (rf"{_ABOUT_GUARDIAN}.*{_PHONE}|{_PHONE}.*{_ABOUT_GUARDIAN}", "guardian_phone"),
        (_ABOUT_GUARDIAN, "guardian_name"),
        (r"\b(e mail|email|thu dien tu|gmail|username|ten nguoi dung)\b", "author_email"),
        (_PHONE, "author_phone"),
        (_BORN, "author_birth"),
        (r"\b(gioi tinh|gender)\b|\bnam nu\b", "gender"),
        (r"\b(but danh|pen name)\b", "pen_name"),
        (r"\b(dong tac gia|cac tac gia khac|thanh vien|tac gia khac|co authors?)\b", "co_authors"),
        (r"\b(ten tap the|ten nhom)\b", "collective_name"),
        (r"\b(so trang|pages)\b", "pages"),
        (r"\b(tep|file|dinh kem|tai (?:\w+ ){0,4}len|duong dan|link|upload)\b", "file"),
        (r"\b(noi dung|toan van|bai viet|bai du thi|van ban|essay|content)\b", "text"),
        (r"\b(the loai|loai hinh tac pham|genre|category)\b", "category"),
        (r"\b(hinh thuc gui|cach gui|gui qua)\b", "channel"),
        (r"\b(ngay gui|dau buu dien|ngay nop|ngay goi|sent)\b", "sent_on"),
        (r"^(hinh thuc|hinh thuc du thi|ca nhan|loai tac gia)\b", "kind"),
        (
            r"\b(ho va ten|ho ten|ten tac gia|tac gia|ten nguoi|nguoi viet|nguoi du thi|full name)\b",
            "author_name",
        ),
        (r"\b(author|your name|ten cua ban|quy danh|ho ten day du)\b", "author_name"),
        (
            r"\b(don vi|chi bo|dang bo|co quan|noi cong tac|truong|doan the|unit|organi[sz]ation)\b",
            "author_unit",
        ),
        (_POST, "occupation"),
        (r"\b(dia chi|noi o|thuong tru|cu tru|address)\b", "address"),
    )
)
_PIECES: Final = frozenset({"ho", "ten", "ho dem", "ho va dem", "ho va ten dem", "ngay", "thang", "nam"})
_OF_THE_ACCOUNT: Final = frozenset({"name", "email", "username", "email address", "ten nguoi dung"})
"""What a form's service writes of the one signed in; the form's own question comes first."""

_MANY: Final = frozenset({"text", "file", "photo", "consent", "co_authors"})
"""Fields that several columns may fill; of others the first column is taken, unless each holds a piece."""


def guess_field(heading: str) -> str:
    """The field that a heading stands for, or "" when it tells none."""
    key = search_key(heading[:LONGEST_HEADING])
    known = _EXACTLY.get(key) or _EXACTLY.get(clean(heading).strip().casefold())
    if known:
        return known
    if "ảnh" in clean(heading).casefold().split() and not re.search(r"\b(so luong|so anh)\b", key):
        return "photo"
    return next((field for pattern, field in _RULES if pattern.search(key)), "")


def guess_columns(headings: Sequence[str]) -> dict[int, str]:
    """Column -> field for all columns; "" for one to be passed over.

    A field that one column may fill goes to the first that names it in full; pieces of a name or of a
    birth (Họ và đệm, Tên; Ngày, Tháng, Năm) are taken together when no column holds the whole.
    """
    guessed = {index: guess_field(heading) for index, heading in enumerate(headings)}
    pieces = {index for index, heading in enumerate(headings) if search_key(heading) in _PIECES}
    taken: set[str] = set()
    for index in sorted(guessed, key=lambda index: (search_key(headings[index]) in _OF_THE_ACCOUNT, index)):
        field = guessed[index]
        if field in _MANY or index in pieces:
            continue
        guessed[index] = "" if field in taken else field
        taken.add(field)
    return {index: "" if index in pieces and field in taken else field for index, field in guessed.items()}


def heading_under(above: str, heading: str) -> str:
    """What a heading is called under a heading merged over several: Họ tên under Nhân vật is the figure's.

    What tells enough by itself stays as it is, for Bài dự thi above it would drown out Thể loại.
    """
    key = search_key(above)
    if re.search(f"{_ABOUT_FIGURE}|{_ABOUT_GUARDIAN}", key) or not guess_field(heading):
        return f"{above} – {heading}"
    return heading


def fits(cells: Sequence[str]) -> int:
    """How well a row of a list serves as its headings: the different fields that its cells name."""
    if any(len(cell) > LONGEST_HEADING for cell in cells):
        return 0
    found = {guess_field(cell) for cell in cells if cell} - {""}
    return len(found) + 2 * len(found.intersection(NEEDED))


def suffices(fields: Collection[str]) -> bool:
    """Whether rows can be told apart by these columns: a title, and somebody who signs."""
    return "title" in fields and bool({"author_name", "collective_name"}.intersection(fields))


def headings_key(headings: Sequence[str]) -> str:
    """The same for the same set of headings, in whatever order and case: a form's own mark."""
    told = "\n".join(sorted(filter(None, map(search_key, headings))))
    return hashlib.sha256(told.encode()).hexdigest()
