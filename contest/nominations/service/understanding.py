"""What an arriving entry says, in the house's own terms: a submission as if an office had typed it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from contest.authors.rules import AuthorSaid, EssaySaid, FigureSaid, Received, Submission
from contest.charter.models import Contest
from contest.charter.rules import AuthorshipKind
from contest.entries.rules import FileRole
from contest.nominations.models import ConsignedFile, Consignment
from contest.nominations.rules import AuthorTold, EntryTold, consents_counted, read_manifest, said_at
from contest.plumbing import clock
from contest.plumbing.vietnamese import PartialDate, normal_phone, search_key


@dataclass(frozen=True, slots=True)
class Sent:
    """What a package says for all of its entries: from which unit, when it was made and when it came."""

    unit_id: int | None
    unit_name: str
    sent_on: date
    received_on: date


@dataclass(frozen=True, slots=True)
class Understood:
    """An entry as a submission; refused: (digest, refusal) of its files that could not be read."""

    submission: Submission
    refused: tuple[tuple[str, str], ...]


def sent_of(consignment: Consignment, contest: Contest, unit_name: str) -> Sent:
    """When and whence a package came, by the contest's own calendar."""
    made_at = said_at(read_manifest(consignment.manifest).created_at, consignment.received_at)
    return Sent(
        unit_id=consignment.unit_id,
        unit_name=unit_name,
        sent_on=clock.local(made_at, contest.zone).date(),
        received_on=clock.local(consignment.received_at, contest.zone).date(),
    )


def category_of(contest: Contest, told: EntryTold, chosen: Mapping[str, int]) -> int | None:
    """Our category for the sender's: as chosen, else of the same name or key, else the only one there is."""
    if told.category_name in chosen:
        return chosen[told.category_name]
    wanted = {search_key(told.category_name), search_key(told.category)} - {""}
    for category in contest.categories:
        if {search_key(category.name), search_key(category.key)} & wanted:
            return category.id
    return contest.categories[0].id if len(contest.categories) == 1 else None


def understand(
    contest: Contest,
    consignment: Consignment,
    sent: Sent,
    told: EntryTold,
    files: Mapping[str, ConsignedFile],
) -> Understood:
    """An entry as a submission of this contest, its files as our own readers read them.

    files  by digest, those of the package that were read
    """
    statements = {s.id: s.text for s in contest.statements if s.retired_at is None}
    essay, refused = _essay(contest, consignment, told, files)
    return Understood(
        Submission(
            essay=essay,
            figure=FigureSaid(
                kind=told.figure.kind,
                name=told.figure.name,
                birth_year=told.figure.birth_year,
                position=told.figure.position,
                place=told.figure.place,
                phone=normal_phone(told.figure.phone) or "",
                field=told.figure.field,
                honours=told.figure.honours,
            ),
            kind=AuthorshipKind(told.kind),
            collective_name=told.collective_name,
            authors=tuple(_author(author, told) for author in told.authors),
            consented=consents_counted(told.consents, statements),
            unit_id=sent.unit_id,
            unit_name=sent.unit_name,
        ),
        refused,
    )


def _essay(
    contest: Contest, consignment: Consignment, told: EntryTold, files: Mapping[str, ConsignedFile]
) -> tuple[EssaySaid, tuple[tuple[str, str], ...]]:
    received: list[Received] = []
    refused: list[tuple[str, str]] = []
    for file in told.files:
        kept = files[file.sha256]
        if kept.reading is None:
            refused.append((file.sha256, kept.refusal))
        else:
            received.append(Received.from_json(kept.reading).used_as(FileRole(file.role), file.caption))
    written = [one for one in received if one.file.role == FileRole.ESSAY]
    photos = [one for one in received if one.file.role == FileRole.PHOTO]
    body = told.paragraphs or tuple(line for one in written for line in one.paragraphs)
    return EssaySaid(
        title=told.title,
        category_id=category_of(contest, told, consignment.categories),
        paragraphs=body,
        files=tuple(one.file for one in received),
        pages=tuple(page for one in written for page in one.pages),
        photos=tuple(replace(page, caption=one.file.caption) for one in photos for page in one.pages),
        page_count=sum(one.page_count for one in written),
        warnings=tuple(sorted({warning for one in written for warning in one.file.warnings})),
        typed=told.typed,
        to_scan=not (body or written or refused),
    ), tuple(refused)


def _author(told: AuthorTold, entry: EntryTold) -> AuthorSaid:
    return AuthorSaid(
        name=told.name,
        birth=_birth(told.birth),
        unit_name=told.unit or entry.unit,
        phone=normal_phone(told.phone) or "",
        email=told.email,
        pen_name=told.pen_name,
        gender=told.gender,
        occupation=told.occupation,
        address=told.address,
        guardian_name=told.guardian_name,
        guardian_phone=normal_phone(told.guardian_phone) or "",
        leads=told.leads,
    )


def _birth(said: str) -> PartialDate | None:
    """A year, a month or a day in ISO form; nothing for what no calendar has."""
    parts: list[Any] = said.split("-") if said else []
    try:
        return PartialDate(*map(int, parts)) if parts else None
    except (ValueError, TypeError):
        return None
