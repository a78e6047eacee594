"""Write the office's own words into a paper, or go back to those it proposes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from contest.charter.models import Contest, PaperText
from contest.charter.queries import paper_texts_of
from contest.db import db
from contest.errors import N_, Stale
from contest.errors.charter import ValueUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean

LONGEST: Final = 20_000


def write_paper_texts(
    *,
    contest: Contest,
    paper: str,
    texts: Mapping[str, str],
    proposed: Mapping[str, str],
    seen: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> None:
    """Keep what was written for the parts of a paper; a part that says what is proposed, or nothing, is kept nowhere.

    texts     part -> what was typed
    proposed  part -> what the paper would say by itself
    seen      part -> what stood on the page that was filled in
    Raises    ValueUnfit for a text that is too long, Stale when another changed a part meanwhile
    """
    rows = paper_texts_of(contest.id, paper)
    said = {part: _tidy(text) for part, text in texts.items()}
    changed = [part for part in said if said[part] != _tidy(seen.get(part, ""))]
    for part in changed:
        if len(said[part]) > LONGEST:
            raise ValueUnfit(field=N_("Lời văn"), why=N_("dài quá"))
        if part in rows and rows[part].text != _tidy(seen.get(part, "")):
            raise Stale
    for part in changed:
        row = rows.get(part)
        if said[part] in ("", _tidy(proposed.get(part, ""))):
            if row is not None:
                db.session.delete(row)
            continue
        if row is None:
            row = PaperText(contest_id=contest.id, paper=paper, part=part)
            db.session.add(row)
        row.text, row.written_at, row.written_by = said[part], at, actor.name
    if changed:
        db.session.flush()
        record(
            "paper.text_written",
            actor=actor,
            at=at,
            contest_id=contest.id,
            subject=contest,
            paper=paper,
            parts=sorted(changed),
        )


def _tidy(text: str) -> str:
    """One kind of line end, no space at the ends of lines, at most one empty line between paragraphs."""
    lines = [line.rstrip() for line in clean(text).replace("\r\n", "\n").split("\n")]
    kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
    return "\n".join(kept).strip()
