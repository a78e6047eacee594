"""What is missing or impossible in a hand-in: one list for the form, the verb, the import and the offices."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from email_validator import EmailNotValidError, validate_email

from contest.authors.rules.said import AuthorSaid, FigureSaid, Submission
from contest.charter.rules import AuthorshipKind
from contest.entries.rules import FileRole
from contest.plumbing.vietnamese import count_words, normal_phone

ADULT_AT: Final = 16
OLDEST: Final = 120
CHARACTERS: Final = 300_000
LONGEST: Final = {
    "title": 300,
    "name": 100,
    "pen_name": 100,
    "occupation": 200,
    "unit_name": 200,
    "address": 300,
    "guardian_name": 100,
    "figure.name": 200,
    "figure.position": 200,
    "figure.place": 300,
    "figure.field": 120,
    "figure.honours": 2000,
    "collective_name": 200,
    "unit": 200,
}
"""The longest answer to each question, in characters; the tables are as wide."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that has to be put right.

    field  where: ``title``, ``figure.name``, ``authors.0.birth``, ``statements.7`` …
    code   what: a key of contest.errors.authors.PROBLEMS
    """

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What one contest asks of a hand-in on one day.

    categories, required  ids: the categories there are, the statements that have to be accepted
    on_paper              the office types a paper entry: what the sheet leaves out warns, it does not refuse
    """

    today: date
    categories: frozenset[int]
    required: frozenset[int]
    max_group_size: int = 5
    on_paper: bool = False


def problems(submission: Submission, terms: Terms) -> tuple[Problem, ...]:
    """Everything that keeps this from being an entry, in the order of the form; at most one a field."""
    found = [
        *_of_essay(submission, terms),
        *_of_figure(submission.figure, terms),
        *_of_authorship(submission, terms),
        *(p for n, author in enumerate(submission.authors) for p in _of_author(author, n, submission, terms)),
        *(Problem(f"statements.{s}", "consent-missing") for s in sorted(_refused(submission, terms))),
    ]
    if terms.on_paper:
        found = [problem for problem in found if problem.code not in ON_PAPER_FORGIVEN]
    return _one_a_field(found)


ON_PAPER_FORGIVEN: Final = frozenset(
    {"birth-missing", "unit-missing", "phone-missing", "guardian-missing", "consent-missing", "place-missing"}
)
"""What a sheet of paper may lack: it is asked for later, and two of these become flags."""


def softened(submission: Submission, terms: Terms) -> frozenset[str]:
    """The codes among those that a paper entry is forgiven, so that the screener can be told."""
    found = {
        problem.code
        for n, author in enumerate(submission.authors)
        for problem in _of_author(author, n, submission, terms)
    }
    found.update({"consent-missing"} if _refused(submission, terms) else set())
    return frozenset(found) & ON_PAPER_FORGIVEN


def _of_essay(submission: Submission, terms: Terms) -> Iterator[Problem]:
    essay = submission.essay
    if not essay.title:
        yield Problem("title", "title-missing")
    yield from _too_long({"title": essay.title})
    if essay.category_id not in terms.categories:
        yield Problem("category_id", "category-missing")
    on_its_way = essay.to_scan and terms.on_paper
    if not (on_its_way or essay.files_for(FileRole.ESSAY) or count_words("\n".join(essay.paragraphs))):
        yield Problem("essay", "essay-missing")
    if sum(map(len, essay.paragraphs)) > CHARACTERS:
        yield Problem("essay", "essay-too-long")


def _of_figure(figure: FigureSaid, terms: Terms) -> Iterator[Problem]:
    if not figure.name:
        yield Problem("figure.name", "figure-name-missing")
    if not figure.place:
        yield Problem("figure.place", "place-missing")
    if figure.birth_year is not None and not 0 <= terms.today.year - figure.birth_year <= OLDEST:
        yield Problem("figure.birth_year", "birth-year-impossible")
    if figure.phone and normal_phone(figure.phone) is None:
        yield Problem("figure.phone", "phone-malformed")
    parts = ("name", "position", "place", "field", "honours")
    yield from _too_long({f"figure.{part}": getattr(figure, part) for part in parts})


def _of_authorship(submission: Submission, terms: Terms) -> Iterator[Problem]:
    count, group = len(submission.authors), submission.kind == AuthorshipKind.GROUP
    if submission.kind == AuthorshipKind.COLLECTIVE:
        if not submission.collective_name:
            yield Problem("collective_name", "collective-name-missing")
    elif count == 0:
        yield Problem("authors", "author-missing")
    if submission.kind == AuthorshipKind.PERSON and count > 1:
        yield Problem("authors", "one-author-only")
    if group and count == 1:
        yield Problem("authors", "group-of-one")
    if group and count > terms.max_group_size:
        yield Problem("authors", "group-too-large")
    if group and count > 1 and sum(author.leads for author in submission.authors) != 1:
        yield Problem("authors", "leader-missing")
    if not submission.unit_name:
        yield Problem("unit", "unit-missing")
    yield from _too_long({"collective_name": submission.collective_name, "unit": submission.unit_name})


def _of_author(author: AuthorSaid, n: int, submission: Submission, terms: Terms) -> Iterator[Problem]:
    here = f"authors.{n}."
    if not author.name:
        yield Problem(here + "name", "name-missing")
    if author.birth is not None or submission.kind != AuthorshipKind.COLLECTIVE:
        yield from _of_birth(author, here, terms.today)
    speaks = author.leads or submission.kind != AuthorshipKind.GROUP
    if speaks and not (author.phone or author.guardian_phone):
        yield Problem(here + "phone", "phone-missing")
    for field in ("phone", "guardian_phone"):
        if getattr(author, field) and normal_phone(getattr(author, field)) is None:
            yield Problem(here + field, "phone-malformed")
    if author.email and not _is_email(author.email):
        yield Problem(here + "email", "email-malformed")
    parts = ("name", "pen_name", "occupation", "unit_name", "address", "guardian_name")
    yield from _too_long({part: getattr(author, part) for part in parts}, before=here)


def _of_birth(author: AuthorSaid, here: str, today: date) -> Iterator[Problem]:
    if author.birth is None:
        yield Problem(here + "birth", "birth-missing")
    elif author.birth.earliest > today or today.year - author.birth.year > OLDEST:
        yield Problem(here + "birth", "birth-impossible")
    elif author.birth.least_age(today) < ADULT_AT:
        if not author.guardian_name:
            yield Problem(here + "guardian_name", "guardian-missing")
        if not author.guardian_phone:
            yield Problem(here + "guardian_phone", "guardian-missing")


def _refused(submission: Submission, terms: Terms) -> frozenset[int]:
    return terms.required - submission.consented


def _too_long(answers: dict[str, str], *, before: str = "") -> Iterator[Problem]:
    for field, answer in answers.items():
        if len(answer) > LONGEST[field]:
            yield Problem(before + field, "too-long")


def _is_email(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True


def _one_a_field(found: Iterable[Problem]) -> tuple[Problem, ...]:
    first: dict[str, Problem] = {}
    for problem in found:
        first.setdefault(problem.field, problem)
    return tuple(first.values())
