"""The papers: what can be made now, a look at the first rows, and the download."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any, Final

from flask import redirect, request, send_file, url_for
from flask_babel import gettext as _

from contest.authors.queries import names_known
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.exports import MadeInBackground
from contest.exports.face import GROUP_WORDS, Naming, Paper
from contest.exports.formats import FORMATS
from contest.exports.formats.cells import alignment, shown
from contest.exports.long.papers import FORMAT_WORDS
from contest.exports.registry import (
    by_group,
    document_of,
    download_name,
    paper_of,
    record_export,
    write_paper,
)
from contest.exports.sheet import Chart, Column, Document, Part, Passage, Table
from contest.overview.queries import current_round
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.veil import refuse_if_veiled
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

FIRST_ROWS: Final = 12
WIDE: Final = 22


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper on the page: whether it can be made now, or why not."""

    paper: Paper
    title: str
    about: str
    names: bool
    refused: str


@dataclass(frozen=True, slots=True)
class FirstRows:
    """What a preview shows of one table: headings with their column's shape, the first rows as text, how many more."""

    caption: str
    columns: list[tuple[str, str]]
    rows: list[tuple[str, ...]]
    more: int


@bp.get("/<slug>/papers")
@open_to(*OFFICE)
def papers(contest: Contest) -> str:
    """Every paper of a round, with its formats; those that wait say what for."""
    round_ = round_asked(contest)
    unsealed = names_known(round_.id)
    groups = [
        (group, _(GROUP_WORDS[group]), [_offer(contest, round_, paper, unsealed) for paper in papers])
        for group, papers in by_group().items()
    ]
    return show(
        "organizer/papers.html",
        contest,
        round=round_,
        groups=groups,
        formats=FORMAT_WORDS,
        unsealed=unsealed,
    )


@bp.get("/<slug>/papers/<key>")
@open_to(*OFFICE)
def paper_preview(contest: Contest, key: str) -> str:
    """The head and the first rows of a paper, as it would be downloaded now."""
    round_, paper = round_asked(contest), paper_of(key)
    document = document_of(paper, contest, round_, names=may_name(contest, round_, paper), at=now())
    return show(
        "organizer/paper_preview.html",
        contest,
        round=round_,
        paper=paper,
        title=_(paper.title),
        document=document,
        parts=[_shown(document, part) for part in _in_order(document)],
        formats=FORMAT_WORDS,
    )


@bp.get("/<slug>/papers/<key>.<any(xlsx, docx, pdf, csv):fmt>")
@open_to(*OFFICE)
def paper_file(contest: Contest, key: str, fmt: str) -> Any:
    """The paper as a file under a name of our own, which the log notes; a long one is asked for on its own page."""
    round_, paper, at = round_asked(contest), paper_of(key), now()
    names, out = may_name(contest, round_, paper), BytesIO()
    try:
        write_paper(paper.key, fmt, contest=contest, round_=round_, names=names, out=out, at=at, waiting=True)
    except MadeInBackground:
        asked = url_for(
            "organizer.exports", slug=contest.slug, paper=paper.key, format=fmt, round=round_.number
        )
        return redirect(asked, 303)
    with transaction():
        record_export(
            paper.key, fmt, contest=contest, round_=round_, names=names, actor=visitor().actor, at=at
        )
    out.seek(0)
    return send_file(
        out,
        mimetype=FORMATS[fmt].media_type,
        as_attachment=True,
        download_name=download_name(paper, fmt, round_=round_),
        etag=False,
        max_age=0,
    )


def may_name(contest: Contest, round_: Round, paper: Paper) -> bool:
    """Whether this visitor's copy of the paper names authors."""
    return _may_name(contest, paper, names_known(round_.id))


def _may_name(contest: Contest, paper: Paper, unsealed: bool) -> bool:
    if paper.naming is Naming.SECRETARY:
        return visitor().has_role(contest.id, RoleKind.SECRETARY)
    return paper.naming is Naming.UNSEALED and unsealed


def _offer(contest: Contest, round_: Round, paper: Paper, unsealed: bool) -> Offer:
    names, refused = _may_name(contest, paper, unsealed), ""
    try:
        paper.check(round_, names=names)
    except Refusal as refusal:
        refused = said(refusal)
    return Offer(paper, _(paper.title), _(paper.about), names and paper.people, refused)


def round_asked(contest: Contest) -> Round:
    """The round that the address names, or the one at work. Raises RoundUnknown, MarksVeiled."""
    number = request.args.get("round", type=int)
    round_ = round_numbered(contest, number) if number is not None else current_round(contest)
    refuse_if_veiled(round_)
    return round_


def _in_order(document: Document) -> Iterator[Part]:
    """What stands below the paragraphs, then each annex under its title."""
    yield from _told_once(document.body)
    for annex in document.annexes:
        yield Passage(annex.lines, heading=annex.title)
        yield from _told_once(annex.parts)


def _told_once(parts: Iterable[Part]) -> Iterator[Part]:
    """All but a chart right below a table, which says the same already."""
    before: Part | None = None
    for part in parts:
        if not (isinstance(part, Chart) and isinstance(before, Table)):
            yield part
        before = part


def _shown(document: Document, part: Part) -> Passage | FirstRows:
    """Text as it is, of a table the first rows; a chart as the table of its values."""
    if isinstance(part, Passage):
        return part
    return _first_rows(document, part.as_table() if isinstance(part, Chart) else part)


def _first_rows(document: Document, table: Table) -> FirstRows:
    rows = [
        tuple(shown(value, column.kind, document) for column, value in zip(table.columns, row, strict=True))
        for row in islice(table.checked_rows(), FIRST_ROWS)
    ]
    return FirstRows(
        caption=table.caption,
        columns=[(column.heading, _shape(column)) for column in table.columns],
        rows=rows,
        more=max(0, table.length - len(rows)),
    )


def _shape(column: Column) -> str:
    if alignment(column) != "left":
        return "number"
    return "wide" if column.characters >= WIDE else ""
