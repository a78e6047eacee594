"""Entries as a package tells of them: the newest version, its envelope as far as allowed, its figure and result."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of
from contest.charter.models import Contest
from contest.entries.models import Entry, Figure, Manuscript
from contest.entries.queries import entries_whole
from contest.entries.rules import FileRole
from contest.nominations.queries.choosing import Candidates, verifications
from contest.nominations.rules import (
    WHOLE,
    AuthorTold,
    ConsentTold,
    EntryTold,
    FigureTold,
    FileTold,
    ResultTold,
    authors_allowed,
    may_be_child,
)
from contest.plumbing.storage import storage
from contest.units.queries import codes_of_units


def entries_told(
    contest: Contest,
    chosen: Candidates,
    *,
    nominated: Sequence[int],
    along: Sequence[int],
    scores: bool,
    phones: bool,
) -> list[EntryTold]:
    """These entries in this order, those nominated first.

    scores  tell marks and ranks; phones: tell telephones and e-mail, of those who consented
    """
    ids = [*nominated, *along]
    entries = {entry.id: entry for entry in entries_whole(contest.id, ids)}
    envelopes = envelopes_of(ids)
    codes = codes_of_units(e.unit_id for e in envelopes.values() if e.unit_id is not None)
    verified = verifications(ids)
    results, best = _results(chosen) if scores else {}, set(nominated)
    return [
        _told(
            entries[entry_id],
            envelopes[entry_id],
            codes,
            verified.get(entry_id, ""),
            results.get(entry_id),
            nominated=entry_id in best,
            phones=phones,
        )
        for entry_id in ids
    ]


def files_told(told: Collection[EntryTold]) -> list[FileTold]:
    """Every file that these entries have, once, by digest."""
    return [file for _, file in sorted({f.sha256: f for entry in told for f in entry.files}.items())]


def _told(
    entry: Entry,
    envelope: Envelope,
    codes: Mapping[int, str],
    verified: str,
    result: ResultTold | None,
    *,
    nominated: bool,
    phones: bool,
) -> EntryTold:
    essay = entry.manuscript
    consents = tuple(
        ConsentTold(c.statement.key, c.statement.text, c.accepted_at)
        for c in sorted(envelope.consents, key=lambda c: c.statement_id)
    )
    authors, contacts = authors_allowed(
        map(_author, envelope.authors), consents, phones=phones, on=entry.sent_on
    )
    return EntryTold(
        receipt=entry.receipt,
        title=essay.title,
        category=essay.category.key,
        category_name=essay.category.name,
        nominated=nominated,
        handed_in_at=entry.handed_in_at,
        sent_on=entry.sent_on,
        received_on=entry.received_on,
        channel=entry.channel.value,
        digest=essay.digest,
        words=essay.words,
        typed=_is_typed(essay),
        paragraphs=tuple(essay.paragraphs),
        kind=envelope.kind.value,
        collective_name=envelope.collective_name,
        authors=authors,
        unit_code=codes.get(envelope.unit_id or 0, ""),
        unit=envelope.unit_name,
        figure=_figure(entry.figure, verified, phones=contacts == WHOLE, on=entry.sent_on),
        files=tuple(_files(essay)),
        consents=consents,
        contacts=contacts,
        result=result,
    )


def _is_typed(essay: Manuscript) -> bool:
    """Whether the body stands in no file: a lone file's digest is the essay's own."""
    return not any(file.role == FileRole.ESSAY for file in essay.files) or (
        len(essay.files) == 1 and essay.digest != essay.files[0].digest
    )


def _files(essay: Manuscript) -> list[FileTold]:
    """The originals; of an essay that was scanned at the office the pictures of its pages are those."""
    found = [FileTold(file.digest, file.size, file.role.value, file.caption) for file in essay.files]
    if not any(file.role == FileRole.ESSAY for file in essay.files):
        scanned = [page.digest for page in essay.pages if page.role == FileRole.ESSAY]
        found += [FileTold(digest, _size(digest), FileRole.ESSAY.value) for digest in dict.fromkeys(scanned)]
    return found


def _size(digest: str) -> int:
    return storage().path(digest).stat().st_size


def _author(author: Author) -> AuthorTold:
    parts = (author.birth_year, author.birth_month, author.birth_day)
    widths = (4, 2, 2)
    born = [f"{part:0{width}d}" for part, width in zip(parts, widths, strict=True) if part is not None]
    return AuthorTold(
        name=author.name,
        leads=author.leads,
        pen_name=author.pen_name,
        birth="-".join(born),
        gender=author.gender,
        occupation=author.occupation,
        unit=author.unit_name,
        address=author.address,
        phone=author.phone,
        email=author.email,
        guardian_name=author.guardian_name,
        guardian_phone=author.guardian_phone,
    )


def _figure(figure: Figure, verified: str, *, phones: bool, on: date) -> FigureTold:
    """Whom the essay is about; the telephone only where the authors' own may go along, and never a child's."""
    phones = phones and not may_be_child(str(figure.birth_year or ""), on)
    return FigureTold(
        kind=figure.kind.value,
        name=figure.name,
        birth_year=figure.birth_year,
        position=figure.position,
        place=figure.place,
        phone=figure.phone if phones else "",
        field=figure.field,
        honours=figure.honours,
        verified=verified,
    )


def _results(chosen: Candidates) -> dict[int, ResultTold]:
    """What the round came to for each entry that its list ranks, the prize included."""
    return {
        row.entry.id: ResultTold(
            chosen.round.name,
            format(row.mark.quantize(Decimal("0.01")), "f"),
            row.rank,
            len(chosen.shortlist.places),
            row.award,
            row.code,
        )
        for row in chosen.rows
        if row.rank is not None and row.mark is not None
    }
