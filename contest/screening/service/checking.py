"""The checklist a screener is shown before deciding, of one entry or of many at once."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of, signatures_of
from contest.charter.models import Barred, Contest
from contest.charter.queries import barred_of
from contest.charter.rules import LateRule
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import entries_about, entries_whole, entries_with_files
from contest.entries.rules import FileRole, Flag
from contest.errors.documents import WARNINGS
from contest.errors.entries import FLAGS
from contest.plumbing import clock
from contest.plumbing.following import BATCH
from contest.plumbing.vietnamese import fold
from contest.screening.models import Mask
from contest.screening.queries import entries_not_looked_at, entries_warned, entry_ids_to_screen, masks_of_all
from contest.screening.rules import Check, ClueKind, Facts, Finding, Level, Limits, checks, writing_of
from contest.screening.service.likeness import likeness_checks
from contest.screening.service.look import findings_aside, found_in

ASKED_FOR_LATER = (Flag.GUARDIAN_MISSING, Flag.CONSENT_MISSING, Flag.NOT_SCANNED)
TO_COMPARE = (
    "old-font-converted",
    "old-font-unsure",
    "encoding-guessed",
    "some-pages-without-text",
    "text-boxes-left-out",
)
"""What a reader noted of a file that a person should hold against the original."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the machine saw of one entry: its envelope and masks, where the identity stands, and the checklist."""

    entry: Entry
    envelope: Envelope | None
    masks: Sequence[Mask]
    found: tuple[Finding, ...]
    checks: tuple[Check, ...]


def checklist(contest: Contest, entry: Entry) -> tuple[Check, ...]:
    """Every line of the checklist for an entry loaded with manuscripts, files, pages and figure."""
    return checklists(contest, [entry])[entry.id]


def checklists(contest: Contest, entries: Sequence[Entry]) -> dict[int, tuple[Check, ...]]:
    """The checklist of each of these entries, in a fixed number of queries."""
    return {look.entry.id: look.checks for look in looks(contest, entries)}


def looks(contest: Contest, entries: Sequence[Entry]) -> list[Look]:
    """Look at each of these entries, in a fixed number of queries.

    Shapes  entries: loaded with manuscripts, files, pages and figure
    """
    envelopes = envelopes_of([entry.id for entry in entries])
    masks = masks_of_all([entry.manuscript.id for entry in entries])
    beside = _Beside.of(contest, entries, envelopes)
    seen = []
    for entry in entries:
        envelope, told = envelopes.get(entry.id), masks.get(entry.manuscript.id, [])
        found = found_in(entry.manuscript, envelope, figure_name=entry.figure.name)
        lines = (
            *checks(_facts(contest, entry, envelope, told, found, beside), beside.limits),
            beside.likeness[entry.id],
        )
        seen.append(Look(entry, envelope, told, found, lines))
    return seen


def clean_entry_ids(contest: Contest) -> list[int]:
    """Ids of the waiting entries whose checklist has nothing to warn of, oldest first.

    What was looked at as it stands is known; the others are looked at now, in a few queries for every 500.
    """
    waiting = entry_ids_to_screen(contest.id)
    unseen = set(waiting) & set(entries_not_looked_at(contest_id=contest.id))
    bad = set(db.session.scalars(entries_warned()))
    for some in _batches(sorted(unseen)):
        lists = checklists(contest, entries_whole(contest.id, some))
        bad |= {one for one, lines in lists.items() if any(line.level != Level.OK for line in lines)}
    return [entry_id for entry_id in waiting if entry_id not in bad]


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    yield from (ids[place : place + BATCH] for place in range(0, len(ids), BATCH))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What an entry is held against: the charter's numbers and lists, and the contest's other entries."""

    limits: Limits
    barred: Sequence[Barred]
    signed: "Signatures"
    about: Mapping[str, int]
    with_file: Mapping[str, Sequence[tuple[int, str]]]
    likeness: Mapping[int, Check]

    @classmethod
    def of(cls, contest: Contest, entries: Sequence[Entry], envelopes: Mapping[int, Envelope]) -> "_Beside":
        digests = {file.digest for entry in entries for file in entry.manuscript.files}
        return cls(
            limits=limits_of(contest),
            barred=barred_of(contest.id),
            signed=_signatures(contest.id, envelopes),
            about=entries_about(contest.id, {entry.figure.search_key for entry in entries}),
            with_file=entries_with_files(contest.id, digests),
            likeness=likeness_checks(
                contest.id, {e.id: (e.manuscript.id, bool(e.manuscript.paragraphs)) for e in entries}
            ),
        )


def _facts(
    contest: Contest,
    entry: Entry,
    envelope: Envelope | None,
    masks: Collection[Mask],
    found: Sequence[Finding],
    beside: _Beside,
) -> Facts:
    manuscript = entry.manuscript
    told = {(mask.paragraph, mask.start, mask.stop) for mask in masks}
    unsure = [f for f in found if not f.certain and (f.paragraph, f.start, f.stop) not in told]
    kinds = Counter(finding.kind == ClueKind.UNIT for finding in unsure)
    essays = [file for file in manuscript.files if file.role == FileRole.ESSAY]
    notes = dict.fromkeys(note for file in manuscript.files for note in file.warnings if note in TO_COMPARE)
    return Facts(
        words=manuscript.words,
        has_text=bool(manuscript.paragraphs),
        decisive_day=entry.sent_on if contest.late_rule == LateRule.SENT else entry.received_on,
        entries_of_author=_most_signed(envelope, beside.signed),
        barred=_barred_among(beside.barred, envelope),
        namesakes=_namesakes_among(beside.barred, envelope),
        names_masked=sum(1 for finding in found if finding.certain),
        names_unsure=kinds[False],
        units_found=kinds[True],
        pages=sum(page.role == FileRole.ESSAY for page in manuscript.pages),
        photos=sum(file.role == FileRole.PHOTO for file in manuscript.files),
        statements=sum(file.role == FileRole.STATEMENT for file in manuscript.files),
        aside_found=len(findings_aside(entry, envelope)),
        unread_files=sum(1 for file in manuscript.files if "converter-missing" in file.warnings),
        lacking=tuple(FLAGS[flag] for flag in ASKED_FOR_LATER if flag in manuscript.warnings),
        to_compare=tuple(WARNINGS[note] for note in notes),
        writing=writing_of(manuscript.paragraphs),
        same_figure=max(0, beside.about.get(entry.figure.search_key, 0) - 1),
        same_files=_twins(entry.id, (file.digest for file in essays), beside.with_file),
    )


def _twins(
    entry_id: int, digests: Iterable[str], with_file: Mapping[str, Sequence[tuple[int, str]]]
) -> tuple[str, ...]:
    """The receipts of the other entries that came with the same bytes."""
    found = {
        receipt for digest in digests for other, receipt in with_file.get(digest, ()) if other != entry_id
    }
    return tuple(sorted(found))


def limits_of(contest: Contest) -> Limits:
    """The charter's numbers for the checklist."""
    return Limits(
        words_min=contest.words_min,
        words_max=contest.words_max,
        tolerance_percent=contest.words_tolerance_percent,
        last_day=clock.local(contest.closes_at, contest.zone).date(),
        max_entries=contest.max_entries_per_author,
        photos_min=contest.photos_min,
        statement_needed=contest.statement_needed,
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
    """Who on the barred list fits the collective, the unit, or an author whom neither year nor unit tells apart."""
    if envelope is None:
        return ()
    units = {envelope.unit_id, *(author.unit_id for author in envelope.authors)} - {None}
    names = {fold(name) for name in (envelope.collective_name, envelope.unit_name)} - {""}
    names |= {fold(author.unit_name) for author in envelope.authors} - {""}
    return tuple(
        _called(row)
        for row in barred
        if any(_fits(row, author) and not _elsewhere(row, author, envelope) for author in envelope.authors)
        or row.folded_name in names
        or (not row.folded_name and row.unit_id in units)
    )


def _namesakes_among(barred: Sequence[Barred], envelope: Envelope | None) -> tuple[str, ...]:
    """Who on the barred list has an author's name, but another unit."""
    return tuple(
        _called(row)
        for row in barred
        for author in (envelope.authors if envelope is not None else ())
        if envelope is not None and _fits(row, author) and _elsewhere(row, author, envelope)
    )


def _called(row: Barred) -> str:
    """A barred person or unit as the checklist names it, with the reason that tells one from another."""
    return f"{row.name} ({row.reason})" if row.name and row.reason else row.name or row.reason


def _elsewhere(row: Barred, author: Author, envelope: Envelope) -> bool:
    """Whether both units are known and differ, and no birth year says that it is the same person all the same."""
    units = {author.unit_id, envelope.unit_id} - {None}
    if row.unit_id is None or not units or row.unit_id in units:
        return False
    return row.birth_year is None or row.birth_year != author.birth_year


def _fits(row: Barred, author: Author) -> bool:
    years = {row.birth_year, author.birth_year} - {None}
    return bool(row.folded_name) and row.folded_name == author.folded_name and len(years) < 2
