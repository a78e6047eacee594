"""Lists of scores at the doors: a workbook to take along, one that comes back, and each row in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Final

from flask import Response, request, send_file
from flask_babel import gettext as _

from contest.charter.models import Contest, Round
from contest.db import transaction
from contest.errors import N_, Refusal
from contest.errors.paper import ListNotChosen, ListTaken
from contest.errors.scoring import PointsUnfit
from contest.exports.blanks import score_list
from contest.exports.formats import FORMATS
from contest.people.models import Account
from contest.plumbing.clock import now
from contest.scoring.models import SentScores
from contest.scoring.queries import sent_list
from contest.scoring.service import (
    Look,
    SentRow,
    close_list,
    look_through,
    read_scores,
    record_list_taken_along,
    send_scores,
    take_rows,
)
from contest.web.refusals import said
from contest.web.sessions import visitor

OUTCOMES: Final = {
    "added": ("ok", N_("nộp mới")),
    "corrected": ("warn", N_("sửa phiếu đã nộp")),
    "same": ("none", N_("giữ nguyên")),
    "unseen": ("bad", N_("đã nộp sau khi lập bảng")),
    "blank": ("none", N_("còn trống")),
    "refused": ("bad", N_("không nhận")),
}
AT_ONCE: Final = 25
"""Rows taken in one transaction, so that judges who save meanwhile wait a moment only."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row in words: what becomes of it, why it is refused, and the total before and after."""

    number: int
    code: str
    judge: str
    outcome: str
    tone: str
    word: str
    why: str
    before: Decimal | None = None
    total: Decimal | None = None


def list_to_fill_in(
    contest: Contest,
    round_: Round,
    *,
    judge_id: int | None,
    filled: bool,
    told: Collection[int] | None = None,
) -> Response:
    """The workbook of the round or of one judge; the log says who took it. Raises NothingToDraw."""
    lines = score_list.lines_of(round_, judge_id=judge_id, filled=filled, told=told)
    out = BytesIO()
    score_list.write(contest, round_, lines, out)
    with transaction():
        record_list_taken_along(
            round_=round_, count=len(lines), filled=filled, actor=visitor().actor, at=now()
        )
    out.seek(0)
    return send_file(
        out,
        mimetype=FORMATS["xlsx"].media_type,
        as_attachment=True,
        download_name=f"bang-diem-vong-{round_.number}.xlsx",
        etag=False,
        max_age=0,
    )


def list_received(round_: Round, *, judge: Account | None) -> SentScores:
    """The list that came with the form, read and kept. Raises ListNotChosen and what reading refuses."""
    file = request.files.get("list")
    if file is None or not file.filename:
        raise ListNotChosen
    data = file.read()
    rows = read_scores(data, round_, judge=judge)
    name = file.filename.replace("\\", "/").rpartition("/")[2]
    with transaction():
        return send_scores(
            round_=round_, rows=rows, data=data, name=name, judge=judge, actor=visitor().actor, at=now()
        )


def looks_of(round_: Round, sent: SentScores, *, judge: Account | None) -> list[Look]:
    """What would become of each row now."""
    rows = [SentRow.of(kept) for kept in sent.rows]
    return look_through(round_, rows, judge=judge, viewer=visitor().account)


def lines_of(
    sent: SentScores, looks: Sequence[Look], *, told: Collection[int] | None = None
) -> list[ListLine]:
    """Each row in words: as it was taken, or as it would be.

    told  ids of the only readings of which it is told what stands on their sheets; None for all
    """
    return [_line(look, sent.fates.get(str(look.row.number)), told) for look in looks]


def take_list(contest: Contest, round_: Round, list_id: int, *, judge: Account | None) -> None:
    """Take every row that can be taken, and write down what became of each. Raises NotFound, ListTaken.

    The form may bring the reason for which hand-ins that the list does not know are replaced.
    """
    sent = sent_list(round_.id, list_id, judge_id=judge.id if judge else None)
    if sent.taken_at is not None:
        raise ListTaken
    actor = visitor().actor
    fates: dict[int, tuple[str, str]] = {}
    every = looks_of(round_, sent, judge=judge)
    for start in range(0, len(every), AT_ONCE):
        with transaction():
            done = take_rows(
                round_=round_,
                looks=every[start : start + AT_ONCE],
                reason=request.form.get("reason", ""),
                actor=actor,
                at=now(),
                by_judge=judge is not None,
            )
        fates |= {number: (outcome, why(refusal)) for number, (outcome, refusal) in done.items()}
    with transaction():
        held = sent_list(round_.id, list_id, judge_id=judge.id if judge else None)
        close_list(sent=held, fates=fates, contest_id=contest.id, actor=actor, at=now())


def why(refusal: Refusal | None) -> str:
    """Why a row is refused, in the visitor's language; points one by one."""
    if refusal is None:
        return ""
    if isinstance(refusal, PointsUnfit):
        return " ".join(f"{fault.name}: {_(fault.sentence, **fault.values)}" for fault in refusal.faults)
    return said(refusal)


def _line(look: Look, fate: Sequence[str] | None, told: Collection[int] | None) -> ListLine:
    outcome, because = fate or (look.outcome, why(look.refusal))
    tone, word = OUTCOMES[outcome]
    tells = look.assignment is not None and (told is None or look.assignment.id in told)
    corrects = tells and outcome in {"corrected", "unseen"} and fate is None
    return ListLine(
        number=look.row.number,
        code=look.row.code,
        judge=look.assignment.judge.name if look.assignment else look.row.judge,
        outcome=outcome,
        tone=tone,
        word=_(word),
        why=because,
        before=look.before.total if corrects and look.before else None,
        total=look.content.total if look.content else None,
    )
