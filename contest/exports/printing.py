"""The sheets of a paper that has one for each whom it names: all in one PDF, or one by one."""

from collections.abc import Callable
from datetime import datetime

from contest.charter.models import Contest, Round
from contest.errors.exports import PaperUnknown
from contest.exports.archive.names import safe_name
from contest.exports.certificates import SheetSaid, Wording, certificates, unwatched
from contest.exports.face import Paper
from contest.exports.papers.certificates import Awarded, awarded, dated, wording_of
from contest.exports.papers.prizes import prizes_of
from contest.exports.registry import document_of
from contest.exports.sheet import Letterhead, Signature


class Sheets:
    """The sheets of one paper as they stand: who is named, and the same head and signatures on each."""

    def __init__(self, paper: Paper, contest: Contest, round_: Round, *, names: bool, at: datetime) -> None:
        """Ask once what all sheets say. Raises PaperUnknown for a paper without sheets, SealClosed, NotDecided."""
        if not paper.sheets:
            raise PaperUnknown(key=paper.key)
        document = document_of(paper, contest, round_, names=names, at=at)
        self.paper = paper
        self.awarded: list[Awarded] = awarded(prizes_of(contest, round_, names=names))
        self._words: Wording = wording_of(paper, contest, round_)
        self._head: Letterhead = dated(document.letterhead, contest, round_)
        self._signatures: tuple[Signature, ...] = document.signatures

    def whole(self, done: Callable[[int], None] = unwatched) -> bytes:
        """Every sheet in one PDF, one a page; ``done`` hears how many more are set. Raises PaperUnknown for none."""
        return self._typeset([one.sheet for one in self.awarded], done)

    def one(self, number: int) -> bytes:
        """The sheet of that number, from 1. Raises PaperUnknown."""
        return self._typeset([one.sheet for one in self.awarded[number - 1 : number]], unwatched)

    def name_of(self, number: int) -> str:
        """What the file of one sheet is called: its number, then whom it names."""
        return f"{number:03d} {safe_name(self.awarded[number - 1].name)}.pdf"

    def _typeset(self, sheets: list[SheetSaid], done: Callable[[int], None]) -> bytes:
        if not sheets:
            raise PaperUnknown(key=self.paper.key)
        return certificates(self._words, self._head, self._signatures, sheets, done=done)
