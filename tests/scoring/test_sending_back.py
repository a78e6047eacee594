"""A sheet is sent back to its judge: for a reason, kept as handed in, while it can still be mended."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contest.db import db, transaction
from contest.errors.scoring import NotHandedIn, RoundClosed, RoundLocked, SendBackReasonMissing, SheetChanged
from contest.errors.settling import CaseOpened
from contest.plumbing.audit import SYSTEM, AuditEvent
from contest.scoring.models import SheetState
from contest.scoring.queries import (
    settlements,
    sheet_of,
    sheets_sent_back,
    versions_of,
    why_sent_back,
)
from contest.scoring.service import (
    hand_in_sheet,
    lock_round,
    save_sheet,
    send_back_sheet,
    settle_round,
)
from tests.jury import LATER, Jury, a_jury, points_of


@pytest.fixture
def one(cast, house) -> Jury:
    """One essay, both sheets handed in."""
    jury = a_jury(cast, essays=1)
    jury.score(jury.entries()[0], "80", "84")
    return jury


def first(jury):
    return jury.assignments(entry_id=jury.entries()[0])[0]


def send_back(jury, reason="Tiêu chí 3 có vẻ gõ nhầm.", at=LATER, version=1):
    with transaction():
        return send_back_sheet(assignment=first(jury), version=version, reason=reason, actor=SYSTEM, at=at)


def settle(jury):
    with transaction():
        settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)


def test_it_opens_the_sheet_keeps_what_was_handed_in_and_undoes_the_mark(one):
    settle(one)
    sheet = send_back(one)

    assert (sheet.state, sheet.handed_in_at, str(sheet.total)) == (SheetState.SENT_BACK, None, "80.00")
    kept = versions_of(sheet.id)
    assert [v.state for v in kept] == [SheetState.SENT_BACK, SheetState.HANDED_IN]
    assert (kept[0].reason, kept[0].saved_by) == ("Tiêu chí 3 có vẻ gõ nhầm.", SYSTEM.name)
    assert settlements(one.round_id) == {}
    assert (
        db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)).all()[-1]
        == "score_sheet.sent_back"
    )


def test_the_judge_reads_why_until_it_is_handed_in_again(one):
    send_back(one)
    judge = first(one).judge_id
    assert [version.reason for _a, version in sheets_sent_back(judge, one.round_id)] == [
        "Tiêu chí 3 có vẻ gõ nhầm."
    ]
    with transaction():
        save_sheet(
            assignment=first(one), points=points_of("82"), remark="", version=2, actor=SYSTEM, at=LATER
        )
    assert len(sheets_sent_back(judge, one.round_id)) == 1
    assert why_sent_back(versions_of(sheet_of(first(one).id).id)) is not None

    with transaction():
        hand_in_sheet(
            assignment=first(one), points=points_of("82"), remark="", version=3, actor=SYSTEM, at=LATER
        )
    assert sheets_sent_back(judge, one.round_id) == []
    assert why_sent_back(versions_of(sheet_of(first(one).id).id)) is None


def test_the_same_content_may_be_handed_in_again(one):
    sheet = send_back(one)
    with transaction():
        again = hand_in_sheet(
            assignment=first(one),
            points=points_of("80"),
            remark="",
            version=sheet.version,
            actor=SYSTEM,
            at=LATER,
        )
    assert again.state == SheetState.HANDED_IN


def test_without_a_reason_or_a_handed_in_sheet_it_is_refused(one):
    with pytest.raises(SendBackReasonMissing):
        send_back(one, reason="  ")
    send_back(one)
    with pytest.raises(NotHandedIn):
        send_back(one)


@pytest.mark.parametrize("version", [0, 2])
def test_what_is_sent_back_is_the_version_that_was_looked_at(one, version):
    with pytest.raises(SheetChanged):
        send_back(one, version=version)
    assert sheet_of(first(one).id).state == SheetState.HANDED_IN


def test_not_after_the_rounds_time_when_its_judge_could_not_mend_it(one):
    with pytest.raises(RoundClosed):
        send_back(one, at=LATER + timedelta(days=60))


def test_not_after_the_lock(one):
    with transaction():
        lock_round(round_=one.round, actor=SYSTEM, at=LATER)
    with pytest.raises(RoundLocked):
        send_back(one)


def test_not_once_its_judge_has_seen_the_other_sheet(cast, house):
    jury = a_jury(cast, essays=1)
    jury.score(jury.entries()[0], "74", "86")
    settle(jury)
    with pytest.raises(CaseOpened):
        send_back(jury)
