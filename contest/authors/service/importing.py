"""Entries from a list that an office keeps: each row is handed in once, however often the list is."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import zip_longest
from typing import Final, TypeVar

from contest.authors.queries import units_said
from contest.authors.rules import AuthorSaid, FigureSaid, Received, RowSaid, Submission, essay_of, parts_of
from contest.authors.rules.checks import Problem
from contest.authors.service.hand_in import HandedIn, hand_in
from contest.charter.models import Contest
from contest.charter.rules import AuthorshipKind
from contest.entries.models import Channel
from contest.entries.rules import FileRole
from contest.errors import Refusal
from contest.errors.authors import PROBLEMS, SubmissionIncomplete
from contest.errors.imports import CategoryUnknown, ChannelUnknown, SentDayUnclear
from contest.plumbing import clock
from contest.plumbing.audit import Actor
from contest.plumbing.vietnamese import PartialDate, fold, normal_phone, parse_date, search_key

CHANNELS: Final = {
    **{channel.value: channel for channel in Channel},
    **dict.fromkeys(("trực tiếp", "nộp trực tiếp", "direct", "in person", "giấy", "paper"), Channel.HAND),
    **dict.fromkeys(("bưu điện", "bưu chính", "mail", "postal"), Channel.POST),
    **dict.fromkeys(("thư điện tử", "e-mail", "hộp thư"), Channel.EMAIL),
    **dict.fromkeys(("qua đơn vị", "đơn vị", "tổ chức", "bundle"), Channel.UNIT),
    **dict.fromkeys(("trang web", "mạng", "trực tuyến", "online"), Channel.WEB),
}
"""How lists name the ways in which entries come; none said means: with the unit's bundle."""

_BY_WORDS: Final = {fold(words): channel for words, channel in CHANNELS.items()}
_GENDERS: Final = {"nam": "male", "male": "male", "nu": "female", "female": "female", "khac": "other"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Understood:
    """A row in the house's own terms.

    refused  what of it could not be understood, by field; the submission is without it
    """

    submission: Submission
    sent_on: date
    channel: Channel
    refused: tuple[tuple[str, Refusal], ...] = ()


def key_of_row(contest: Contest, row: RowSaid, digests: Sequence[str]) -> str:
    """The key under which a row is handed in, the same whenever the list comes again.

    It hangs on the contest, the title, the authors with their births and unit, and the bytes of the essay's
    files; a telephone that is set right later, or a photo that comes later, makes no second entry.
    """
    said = (row.title, row.author_name, row.author_birth, row.author_unit)
    told = ["row", contest.id, *map(search_key, said), *digests]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def import_entry(
    *, contest: Contest, row: RowSaid, files: Sequence[Received], actor: Actor, at: datetime
) -> HandedIn:
    """Hand in one row of a list with its files, as an office does for its authors: what paper may lack, it may.

    files   as receive_file gave them, in the row's order
    Raises  CategoryUnknown, ChannelUnknown, SentDayUnclear, SubmissionIncomplete
    """
    today = clock.local(at, contest.zone).date()
    known = understand(contest, row, files, sent_on=today)
    if known.refused:
        raise known.refused[0][1]
    return hand_in(
        contest=contest,
        submission=known.submission,
        key=key_of_row(contest, row, [f.file.digest for f in files if f.file.role == FileRole.ESSAY]),
        channel=known.channel,
        sent_on=known.sent_on,
        entered_by=actor.name,
        actor=actor,
        at=at,
    )


def understand(
    contest: Contest,
    row: RowSaid,
    files: Sequence[Received],
    *,
    sent_on: date,
    channel: Channel = Channel.UNIT,
    units: Mapping[str, tuple[int, str]] | None = None,
    consented: frozenset[int] = frozenset(),
) -> Understood:
    """What a row says, whatever of it can be understood.

    sent_on, channel  for a row that says none
    units             units as typed -> (id, name) of the directory; asked when not given
    """
    refused: list[tuple[str, Refusal]] = []

    def tried(field: str, read: Callable[[str], T], said: str, instead: T) -> T:
        try:
            return read(said) if said else instead
        except Refusal as refusal:
            refused.append((field, refusal))
            return instead

    day = tried("sent_on", _sent_on, row.sent_on, sent_on)
    known = units if units is not None else units_said([row.author_unit], on=day)
    unit_id, unit_name = known.get(row.author_unit, (None, row.author_unit))
    births = [tried("author_birth", _birth, said, None) for said in parts_of(row.author_birth)]
    only = contest.categories[0].id if len(contest.categories) == 1 else None
    submission = Submission(
        essay=essay_of(
            title=row.title,
            category_id=tried("category", partial(_category, contest), row.category, only),
            text=row.text,
            files=files,
        ),
        figure=_figure(row),
        kind=row.authorship,
        collective_name=row.collective_name or (row.author_name if _is_collective(row) else ""),
        authors=_authors(row, births),
        consented=consented,
        unit_id=unit_id,
        unit_name=unit_name,
    )
    way = tried("channel", channel_said, row.channel, channel)
    return Understood(submission, day, way, tuple(refused))


def channel_said(said: str) -> Channel:
    """The way an entry came, in the words of the list. Raises ChannelUnknown."""
    channel = _BY_WORDS.get(fold(said))
    if channel is None:
        raise ChannelUnknown(said=said, known=", ".join(channel.value for channel in Channel))
    return channel


def _category(contest: Contest, said: str) -> int | None:
    wanted = search_key(said)
    for category in contest.categories:
        if wanted in (search_key(category.key), search_key(category.name)):
            return category.id
    raise CategoryUnknown(said=said, known=", ".join(category.name for category in contest.categories))


def _sent_on(said: str) -> date:
    try:
        day = parse_date(said).exact
    except ValueError:
        day = None
    if day is None:
        raise SentDayUnclear(said=said)
    return day


def _figure(row: RowSaid) -> FigureSaid:
    said = search_key(row.figure_kind)
    year = row.figure_birth.strip()[-4:]
    return FigureSaid(
        kind="collective" if "tap the" in said or "collective" in said else "person",
        name=row.figure_name,
        birth_year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        position=row.figure_position,
        place=row.figure_unit,
        phone=normal_phone(row.figure_phone) or row.figure_phone,
        field=row.figure_field,
        honours=row.figure_honours,
    )


def _is_collective(row: RowSaid) -> bool:
    return row.authorship == AuthorshipKind.COLLECTIVE


def _authors(row: RowSaid, births: Sequence[PartialDate | None]) -> tuple[AuthorSaid, ...]:
    """The people who sign; a collective without a name of its own is called as the list calls its author."""
    names = () if _is_collective(row) and not row.collective_name else row.names
    phones, emails = (parts_of(said)[: len(names)] for said in (row.author_phone, row.author_email))
    people = zip_longest(names, births[: len(names)], phones, emails, fillvalue=None)
    return tuple(
        _author(row if n == 0 else RowSaid(), name or "", birth, phone or "", email or "", leads=n == 0)
        for n, (name, birth, phone, email) in enumerate(people)
    )


def _author(
    row: RowSaid, name: str, birth: PartialDate | None, phone: str, email: str, *, leads: bool
) -> AuthorSaid:
    """One of the people; what a list has one column for is said of the first."""
    return AuthorSaid(
        name=name,
        birth=birth,
        phone=normal_phone(phone) or phone,
        email=email,
        pen_name=row.pen_name,
        gender=_GENDERS.get(search_key(row.gender), ""),
        occupation=row.occupation,
        address=row.address,
        guardian_name=row.guardian_name,
        guardian_phone=normal_phone(row.guardian_phone) or row.guardian_phone,
        leads=leads,
    )


def _birth(said: str) -> PartialDate | None:
    try:
        return parse_date(said)
    except ValueError:
        unclear = (Problem("authors.0.birth", "birth-malformed"),)
        raise SubmissionIncomplete(reasons=PROBLEMS["birth-malformed"], problems=unclear) from None
