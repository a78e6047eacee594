"""What a screener is shown before deciding: where the identity stands, and the checklist."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of, signatures_of
from contest.charter.models import Barred, Contest
from contest.charter.queries import barred_of
from contest.charter.rules import LateRule
from contest.entries.models import Entry
from contest.entries.rules import Flag
from contest.errors.entries import FLAGS
from contest.plumbing import clock
from contest.plumbing.vietnamese import fold
from contest.screening.queries import masks_of_all
from contest.screening.rules import (
    TITLE,
    Check,
    Clue,
    ClueKind,
    Facts,
    Finding,
    Limits,
    checks,
    find_identity,
)

ASKED_FOR_LATER = (Flag.GUARDIAN_MISSING, Flag.CONSENT_MISSING)


class Written(Protocol):
    """What the finder needs of a manuscript."""

    title: str
    paragraphs: list[str]


def clues_of(envelope: Envelope) -> Iterator[Clue]:
    """Everything the envelope knows that would tell who wrote the entry."""
    for author in envelope.authors:
        yield Clue(ClueKind.NAME, author.name)
        if author.pen_name:
            yield Clue(ClueKind.NAME, author.pen_name)
        if author.guardian_name:
            yield Clue(ClueKind.NAME, author.guardian_name)
        for phone in (author.phone, author.guardian_phone):
            if phone:
                yield Clue(ClueKind.PHONE, phone)
        if author.email:
            yield Clue(ClueKind.EMAIL, author.email)
        if author.unit_name:
            yield Clue(ClueKind.UNIT, author.unit_name)
    if envelope.collective_name:
        yield Clue(ClueKind.NAME, envelope.collective_name)
    if envelope.unit_name:
        yield Clue(ClueKind.UNIT, envelope.unit_name)


def found_in(written: Written, envelope: Envelope | None, *, figure_name: str) -> tuple[Finding, ...]:
    """Where the identity stands in the title and body of a manuscript; the figure's name stays."""
    if envelope is None:
        return ()
    texts: Sequence[tuple[int, str]] = [(TITLE, written.title), *enumerate(written.paragraphs)]
    return find_identity(texts, set(clues_of(envelope)), spared=[figure_name])


def findings(entry: Entry) -> tuple[Finding, ...]:
    """The same for an entry loaded with its manuscripts and figure."""
    envelope = envelopes_of([entry.id]).get(entry.id)
    return found_in(entry.manuscript, envelope, figure_name=entry.figure.name)


def findings_aside(entry: Entry, envelope: Envelope | None = None) -> list[tuple[str, str]]:
    """(place, text) of each header, property or comment of the original files that names an author."""
    envelope = envelope or envelopes_of([entry.id]).get(entry.id)
    aside = [(place, text) for file in entry.manuscript.files for place, text in file.aside]
    if envelope is None or not aside:
        return []
    texts = list(enumerate(text for _, text in aside))
    hits = {finding.paragraph for finding in find_identity(texts, set(clues_of(envelope)))}
    return [pair for number, pair in enumerate(aside) if number in hits]


def checklist(contest: Contest, entry: Entry) -> tuple[Check, ...]:
    """Every line of the checklist for an entry loaded with manuscripts, files, pages and figure."""
    return checklists(contest, [entry])[entry.id]


def checklists(contest: Contest, entries: Sequence[Entry]) -> dict[int, tuple[Check, ...]]:
    """The checklist of each of these entries, in a fixed number of queries."""
    envelopes = envelopes_of([entry.id for entry in entries])
    masks = masks_of_all([entry.manuscript.id for entry in entries])
    signed = _signatures(contest.id, envelopes)
    barred, limits = barred_of(contest.id), limits_of(contest)
    lists = {}
    for entry in entries:
        envelope = envelopes.get(entry.id)
        told = {(mask.paragraph, mask.start, mask.stop) for mask in masks.get(entry.manuscript.id, ())}
        found = found_in(entry.manuscript, envelope, figure_name=entry.figure.name)
        unsure = [f for f in found if not f.certain and (f.paragraph, f.start, f.stop) not in told]
        facts = Facts(
            words=entry.manuscript.words,
            has_text=bool(entry.manuscript.paragraphs),
            decisive_day=entry.sent_on if contest.late_rule == LateRule.SENT else entry.received_on,
            entries_of_author=_most_signed(envelope, signed),
            barred=_barred_among(barred, envelope),
            names_masked=sum(1 for finding in found if finding.certain),
            names_unsure=sum(1 for finding in unsure if finding.kind != ClueKind.UNIT),
            units_found=sum(1 for finding in unsure if finding.kind == ClueKind.UNIT),
            pages=len(entry.manuscript.pages),
            aside_found=len(findings_aside(entry, envelope)),
            unread_files=sum(1 for file in entry.manuscript.files if "converter-missing" in file.warnings),
            lacking=tuple(FLAGS[flag] for flag in ASKED_FOR_LATER if flag in entry.manuscript.warnings),
        )
        lists[entry.id] = checks(facts, limits)
    return lists


def limits_of(contest: Contest) -> Limits:
    """The charter's numbers for the checklist."""
    return Limits(
        words_min=contest.words_min,
        words_max=contest.words_max,
        tolerance_percent=contest.words_tolerance_percent,
        last_day=clock.local(contest.closes_at, contest.zone).date(),
        max_entries=contest.max_entries_per_author,
    )


Signatures = Mapping[str, Sequence[tuple[int, Author, Envelope]]]


def _signatures(contest_id: int, envelopes: Mapping[int, Envelope]) -> Signatures:
    """Who else signed under the names that these envelopes hold, by folded name."""
    names = {author.folded_name for envelope in envelopes.values() for author in envelope.authors}
    signed: dict[str, list[tuple[int, Author, Envelope]]] = {}
    for row in signatures_of(contest_id, names) if names else ():
        signed.setdefault(row[1].folded_name, []).append(row)
    return signed


def _most_signed(envelope: Envelope | None, signed: Signatures) -> int:
    """The most entries that one author of this envelope signed; who is the same person is told as at the hand-in."""
    most = 0
    for author in envelope.authors if envelope else ():
        same = {
            entry_id
            for entry_id, other, theirs in signed.get(author.folded_name, ())
            if envelope is not None and _same_person(author, envelope, other, theirs)
        }
        most = max(most, len(same))
    return most


def _same_person(author: Author, envelope: Envelope, other: Author, theirs: Envelope) -> bool:
    if author.phone and author.phone == other.phone:
        return True
    if envelope.unit_id is not None:
        same_unit = envelope.unit_id == theirs.unit_id
    else:
        same_unit = envelope.unit_name == theirs.unit_name
    return same_unit and author.birth_year == other.birth_year


def _barred_among(barred: Sequence[Barred], envelope: Envelope | None) -> tuple[str, ...]:
    """Names on the barred list that fit an author (birth years must not contradict), the collective or the unit."""
    if envelope is None:
        return ()
    units = {envelope.unit_id, *(author.unit_id for author in envelope.authors)} - {None}
    names = {fold(name) for name in (envelope.collective_name, envelope.unit_name)} - {""}
    names |= {fold(author.unit_name) for author in envelope.authors} - {""}
    return tuple(
        row.name or row.reason
        for row in barred
        if any(_fits(row, author) for author in envelope.authors)
        or row.folded_name in names
        or (not row.folded_name and row.unit_id in units)
    )


def _fits(row: Barred, author: Author) -> bool:
    years = {row.birth_year, author.birth_year} - {None}
    return bool(row.folded_name) and row.folded_name == author.folded_name and len(years) < 2
