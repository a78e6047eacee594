"""What follows an entry in the same transaction: its words in the search, and what the machine saw of it.

Verbs of every room say ``changed("entry", id)``; here the entry is read as it stands then, once for both.
"""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import CompoundSelect, Select, delete, insert, select

from contest.authors.models import Author, Envelope
from contest.authors.queries import signatures_of
from contest.charter.models import Contest
from contest.db import db, one_of
from contest.entries.models import Entry
from contest.entries.queries import entries_whole, entries_with_files
from contest.entries.rules import FileRole
from contest.plumbing import clock, search
from contest.plumbing.following import changed, follows
from contest.plumbing.jobs import enqueue
from contest.plumbing.search.words import tails_of
from contest.screening.models import EntryLook, EntryWarning
from contest.screening.queries import looks_at
from contest.screening.rules import Level, Stretch, masked
from contest.screening.service.checking import Look, looks
from contest.screening.service.look import texts_of
from contest.units.models import Unit

SIGNED, FILE = "signed:", "file:"


@follows("entry")
def follow_entries(entry_ids: Collection[int]) -> None:
    """Bring the search and the last looks up to date for entries that changed or came.

    Entries beside them, by the same author or with the same file, are looked at again as well: how many
    somebody sent is a matter of all of them.
    """
    question = select(Entry.contest_id).where(one_of(Entry.id, entry_ids)).distinct()
    for contest in db.session.scalars(select(Contest).where(Contest.id.in_(question))):
        seen = looks(contest, entries_whole(contest.id, entry_ids, afresh=True))
        units = _units_said([look.envelope for look in seen if look.envelope is not None])
        search.keep([document_of(look, units) for look in seen])
        _follow_on(contest, seen)
        _remember(seen)


@follows("contest")
def follow_contests(contest_ids: Collection[int]) -> None:
    """A charter changed: its entries count as not looked at until a job has done so."""
    _look_again(select(Entry.id).where(Entry.contest_id.in_(contest_ids)))


@follows("unit")
def follow_units(unit_ids: Collection[int]) -> None:
    """Units got other names: whoever came from them is found by these as soon as a job has looked."""
    people = select(Envelope.entry_id).join(Author, Author.envelope_id == Envelope.id)
    sent = select(Envelope.entry_id).where(Envelope.unit_id.in_(unit_ids))
    _look_again(sent.union(people.where(Author.unit_id.in_(unit_ids))))


def forget_everything() -> None:
    """Empty the search and the looks; the job "entries.look" fills them again."""
    search.erase_all()
    for table in (EntryWarning, EntryLook):
        db.session.execute(delete(table))


def _look_again(entry_ids: Select[int] | CompoundSelect[int]) -> None:
    """Forget the looks at these entries; a list that needs one sooner than the job takes it by itself."""
    for table in (EntryWarning, EntryLook):
        db.session.execute(delete(table).where(table.entry_id.in_(entry_ids)))
    enqueue("entries.look", {}, at=clock.now())


def _follow_on(contest: Contest, seen: Sequence[Look]) -> None:
    """Say that those changed too that stand beside an entry in what has come or gone."""
    before = {entry_id: set(look.marks) for entry_id, look in looks_at([s.entry.id for s in seen]).items()}
    moved = {mark for look in seen for mark in before.get(look.entry.id, set()) ^ set(_marks(look))}
    if not moved:
        return
    digests = [mark.removeprefix(FILE) for mark in moved if mark.startswith(FILE)]
    beside = {entry_id for rows in entries_with_files(contest.id, digests).values() for entry_id, _ in rows}
    names = {mark.removeprefix(SIGNED).partition("|")[0] for mark in moved if mark.startswith(SIGNED)}
    for entry_id, author, envelope in signatures_of(contest.id, names):
        if moved & set(_signatures(author, envelope)):
            beside.add(entry_id)
    changed("entry", *(beside - {look.entry.id for look in seen}))


def _remember(seen: Sequence[Look]) -> None:
    """Keep what was warned of, and what ties an entry to others."""
    ids, at = [look.entry.id for look in seen], clock.now()
    for table in (EntryWarning, EntryLook):
        db.session.execute(delete(table).where(table.entry_id.in_(ids)))
    rows = [{"entry_id": look.entry.id, "looked_at": at, "marks": sorted(_marks(look))} for look in seen]
    warned = [
        {"entry_id": look.entry.id, "key": key}
        for look in seen
        for key in dict.fromkeys(check.key for check in look.checks if check.level != Level.OK)
    ]
    if rows:
        db.session.execute(insert(EntryLook), rows)
    if warned:
        db.session.execute(insert(EntryWarning), warned)


def _marks(look: Look) -> Iterator[str]:
    """What ties an entry to others: who signed it and which files came with it; nothing once it is withdrawn."""
    if look.entry.withdrawal is not None:
        return
    yield from (f"{FILE}{file.digest}" for file in look.entry.manuscript.files if file.role == FileRole.ESSAY)
    if look.envelope is not None:
        for author in look.envelope.authors:
            yield from _signatures(author, look.envelope)


def _signatures(author: Author, envelope: Envelope) -> Iterator[str]:
    """The same person as another entry would name them: by birth year and unit, or by telephone."""
    yield f"{SIGNED}{author.folded_name}|{author.birth_year}|{envelope.unit_id or envelope.unit_name}"
    if author.phone:
        yield f"{SIGNED}{author.folded_name}|{author.phone}"


def document_of(look: Look, units: dict[int, str]) -> search.Document:
    """What the search keeps of an entry: as a judge would read it, and apart from that what tells the author.

    units  the names under which the directory knows each unit
    """
    entry, figure = look.entry, look.entry.figure
    written = texts_of(entry.manuscript)
    title, *body = shown = _shown(look, written)
    hidden = [said for (_, said), read in zip(written, shown, strict=True) if said != read]
    about = (figure.name, figure.position, figure.place)
    return search.Document(
        id=entry.id,
        head=tuple(said for said in (title, *about, entry.receipt, entry.receipt.replace("-", "")) if said),
        body=tuple(body),
        sealed_head=tuple(dict.fromkeys(said for said in _signed(look.envelope, units) if said)),
        sealed_body=tuple(hidden),
    )


def _shown(look: Look, written: Sequence[tuple[int, str]]) -> list[str]:
    """The title, then the rest, with everything masked that a judge must not read."""
    told = {(mask.paragraph, mask.start, mask.stop) for mask in look.masks}
    places = {(m.paragraph, m.start, m.stop) for m in look.masks if m.lifted_at is None}
    places |= {(f.paragraph, f.start, f.stop) for f in look.found if f.certain} - told
    by_number: dict[int, list[Stretch]] = {}
    for place in places:
        by_number.setdefault(place[0], []).append(Stretch(*place))
    return [masked(said, by_number.get(number, ())) for number, said in written]


def _signed(envelope: Envelope | None, units: dict[int, str]) -> Iterator[str]:
    """Everything by which somebody may remember who wrote an entry and where it came from."""
    if envelope is None:
        return
    for author in envelope.authors:
        yield from (author.name, author.pen_name, author.guardian_name, author.email)
    yield from (envelope.collective_name, envelope.unit_name)
    for author in envelope.authors:
        yield from (author.unit_name, units.get(author.unit_id or 0, ""))
    yield units.get(envelope.unit_id or 0, "")
    for author in envelope.authors:
        yield from tails_of(author.phone)
        yield from tails_of(author.guardian_phone)


def _units_said(envelopes: Collection[Envelope]) -> dict[int, str]:
    """The names of the directory for the units that these envelopes speak of."""
    ids = {envelope.unit_id for envelope in envelopes}
    ids |= {author.unit_id for envelope in envelopes for author in envelope.authors}
    rows = db.session.execute(select(Unit.id, Unit.name, Unit.short_name).where(Unit.id.in_(ids - {None})))
    return {
        row.id: row.name if row.name == row.short_name else f"{row.name} ({row.short_name})" for row in rows
    }
