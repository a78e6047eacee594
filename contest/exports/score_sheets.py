"""Score sheets on paper (phiếu chấm): one page a reading, blank or filled in. They never name an author."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import segno

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.exports.formats import pdf, wording
from contest.exports.papers.heading import contest_line, letterhead_of
from contest.exports.sheet import LetterheadStyle
from contest.plumbing.vietnamese import format_points, points_in_words
from contest.scoring.models import ScoreSheet, SheetState
from contest.scoring.queries import criteria_of
from contest.scoring.rules import grouped, scale
from contest.screening.queries import blind_copies_of

WORDS: Final = {
    "title": "PHIẾU CHẤM BÀI DỰ THI",
    "code": "Mã phách",
    "entry": "Tên bài",
    "category": "Thể loại",
    "judge": "Giám khảo",
    "columns": ["TT", "Tiêu chí", "Điểm tối đa", "Bước", "Hệ số", "Điểm chấm"],
    "weight": "Hệ số",
    "total": "Tổng điểm (bằng số)",
    "in_words": "Bằng chữ:",
    "remark": "Nhận xét:",
    "optional": "(không bắt buộc)",
    "office": "Phần của tổ thư ký",
    "first": "Người nhập:",
    "second": "Người nhập lại:",
    "signature": "GIÁM KHẢO",
    "sign": "(ký, ghi rõ họ tên)",
}
DRAFT: Final = "Bản lưu nháp, giám khảo chưa nộp phiếu này."
MASK: Final = 2
"""Any of the eight masks reads well; trying them all takes four times as long as the rest of the code."""


def score_sheets(
    contest: Contest,
    round_: Round,
    assignments: Sequence[Assignment],
    *,
    addresses: Mapping[int, tuple[str, str]],
    sheets: Mapping[int, ScoreSheet],
) -> bytes:
    """The PDF of these readings' sheets, A4, one a page; the same sheets give the same bytes.

    assignments  with their judges; entries without a blind copy are left out
    addresses    the token of each sheet and the address its QR code leads to, by assignment id
    sheets       what stands on the sheets that are printed filled, by assignment id
    """
    copies = blind_copies_of({assignment.entry_id for assignment in assignments})
    return pdf.typeset(
        "score_sheets",
        {
            "words": WORDS,
            "head": _head(contest),
            "contest": contest_line(contest),
            "round": round_.name,
            "rubric": [
                {
                    "key": criterion.key,
                    "name": criterion.name,
                    "about": criterion.description,
                    "most": format_points(criterion.maximum),
                    "step": format_points(criterion.step),
                    "weight": format_points(criterion.weight),
                }
                for criterion in round_.criteria
            ],
            "weighted": any(criterion.weight != 1 for criterion in round_.criteria),
            "scale": format_points(scale(criteria_of(round_))),
            "sheets": [
                {
                    "code": assignment.blind_code.code,
                    "title": copies[assignment.entry_id].title,
                    "category": copies[assignment.entry_id].category_name,
                    "judge": assignment.judge.name,
                    "token": grouped(addresses[assignment.id][0]),
                    "qr": _qr(addresses[assignment.id][1]),
                    **_said(sheets.get(assignment.id)),
                }
                for assignment in assignments
                if assignment.entry_id in copies
            ],
        },
    )


def _head(contest: Contest) -> dict[str, Any]:
    head = letterhead_of(contest)
    emblem = wording.EMBLEMS.get(head.style)
    return {
        "style": head.style.value,
        "upper": head.upper_body,
        "body": head.issuing_body,
        "emblem": list(emblem.lines) if emblem and head.style is not LetterheadStyle.NONE else [],
        "day": wording.place_and_day(head),
    }


def _said(sheet: ScoreSheet | None) -> dict[str, Any]:
    """What stands on one sheet, as it is written on paper."""
    if sheet is None:
        return {"points": {}, "total": "", "total_words": "", "remark": "", "draft": ""}
    total = sheet.total
    return {
        "points": {key: format_points(Decimal(value)) for key, value in sheet.points.items()},
        "total": format_points(total) if total is not None else "",
        "total_words": points_in_words(total) if total is not None else "",
        "remark": sheet.remark,
        "draft": "" if sheet.state == SheetState.HANDED_IN else DRAFT,
    }


def _qr(address: str) -> str:
    """A QR code as SVG with a quiet zone; the page around it is white as well."""
    out = io.BytesIO()
    code = segno.make(address, error="m", boost_error=False, micro=False, mask=MASK)
    code.save(out, kind="svg", border=2, xmldecl=False, svgns=True, dark="#000", light="#fff", omitsize=True)
    return out.getvalue().decode()
