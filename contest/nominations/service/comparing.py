"""Arriving texts held against all that is there: the register, what else waits to be taken, and each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from contest.authors.models import Envelope
from contest.charter.models import Contest
from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript, Withdrawal
from contest.entries.queries import entries_with_files
from contest.nominations.models import Consigned, Consignment
from contest.nominations.queries.origins import origins_of
from contest.nominations.rules import EntryTold
from contest.screening.queries import common_phrases
from contest.screening.rules.resemblance import Index, print_of
from contest.screening.service.prints import make_prints, prints_of


@dataclass(frozen=True, slots=True)
class Like:
    """Another text that an arriving one resembles.

    percent  of the one that shares more; 100 for the same text or the same file
    kind     "same-text", "like", "like-reference", "same-file", "like-inside" or "like-waiting"
    values   what the note's sentence is filled with
    """

    kind: str
    percent: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """One arriving entry to be compared: its row, what it says, and the entry of ours that it stands for, if any."""

    row_id: int
    told: EntryTold
    own_entry: int | None


def likenesses(
    contest: Contest, consignment: Consignment, texts: Sequence[Text], *, at: datetime
) -> dict[int, list[Like]]:
    """What each of these texts resembles, by row, the strongest first; outside any transaction."""
    make_prints(contest_id=contest.id, at=at)
    found: dict[int, list[Like]] = {text.row_id: [] for text in texts}
    _same_bytes(contest, texts, found)
    _in_register(contest, texts, origins_of(consignment), found)
    _arriving(contest, consignment, texts, found)
    return {row_id: sorted(likes, key=lambda like: -like.percent) for row_id, likes in found.items()}


def _in_register(
    contest: Contest, texts: Sequence[Text], origins: Mapping[str, int], found: dict[int, list[Like]]
) -> None:
    """Texts of the register, of earlier contests and references that an arriving one resembles.

    origins  which entry of this very installation a work is, by its receipt there
    """
    index = Index.build(prints_of(contest))
    common = common_phrases(contest.id)
    hits = [
        (text, hit)
        for text in texts
        if text.told.paragraphs
        for hit in index.near(print_of(text.told.paragraphs), common=common)
    ]
    whose = _entries_of([hit.id for _, hit in hits if hit.id > 0])
    for text, hit in hits:
        percent = round(100 * hit.strength)
        if hit.id < 0:
            found[text.row_id].append(Like("like-reference", percent, {"percent": str(percent)}))
            continue
        entry_id, receipt, whence = whose[hit.id]
        told = {like.values.get("receipt") for like in found[text.row_id]}
        if entry_id not in (text.own_entry, origins.get(text.told.receipt)) and receipt not in told:
            values = {"percent": str(percent), "receipt": receipt, "whence": whence}
            found[text.row_id].append(Like("like", percent, values))


def _same_bytes(contest: Contest, texts: Sequence[Text], found: dict[int, list[Like]]) -> None:
    """Entries of the register with the very same essay, or with a file in common."""
    by_digest = _manuscripts_of(contest, {text.told.digest for text in texts})
    files = {file.sha256 for text in texts for file in text.told.files if file.role != "statement"}
    with_files = entries_with_files(contest.id, files) if files else {}
    whence = _units_of({id_ for rows in with_files.values() for id_, _ in rows})
    for text in texts:
        same = [row for row in by_digest.get(text.told.digest, ()) if row[0] != text.own_entry]
        for _, receipt, unit in same:
            found[text.row_id].append(Like("same-text", 100, {"receipt": receipt, "whence": unit}))
        told = {receipt for _, receipt, _ in same}
        for file in text.told.files:
            for entry_id, receipt in with_files.get(file.sha256, ()):
                if entry_id != text.own_entry and receipt not in told:
                    told.add(receipt)
                    values = {"receipt": receipt, "whence": _of(whence.get(entry_id, ""))}
                    found[text.row_id].append(Like("same-file", 100, values))


def _arriving(
    contest: Contest, consignment: Consignment, texts: Sequence[Text], found: dict[int, list[Like]]
) -> None:
    """Pairs within the package, and with entries of other packages that nobody has taken yet."""
    own = {text.row_id for text in texts}
    waiting = (
        select(Consigned, Consignment)
        .join(Consignment, Consignment.id == Consigned.consignment_id)
        .where(Consignment.contest_id == contest.id, Consigned.consignment_id != consignment.id)
        .where(Consigned.outcome.is_(None), Consignment.swept_at.is_(None))
    )
    others = {row.id: (row, of) for row, of in db.session.execute(waiting)}
    prints = [(text.row_id, text.told.paragraphs) for text in texts]
    prints += [(id_, tuple(row.said.get("paragraphs", ()))) for id_, (row, _) in others.items()]
    index = Index.build((id_, print_of(body)) for id_, body in prints if body)
    receipts = {text.row_id: text.told.receipt for text in texts}
    for pair in index.pairs(common=common_phrases(contest.id), of=own):
        percent = round(100 * pair.strength)
        for mine, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if mine not in own:
                continue
            values = {"percent": str(percent)}
            if other in own:
                found[mine].append(Like("like-inside", percent, {**values, "receipt": receipts[other]}))
                continue
            row, of = others[other]
            if of.unit_id is not None and of.unit_id == consignment.unit_id and row.receipt == receipts[mine]:
                continue
            values |= {"receipt": row.receipt, "sender": sender_said(of), "number": str(of.number)}
            found[mine].append(Like("like-waiting", percent, values))


def sender_said(consignment: Consignment) -> str:
    """A sender in its own words: its area, else the organ that issues the package."""
    sender = consignment.manifest.get("sender", {})
    return str(sender.get("area") or sender.get("body") or "")


def _manuscripts_of(contest: Contest, digests: Iterable[str]) -> dict[str, list[tuple[int, str, str]]]:
    """(entry id, receipt, whence) of the contest's standing entries by the digest of their essay."""
    question = (
        select(Manuscript.digest, Entry.id, Entry.receipt, Envelope.unit_name)
        .join(Entry, Entry.id == Manuscript.entry_id)
        .join(Envelope, Envelope.entry_id == Entry.id)
        .where(Entry.contest_id == contest.id, Manuscript.digest.in_(sorted(digests)))
        .where(~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists())
        .distinct()
    )
    found: dict[str, list[tuple[int, str, str]]] = {}
    for digest, entry_id, receipt, unit in db.session.execute(question):
        found.setdefault(digest, []).append((entry_id, receipt, _of(unit)))
    return found


def _entries_of(manuscript_ids: Sequence[int]) -> dict[int, tuple[int, str, str]]:
    """(entry id, receipt, whence) by manuscript."""
    question = (
        select(Manuscript.id, Entry.id, Entry.receipt, Envelope.unit_name)
        .join(Entry, Entry.id == Manuscript.entry_id)
        .join(Envelope, Envelope.entry_id == Entry.id)
        .where(one_of(Manuscript.id, manuscript_ids))
    )
    return {id_: (entry, receipt, _of(unit)) for id_, entry, receipt, unit in db.session.execute(question)}


def _units_of(entry_ids: Iterable[int]) -> dict[int, str]:
    question = select(Envelope.entry_id, Envelope.unit_name).where(one_of(Envelope.entry_id, list(entry_ids)))
    names: dict[int, str] = dict(db.session.execute(question).all())
    return names


def _of(unit: str) -> str:
    """Whose an entry is, behind its receipt."""
    return f" ({unit})" if unit else ""
