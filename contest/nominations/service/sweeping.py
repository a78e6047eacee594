"""What need not be kept of arriving packages: their bytes, and what they said of people, once all is done."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from contest.authors.service.drafts import promise_sweep
from contest.db import db, transaction
from contest.nominations.models import ConsignedFile, Consignment
from contest.nominations.queries.consignments import rows_of
from contest.nominations.service.receiving import LET_GO
from contest.nominations.service.taking import KEPT_FOR
from contest.plumbing.audit import SYSTEM, record
from contest.plumbing.jobs import enqueue

TOLD_ON: Final = ("receipt", "title", "category_name", "unit", "nominated", "contacts", "result", "words")
"""What stays of a line: nothing of its authors, its figure or its text."""


def let_go(*, consignment_id: int, at: datetime) -> bool:
    """Let go of a package's files and of what it says of people, two weeks after it was last touched.

    What became of each entry stays. Whether it went; one that was touched since is looked at again later.
    """
    with transaction():
        question = select(Consignment).where(Consignment.id == consignment_id).with_for_update()
        held = db.session.scalar(question.execution_options(populate_existing=True))
        if held is None or held.swept_at is not None or held.taken_at is None:
            return False
        if held.touched_at > at - KEPT_FOR:
            enqueue(
                LET_GO,
                {"consignment": held.id},
                at=at,
                due_at=held.touched_at + KEPT_FOR + timedelta(minutes=1),
            )
            return False
        for row in rows_of(held):
            row.said = {name: row.said[name] for name in TOLD_ON if name in row.said}
        db.session.execute(delete(ConsignedFile).where(ConsignedFile.consignment_id == held.id))
        held.swept_at = at
        record(
            "consignment.swept",
            actor=SYSTEM,
            at=at,
            contest_id=held.contest_id,
            subject=held,
            number=held.number,
        )
        promise_sweep(at)
    return True
