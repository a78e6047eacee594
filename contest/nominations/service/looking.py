"""An arriving package looked through: each entry's fate, what it lacks, what it resembles, whether there is room."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select

from contest.authors.queries import terms_of
from contest.authors.rules import problems
from contest.authors.rules.checks import softened
from contest.authors.service.files import release
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.nominations.models import Consigned, ConsignedFile, Consignment
from contest.nominations.queries import sender_of, senders_named, senders_of
from contest.nominations.queries.consignments import (
    Known,
    files_by_digest,
    known_entries,
    rows_of,
    units_of_key,
)
from contest.nominations.rules import (
    HELD_BACK,
    LEFT_OUT,
    EntryTold,
    Fate,
    Room,
    changed_parts,
    fate_of,
    identity_of,
    marks_of,
    read_entry,
    read_manifest,
    result_told,
    said_at,
    within,
)
from contest.nominations.service.comparing import Like, Text, likenesses
from contest.nominations.service.understanding import Sent, category_of, sent_of, understand
from contest.units.queries import names_of_units

Note = dict[str, Any]
PROBLEM, WARNING, PLAIN = "problem", "warning", "note"
MOST_LIKE = 3
LIKE_LEVELS = {"like-reference": PLAIN}


def note(level: str, code: str, **values: object) -> Note:
    """One note as it is kept with its entry."""
    return {"level": level, "code": code, "values": {name: str(value) for name, value in values.items()}}


def guess_sender(consignment: Consignment) -> int | None:
    """From which unit a package seems to be: the one it names, if its key is that one's or nobody else's.

    A key tells one unit as long as it is known for one and the package names no other; units that share an
    installation share its key, and then only what the package says tells them apart.
    """
    sender = read_manifest(consignment.manifest).sender
    senders = senders_of(consignment.contest_id)
    named = {unit.id for unit in senders_named(senders, (sender.area, sender.body))}
    known = units_of_key(consignment.contest_id, consignment.key)
    for fitting in (named & known, named or known):
        if fitting:
            return fitting.pop() if len(fitting) == 1 else None
    return None


def look_through(*, consignment: Consignment, contest: Contest, at: datetime) -> None:
    """Look through the entries of which nothing has become yet, and keep what is to be said of them.

    Asks outside any transaction and writes in one of its own; a package that was touched meanwhile is left
    for the look that was promised then.
    """
    touched = consignment.touched_at
    made_at = said_at(read_manifest(consignment.manifest).created_at, consignment.received_at)
    rows = rows_of(consignment, open_only=True)
    told = {row.id: read_entry(row.said, row.position) for row in rows}
    unit_id = consignment.unit_id
    identities = {
        row.id: identity_of(contest.id, unit_id, row.receipt) if unit_id is not None else "" for row in rows
    }
    marks = {id_: marks_of(entry) for id_, entry in told.items()}
    known = known_entries([one for one in identities.values() if one])
    standing = {row.id: known.get(identities[row.id]) for row in rows}
    fates = {
        row.id: fate_of(marks[row.id], known_.said if (known_ := standing[row.id]) else None, made_at=made_at)
        for row in rows
    }
    texts = [Text(row.id, told[row.id], s.entry_id if (s := standing[row.id]) else None) for row in rows]
    likes = likenesses(contest, consignment, texts, at=at) if rows else {}
    files = files_by_digest(consignment.id)
    sent = sent_of(consignment, contest, names_of_units([unit_id])[unit_id] if unit_id is not None else "")
    notes = {
        row.id: [
            *_of_fate(fates[row.id], marks[row.id], standing[row.id]),
            *_of_result(fates[row.id], told[row.id], standing[row.id]),
            *_of_contents(contest, consignment, sent, told[row.id], files, at),
            *_of_likes(likes[row.id]),
        ]
        for row in rows
    }
    _of_room(contest, unit_id, rows, fates, notes)
    release()
    with transaction():
        question = select(Consignment).where(Consignment.id == consignment.id).with_for_update()
        held = db.session.scalar(question.execution_options(populate_existing=True))
        if held is None or held.touched_at != touched or held.is_taking:
            return
        for row in rows_of(held, open_only=True):
            row.identity, row.marks, row.fate = identities[row.id], marks[row.id], fates[row.id]
            row.notes = notes[row.id]
            row.standing_entry_id = s.entry_id if (s := standing[row.id]) else None
        held.prepared_at = at


def _of_fate(fate: Fate, marks: dict[str, str], known: Known | None) -> list[Note]:
    if known is None:
        return []
    if known.withdrawn:
        return [note(WARNING, "withdrawn", receipt=known.receipt)]
    if fate is Fate.CHANGED:
        parts = changed_parts(known.said.marks, marks)
        return [note(WARNING, "changed", receipt=known.receipt, parts=",".join(parts))]
    return [note(PLAIN, "older" if fate is Fate.OLDER else "known", receipt=known.receipt)]


def _of_result(fate: Fate, told: EntryTold, known: Known | None) -> list[Note]:
    """Whether the lower level's result is another now: a prize taken back below changes nothing here by itself."""
    now = told.as_json()["result"]
    if known is None or fate is Fate.OLDER or now is None or result_told(now) == known.result:
        return []
    return [note(WARNING, "result-changed", before=known.result or "–", now=result_told(now))]


def _of_contents(
    contest: Contest,
    consignment: Consignment,
    sent: Sent,
    told: EntryTold,
    files: dict[str, ConsignedFile],
    at: datetime,
) -> list[Note]:
    """What the entry lacks: problems keep it out, the rest is forgiven as of paper."""
    known = understand(contest, consignment, sent, told, files)
    terms = replace(terms_of(contest, channel=Channel.UNIT, at=at), on_paper=True)
    found = [note(WARNING, "file-refused", why=why) for _digest, why in known.refused]
    if category_of(contest, told, consignment.categories) is None:
        found.append(note(PROBLEM, "category-unknown", said=told.category_name))
    wrong = (problem.code for problem in problems(known.submission, terms))
    found += [note(PROBLEM, code) for code in wrong if code != "category-missing"]
    forgiven = softened(known.submission, terms)
    if "consent-missing" in forgiven:
        found.append(note(PLAIN, "consents-missing"))
    lacking = ",".join(sorted(forgiven - {"consent-missing"}))
    if told.contacts == HELD_BACK:
        found.append(note(PLAIN, "contacts-held-back"))
    elif told.contacts == LEFT_OUT:
        found.append(note(PLAIN, "contacts-left-out"))
    elif lacking:
        found.append(note(PLAIN, "forgiven", what=lacking))
    if told.figure.verified == "denied":
        found.append(note(WARNING, "denied"))
    elif told.figure.verified != "confirmed":
        found.append(note(PLAIN, "unverified"))
    return found


def _of_likes(likes: list[Like]) -> list[Note]:
    return [note(LIKE_LEVELS.get(like.kind, WARNING), like.kind, **like.values) for like in likes[:MOST_LIKE]]


def _of_room(
    contest: Contest,
    unit_id: int | None,
    rows: list[Consigned],
    fates: dict[int, Fate],
    notes: dict[int, list[Note]],
) -> None:
    """Which entries are along for the record only, and which come over the sender's quota."""
    room = sender_of(contest.id, unit_id).room if unit_id is not None else Room(None)
    coming = [row.nominated and fates[row.id] is Fate.FRESH for row in rows]
    for row, fits in zip(rows, within(coming, room), strict=True):
        if not row.nominated:
            notes[row.id].insert(0, note(PLAIN, "rest"))
        elif not fits:
            notes[row.id].insert(0, note(WARNING, "over-quota", quota=room.quota, used=room.used))
