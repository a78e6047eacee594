"""Made-up hand-ins: an essay, its figure, its authors and their unit, as the form would say them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from contest.authors.rules import AuthorSaid, EssaySaid, FigureSaid, Received, Submission, essay_of
from contest.charter.models import Contest
from contest.charter.rules import AuthorshipKind
from contest.entries.models import Channel
from contest.plumbing.clock import local
from contest.plumbing.vietnamese import PartialDate, search_key
from contest.rehearsal.copies import CopyKind, copy_of
from contest.rehearsal.essays import Essay, FigureKind, FigureSketch, write_essay
from contest.rehearsal.judges import quality_of
from contest.rehearsal.names import Person, made_up_person
from contest.rehearsal.units import UnitKind, UnitSketch, units_on

CHANNELS: Final = (Channel.WEB,) * 6 + (Channel.UNIT,) * 2 + (Channel.HAND, Channel.POST, Channel.EMAIL)
WORDS: Final = (600, 2500)
ADULT: Final = 16
_REMEMBERED: Final = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """One hand-in before it happens.

    quality  0 to 1: what the simulated judges see in it
    copied   whether it was copied from an earlier one
    """

    submission: Submission
    essay: Essay
    quality: float
    copied: bool
    channel: Channel
    sent_on: date
    at: datetime


def made_up_pieces(
    rng: Random,
    contest: Contest,
    *,
    count: int,
    unit_ids: dict[str, int],
    first: datetime,
    last: datetime,
    copies: float = 0.02,
) -> Iterator[Piece]:
    """So many hand-ins, spread from the first moment to the last and denser towards the end.

    copies  the share that is copied from an earlier one
    """
    units = [unit for unit in units_on(local(first, contest.zone).date()) if unit.code in unit_ids]
    span, earlier = (last - first).total_seconds(), list[Essay]()
    for place in range(count):
        at = first + timedelta(seconds=int(span * ((place + 1) / (count + 1)) ** 0.7))
        copied = bool(earlier) and rng.random() < copies
        if copied:
            essay = copy_of(rng.choice(earlier), rng, kind=rng.choice(tuple(CopyKind)[:3]))
        else:
            essay = write_essay(rng, words=WORDS, year=contest.year)
            earlier = [*earlier[1 - _REMEMBERED :], essay]
        channel = rng.choice(CHANNELS)
        days = 0 if channel == Channel.WEB else rng.randrange(4)
        unit = rng.choice(units)
        yield Piece(
            submission=_submission(rng, contest, essay, unit, unit_ids[unit.code]),
            essay=essay,
            quality=quality_of(essay, rng),
            copied=copied,
            channel=channel,
            sent_on=local(at, contest.zone).date() - timedelta(days=days),
            at=at,
        )


def in_files(piece: Piece, files: Sequence[Received], *, essay: Essay, author: str = "") -> Piece:
    """The same hand-in with another essay, which came in files; ``author`` is who a file names, where one does."""
    said, figure = piece.submission, essay.figure
    authors = said.authors
    if author and authors:
        authors = (replace(authors[0], name=author), *authors[1:])
    submission = replace(
        said,
        essay=essay_of(title=essay.title, category_id=said.essay.category_id, text="", files=files),
        figure=_figure(figure),
        authors=authors,
    )
    return replace(piece, submission=submission, essay=essay, copied=False)


def fired_in_one_kiln(rng: Random, pieces: list[Piece], places: Sequence[int]) -> None:
    """Let the pieces at these places be copies of the first of them, from its unit, each by its own authors."""
    model = pieces[places[0]]
    for place in places[1:]:
        copy = copy_of(model.essay, rng, kind=rng.choice((CopyKind.ALTERED_MARKS, CopyKind.PARTIAL)))
        piece = pieces[place]
        essay = essay_of(
            title=copy.title, category_id=model.submission.essay.category_id, text=copy.text, files=()
        )
        said = replace(
            piece.submission,
            essay=essay,
            figure=model.submission.figure,
            unit_id=model.submission.unit_id,
            unit_name=model.submission.unit_name,
        )
        pieces[place] = replace(piece, submission=said, essay=copy, copied=True)


def _submission(rng: Random, contest: Contest, essay: Essay, unit: UnitSketch, unit_id: int) -> Submission:
    kind, people = _signers(rng, contest.year, school=unit.kind is UnitKind.SCHOOL)
    authors = tuple(_author(rng, person, contest.year, leads=n == 0) for n, person in enumerate(people))
    return Submission(
        essay=_essay_said(rng, contest, essay, people),
        figure=_figure(essay.figure),
        kind=kind,
        collective_name=f"Tập thể {unit.name}" if kind is AuthorshipKind.COLLECTIVE else "",
        authors=authors,
        consented=frozenset(s.id for s in contest.statements if s.retired_at is None),
        unit_id=unit_id,
        unit_name=unit.name,
    )


def _figure(figure: FigureSketch) -> FigureSaid:
    return FigureSaid(
        kind="person" if figure.kind is FigureKind.INDIVIDUAL else "collective",
        name=figure.name,
        birth_year=figure.birth_year,
        position=figure.position,
        place=figure.place,
        field=figure.field,
    )


def _essay_said(rng: Random, contest: Contest, essay: Essay, people: Sequence[Person]) -> EssaySaid:
    """The essay as typed; now and then somebody signs it, which the screener is to find."""
    wanted = search_key(essay.genre)
    category = next((c for c in contest.categories if search_key(c.name) == wanted), contest.categories[0])
    signed = f"\n\nNgười viết: {people[0].name}" if people and rng.random() < 0.04 else ""
    return essay_of(title=essay.title, category_id=category.id, text=essay.text + signed, files=())


def _signers(rng: Random, year: int, *, school: bool) -> tuple[AuthorshipKind, list[Person]]:
    chance = rng.random()
    if chance < 0.03:
        return AuthorshipKind.COLLECTIVE, [made_up_person(rng, year=year)]
    if chance < 0.09:
        return AuthorshipKind.GROUP, [made_up_person(rng, year=year) for _ in range(rng.randint(2, 3))]
    ages = (13, 17) if school and rng.random() < 0.5 else (19, 72)
    return AuthorshipKind.PERSON, [made_up_person(rng, year=year, ages=ages)]


def _author(rng: Random, person: Person, year: int, *, leads: bool) -> AuthorSaid:
    exact = rng.random() < 0.6
    young = person.age(year) <= ADULT
    guardian = made_up_person(rng, year=year, ages=(36, 55)) if young else None
    return AuthorSaid(
        name=person.name,
        birth=PartialDate(person.birth_year, rng.randint(1, 12), rng.randint(1, 28))
        if exact
        else PartialDate(person.birth_year),
        phone=person.phone,
        gender=person.gender.value,
        occupation=person.occupation,
        guardian_name=guardian.name if guardian else "",
        guardian_phone=guardian.phone if guardian else "",
        leads=leads,
    )
