"""Entries from a list that an office keeps: each row is handed in once, however often the list is."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Final

from contest.authors.queries import units_said
from contest.authors.rules import AuthorSaid, FigureSaid, Received, Submission, essay_of
from contest.authors.rules.checks import Problem
from contest.authors.service.hand_in import HandedIn, hand_in, refuse
from contest.charter.models import Contest
from contest.charter.rules import AuthorshipKind
from contest.entries.models import Channel
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


@dataclass(frozen=True, slots=True)
class RowSaid:
    """One row of a list of entries, as it was typed; several authors are parted by semicolons."""

    title: str = ""
    category: str = ""
    author_name: str = ""
    author_birth: str = ""
    author_unit: str = ""
    author_phone: str = ""
    author_email: str = ""
    figure_name: str = ""
    figure_unit: str = ""
    channel: str = ""
    sent_on: str = ""


def key_of_row(contest: Contest, row: RowSaid, digests: Sequence[str]) -> str:
    """The key under which a row is handed in, the same whenever the list comes again.

    It hangs on the contest, the title, the authors with their births and unit, and the files' bytes; a
    telephone that is set right later makes no second entry.
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
    sent_on = _sent_on(row.sent_on, today)
    return hand_in(
        contest=contest,
        submission=submission_in(contest, row, files, on=sent_on),
        key=key_of_row(contest, row, [file.file.digest for file in files]),
        channel=channel_said(row.channel),
        sent_on=sent_on,
        entered_by=actor.name,
        actor=actor,
        at=at,
    )


def submission_in(contest: Contest, row: RowSaid, files: Sequence[Received], *, on: date) -> Submission:
    """What a row says. Raises CategoryUnknown, SubmissionIncomplete for a birth that cannot be read."""
    unit_id, unit_name = units_said([row.author_unit], on=on).get(row.author_unit, (None, row.author_unit))
    authors = _authors(row)
    return Submission(
        essay=essay_of(title=row.title, category_id=_category(contest, row.category), text="", files=files),
        figure=FigureSaid(name=row.figure_name, place=row.figure_unit),
        kind=AuthorshipKind.GROUP if len(authors) > 1 else AuthorshipKind.PERSON,
        authors=authors,
        unit_id=unit_id,
        unit_name=unit_name,
    )


def channel_said(said: str) -> Channel:
    """The way an entry came, in the words of the list. Raises ChannelUnknown."""
    if not said:
        return Channel.UNIT
    channel = _BY_WORDS.get(fold(said))
    if channel is None:
        raise ChannelUnknown(said=said, known=", ".join(channel.value for channel in Channel))
    return channel


def _category(contest: Contest, said: str) -> int | None:
    wanted = search_key(said)
    if not wanted:
        return contest.categories[0].id if len(contest.categories) == 1 else None
    for category in contest.categories:
        if wanted in (search_key(category.key), search_key(category.name)):
            return category.id
    raise CategoryUnknown(said=said, known=", ".join(category.name for category in contest.categories))


def _sent_on(said: str, today: date) -> date:
    if not said:
        return today
    try:
        day = parse_date(said).exact
    except ValueError:
        day = None
    if day is None:
        raise SentDayUnclear(said=said)
    return day


def _authors(row: RowSaid) -> tuple[AuthorSaid, ...]:
    names = _parts(row.author_name)
    columns = (row.author_birth, row.author_phone, row.author_email)
    births, phones, emails = (_parts(said)[: len(names)] for said in columns)
    people = zip_longest(names, births, phones, emails, fillvalue="")
    return tuple(
        AuthorSaid(
            name=name,
            birth=_birth(birth, n),
            phone=normal_phone(phone) or phone,
            email=email,
            leads=n == 0,
        )
        for n, (name, birth, phone, email) in enumerate(people)
    )


def _parts(said: str) -> list[str]:
    return [part for part in (" ".join(raw.split()) for raw in said.split(";")) if part]


def _birth(said: str, n: int) -> PartialDate | None:
    try:
        return parse_date(said) if said else None
    except ValueError:
        refuse((Problem(f"authors.{n}.birth", "birth-malformed"),))
        return None
