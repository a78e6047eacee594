"""What of an author may be passed on, and which of our statements a sender's consent counts for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from contest.authors.rules.checks import ADULT_AT
from contest.nominations.rules.told import HELD_BACK, LEFT_OUT, WHOLE, AuthorTold, ConsentTold
from contest.plumbing.vietnamese import clean, parse_date

DATA_STATEMENTS: Final = frozenset({"du-lieu", "data"})
"""Keys of the statement by which authors let their data be processed."""


def authors_allowed(
    authors: Iterable[AuthorTold], consents: Iterable[ConsentTold], *, phones: bool, on: date
) -> tuple[tuple[AuthorTold, ...], str]:
    """The authors as far as they may be told, and how far that is.

    Who accepted no statement on data is told of by name, year of birth and unit, which a published list
    shows too; telephones and e-mail go along only when the sender wants so. Of whoever may still be a child
    the guardian is told instead.

    on      the day the entry was sent, by which children are children
    Source  Luật 91/2025/QH15: no more than the purpose needs, and consent that can be shown
    """
    told = tuple(author.as_child() if may_be_child(author.birth, on) else author for author in authors)
    if not any(consent.key in DATA_STATEMENTS for consent in consents):
        return tuple(author.held_back() for author in told), HELD_BACK
    if not phones:
        return tuple(author.unreachable() for author in told), LEFT_OUT
    return told, WHOLE


def may_be_child(birth: str, on: date) -> bool:
    """Whether somebody born then, in ISO form as far as it is known, may still be a child on that day."""
    try:
        return parse_date(birth).least_age(on) < ADULT_AT
    except ValueError:
        return False


def consents_counted(consents: Iterable[ConsentTold], statements: Mapping[int, str]) -> frozenset[int]:
    """Ids of our statements whose very words were accepted below, whatever their spaces and capitals.

    statements  id -> text; a statement in other words was never put to these authors
    """
    accepted = {_words(consent.text) for consent in consents}
    return frozenset(id_ for id_, text in statements.items() if _words(text) in accepted)


def _words(text: str) -> str:
    return " ".join(clean(text).split()).casefold()
