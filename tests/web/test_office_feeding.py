"""Where one round feeds the next, as the office and the judges of a final see it."""

import pytest
from sqlalchemy import select

from contest.assignment.queries import entries_in_round
from contest.assignment.service import declare_conflict
from contest.authors.queries import envelopes_of
from contest.charter.models import Round
from contest.db import db, transaction
from contest.exports.runs.models import ExportRun
from contest.nominations.models import ContestLevel
from contest.people.models import Account, Role, RoleKind
from contest.web.organizer.view import signed
from tests.cast import Cast
from tests.conftest import NOON
from tests.shortlist.finals import (
    all_together,
    draw_final,
    final_codes,
    finalists,
    lock_final,
    mark_final,
    the_final,
)
from tests.shortlist.stage import CLERK, codes, freeze_top, open_seal

OFFICE = "/office/guong-sang-2026"
MARKS = ("ranking", "shortlist", "discrepancies", "ranking/opinions", "certainty")
"""Pages of an earlier round that tell its marks."""


@pytest.fixture
def the_list(house, cast):
    """A first round with two finalists of three; their ids, best first."""
    entries = finalists(cast)
    all_together(cast)
    db.session.remove()
    return entries


def test_the_list_leads_to_the_draw_of_the_next_round(browser, cast, the_list) -> None:
    who = browser("organizer")
    page = who.get(f"{OFFICE}/rounds/1/shortlist").get_data(as_text=True)
    assert "Danh sách này là các bài của Vòng chung khảo." in page
    page = who.get(f"{OFFICE}/rounds/2/draw").get_data(as_text=True)
    assert "2 bài, mọi giám khảo chấm mọi bài" in page


def test_the_office_draws_the_final_and_deals_with_a_list_frozen_anew(browser, cast, the_list) -> None:
    one, two, _three = the_list
    who = browser("organizer")
    who.post(f"{OFFICE}/rounds/2/draw", data={"seed": "5"})
    page = who.get(f"{OFFICE}/rounds/2/draw").get_data(as_text=True)
    assert "Mọi giám khảo chấm mọi bài." in page
    draw_final(cast)
    freeze_top(cast, 1, reason="Họp lại")
    db.session.remove()
    page = who.get(f"{OFFICE}/rounds/2/draw").get_data(as_text=True)
    assert "Danh sách của Vòng sơ khảo đã thay đổi" in page
    assert "1 bài đang chấm không còn trong danh sách." in page
    assert "1 bài không còn" in who.get(f"{OFFICE}/rounds/1/shortlist").get_data(as_text=True)
    lock = who.get(f"{OFFICE}/rounds/2/lock").get_data(as_text=True)
    assert "Khóa điểm vĩnh viễn" not in lock
    who.post(f"{OFFICE}/rounds/2/draw", data={"seed": "6"})
    assert "1 bài ra khỏi vòng." in who.get(f"{OFFICE}/rounds/2/draw").get_data(as_text=True)
    assert entries_in_round(the_final(cast)) == {one, two}


def test_once_everybody_has_everything_nothing_is_owed(browser, cast, the_list) -> None:
    one, _two, _three = the_list
    with transaction():
        head = db.session.get_one(Account, cast.accounts["head_judge"])
        declare_conflict(judge=head, entry_id=one, reason="", actor=CLERK, at=NOON)
    draw_final(cast)
    db.session.remove()
    page = browser("organizer").get(f"{OFFICE}/rounds/2/draw").get_data(as_text=True)
    assert "2 bài đều đã giao cho mọi giám khảo chấm được." in page


def test_a_lock_refused_because_the_list_moved_says_why_and_locks_nothing(browser, cast, the_list) -> None:
    one, two, _three = the_list
    draw_final(cast)
    mark_final(cast, {one: "80", two: "90"})
    freeze_top(cast, 1, reason="Họp lại")
    db.session.remove()
    who = browser("organizer")
    who.post(f"{OFFICE}/rounds/2/settlements")
    answer = who.post(f"{OFFICE}/rounds/2/lock", follow_redirects=True)
    assert "Xin bốc thăm bổ sung vòng này trước khi khóa điểm." in answer.get_data(as_text=True)
    assert "đã khóa lúc" not in who.get(f"{OFFICE}/rounds/2/lock").get_data(as_text=True)


def test_the_seal_waits_for_the_final_and_warns_before_it_is_drawn(browser, cast, the_list) -> None:
    who = browser("organizer")
    page = who.get(f"{OFFICE}/rounds/1/seal").get_data(as_text=True)
    assert "Vòng chung khảo chưa bốc thăm. Ghép phách bây giờ" in page
    draw_final(cast)
    db.session.remove()
    page = who.get(f"{OFFICE}/rounds/1/seal").get_data(as_text=True)
    assert "Vòng chung khảo đang chấm kín." in page
    assert 'name="password"' not in page


def test_the_head_of_the_jury_is_led_to_the_differences_of_the_round_at_hand(browser, cast, the_list) -> None:
    who, there = browser("head_judge"), f"{OFFICE}/discrepancies"
    assert who.get(there).location == f"{OFFICE}/rounds/1/discrepancies"
    draw_final(cast)
    db.session.remove()
    assert f'href="{there}"' in who.get("/judging/guong-sang-2026").get_data(as_text=True)
    assert who.get(there).location == f"{OFFICE}/rounds/2/discrepancies"
    assert browser("judge_a").get(there).status_code == 404


@pytest.mark.parametrize("page", MARKS)
def test_who_reads_in_the_final_opens_no_mark_of_the_round_before(browser, cast, the_list, page) -> None:
    """The head of the jury is one of the final's judges."""
    one, two, _three = the_list
    who = browser("head_judge")
    assert who.get(f"{OFFICE}/rounds/1/{page}").status_code == 200
    draw_final(cast)
    db.session.remove()
    answer = who.get(f"{OFFICE}/rounds/1/{page}")
    assert answer.status_code == 409
    told = answer.get_data(as_text=True)
    assert "Ông/Bà đang chấm Vòng chung khảo" in told
    assert [code for code in codes(cast).values() if code in told] == []
    mark_final(cast, {one: "80", two: "90"})
    lock_final(cast)
    db.session.remove()
    assert who.get(f"{OFFICE}/rounds/1/{page}").status_code == 200


def test_an_organizer_who_judges_no_later_round_sees_them_and_one_who_does_not(
    browser, cast, the_list
) -> None:
    draw_final(cast)
    db.session.remove()
    who = browser("organizer")
    assert who.get(f"{OFFICE}/rounds/1/ranking").status_code == 200
    with transaction():
        db.session.add(organizing_too(cast))
    db.session.remove()
    who = browser("judge_a")
    assert who.get(f"{OFFICE}/papers?round=1").status_code == 409
    assert who.get(f"{OFFICE}/papers?round=2").status_code == 200


def test_nor_does_who_judges_and_organizes_have_the_earlier_round_packed(browser, cast, the_list) -> None:
    """The round comes with the form, or with the file that was asked for before the final was drawn."""
    who, archive = browser("judge_a"), {"by": "code", "what": "all", "scores": "all", "round": "1"}
    with transaction():
        db.session.add(organizing_too(cast))
    db.session.remove()
    assert who.post(f"{OFFICE}/exports", data=archive).status_code == 303
    run = db.session.scalars(select(ExportRun)).one()
    draw_final(cast)
    db.session.remove()

    assert who.post(f"{OFFICE}/exports", data=archive).status_code == 409
    assert who.post(f"{OFFICE}/exports/{run.id}/repetition").status_code == 409
    assert who.get(f"{OFFICE}/exports/{run.id}/file").status_code == 409
    assert len(db.session.scalars(select(ExportRun)).all()) == 1
    assert browser("organizer").post(f"{OFFICE}/exports", data=archive).status_code == 303


def organizing_too(cast: Cast) -> Role:
    """The first judge's part in the office."""
    return Role(
        account_id=cast.accounts["judge_a"],
        contest_id=cast.contest_id,
        kind=RoleKind.ORGANIZER,
        granted_at=NOON,
    )


def test_nor_are_works_sent_up_from_it_by_who_judges_and_organizes(browser, cast, the_list) -> None:
    """The address need not say the round: the last one whose names are known is taken."""
    with transaction():
        db.session.get_one(Round, cast.round_id).names_early = True
        db.session.add_all(
            [organizing_too(cast), ContestLevel(contest_id=cast.contest_id, upper_label="cấp tỉnh")]
        )
    open_seal(cast)
    draw_final(cast)
    known = list(codes(cast))
    db.session.remove()
    who, here = browser("judge_a"), f"{OFFICE}/nominations"
    for answer in (who.get(here), who.get(f"{here}?round=1"), who.post(here, data={"entry": known})):
        assert answer.status_code == 409
        assert "Ông/Bà đang chấm Vòng chung khảo" in answer.text
    organizer = browser("organizer")
    assert organizer.get(here).status_code == 200
    made = organizer.post(here, data={"entry": known[:1], "scores": "1", "anyway": "1"})
    assert made.status_code == 303
    for address in (made.location, f"{made.location}/file"):
        answer = who.get(address)
        assert answer.status_code == 409, "a package tells marks and authors of the round it was made from"
        assert "Ông/Bà đang chấm Vòng chung khảo" in answer.text
        assert organizer.get(address, buffered=True).status_code == 200


def test_who_judges_and_organizes_is_told_no_author_until_the_final_is_locked(
    browser, cast, the_list
) -> None:
    """The charter lets the names of the first round out early: to those who do not judge."""
    one, two, _three = the_list
    with transaction():
        db.session.get_one(Round, cast.round_id).names_early = True
        db.session.add(organizing_too(cast))
    open_seal(cast)
    draw_final(cast)
    author = signed(envelopes_of([one])[one])
    db.session.remove()
    who, other = browser("judge_a"), browser("organizer")
    assert author not in who.get(f"{OFFICE}/entries").text
    assert author not in who.get(f"{OFFICE}/entries/{one}").text
    assert author in other.get(f"{OFFICE}/entries").text
    for page in ("awards", "awards/trace", "figures"):
        answer = who.get(f"{OFFICE}/{page}")
        assert answer.status_code == 409
        assert "nên tên tác giả chỉ hiện ra với Ông/Bà sau khi vòng ấy khóa điểm" in answer.text
        assert other.get(f"{OFFICE}/{page}").status_code == 200

    mark_final(cast, {one: "80", two: "90"})
    lock_final(cast)
    db.session.remove()
    assert author in who.get(f"{OFFICE}/entries").text
    assert who.get(f"{OFFICE}/awards").status_code == 200


def test_a_judge_without_a_part_in_the_office_is_a_stranger_there_whatever_they_read(
    browser, cast, the_list
) -> None:
    draw_final(cast)
    db.session.remove()
    assert browser("judge_c").get(f"{OFFICE}/rounds/1/ranking").status_code == 404


def test_a_judge_of_the_final_finds_new_codes_and_nothing_of_the_first_round(browser, cast, the_list) -> None:
    draw_final(cast)
    before, after = codes(cast), final_codes(cast)
    db.session.remove()
    who = browser("judge_c")
    work = who.get("/judging/guong-sang-2026?round=2").get_data(as_text=True)
    assert all(code in work for code in after.values())
    mine = {before[entry] for entry in after}
    assert [code for code in mine if code in work] == []
