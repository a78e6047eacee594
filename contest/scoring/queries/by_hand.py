"""What people settled of an entry besides its sheets: cases, agreements and the second look."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select

from contest.db import db
from contest.scoring.models import Agreement, Recheck, RecheckResult, SettlingCase
from contest.scoring.queries.cases import stands
from contest.scoring.rules import CaseKind, SecondLook


@dataclass(slots=True)
class ByHand:
    """The cases of one entry that stand, its agreement in force, and its second look.

    What was settled speaks of the sheets it was settled about: of others it says nothing, and stands on record.
    """

    cases: list[SettlingCase] = field(default_factory=list)
    agreement: Agreement | None = None
    look: SecondLook | None = None

    def agreed(self, counting: Collection[tuple[int | None, int | None]]) -> Decimal | None:
        """The mark agreed about these sheets, by id and version."""
        found = self.agreement
        if found is None or found.case_id is None:
            return found.mark if found else None
        about = [case for case in self.cases if case.id == found.case_id]
        return found.mark if any(case.is_of(counting) for case in about) else None

    def concludes_look(self, counting: Collection[tuple[int | None, int | None]]) -> bool:
        """Whether a case from the second look is about these sheets."""
        return any(case.kind == CaseKind.RECHECK and case.is_of(counting) for case in self.cases)


def settled_by_hand(round_id: int, *, entry_id: int | None = None) -> dict[int, ByHand]:
    """The same for each entry of a round of which people settled something, or for one; three questions."""
    cases = select(SettlingCase).where(SettlingCase.round_id == round_id, stands())
    agreements = select(Agreement).where(Agreement.round_id == round_id, Agreement.replaced_at.is_(None))
    looks = (
        select(Recheck.entry_id, RecheckResult.mark, RecheckResult.against, RecheckResult.reopened)
        .join(RecheckResult, RecheckResult.recheck_id == Recheck.id)
        .where(Recheck.round_id == round_id)
    )
    if entry_id is not None:
        cases = cases.where(SettlingCase.entry_id == entry_id)
        agreements = agreements.where(Agreement.entry_id == entry_id)
        looks = looks.where(Recheck.entry_id == entry_id)
    found: dict[int, ByHand] = {}
    for case in db.session.scalars(cases.order_by(SettlingCase.id)):
        found.setdefault(case.entry_id, ByHand()).cases.append(case)
    for agreement in db.session.scalars(agreements.order_by(Agreement.id)):
        found.setdefault(agreement.entry_id, ByHand()).agreement = agreement
    for entry, mark, against, reopened in db.session.execute(looks):
        found.setdefault(entry, ByHand()).look = SecondLook(mark, against, reopened)
    return found
