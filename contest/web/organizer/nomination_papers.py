"""Papers that go along with works sent upward: those the house writes, and scans that somebody puts in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from flask import request
from flask_babel import gettext as _

from contest.charter.models import Contest, Round
from contest.exports.upward import FORMATS, OFFERED, paper_sent, papers_offered, title_of
from contest.nominations.rules import SCAN, PaperSent
from contest.plumbing.vietnamese import clean
from contest.web.refusals import said

LONGEST_TITLE = 120
SUFFIXES = {"pdf": "PDF", "docx": "Word", "zip": "ZIP"}


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One paper to be ticked: what it is called, whether it tells marks, why it cannot be written now."""

    key: str
    title: str
    marks: bool
    waits: str
    ticked: bool


def offer_rows(round_: Round | None) -> list[OfferRow]:
    """Every paper that may go along with works of a round, ticked as it was sent."""
    ticked = request.form.getlist("paper")
    return [
        OfferRow(
            one.key, _(one.title), one.marks, said(one.refused) if one.refused else "", one.key in ticked
        )
        for one in (papers_offered(round_) if round_ is not None else ())
    ]


def papers_chosen(contest: Contest, round_: Round, *, at: datetime) -> list[PaperSent]:
    """What was ticked, written now, then the scans that were sent, called by their files. Raises what papers refuse."""
    fmt = request.form.get("papers_as", "")
    written = [
        paper_sent(key, fmt if fmt in FORMATS else FORMATS[0], contest=contest, round_=round_, at=at)
        for key in dict.fromkeys(request.form.getlist("paper"))
    ]
    return [*written, *_scans()]


def paper_names(papers: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """Papers of a package in words: what each is called, and what kind of file it is."""
    return [
        (
            _(title_of(one["kind"])) if one["kind"] in OFFERED else one["title"] or _("Biên bản kèm theo"),
            SUFFIXES.get(one["name"].rsplit(".", 1)[-1], ""),
        )
        for one in papers
    ]


def _scans() -> Iterator[PaperSent]:
    for file in request.files.getlist("scan"):
        if file.filename:
            stem = " ".join(clean(PurePath(file.filename.replace("\\", "/")).stem).replace("_", " ").split())
            yield PaperSent(SCAN, stem[:LONGEST_TITLE] or "Bản quét", "pdf", file.stream.read())
