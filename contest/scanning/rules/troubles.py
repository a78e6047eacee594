"""Why a person has to look at a piece before its pages go anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """One reason why it is not certain where pages belong, or whether they may go there."""

    NO_COVER = "no-cover"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    OTHER_CONTEST = "other-contest"
    UNBOUND = "unbound"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REPEATED = "repeated"
    HAS_PAGES = "has-pages"
    COUNT_DIFFERS = "count-differs"
    NO_PAGES = "no-pages"
    PAGE_UNREAD = "page-unread"
    TURNED = "turned"
    CUT = "cut"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What matters of the entry that pages may go to.

    pages     pictures of essay pages that it has already
    declared  how many pages the register says the paper has; 0 when it does not
    """

    withdrawn: bool = False
    accepted: bool = False
    rejected: bool = False
    pages: int = 0
    declared: int = 0


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """What is known of a piece once its token was looked up.

    has_cover, readable   there is a cover sheet, and its token can be read
    known, ours           a sheet of that token was printed here, and for this contest
    entry                 None while the sheet belongs to no entry
    repeated              another piece of the batch has the same sheet or entry
    pages, unread         pages with writing, and those of them that could not be read
    askew                 its cover lay otherwise than the rest of the batch
    """

    has_cover: bool = True
    readable: bool = True
    known: bool = True
    ours: bool = True
    entry: EntryFacts | None = None
    repeated: bool = False
    pages: int = 1
    unread: int = 0
    askew: bool = False


def troubles_of(piece: PieceFacts) -> tuple[Trouble, ...]:
    """Everything that a person has to settle, the gravest first; nothing for a piece that is certain."""
    return tuple(_troubles(piece))


def entry_troubles(entry: EntryFacts, *, pages: int) -> tuple[Trouble, ...]:
    """What stands against giving this entry so many pages without asking."""
    told = (
        (entry.withdrawn, Trouble.WITHDRAWN),
        (entry.accepted, Trouble.ACCEPTED),
        (entry.rejected, Trouble.REJECTED),
        (entry.pages > 0, Trouble.HAS_PAGES),
        (entry.pages == 0 and pages > 0 and entry.declared not in (0, pages), Trouble.COUNT_DIFFERS),
    )
    return tuple(trouble for holds, trouble in told if holds)


def _troubles(piece: PieceFacts) -> Iterator[Trouble]:
    where = _where(piece)
    if where is not None:
        yield where
    if piece.entry is not None:
        yield from entry_troubles(piece.entry, pages=piece.pages)
    if piece.repeated:
        yield Trouble.REPEATED
    if piece.pages == 0:
        yield Trouble.NO_PAGES
    if piece.unread:
        yield Trouble.PAGE_UNREAD
    if piece.askew:
        yield Trouble.TURNED


def _where(piece: PieceFacts) -> Trouble | None:
    """Why it is not known which entry the pages belong to; None when it is."""
    if not piece.has_cover:
        return Trouble.NO_COVER
    if not piece.readable:
        return Trouble.UNREADABLE
    if not piece.known:
        return Trouble.UNKNOWN
    if not piece.ours:
        return Trouble.OTHER_CONTEST
    return Trouble.UNBOUND if piece.entry is None else None
