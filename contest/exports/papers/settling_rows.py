"""What papers say of the cases of a round: the judges' marks, what was agreed and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from contest.charter.models import Round
from contest.scoring.models import Agreement, Ending, RecheckResult, SettlingCase
from contest.scoring.queries import Talk, cases_of_round, marks_veiled, rechecks_of, sheets_of_round, talks_of
from contest.scoring.rules import CaseKind
from contest.screening.queries import blind_copies_of

WHY: Final = {
    CaseKind.MINUTES: "Hai giám khảo chênh lệch",
    CaseKind.PANEL: "Ba giám khảo chênh lệch",
    CaseKind.RECHECK: "Chấm kiểm tra chênh lệch",
}
HOW: Final = {
    Ending.AGREED: "Các giám khảo cùng đồng ý",
    Ending.DECIDED: "Người chủ trì quyết định",
}


@dataclass(frozen=True, slots=True)
class CaseSaid:
    """One closed case: code and title of the entry, the judges by name with their totals, and all that was said.

    look  the second look that reopened the entry, of a case opened by one
    """

    case: SettlingCase
    code: str
    title: str
    judges: tuple[tuple[str, Decimal], ...]
    talk: Talk
    agreement: Agreement
    look: RecheckResult | None

    @property
    def difference(self) -> Decimal:
        """How far the judges were apart, or the second look from the mark it was held against."""
        if self.look is not None:
            return abs(self.look.mark - self.look.against)
        totals = [total for _name, total in self.judges]
        return max(totals) - min(totals)

    @property
    def how(self) -> str:
        """Who settled it."""
        if self.case.ending is None:
            return ""
        said = HOW[self.case.ending]
        return f"{said} ({self.case.closed_by})" if self.case.ending == Ending.DECIDED else said


def cases_said(round_: Round, *, entry_ids: Sequence[int] | None = None) -> list[CaseSaid]:
    """The round's cases whose mark stands, by blind code; of these entries only, or of all.

    What was drawn for a second look that is not taken yet is left out: its mark is not to be known before.
    """
    veiled = marks_veiled(round_.id)
    closed = [
        (case, code)
        for case, code in cases_of_round(round_.id)
        if case.closed_at is not None
        and case.entry_id not in veiled
        and (entry_ids is None or case.entry_id in entry_ids)
    ]
    if not closed:
        return []
    entries = [case.entry_id for case, _code in closed]
    copies, looks = blind_copies_of(entries), {r.recheck.entry_id: r.result for r in rechecks_of(round_.id)}
    sheets, talks = sheets_of_round(round_.id, entries), talks_of([case for case, _code in closed])
    found = []
    for case, code in closed:
        agreement = talks[case.id].agreement
        if agreement is None:
            continue
        names = {s.assignment.judge_id: s.assignment.judge.name for s in sheets.get(case.entry_id, [])}
        copy = copies.get(case.entry_id)
        found.append(
            CaseSaid(
                case=case,
                code=code,
                title=copy.title if copy else "",
                judges=tuple((names.get(s["judge"], ""), Decimal(s["total"])) for s in case.sheets),
                talk=talks[case.id],
                agreement=agreement,
                look=looks.get(case.entry_id) if case.kind == CaseKind.RECHECK else None,
            )
        )
    return found
