"""What of an author may be passed on, and which of our statements a sender's consent counts for."""

from collections.abc import Iterable, Mapping
from typing import Final

from contest.nominations.rules.told import HELD_BACK, LEFT_OUT, WHOLE, AuthorTold, ConsentTold
from contest.plumbing.vietnamese import clean

DATA_STATEMENTS: Final = frozenset({"du-lieu", "data"})
"""Keys of the statement by which authors let their data be processed."""


def authors_allowed(
    authors: Iterable[AuthorTold], consents: Iterable[ConsentTold], *, phones: bool
) -> tuple[tuple[AuthorTold, ...], str]:
    """The authors as far as they may be told, and how far that is.

    Who accepted no statement on data is told of by name, year of birth and unit, which a published list
    shows too; telephones and e-mail go along only when the sender wants so.

    Source  Luật 91/2025/QH15: no more than the purpose needs, and consent that can be shown
    """
    told = tuple(authors)
    if not any(consent.key in DATA_STATEMENTS for consent in consents):
        return tuple(author.held_back() for author in told), HELD_BACK
    if not phones:
        return tuple(author.unreachable() for author in told), LEFT_OUT
    return told, WHOLE


def consents_counted(consents: Iterable[ConsentTold], statements: Mapping[int, str]) -> frozenset[int]:
    """Ids of our statements whose very words were accepted below, whatever their spaces and capitals.

    statements  id -> text; a statement in other words was never put to these authors
    """
    accepted = {_words(consent.text) for consent in consents}
    return frozenset(id_ for id_, text in statements.items() if _words(text) in accepted)


def _words(text: str) -> str:
    return " ".join(clean(text).split()).casefold()
