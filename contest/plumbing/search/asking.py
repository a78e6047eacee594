"""What somebody typed into the search box, understood. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from contest.plumbing.search.words import folded, marked, words_of
from contest.plumbing.vietnamese import clean

LEAST_PREFIX: Final = 3
"""Letters from which on an unfinished last word is taken for a beginning; shorter ones begin half the language."""

MOST_TERMS: Final = 12
MOST_WORDS: Final = 40
_QUOTED: Final = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')
_QUOTES: Final = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after another; a single word as a rule.

    words   folded
    marked  the same words as typed, in small letters
    prefix  whether the last word may go on
    """

    words: tuple[str, ...]
    marked: tuple[str, ...]
    prefix: bool = False

    @property
    def with_marks(self) -> tuple[str, ...]:
        """The words that were typed with marks."""
        return tuple(word for word in self.marked if not word.isascii())


@dataclass(frozen=True, slots=True)
class Question:
    """Everything asked for: all terms have to be there, in any order."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def with_marks(self) -> tuple[str, ...]:
        """Every word typed with marks, once."""
        return tuple(dict.fromkeys(word for term in self.terms for word in term.with_marks))

    @property
    def as_phrase(self) -> Term | None:
        """All words one after another, or None when there is nothing to put together."""
        if len(self.terms) < 2:
            return None
        words = tuple(word for term in self.terms for word in term.words)
        marked = tuple(word for term in self.terms for word in term.marked)
        return Term(words, marked, prefix=self.terms[-1].prefix)


def question_of(typed: str) -> Question:
    """Words typed with or without marks; words between quotation marks stand together.

    A word with a sign inside (CL26-7KQ4-9) stands together too. The last word may be the beginning of
    one, unless it is short, quoted, or a space follows it.

    Returns  at most MOST_TERMS terms; what is typed beyond is left out
    """
    text, terms, place = clean(typed).replace("\n", " "), list[Term](), 0
    for quoted in _QUOTED.finditer(text):
        terms += _loose(text[place : quoted.start()])
        terms += _term(quoted[1])
        place = quoted.end()
    rest = _QUOTES.sub(" ", text[place:])
    terms += _loose(rest)
    if rest.strip() and not rest[-1].isspace() and terms and len(terms[-1].words[-1]) >= LEAST_PREFIX:
        terms[-1] = Term(terms[-1].words, terms[-1].marked, prefix=True)
    return Question(tuple(terms[:MOST_TERMS]))


def _loose(text: str) -> list[Term]:
    return [term for word in _QUOTES.sub(" ", text).split() for term in _term(word)]


def _term(text: str) -> list[Term]:
    words = words_of(text)[:MOST_WORDS]
    return [Term(tuple(folded(words)), tuple(marked(words)))] if words else []
