"""From what a draft holds, as it was typed, to what is said by it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from contest.authors.rules.checks import Problem
from contest.authors.rules.said import AuthorSaid, EssaySaid, FigureSaid, Received, Submission, essay_of
from contest.charter.rules import AuthorshipKind
from contest.plumbing.vietnamese import PartialDate, clean, normal_phone, parse_date

STEPS: Final = ("essay", "figure", "authors", "statements")
MOST_PAGES: Final = 1_000
GENDERS: Final = ("", "female", "male", "other")


def said_in(
    data: Mapping[str, Any], files: Sequence[Received], *, units: Mapping[str, tuple[int, str]]
) -> tuple[Submission, tuple[Problem, ...]]:
    """What a draft says, and what of it could not be understood as typed.

    data   step -> answers, as the form sent them; anything may be missing
    units  unit as typed -> (id, name) of the directory; others are kept as typed
    """
    essay, figure, authors = (data.get(step) or {} for step in ("essay", "figure", "authors"))
    kind = _kind(authors.get("kind"))
    people = [person for person in authors.get("people") or [] if any(map(_line, person.values()))]
    people = people[:1] if kind == AuthorshipKind.PERSON else people
    unclear: list[Problem] = []
    unit = _line(authors.get("unit"))
    unit_id, unit_name = units.get(unit, (None, unit))
    leader = _whole(authors.get("leader")) or 0
    submission = Submission(
        essay=_essay(essay, files),
        figure=_figure(figure, unclear),
        kind=kind,
        collective_name=_line(authors.get("collective_name")) if kind == AuthorshipKind.COLLECTIVE else "",
        authors=tuple(
            _author(person, n, leads=kind != AuthorshipKind.GROUP or n == leader, unclear=unclear)
            for n, person in enumerate(people)
        ),
        consented=frozenset(filter(None, map(_whole, data.get("statements") or []))),
        unit_id=unit_id,
        unit_name=unit_name,
    )
    return submission, tuple(unclear)


def _essay(said: Mapping[str, Any], files: Sequence[Received]) -> EssaySaid:
    """The essay; one that the office will scan has as many pages as were counted, until there are pictures."""
    essay = essay_of(
        title=said.get("title") or "",
        category_id=_whole(said.get("category_id")),
        text=said.get("text") or "",
        files=files,
    )
    if not said.get("to_scan"):
        return essay
    counted = _whole(_line(said.get("pages"))) or 0
    return replace(essay, to_scan=True, page_count=essay.page_count or min(counted, MOST_PAGES))


def _figure(said: Mapping[str, Any], unclear: list[Problem]) -> FigureSaid:
    typed = _line(said.get("birth_year"))
    year = _whole(typed)
    if typed and year is None:
        unclear.append(Problem("figure.birth_year", "birth-year-impossible"))
    return FigureSaid(
        kind="collective" if said.get("kind") == "collective" else "person",
        name=_line(said.get("name")),
        birth_year=year,
        position=_line(said.get("position")),
        place=_line(said.get("place")),
        phone=_phone(said.get("phone")),
        field=_line(said.get("field")),
        honours=clean(said.get("honours") or "").strip(),
    )


def _author(said: Mapping[str, Any], n: int, *, leads: bool, unclear: list[Problem]) -> AuthorSaid:
    gender = _line(said.get("gender"))
    return AuthorSaid(
        name=_line(said.get("name")),
        birth=_birth(said.get("birth"), n, unclear),
        phone=_phone(said.get("phone")),
        email=_line(said.get("email")),
        pen_name=_line(said.get("pen_name")),
        gender=gender if gender in GENDERS else "",
        occupation=_line(said.get("occupation")),
        address=_line(said.get("address")),
        guardian_name=_line(said.get("guardian_name")),
        guardian_phone=_phone(said.get("guardian_phone")),
        leads=leads,
    )


def _birth(typed: Any, n: int, unclear: list[Problem]) -> PartialDate | None:
    if not _line(typed):
        return None
    try:
        return parse_date(_line(typed))
    except ValueError:
        unclear.append(Problem(f"authors.{n}.birth", "birth-malformed"))
        return None


def _phone(typed: Any) -> str:
    """The number in its one form, or as typed for the check to name."""
    return normal_phone(_line(typed)) or _line(typed)


def _line(typed: Any) -> str:
    return " ".join(clean(str(typed if typed is not None else "")).split())


def _whole(typed: Any) -> int | None:
    text = str(typed if typed is not None else "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _kind(typed: Any) -> AuthorshipKind:
    return AuthorshipKind(typed) if typed in set(AuthorshipKind) else AuthorshipKind.PERSON
