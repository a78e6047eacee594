"""Questions about papers: which were issued, with which number, and what the next one would be."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select

from contest.charter.models import Contest, Round
from contest.charter.queries import paper_forms_of
from contest.charter.rules.letterheads import numbered, own_pattern
from contest.db import db
from contest.errors.exports import TemplateUnknown
from contest.exports.face import Paper
from contest.exports.models import Issue, PaperTemplate


def issues_of(contest_id: int, paper: Paper, round_: Round) -> list[Issue]:
    """Every issue of one paper, newest first; at most the first one stands."""
    question = select(Issue).where(
        Issue.contest_id == contest_id, Issue.paper == paper.key, _of(paper, round_)
    )
    return list(db.session.scalars(question.order_by(Issue.id.desc())))


def standing_issue(contest_id: int, paper: Paper, round_: Round) -> Issue | None:
    """The issue that a paper carries now, if it was issued."""
    question = select(Issue).where(
        Issue.contest_id == contest_id,
        Issue.paper == paper.key,
        Issue.withdrawn_at.is_(None),
        _of(paper, round_),
    )
    return db.session.scalar(question)


def issued_before(contest_id: int, papers: Collection[str], moment: datetime) -> list[Issue]:
    """The standing issues of these papers, by their keys, that are older than a moment."""
    question = select(Issue).where(
        Issue.contest_id == contest_id,
        Issue.paper.in_(papers),
        Issue.withdrawn_at.is_(None),
        Issue.issued_at < moment,
    )
    return list(db.session.scalars(question.order_by(Issue.id)))


def pattern_of(contest: Contest, paper: Paper) -> str:
    """How the contest numbers this kind of paper: as it said, or as the style has it."""
    form = paper_forms_of(contest.id).get(paper.key)
    if form is not None and form.number_pattern:
        return form.number_pattern
    return own_pattern(contest.head.style, paper.sign, contest.head.sign)


def next_serial(contest: Contest, paper: Paper) -> int:
    """The number after the highest that stands in the same series."""
    pattern = pattern_of(contest, paper)
    question = select(Issue.serial, Issue.number).where(
        Issue.contest_id == contest.id, Issue.withdrawn_at.is_(None)
    )
    taken = [serial for serial, number in db.session.execute(question) if numbered(pattern, serial) == number]
    return max(taken, default=0) + 1


def holder_of(contest_id: int, number: str) -> Issue | None:
    """The standing issue that carries this number."""
    question = select(Issue).where(
        Issue.contest_id == contest_id, Issue.withdrawn_at.is_(None), Issue.number == number
    )
    return db.session.scalar(question)


def _of(paper: Paper, round_: Round) -> ColumnElement[bool]:
    return Issue.round_id == round_.id if paper.of_round else Issue.round_id.is_(None)


def standing_template(contest_id: int, key: str) -> PaperTemplate | None:
    """The template that stands in the place of our layout of a paper, if any."""
    question = select(PaperTemplate).where(
        PaperTemplate.contest_id == contest_id, PaperTemplate.paper == key, PaperTemplate.retired_at.is_(None)
    )
    return db.session.scalar(question.order_by(PaperTemplate.id.desc()).limit(1))


def templates_of(contest_id: int, key: str) -> list[PaperTemplate]:
    """Every template a paper ever had, newest first."""
    question = select(PaperTemplate).where(PaperTemplate.contest_id == contest_id, PaperTemplate.paper == key)
    return list(db.session.scalars(question.order_by(PaperTemplate.version.desc())))


def template_of(contest_id: int, key: str, version: int) -> PaperTemplate:
    """One version of a paper's template. Raises TemplateUnknown."""
    question = select(PaperTemplate).where(
        PaperTemplate.contest_id == contest_id, PaperTemplate.paper == key, PaperTemplate.version == version
    )
    found = db.session.scalar(question)
    if found is None:
        raise TemplateUnknown
    return found


def template_digests() -> list[str]:
    """What the storage keeps for templates, of whatever contest."""
    return list(db.session.scalars(select(PaperTemplate.digest).distinct()))
