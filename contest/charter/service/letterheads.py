"""Set what stands at the head and the foot of a contest's papers. It concerns the office alone: no notice is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from contest.charter.models import Contest, Letterhead, PaperForm, Signer
from contest.charter.queries import paper_forms_of, signers_of
from contest.charter.rules.letterheads import (
    NAMES,
    LetterheadSaid,
    SignerSaid,
    letterhead_unfit,
    pattern_unfit,
    signers_unfit,
)
from contest.db import db
from contest.errors import N_
from contest.errors.charter import ValueUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean

MOST_RECIPIENTS = 20


def set_letterhead(*, contest: Contest, said: LetterheadSaid, actor: Actor, at: datetime) -> None:
    """Set whose form the papers follow, the organs, the place and the margins. Raises ValueUnfit."""
    fresh = _cleaned(said)
    before = asdict(contest.head)
    told = {name: [before[name], value] for name, value in asdict(fresh).items() if before[name] != value}
    if not told:
        return
    _add_head(contest, fresh)
    db.session.flush()
    record("contest.letterhead_set", actor=actor, at=at, contest_id=contest.id, subject=contest, changes=told)


def set_signers(*, contest: Contest, signers: Sequence[SignerSaid], actor: Actor, at: datetime) -> None:
    """Set all who sign, in order. Papers that were issued keep who signed them. Raises ValueUnfit."""
    before, fresh = signers_of(contest.id), [_signer(one) for one in signers]
    if before == fresh:
        return
    _add_signers(contest, fresh)
    changes = {"signers": [[_told(one) for one in before], [_told(one) for one in fresh]]}
    record("contest.signers_set", actor=actor, at=at, contest_id=contest.id, subject=contest, changes=changes)


def set_paper_form(
    *,
    contest: Contest,
    paper: str,
    number_pattern: str,
    recipients: Sequence[str],
    actor: Actor,
    at: datetime,
) -> None:
    """Set how one kind of paper is numbered and who receives it.

    number_pattern  with {n} for the number; empty for the style's own
    Raises          ValueUnfit
    """
    pattern = clean(number_pattern).strip()
    told = [line for line in (clean(one).strip().rstrip(".;") for one in recipients) if line]
    unfit = pattern_unfit(pattern)
    if unfit is None and (len(told) > MOST_RECIPIENTS or any(len(line) > 200 for line in told)):
        unfit = NAMES["recipients"], N_("nhiều nhất 20 dòng, mỗi dòng nhiều nhất 200 ký tự")
    if unfit is not None:
        raise ValueUnfit(field=unfit[0], why=unfit[1])
    row = paper_forms_of(contest.id).get(paper)
    before = (row.number_pattern, list(row.recipients)) if row is not None else ("", [])
    if before == (pattern, told):
        return
    if row is None:
        row = PaperForm(contest_id=contest.id, paper=paper)
        db.session.add(row)
    row.number_pattern, row.recipients = pattern, told
    db.session.flush()
    changes = {"number_pattern": [before[0], pattern], "recipients": [before[1], told]}
    record(
        "contest.paper_form_set",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=contest,
        paper=paper,
        changes=changes,
    )


def add_letterhead(
    contest: Contest,
    said: LetterheadSaid,
    signers: Sequence[SignerSaid],
    forms: Mapping[str, PaperForm] | None = None,
) -> None:
    """The head, the signers and the kinds of paper of a contest that is founded. Raises ValueUnfit."""
    _add_head(contest, _cleaned(said))
    _add_signers(contest, [_signer(one) for one in signers])
    for form in (forms or {}).values():
        db.session.add(
            PaperForm(
                contest_id=contest.id,
                paper=form.paper,
                number_pattern=form.number_pattern,
                recipients=list(form.recipients),
            )
        )
    db.session.flush()


def _cleaned(said: LetterheadSaid) -> LetterheadSaid:
    texts: dict[str, Any] = {
        name: clean(getattr(said, name)).strip() for name in ("upper_body", "issuing_body", "place", "sign")
    }
    fresh = replace(said, **texts)
    unfit = letterhead_unfit(fresh)
    if unfit is not None:
        raise ValueUnfit(field=unfit[0], why=unfit[1])
    return fresh


def _add_head(contest: Contest, said: LetterheadSaid) -> None:
    if contest.letterhead is None:
        contest.letterhead = Letterhead()
    for name, value in asdict(said).items():
        setattr(contest.letterhead, name, value)


def _signer(one: SignerSaid) -> SignerSaid:
    lines = [line.strip() for line in clean(one.office).replace("\r\n", "\n").split("\n")]
    return replace(
        one,
        office="\n".join(line for line in lines if line),
        name=clean(one.name).strip(),
        papers=tuple(dict.fromkeys(one.papers)),
    )


def _add_signers(contest: Contest, signers: Sequence[SignerSaid]) -> None:
    unfit = signers_unfit(signers)
    if unfit is not None:
        raise ValueUnfit(field=unfit[0], why=unfit[1])
    db.session.execute(delete(Signer).where(Signer.contest_id == contest.id))
    db.session.add_all(
        Signer(
            contest_id=contest.id,
            position=position,
            prefix=one.prefix,
            office=one.office,
            name=one.name,
            papers=list(one.papers),
        )
        for position, one in enumerate(signers, start=1)
    )
    db.session.flush()


def _told(one: SignerSaid) -> str:
    return " ".join(part for part in (one.prefix, one.office.replace("\n", ", "), one.name) if part)
