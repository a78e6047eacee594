"""What a screener is shown before deciding: where the identity stands, and the checklist."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from sqlalchemy import func, select

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of
from contest.charter.models import Contest
from contest.charter.queries import barred_of
from contest.charter.rules import LateRule
from contest.db import db
from contest.entries.models import Entry, Withdrawal
from contest.plumbing import clock
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


def findings_aside(entry: Entry) -> list[tuple[str, str]]:
    """(place, text) of each header, property or comment of the original files that names an author."""
    envelope = envelopes_of([entry.id]).get(entry.id)
    if envelope is None:
        return []
    clues = set(clues_of(envelope))
    aside = [(place, text) for file in entry.manuscript.files for place, text in file.aside]
    hits = {finding.paragraph for finding in find_identity(list(enumerate(text for _, text in aside)), clues)}
    return [pair for number, pair in enumerate(aside) if number in hits]


def checklist(contest: Contest, entry: Entry) -> tuple[Check, ...]:
    """Every line of the checklist for an entry loaded with manuscripts, files and figure."""
    manuscript = entry.manuscript
    envelope = envelopes_of([entry.id]).get(entry.id)
    received = clock.local(entry.handed_in_at, contest.zone).date()
    facts = Facts(
        words=manuscript.words,
        has_text=bool(manuscript.paragraphs),
        decisive_day=entry.sent_on if contest.late_rule == LateRule.SENT else received,
        entries_of_author=_entries_of_authors(contest.id, envelope),
        barred=_barred_among(contest.id, envelope),
        names_found=len(findings(entry)),
        aside_found=len(findings_aside(entry)),
        unread_files=sum(1 for file in manuscript.files if "converter-missing" in file.warnings),
    )
    return checks(facts, limits_of(contest))


def limits_of(contest: Contest) -> Limits:
    """The charter's numbers for the checklist."""
    return Limits(
        words_min=contest.words_min,
        words_max=contest.words_max,
        tolerance_percent=contest.words_tolerance_percent,
        last_day=clock.local(contest.closes_at, contest.zone).date(),
        max_entries=contest.max_entries_per_author,
    )


def _entries_of_authors(contest_id: int, envelope: Envelope | None) -> int:
    """The most entries any author of this one has in the contest: same folded name, birth year and unit, or phone."""
    most = 0
    for author in envelope.authors if envelope else ():
        same = (
            (Author.folded_name == author.folded_name)
            & (Author.birth_year == author.birth_year)
            & (Author.unit_name == author.unit_name)
        )
        if author.phone:
            same |= Author.phone == author.phone
        question = (
            select(func.count(Entry.id.distinct()))
            .join(Envelope, Envelope.entry_id == Entry.id)
            .join(Author, Author.envelope_id == Envelope.id)
            .where(Entry.contest_id == contest_id, same)
            .where(~select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists())
        )
        most = max(most, db.session.scalar(question) or 0)
    return most


def _barred_among(contest_id: int, envelope: Envelope | None) -> tuple[str, ...]:
    """Names on the barred list that fit an author (birth years must not contradict) or the unit."""
    if envelope is None:
        return ()
    years: Mapping[str, set[int | None]] = {
        author.folded_name: {a.birth_year for a in envelope.authors if a.folded_name == author.folded_name}
        for author in envelope.authors
    }
    units = {envelope.unit_id, *(author.unit_id for author in envelope.authors)} - {None}
    found = []
    for barred in barred_of(contest_id):
        by_name = barred.folded_name and barred.folded_name in years
        fits = by_name and (
            barred.birth_year is None or {barred.birth_year, None} & years[barred.folded_name]
        )
        if fits or (not barred.folded_name and barred.unit_id in units):
            found.append(barred.name or barred.reason)
    return tuple(found)
