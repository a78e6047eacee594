"""A package from below on the stage, put there by hand: one entry stands for one of ours and names its authors."""

from datetime import datetime

from contest.authors.queries import envelope_of
from contest.db import db
from contest.entries.models import Entry
from contest.nominations.models import (
    Choice,
    Consigned,
    Consignment,
    ContestLevel,
    Outcome,
    SenderKey,
    SendingUnit,
)
from contest.nominations.rules import read_entry
from contest.plumbing.storage import storage
from tests.nominations.districts import kept
from tests.nominations.made import ENTRY, KEY, SAID


def standing_consignment(contest_id: int, entry_id: int, unit_id: int, *, by: str, at: datetime) -> None:
    """The level, a sender with its key, and a package of which one entry is taken and one is open.

    The caller opens the transaction.
    """
    envelope, entry = envelope_of(entry_id), db.session.get_one(Entry, entry_id)
    key = KEY.public_key().public_bytes_raw().hex()
    minutes, bytes_ = kept(b"%PDF-1.7 bien ban"), kept(b"goi %d" % contest_id)
    member = {"name": "minutes.pdf", "sha256": minutes.digest, "size": minutes.size}
    assert storage().holds(minutes.digest)
    db.session.add_all(
        [
            ContestLevel(
                contest_id=contest_id, label="cấp huyện", rank=2, upper_label="cấp tỉnh", receives=True
            ),
            SendingUnit(contest_id=contest_id, unit_id=unit_id, quota=2),
            SenderKey(contest_id=contest_id, unit_id=unit_id, key=key, registered_at=at, registered_by=by),
        ]
    )
    row = Consignment(
        contest_id=contest_id,
        number=1,
        file_digest=bytes_.digest,
        size=bytes_.size,
        sent_name="goi.guongsang",
        received_at=at,
        received_by=by,
        digest="b" * 64,
        key=key,
        manifest={**SAID, "files": [member]},
        opened_at=at,
        refused_for={},
        unit_id=unit_id,
        categories={},
        prepared_at=at,
        taking_at=at,
        taken_at=at,
        taken_by=by,
        touched_at=at,
    )
    db.session.add(row)
    db.session.flush()
    names = [author.name for author in envelope.authors] or [envelope.collective_name or "Hoàng Thị Lanh"]
    authors = [{**ENTRY["authors"][0], "name": name, "unit": envelope.unit_name} for name in names]
    said = read_entry({**ENTRY, "authors": authors, "unit": envelope.unit_name}).as_json()
    for position, outcome in enumerate((Outcome.ALREADY, None), start=1):
        db.session.add(
            Consigned(
                consignment_id=row.id,
                position=position,
                receipt=f"XX26-AAAA-{position + 1}",
                title=said["title"],
                nominated=True,
                said=said,
                marks={},
                notes=[],
                why={},
                choice=Choice.LEAVE,
                entry_id=entry.id if outcome else None,
                outcome=outcome,
                done_at=at if outcome else None,
            )
        )
    db.session.flush()
