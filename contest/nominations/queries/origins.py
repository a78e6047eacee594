"""Works that came from a contest of this same installation: which entry here each of them is."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, select

from contest.db import db
from contest.entries.models import Entry
from contest.nominations.models import Consigned, Consignment, Nomination, Package


def origins_of(consignment: Consignment) -> dict[str, int]:
    """Receipt at the sender's -> the entry of this installation that it is; nothing for a package from elsewhere."""
    question = _nominated(Consignment.id == consignment.id)
    return {receipt: entry_id for receipt, entry_id, _taken in db.session.execute(question)}


def works_sent_up_here() -> Iterator[tuple[int, int]]:
    """The entry below and the entry above, for each work that went from one contest of this installation to another."""
    for _receipt, below, above in db.session.execute(_nominated(Consigned.entry_id.is_not(None))):
        if above is not None:
            yield below, above


def _nominated(condition: ColumnElement[bool]) -> Select[str, int, int | None]:
    """A package that was made here is known again by its manifest's digest, and its entries by their receipts."""
    return (
        select(Consigned.receipt, Nomination.entry_id, Consigned.entry_id)
        .join(Consignment, Consignment.id == Consigned.consignment_id)
        .join(Package, Package.digest == Consignment.digest)
        .join(Nomination, Nomination.package_id == Package.id)
        .join(Entry, (Entry.id == Nomination.entry_id) & (Entry.receipt == Consigned.receipt))
        .where(condition)
    )
