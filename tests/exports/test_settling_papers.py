"""Minutes of one case, of a round's settling, and of a round's marking: judges by name, no author."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pypdfium2
import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors.settling import NothingSettledYet
from contest.errors.shortlist import RoundNotLocked
from contest.exports.formats import FORMATS
from contest.exports.papers import case_minutes, marking_minutes, settling_minutes
from contest.people.models import Account
from contest.plumbing.audit import SYSTEM
from contest.scoring.queries import case_of_entry, rechecks_of, talk_of
from contest.scoring.service import (
    accept_mark,
    agree_mark,
    draw_rechecks,
    lock_round,
    note_recheck,
    propose_mark,
    remark_on_case,
    settle_round,
)
from tests.jury import LATER, Jury, a_jury


@pytest.fixture
def settled(cast, house) -> Jury:
    """Three essays: one near, one that its judges settle, one that the head decides."""
    jury = a_jury(cast, essays=3)
    near, agreed, decided = jury.entries()
    jury.score(near, "80", "82")
    jury.score(agreed, "74", "86")
    jury.score(decided, "75", "88")
    with transaction():
        settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)
    case = case_of_entry(jury.round_id, agreed)
    one, two = (db.session.get_one(Account, judge) for judge in case.judges)
    with transaction():
        remark_on_case(case=case, by=one, text="Phần kết hay.", at=LATER)
        propose_mark(case=case, judge=two, mark=Decimal("81.5"), reason="Theo nội dung.", at=LATER)
    with transaction():
        accept_mark(
            case=case,
            proposal_id=talk_of(case).proposal.id,
            judge=one,
            at=LATER + timedelta(minutes=5),
        )
        agree_mark(
            round_=jury.round,
            entry_id=decided,
            mark=Decimal(80),
            minutes="Trưởng ban quyết định.",
            actor=SYSTEM,
            at=LATER,
        )
    return jury


def contest_of(jury) -> Contest:
    return db.session.get_one(Contest, jury.cast.contest_id)


def printed(document) -> str:
    out = BytesIO()
    FORMATS["pdf"].write(document, out)
    with pypdfium2.PdfDocument(out.getvalue()) as made:
        return "\n".join(made[n].get_textpage().get_text_range() for n in range(len(made)))


def test_the_minutes_of_a_case_hold_both_sheets_the_talk_and_the_mark_in_words(settled):
    document = case_minutes.build(contest_of(settled), settled.round, settled.entries()[1], at=LATER)

    sheets, talk = document.tables
    assert sheets.total_row[2:] == (Decimal(74), Decimal(86))
    assert [row[2] for row in talk.rows] == [
        "Phần kết hay.",
        "Đề nghị 81,5 điểm: Theo nội dung.",
        "Đồng ý 81,5 điểm",
    ]
    assert "giám khảo 1: bảy mươi tư điểm; giám khảo 2: tám mươi sáu điểm" in document.closing[0]
    assert document.closing[1].startswith("Kết quả: 81,50 điểm (tám mươi mốt phẩy năm điểm)")
    text = printed(document)
    assert "Hứa Văn" not in text
    assert "GIÁM KHẢO 2" in text


def test_the_rounds_minutes_list_every_settled_case_and_who_decided(settled):
    document = settling_minutes.build(contest_of(settled), settled.round, names=False, at=LATER)

    rows = sorted((row[5:8]) for row in document.tables[0].rows)
    assert rows == [
        (Decimal(80), "Tám mươi", f"Người chủ trì quyết định ({SYSTEM.name})"),
        (Decimal("81.5"), "Tám mươi mốt phẩy năm", "Các giám khảo cùng đồng ý"),
    ]
    assert "Đã thống nhất điểm của 2 bài" in "\n".join(document.paragraphs)


def test_minutes_after_a_second_look_tell_of_it_and_leave_out_what_still_waits_for_one(settled):
    agreed = settled.entries()[1]
    look(settled, agreed, "60")
    contest, round_ = contest_of(settled), settled.round
    (waiting,) = settling_minutes.build(contest, round_, names=False, at=LATER).tables[0].rows
    assert waiting[5] == 80
    with transaction():
        agree_mark(
            round_=round_,
            entry_id=agreed,
            mark=Decimal(70),
            minutes="Đọc lại cả ba.",
            actor=SYSTEM,
            at=LATER,
        )

    one = case_minutes.build(contest, round_, agreed, at=LATER)
    every = settling_minutes.build(contest, round_, names=False, at=LATER)

    assert "Chấm kiểm tra: 60 điểm" in one.paragraphs[-1]
    assert "lúc đó 81,5, chênh lệch 21,5 điểm" in one.paragraphs[-1]
    assert {row[5] for row in every.tables[0].rows} == {Decimal(70), Decimal(80)}


def look(jury: Jury, entry: int, mark: str) -> None:
    """The head looks at one entry again, the only one drawn."""
    with transaction():
        jury.round.recheck_top, jury.round.recheck_percent = 1, 0
        draw_rechecks(round_=jury.round, seed=5, actor=SYSTEM, at=LATER)
        (row,) = rechecks_of(jury.round_id)
        assert row.recheck.entry_id == entry
        note_recheck(recheck=row.recheck, by=jury.judge("organizer"), mark=Decimal(mark), remark="", at=LATER)


def test_no_minutes_before_anything_is_settled(cast, house):
    jury = a_jury(cast, essays=1)
    jury.score(jury.entries()[0], "74", "86")
    with transaction():
        settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)
    for build in (
        lambda: settling_minutes.build(contest_of(jury), jury.round, names=False, at=LATER),
        lambda: case_minutes.build(contest_of(jury), jury.round, jury.entries()[0], at=LATER),
    ):
        with pytest.raises(NothingSettledYet):
            build()


def test_the_marking_minutes_count_how_marks_came_about_once_the_round_is_locked(settled):
    with pytest.raises(RoundNotLocked):
        marking_minutes.build(contest_of(settled), settled.round, names=False, at=LATER)
    with transaction():
        lock_round(round_=settled.round, actor=SYSTEM, at=LATER)

    document = marking_minutes.build(contest_of(settled), settled.round, names=False, at=LATER)

    judges, results = document.tables
    assert sum(row[3] for row in judges.rows) == judges.total_row[3] == 6
    assert dict(results.rows) == {"Thống nhất bằng biên bản": 2, "Trung bình hai giám khảo": 1}
    assert results.total_row[1] == 3
    assert "số gieo 7" in "\n".join(document.paragraphs)
