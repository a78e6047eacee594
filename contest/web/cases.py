"""What a page shows of a case: the sheets side by side, and what was said, each under a name the visitor may know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from contest.scoring.models import Ending, ScoreSheet, SettlingCase
from contest.scoring.queries import Talk
from contest.scoring.rules import CaseKind


@dataclass(frozen=True, slots=True)
class Column:
    """One judge's sheet as handed in."""

    label: str
    points: Mapping[str, str]
    total: Decimal | None
    remark: str


@dataclass(frozen=True, slots=True)
class Said:
    """One remark."""

    label: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposed mark; those who accepted it by their labels, and whether the visitor is among them."""

    id: int
    label: str
    at: datetime
    mark: Decimal
    reason: str
    accepted_by: tuple[str, ...]
    accepted: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """The mark a case was closed with."""

    mark: Decimal
    minutes: str
    at: datetime
    label: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case; kind is empty while it has not been opened."""

    kind: CaseKind | None
    open: bool
    opened_at: datetime | None
    columns: tuple[Column, ...]
    difference: Decimal
    said: tuple[Said, ...]
    proposals: tuple[Proposed, ...]
    settled: Settled | None


class Labels:
    """Who is called what: judges by their number in the order of reading, by name only where names may be known.

    whose  the account of the visitor who is a judge of the case, who is addressed
    """

    def __init__(self, judges: Sequence[int], names: Mapping[int, str] | None, *, whose: int | None) -> None:
        self._judges, self._names, self._whose = list(judges), names, whose

    def of(self, account_id: int | None, name: str) -> str:
        """The label of an account; whoever is no judge of the case presides."""
        if account_id is not None and account_id == self._whose:
            return str(_("Ông/Bà"))
        if self._names is not None:
            return self._names.get(account_id, name) if account_id is not None else name
        if account_id in self._judges:
            return str(_("Giám khảo %(number)s", number=self._judges.index(account_id) + 1))
        return str(_("Người chủ trì"))


def case_view(
    sheets: Sequence[ScoreSheet],
    case: SettlingCase | None,
    talk: Talk | None,
    *,
    named: bool,
    whose: int | None = None,
) -> CaseView:
    """What a visitor sees of a case, or of an entry whose case is still to be opened.

    named  whether judges are shown by their names
    whose  the visitor's account, when a judge of the case looks
    """
    names = {s.assignment.judge_id: s.assignment.judge.name for s in sheets} if named else None
    labels = Labels([s.assignment.judge_id for s in sheets], names, whose=whose)
    totals = [sheet.total for sheet in sheets if sheet.total is not None]
    return CaseView(
        kind=case.kind if case else None,
        open=case is not None and case.closed_at is None,
        opened_at=case.opened_at if case else None,
        columns=tuple(
            Column(
                labels.of(s.assignment.judge_id, s.assignment.judge.name),
                s.points,
                s.total,
                s.remark,
            )
            for s in sheets
        ),
        difference=max(totals) - min(totals) if totals else Decimal(0),
        said=tuple(Said(labels.of(r.account_id, r.said_by), r.said_at, r.text) for r in talk.remarks)
        if talk
        else (),
        proposals=_proposed(talk, labels, whose) if talk else (),
        settled=_settled(case, talk, labels) if case and talk else None,
    )


def _proposed(talk: Talk, labels: Labels, whose: int | None) -> tuple[Proposed, ...]:
    return tuple(
        Proposed(
            id=p.id,
            label=labels.of(p.account_id, p.made_by),
            at=p.made_at,
            mark=p.mark,
            reason=p.reason,
            accepted_by=tuple(
                labels.of(a.account_id, a.accepted_by) for a in talk.acceptances if a.proposal_id == p.id
            ),
            accepted=whose in talk.accepted(p),
        )
        for p in talk.proposals
    )


def _settled(case: SettlingCase, talk: Talk, labels: Labels) -> Settled | None:
    found = talk.agreement
    if found is None:
        return None
    return Settled(
        mark=found.mark,
        minutes=found.minutes,
        at=found.decided_at,
        label=labels.of(None, found.decided_by),
        agreed=case.ending == Ending.AGREED,
    )
