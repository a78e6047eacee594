"""Questions about cases: where judges see each other's sheets and settle a mark."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.db import db, one_of
from contest.scoring.models import (
    Agreement,
    CaseAcceptance,
    CaseProposal,
    CaseRemark,
    Ending,
    ScoreSheet,
    SettlingCase,
)
from contest.scoring.queries.sheets import round_lock, sheets_of_round
from contest.screening.models import BlindCode


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said in a case: remarks in order, proposals newest first, who accepted each, and what came of it."""

    remarks: tuple[CaseRemark, ...]
    proposals: tuple[CaseProposal, ...]
    acceptances: tuple[CaseAcceptance, ...]
    agreement: Agreement | None

    @property
    def proposal(self) -> CaseProposal | None:
        """The proposal that stands: the newest."""
        return self.proposals[0] if self.proposals else None

    def accepted(self, proposal: CaseProposal) -> set[int]:
        """The accounts that accepted a proposal."""
        return {a.account_id for a in self.acceptances if a.proposal_id == proposal.id}


def stands() -> ColumnElement[bool]:
    """Whether a case is open, or was closed with a mark."""
    return SettlingCase.ending.is_(None) | (SettlingCase.ending != Ending.VOID)


def open_cases(round_id: int) -> dict[int, SettlingCase]:
    """The round's open cases by entry id."""
    question = select(SettlingCase).where(SettlingCase.round_id == round_id, SettlingCase.closed_at.is_(None))
    return {case.entry_id: case for case in db.session.scalars(question)}


def case_of_entry(round_id: int, entry_id: int) -> SettlingCase | None:
    """The newest case of an entry that stands and whose sheets still count."""
    question = select(SettlingCase).where(
        SettlingCase.round_id == round_id, SettlingCase.entry_id == entry_id, stands()
    )
    found = db.session.scalar(
        question.order_by(SettlingCase.id.desc()).limit(1).execution_options(populate_existing=True)
    )
    if found is None:
        return None
    return found if found.is_of(_versions(sheets_of_round(round_id, [entry_id]).get(entry_id, []))) else None


def cases_of_judge(judge_id: int, round_ids: Collection[int]) -> list[tuple[SettlingCase, Assignment]]:
    """The judge's own cases in these rounds with the assignment of each: open ones first, then by blind code."""
    found: list[tuple[SettlingCase, Assignment]] = []
    for round_id in round_ids:
        mine = {
            a.entry_id: a
            for a in db.session.scalars(standing(round_id).where(Assignment.judge_id == judge_id)).unique()
        }
        question = select(SettlingCase).where(
            SettlingCase.round_id == round_id, one_of(SettlingCase.entry_id, mine), stands()
        )
        cases = list(db.session.scalars(question)) if mine else []
        sheets = sheets_of_round(round_id, [case.entry_id for case in cases]) if cases else {}
        found += [
            (case, mine[case.entry_id])
            for case in cases
            if judge_id in case.judges and case.is_of(_versions(sheets.get(case.entry_id, [])))
        ]
    return sorted(
        found, key=lambda pair: (pair[0].closed_at is not None, pair[1].blind_code.code, -pair[0].id)
    )


def waiting_cases(judge_id: int, round_id: int) -> int:
    """How many open cases of a round wait for this judge; none that its sheets have left behind."""
    return sum(1 for case, _assignment in cases_of_judge(judge_id, [round_id]) if case.closed_at is None)


def entries_in_cases(round_id: int) -> list[int]:
    """The entries of a round that have a case which stands, by blind code."""
    question = (
        select(BlindCode.entry_id)
        .join(
            SettlingCase,
            (BlindCode.round_id == SettlingCase.round_id) & (BlindCode.entry_id == SettlingCase.entry_id),
        )
        .where(SettlingCase.round_id == round_id, stands())
    )
    in_order = question.group_by(BlindCode.entry_id, BlindCode.code).order_by(BlindCode.code)
    return list(db.session.scalars(in_order))


def cases_of_round(round_id: int, *, among: Collection[int] | None = None) -> list[tuple[SettlingCase, str]]:
    """Every case of a round that stands and is about the sheets that count, with its blind code and in their order.

    among  only of these entries
    """
    question = (
        select(SettlingCase, BlindCode.code)
        .join(
            BlindCode,
            (BlindCode.round_id == SettlingCase.round_id) & (BlindCode.entry_id == SettlingCase.entry_id),
        )
        .where(SettlingCase.round_id == round_id, stands())
        .order_by(BlindCode.code, SettlingCase.id)
    )
    if among is not None:
        question = question.where(one_of(SettlingCase.entry_id, among))
    cases = [(case, code) for case, code in db.session.execute(question)]
    sheets = sheets_of_round(round_id, [case.entry_id for case, _code in cases]) if cases else {}
    return [(case, code) for case, code in cases if case.is_of(_versions(sheets.get(case.entry_id, [])))]


def talk_of(case: SettlingCase) -> Talk:
    """Everything said in a case; four questions."""
    return talks_of([case])[case.id]


def talks_of(cases: Sequence[SettlingCase]) -> dict[int, Talk]:
    """The same for many, by case id, in the same four questions."""
    ids = [case.id for case in cases]
    remarks: dict[int, list[CaseRemark]] = {}
    for remark in db.session.scalars(
        select(CaseRemark).where(one_of(CaseRemark.case_id, ids)).order_by(CaseRemark.id)
    ):
        remarks.setdefault(remark.case_id, []).append(remark)
    proposals: dict[int, list[CaseProposal]] = {}
    for proposal in db.session.scalars(
        select(CaseProposal).where(one_of(CaseProposal.case_id, ids)).order_by(CaseProposal.id.desc())
    ):
        proposals.setdefault(proposal.case_id, []).append(proposal)
    acceptances: dict[int, list[CaseAcceptance]] = {}
    accepted = (
        select(CaseProposal.case_id, CaseAcceptance)
        .join(CaseProposal, CaseProposal.id == CaseAcceptance.proposal_id)
        .where(one_of(CaseProposal.case_id, ids))
    )
    for case_id, acceptance in db.session.execute(accepted.order_by(CaseAcceptance.id)):
        acceptances.setdefault(case_id, []).append(acceptance)
    agreed = select(Agreement).where(one_of(Agreement.case_id, ids), Agreement.replaced_at.is_(None))
    agreements = {agreement.case_id: agreement for agreement in db.session.scalars(agreed)}
    return {
        case.id: Talk(
            tuple(remarks.get(case.id, ())),
            tuple(proposals.get(case.id, ())),
            tuple(acceptances.get(case.id, ())),
            agreements.get(case.id),
        )
        for case in cases
    }


def has_seen_the_others(assignment: Assignment) -> bool:
    """Whether the judge of an assignment was in a case of its entry, and so has seen the others' sheets."""
    question = select(SettlingCase).where(
        SettlingCase.round_id == assignment.round_id, SettlingCase.entry_id == assignment.entry_id
    )
    return any(assignment.judge_id in case.judges for case in db.session.scalars(question))


def entries_not_to_see(account_id: int, round_id: int) -> set[int]:
    """The entries an account reads in a round whose other sheets are not shown to it, as its own may still change.

    Until a case with this account was opened, or the round is locked: handing in is not enough, as what is
    handed in can be taken back.
    """
    if round_lock(round_id) is not None:
        return set()
    mine = standing(round_id).with_only_columns(Assignment.entry_id).where(Assignment.judge_id == account_id)
    reads = set(db.session.scalars(mine))
    if not reads:
        return set()
    cases = select(SettlingCase).where(
        SettlingCase.round_id == round_id, one_of(SettlingCase.entry_id, reads)
    )
    return reads - {case.entry_id for case in db.session.scalars(cases) if account_id in case.judges}


def _versions(sheets: Collection[ScoreSheet]) -> set[tuple[int, int]]:
    return {(sheet.id, sheet.version) for sheet in sheets}
