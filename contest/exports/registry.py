"""Every paper by its key, and the one way to have it written."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO, Final

from contest.charter.models import Contest, Round
from contest.errors import Refusal
from contest.errors.exports import FormatUnknown, PaperUnknown
from contest.exports.dressing import dressed
from contest.exports.face import Group, Naming, Paper
from contest.exports.formats import FORMATS, Format
from contest.exports.limits import refuse_long, refuse_too_long
from contest.exports.papers import (
    author_list,
    award_decision,
    award_minutes,
    award_proposal,
    certificates,
    figure_verification,
    final_report,
    intake_register,
    intake_report,
    judge_figures,
    judge_progress,
    marking_minutes,
    meeting_minutes,
    received_works,
    results,
    score_summary,
    screening_minutes,
    settling_minutes,
    shortlist,
    unit_list,
    unsealing_minutes,
    upward_letter,
)
from contest.exports.papers.heading import letterhead_of
from contest.exports.queries import standing_template
from contest.exports.sheet import NO_LETTERHEAD, Document
from contest.exports.templates.fields import Offer, offer_of
from contest.exports.templates.filling import fill
from contest.exports.templates.starting import write_starting
from contest.plumbing.audit import Actor, record
from contest.plumbing.storage import storage

_ALL: Final = (
    intake_register.PAPER,
    unit_list.PAPER,
    intake_report.PAPER,
    screening_minutes.PAPER,
    judge_progress.PAPER,
    score_summary.PAPER,
    judge_figures.PAPER,
    settling_minutes.PAPER,
    marking_minutes.PAPER,
    shortlist.PAPER,
    unsealing_minutes.PAPER,
    author_list.PAPER,
    meeting_minutes.PAPER,
    award_minutes.PAPER,
    award_proposal.PAPER,
    award_decision.PAPER,
    results.PAPER,
    certificates.CERTIFICATES,
    certificates.COMMENDATIONS,
    final_report.PAPER,
    upward_letter.PAPER,
    received_works.PAPER,
    figure_verification.PAPER,
)
PAPERS: Final[Mapping[str, Paper]] = MappingProxyType({paper.key: paper for paper in _ALL})
"""Every paper by the key that the pages and ``export`` use."""


TEMPLATED: Final = "docx"
"""The one format that organizers' templates make; the others are always in our own layout."""


def by_group() -> dict[Group, list[Paper]]:
    """The papers by the work they belong to, in order; groups without any are left out."""
    found = {group: [paper for paper in _ALL if paper.group is group] for group in Group}
    return {group: papers for group, papers in found.items() if papers}


def paper_of(key: str) -> Paper:
    """The paper of that key, hyphens or underscores alike. Raises PaperUnknown."""
    found = PAPERS.get(key.replace("_", "-"))
    if found is None:
        raise PaperUnknown(key=key)
    return found


def format_of(fmt: str) -> Format:
    """The format of that name. Raises FormatUnknown."""
    if fmt not in FORMATS:
        raise FormatUnknown(fmt=fmt, known=", ".join(FORMATS))
    return FORMATS[fmt]


def download_name(paper: Paper, fmt: str, *, round_: Round) -> str:
    """What a download is called: ``danh-sach-vong-1.xlsx``, in letters that every disk keeps."""
    round_part = f"-vong-{round_.number}" if paper.of_round else ""
    return f"{paper.file_name}{round_part}{format_of(fmt).suffix}"


def document_of(paper: Paper, contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """What the paper says now, with the number, the day and the signers it was issued with. Raises what it refuses."""
    return dressed(paper.build(contest, round_, names=names, at=at), contest, round_, paper)


def write_paper(
    key: str,
    fmt: str,
    *,
    contest: Contest,
    round_: Round,
    names: bool,
    out: BinaryIO,
    at: datetime,
    waiting: bool = False,
) -> None:
    """Write a paper; the same frozen list gives the same bytes.

    It reads alone, so that a long paper holds nobody up: call record_export in a transaction of its own.

    names   ask for authors where the paper has a place for them; who may is the caller's matter, but
            before both keys are turned a round's papers refuse
    waiting whether somebody waits for it, so that a long one is refused too
    Raises  PaperUnknown, FormatUnknown, TooManyRows, MadeInBackground, and what the paper refuses: NotFrozen,
            SealClosed, RoundNotLocked
    """
    paper = paper_of(key)
    format_of(fmt)
    document = document_of(paper, contest, round_, names=names, at=at)
    (refuse_long if waiting else refuse_too_long)(document, fmt)
    write_document(paper, fmt, document, out, contest=contest)


def write_document(paper: Paper, fmt: str, document: Document, out: BinaryIO, *, contest: Contest) -> None:
    """Write what a paper says: in the office's own template where it has one for it, else in our layout."""
    own = standing_template(contest.id, paper.key) if fmt == TEMPLATED else None
    if own is not None:
        fill(storage().path(own.digest), document, out)
    else:
        format_of(fmt).write(document, out)


def record_export(
    key: str, fmt: str, *, contest: Contest, round_: Round, names: bool, actor: Actor, at: datetime
) -> None:
    """Log that a paper left the house; the caller opens the transaction."""
    paper = paper_of(key)
    record(
        "paper.exported",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=round_ if paper.of_round else contest,
        paper=paper.key,
        format=fmt,
        names=names and paper.naming is not Naming.NEVER,
    )


def known_offer(paper: Paper, contest: Contest, round_: Round, *, at: datetime) -> Offer | None:
    """What a template of the paper may ask for besides; None while the paper cannot be made."""
    document = _for_template(paper, contest, round_, at=at)
    return offer_of(document) if document is not None else None


def write_start(paper: Paper, contest: Contest, round_: Round, out: BinaryIO, *, at: datetime) -> None:
    """Write a template to begin with: our layout of the paper with fields; it says nothing of any entry."""
    plain = Document(title=paper.title, made_at=at, letterhead=NO_LETTERHEAD, zone=contest.zone)
    write_starting(_for_template(paper, contest, round_, at=at), letterhead_of(contest), plain, out)


def _for_template(paper: Paper, contest: Contest, round_: Round, *, at: datetime) -> Document | None:
    """The paper with all the columns it can have now; only its shape may be shown."""
    for names in (True, False) if paper.naming is not Naming.NEVER else (False,):
        try:
            return document_of(paper, contest, round_, names=names, at=at)
        except Refusal:
            continue
    return None
