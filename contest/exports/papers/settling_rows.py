"""What papers say of the cases of a round: the judges' marks, what was agreed and by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from contest.charter.models import Round
from contest.scoring.models import Agreement, Ending, RecheckResult, SettlingCase
from contest.scoring.queries import (
    Talk,
    cases_of_round,
    entries_in_cases,
    marks_veiled,
    rechecks_of,
    sheets_of_round,
    talks_of,
)
from contest.scoring.rules import CaseKind
from contest.screening.queries import blind_copies_of

BATCH: Final = 200
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


def every_case(round_: Round) -> Iterator[CaseSaid]:
    """The same of the whole round, read some at a time."""
    entries = entries_in_cases(round_.id)
    for place in range(0, len(entries), BATCH):
        yield from cases_said(round_, entry_ids=entries[place : place + BATCH])


def kinds_of_cases(round_id: int) -> dict[int, CaseKind]:
    """What the case of each entry that has one is about."""
    entries, found = entries_in_cases(round_id), dict[int, CaseKind]()
    for place in range(0, len(entries), BATCH):
        cases = cases_of_round(round_id, among=entries[place : place + BATCH])
        found.update((case.entry_id, case.kind) for case, _code in cases)
    return found


def cases_said(round_: Round, *, entry_ids: Sequence[int]) -> list[CaseSaid]:
    """The cases of these entries of a round whose mark stands, by blind code.

    What was drawn for a second look that is not taken yet is left out: its mark is not to be known before.
    """
    veiled = marks_veiled(round_.id)
    closed = [
        (case, code)
        for case, code in cases_of_round(round_.id, among=entry_ids)
        if case.closed_at is not None and case.entry_id not in veiled
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
