"""Put an organizers' DOCX in the place of our layout of a paper, take up an earlier one, or go back to ours."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO

from sqlalchemy import func, select

from contest.charter.models import Contest
from contest.db import db
from contest.errors.exports import TemplateUnknown
from contest.exports.face import Paper
from contest.exports.models import PaperTemplate
from contest.exports.queries import standing_template
from contest.exports.templates.checking import LIMITS, check_template
from contest.exports.templates.fields import Offer
from contest.plumbing.audit import Actor, record
from contest.plumbing.storage import storage
from contest.plumbing.vietnamese import clean


@dataclass(frozen=True, slots=True)
class TemplateRead:
    """A template that was kept and found fit."""

    digest: str
    size: int
    name: str
    fields: tuple[str, ...]


def read_template(stream: IO[bytes], *, name: str, offer: Offer | None) -> TemplateRead:
    """Keep a template and look it through, outside any transaction: it takes a process of its own.

    offer    the tables and texts of the paper; None while it cannot be made
    Raises   TooBig, DiskFull, FileRefused, TemplateRefused
    """
    shown = " ".join(clean(name).split())[:200] or "mau.docx"
    kept = storage().keep(stream, limit=LIMITS.bytes_in)
    fields = check_template(storage().path(kept.digest), name=shown, offer=offer)
    return TemplateRead(kept.digest, kept.size, shown, fields)


def load_template(
    *, contest: Contest, paper: Paper, template: TemplateRead, actor: Actor, at: datetime
) -> PaperTemplate:
    """Let papers of a kind be made by this template in DOCX from now on; the earlier ones are kept."""
    _retire(contest, paper, actor, at)
    newest = select(func.max(PaperTemplate.version)).where(
        PaperTemplate.contest_id == contest.id, PaperTemplate.paper == paper.key
    )
    row = PaperTemplate(
        contest_id=contest.id,
        paper=paper.key,
        version=(db.session.scalar(newest) or 0) + 1,
        digest=template.digest,
        size=template.size,
        file_name=template.name,
        fields=list(template.fields),
        loaded_by=actor.name,
        loaded_at=at,
    )
    db.session.add(row)
    db.session.flush()
    record(
        "paper.template_loaded",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=row,
        paper=paper.key,
        version=row.version,
        digest=row.digest,
    )
    return row


def take_up_template(
    *, contest: Contest, paper: Paper, earlier: PaperTemplate, actor: Actor, at: datetime
) -> PaperTemplate:
    """Make an earlier template the one in force again, as a new version of the same bytes."""
    template = TemplateRead(earlier.digest, earlier.size, earlier.file_name, tuple(earlier.fields))
    return load_template(contest=contest, paper=paper, template=template, actor=actor, at=at)


def restore_layout(*, contest: Contest, paper: Paper, actor: Actor, at: datetime) -> None:
    """Go back to our own layout; the templates are kept. Raises TemplateUnknown when ours is in force."""
    gone = _retire(contest, paper, actor, at)
    if gone is None:
        raise TemplateUnknown
    record(
        "paper.template_retired",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=gone,
        paper=paper.key,
        version=gone.version,
    )


def _retire(contest: Contest, paper: Paper, actor: Actor, at: datetime) -> PaperTemplate | None:
    standing = standing_template(contest.id, paper.key)
    if standing is not None:
        standing.retired_by, standing.retired_at = actor.name, at
        db.session.flush()
    return standing
