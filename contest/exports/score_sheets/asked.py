"""From the readings of a round to what their sheets say."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.exports.formats.cells import tidy
from contest.exports.papers.heading import contest_line, letterhead_of
from contest.exports.score_sheets.said import CriterionSaid, SheetSaid, SheetsSaid
from contest.plumbing.vietnamese import format_points, points_in_words
from contest.scoring.models import ScoreSheet, SheetState
from contest.scoring.queries import criteria_of
from contest.scoring.rules import grouped, scale
from contest.screening.queries import blind_copies_of


def sheets_asked(
    contest: Contest,
    round_: Round,
    assignments: Sequence[Assignment],
    *,
    addresses: Mapping[int, tuple[str, str]],
    sheets: Mapping[int, ScoreSheet],
) -> SheetsSaid:
    """What these readings' sheets say; the arguments as ``score_sheets`` takes them."""
    copies = blind_copies_of({assignment.entry_id for assignment in assignments})
    keys = [criterion.key for criterion in round_.criteria]
    return SheetsSaid(
        made_at=round_.opens_at,
        head=letterhead_of(contest),
        about=tidy(f"{contest_line(contest)} · {round_.name}"),
        rubric=tuple(
            CriterionSaid(
                name=tidy(criterion.name),
                about=tidy(criterion.description),
                most=format_points(criterion.maximum),
                step=format_points(criterion.step),
                weight=format_points(criterion.weight),
            )
            for criterion in round_.criteria
        ),
        scale=format_points(scale(criteria_of(round_))),
        sheets=tuple(
            SheetSaid(
                code=assignment.blind_code.code,
                title=tidy(copies[assignment.entry_id].title),
                category=tidy(copies[assignment.entry_id].category_name),
                judge=tidy(assignment.judge.name),
                token=grouped(addresses[assignment.id][0]),
                address=addresses[assignment.id][1],
                **_standing(sheets.get(assignment.id), keys),
            )
            for assignment in assignments
            if assignment.entry_id in copies
        ),
    )


def _standing(sheet: ScoreSheet | None, keys: Sequence[str]) -> dict[str, Any]:
    """What stands on one sheet, as it is written on paper."""
    if sheet is None:
        return {"points": ("",) * len(keys)}
    total, given = sheet.total, sheet.points
    return {
        "points": tuple(format_points(Decimal(given[key])) if key in given else "" for key in keys),
        "total": format_points(total) if total is not None else "",
        "total_words": points_in_words(total) if total is not None else "",
        "remark": tidy(sheet.remark),
        "draft": sheet.state != SheetState.HANDED_IN,
    }
