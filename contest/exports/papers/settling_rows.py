"""What papers say of the cases of a round: the judges' marks, what was agreed and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from contest.charter.models import Round
from contest.scoring.models import Ending, SettlingCase
from contest.scoring.queries import Talk, cases_of_round, sheets_of_round, talks_of
from contest.scoring.rules import CaseKind
from contest.screening.queries import blind_codes_of, blind_copies_of

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
    """One closed case: code and title of the entry, the judges by name with their totals, and all that was said."""

    case: SettlingCase
    code: str
    title: str
    judges: tuple[tuple[str, Decimal], ...]
    talk: Talk

    @property
    def mark(self) -> Decimal | None:
        """The mark that stands."""
        return self.talk.agreement.mark if self.talk.agreement else None

    @property
    def reason(self) -> str:
        """Why this mark."""
        return self.talk.agreement.minutes if self.talk.agreement else ""

    @property
    def difference(self) -> Decimal:
        """How far the judges were apart."""
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
    """The round's cases that have their mark, by blind code; of these entries only, or of all."""
    cases = [
        case
        for case in cases_of_round(round_.id)
        if case.closed_at is not None and (entry_ids is None or case.entry_id in entry_ids)
    ]
    if not cases:
        return []
    entries = [case.entry_id for case in cases]
    codes, copies = blind_codes_of(round_.id), blind_copies_of(entries)
    sheets, talks = sheets_of_round(round_.id, entries), talks_of(cases)
    found = []
    for case in cases:
        names = {s.assignment.judge_id: s.assignment.judge.name for s in sheets.get(case.entry_id, [])}
        copy = copies.get(case.entry_id)
        found.append(
            CaseSaid(
                case=case,
                code=codes[case.entry_id].code,
                title=copy.title if copy else "",
                judges=tuple((names.get(s["judge"], ""), Decimal(s["total"])) for s in case.sheets),
                talk=talks[case.id],
            )
        )
    return sorted(found, key=lambda said: said.code)
