"""The hand-in: everything that is durable already becomes an entry and its envelope, in one transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from contest.authors.models import Author, Consent, Envelope
from contest.authors.queries import entries_signed_by, terms_of
from contest.authors.rules import (
    AuthorSaid,
    EssaySaid,
    FigureSaid,
    Problem,
    Submission,
    Terms,
    digest_of,
    problems,
    softened,
)
from contest.charter.models import Contest
from contest.charter.rules import LateRule, Window
from contest.db import db
from contest.entries.models import (
    Channel,
    Entry,
    Figure,
    FigureKind,
    Manuscript,
    ManuscriptFile,
    ManuscriptPage,
)
from contest.entries.queries import entry_by_key
from contest.entries.rules import FileRole, Flag, is_late
from contest.entries.service import lock_register, register_entry
from contest.errors.authors import PROBLEMS, HandInClosed, NotYetOpen, SubmissionIncomplete, TooManyEntries
from contest.plumbing import clock
from contest.plumbing.audit import Actor, record
from contest.plumbing.keys import hash_of_secret, secret_of
from contest.plumbing.mail import send_mail_later
from contest.plumbing.vietnamese import fold

LONGEST_FOLDED = 100
"""As wide as its column: a few letters fold into two or three."""

FORGIVEN = {"guardian-missing": Flag.GUARDIAN_MISSING, "consent-missing": Flag.CONSENT_MISSING}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A receipt: the entry with its versions, the secret to look it up, and whether it is new."""

    entry: Entry
    secret: str
    fresh: bool


def secret_for(entry: Entry) -> str:
    """The look-up secret of an entry, said again; only its hash is kept."""
    return secret_of("look-up", entry.hand_in_key)


def hand_in(
    *,
    contest: Contest,
    submission: Submission,
    key: str,
    channel: Channel,
    sent_on: date,
    received_on: date | None = None,
    entered_by: str = "",
    receipts: Random | None = None,
    actor: Actor,
    at: datetime,
) -> HandedIn:
    """Make an entry of what is said, once for each key.

    The same key gives the same entry and the same secret, however often and however many at once.
    The files' bytes are in the storage already, so this is the only step that can half-happen, and it
    is one transaction.

    key         the idempotency key, at most 64 characters, known to nobody else
    sent_on     the postmark or the day of the e-mail; on the web the day of the contest's calendar
    received_on the day a paper came in, when it is typed later; None for the day of the hand-in
    entered_by  who typed an entry for its authors, by whatever channel it came
    receipts    a seeded source for rehearsals; the operating system's chance otherwise
    Raises      NotYetOpen, HandInClosed, TooManyEntries (an author's own hand-in on the web only: what an
                office enters is flagged);
                SubmissionIncomplete
    """
    contest = lock_register(contest.id)
    received_on = received_on or clock.local(at, contest.zone).date()
    standing = entry_by_key(key)
    if standing is not None:
        return HandedIn(standing, secret_for(standing), fresh=False)
    by_office = channel != Channel.WEB or bool(entered_by)
    if not by_office:
        check_window(contest, at)
    terms = replace(terms_of(contest, channel=channel, at=at), on_paper=by_office)
    flags = checked(contest, submission, terms) | over_cap(contest, submission, by_office=by_office)
    if by_office:
        flags |= _late(contest, sent_on, received_on)
    if submission.essay.to_scan and not submission.essay.pages:
        flags |= {Flag.NOT_SCANNED}
    entry = register_entry(
        contest=contest,
        key=key,
        lookup_hash=hash_of_secret(secret_of("look-up", key)),
        channel=channel,
        sent_on=sent_on,
        received_on=received_on,
        manuscript=manuscript_of(submission.essay, flags),
        figure=figure_of(submission.figure),
        receipts=receipts,
        at=at,
    )
    envelope = Envelope(entry_id=entry.id, entered_by=entered_by[:100], authors=[], consents=[])
    seal(envelope, submission, at)
    db.session.add(envelope)
    db.session.flush()
    record(
        "entry.handed_in",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=entry,
        receipt=entry.receipt,
        digest=entry.manuscript.digest,
        channel=channel,
        flags=sorted(flags),
    )
    send_receipt(contest, entry, submission, at)
    return HandedIn(entry, secret_for(entry), fresh=True)


def check_window(contest: Contest, at: datetime) -> None:
    """The web takes entries while the window is open, by the server's clock. Raises NotYetOpen, HandInClosed."""
    window = contest.window(at)
    if contest.announced_at is None or window == Window.BEFORE:
        raise NotYetOpen
    if window == Window.CLOSED:
        raise HandInClosed


def checked(contest: Contest, submission: Submission, terms: Terms) -> set[Flag]:
    """The flags for what a paper entry lacks. Raises SubmissionIncomplete for what nothing forgives."""
    refuse(problems(submission, terms))
    if not terms.on_paper:
        return set()
    return {FORGIVEN[code] for code in softened(submission, terms) if code in FORGIVEN}


def refuse(found: tuple[Problem, ...]) -> None:
    """Raise SubmissionIncomplete with every reason once, if there is any."""
    if found:
        reasons = " ".join(dict.fromkeys(PROBLEMS[problem.code] for problem in found))
        raise SubmissionIncomplete(reasons=reasons, problems=found)


def manuscript_of(essay: EssaySaid, flags: set[Flag]) -> Manuscript:
    """The row of an essay with its files and pages; its version comes with the register."""
    return Manuscript(
        category_id=essay.category_id,
        title=essay.title,
        paragraphs=list(essay.paragraphs),
        words=essay.words,
        page_count=essay.page_count or len(essay.pages),
        warnings=sorted({*essay.warnings, *(flag.value for flag in flags)}),
        digest=digest_of(essay),
        files=[
            ManuscriptFile(
                position=position,
                digest=file.digest,
                size=file.size,
                kind=file.kind,
                warnings=list(file.warnings),
                aside=[list(pair) for pair in file.aside],
                role=file.role,
                caption=file.caption,
            )
            for position, file in enumerate(essay.files, start=1)
        ],
        pages=[
            ManuscriptPage(
                position=position,
                digest=page.digest,
                width=page.width,
                height=page.height,
                role=FileRole.ESSAY if position <= len(essay.pages) else FileRole.PHOTO,
                caption=page.caption,
            )
            for position, page in enumerate((*essay.pages, *essay.photos), start=1)
        ],
    )


def figure_of(said: FigureSaid) -> Figure:
    """The row of the person or collective written about."""
    return Figure(
        kind=FigureKind(said.kind),
        name=said.name,
        birth_year=said.birth_year,
        position=said.position,
        place=said.place,
        phone=said.phone,
        field=said.field,
        honours=said.honours,
    )


def seal(envelope: Envelope, submission: Submission, at: datetime) -> None:
    """Put authors and consents into an envelope; a statement accepted before keeps its first moment."""
    envelope.kind = submission.kind
    envelope.collective_name = submission.collective_name
    envelope.unit_id, envelope.unit_name = submission.unit_id, submission.unit_name
    envelope.authors = [_author_of(said, n) for n, said in enumerate(submission.authors, start=1)]
    known = {consent.statement_id for consent in envelope.consents}
    fresh = sorted(submission.consented - known)
    envelope.consents.extend(Consent(statement_id=statement, accepted_at=at) for statement in fresh)


def send_receipt(contest: Contest, entry: Entry, submission: Submission, at: datetime) -> None:
    """Promise the receipt by e-mail to whoever speaks for the authors, when an address was given."""
    speakers = sorted(submission.authors, key=lambda author: not author.leads)
    if not speakers or not speakers[0].email:
        return
    send_mail_later(
        to=speakers[0].email,
        template="receipt",
        locale="vi",
        values={
            "title": entry.manuscript.title,
            "receipt": entry.receipt,
            "received_at": entry.manuscript.received_at,
            "digest": entry.manuscript.digest,
            "contest": contest.title,
            "lookup_link": "/look-up",
        },
        at=at,
        zone=contest.zone,
    )


def _author_of(said: AuthorSaid, position: int) -> Author:
    birth = said.birth
    return Author(
        position=position,
        leads=said.leads,
        name=said.name,
        folded_name=fold(said.name)[:LONGEST_FOLDED],
        pen_name=said.pen_name,
        birth_year=birth.year if birth else None,
        birth_month=birth.month if birth else None,
        birth_day=birth.day if birth else None,
        gender=said.gender,
        occupation=said.occupation,
        unit_id=said.unit_id,
        unit_name=said.unit_name,
        address=said.address,
        phone=said.phone,
        email=said.email,
        guardian_name=said.guardian_name,
        guardian_phone=said.guardian_phone,
    )


def _late(contest: Contest, sent_on: date, received_on: date) -> set[Flag]:
    late = is_late(
        sent_on=sent_on,
        received_on=received_on,
        closes_on=clock.local(contest.closes_at, contest.zone).date(),
        by_sent_date=contest.late_rule == LateRule.SENT,
    )
    return {Flag.LATE} if late else set()


def over_cap(
    contest: Contest, submission: Submission, *, by_office: bool, besides: int | None = None
) -> set[Flag]:
    """The flag for an office's entry whose author has enough of them. Raises TooManyEntries for an author's own."""
    limit = contest.max_entries_per_author
    for author in submission.authors:
        signed = entries_signed_by(
            contest.id,
            author,
            unit_id=submission.unit_id,
            unit_name=submission.unit_name,
            besides=besides,
        )
        if limit and signed >= limit:
            if not by_office:
                raise TooManyEntries(name=author.name, limit=limit)
            return {Flag.OVER_CAP}
    return set()
