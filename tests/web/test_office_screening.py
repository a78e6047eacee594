"""Screening in the browser: decide and go on, take back, black out; an organizer never sees where the name stands."""

import re

import pytest
from time_machine import travel

from contest.authors.rules import EssaySaid
from contest.entries.queries import entry_of
from contest.screening.models import VerdictKind
from contest.screening.queries import blind_copy_of, decisions_of, masks_of, standing_decision
from tests.authors.said import an_author
from tests.conftest import NOON
from tests.office import an_entry, background, codes, whole_words

HOME = "/office/guong-sang-2026/screening"
TEXT = ("Một buổi sớm ở bản.", "Tôi là Hoàng Thị Lanh ở Xã Nhân Lý.")


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def entries(app, cast):
    """Two entries that name their author, and one that has no fault."""
    with app.app_context():
        codes(cast)
        named = EssaySaid("Con đường", cast.category_id, paragraphs=TEXT, typed=True)
        clean = EssaySaid("Vườn na", cast.category_id, paragraphs=whole_words(1000), typed=True)
        lo = (an_author(name="Lô Văn Sạch"),)
        return [
            an_entry(cast, essay=named),
            an_entry(cast, essay=named),
            an_entry(cast, essay=clean, authors=lo),
        ]


@pytest.fixture
def read(app, cast):
    """``read(question, entry_id)`` asks about an entry in a context of its own."""

    def ask(question, entry_id):
        with app.app_context():
            return question(entry_of(cast.contest_id, entry_id))

    return ask


def version(read, entry_id):
    return read(lambda entry: entry.manuscript.id, entry_id)


def test_screening_begins_with_the_oldest_and_goes_on_to_the_next(browser, read, entries):
    client = browser("secretary")
    assert client.get(HOME).location == f"{HOME}/{entries[0]}"
    data = {"verdict": "eligible", "manuscript": version(read, entries[0])}
    answer = client.post(f"{HOME}/{entries[0]}/decisions", data=data)
    assert (answer.status_code, answer.location) == (303, f"{HOME}/{entries[1]}?last={entries[0]}")
    assert "Đã ghi quyết định" in client.get(answer.location).text
    assert read(lambda e: standing_decision(e.id).verdict, entries[0]) == VerdictKind.ELIGIBLE


def test_the_last_decision_is_followed_by_a_page_that_says_so(browser, read, entries):
    client = browser("secretary")
    for entry_id in entries:
        data = {"verdict": "eligible", "manuscript": version(read, entry_id)}
        answer = client.post(f"{HOME}/{entry_id}/decisions", data=data)
    assert "Không còn bài nào chờ xét" in client.get(answer.location).text


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"verdict": "rejected", "reject-code": "SC", "reject-reason": "Chép."}, VerdictKind.REJECTED),
        ({"verdict": "more_needed", "more-reason": "Xin gửi ảnh."}, VerdictKind.MORE_NEEDED),
    ],
)
def test_a_refusal_carries_its_reason(browser, read, entries, said, verdict):
    data = {**said, "manuscript": version(read, entries[0])}
    assert browser("organizer").post(f"{HOME}/{entries[0]}/decisions", data=data).status_code == 303
    decision = read(lambda e: standing_decision(e.id), entries[0])
    assert (decision.verdict, decision.decided_by) == (verdict, "Hoàng Thị Bích")
    assert decision.reason in {"Chép.", "Xin gửi ảnh."}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"verdict": "rejected", "reject-code": "", "reject-reason": "Chép."}, 422),
        ({"verdict": "rejected", "reject-code": "SC", "reject-reason": ""}, 422),
        ({"verdict": "rejected", "reject-code": "ZZ", "reject-reason": "Chép."}, 422),
        ({"verdict": "more_needed"}, 422),
        ({"verdict": "loved"}, 400),
        ({}, 400),
    ],
)
def test_an_unfinished_decision_decides_nothing(browser, read, entries, said, status):
    data = {**said, "manuscript": version(read, entries[0])}
    assert browser("secretary").post(f"{HOME}/{entries[0]}/decisions", data=data).status_code == status
    assert read(lambda e: decisions_of(e.id), entries[0]) == []


def test_what_was_typed_stays_on_the_page_after_a_slip(browser, read, entries):
    data = {
        "verdict": "rejected",
        "reject-reason": "Chép bài số 12.",
        "manuscript": version(read, entries[0]),
    }
    page = browser("secretary").post(f"{HOME}/{entries[0]}/decisions", data=data).text
    assert "Chép bài số 12." in page
    assert "Xin chọn lý do." in page


def test_a_text_that_changed_meanwhile_is_not_decided(browser, read, entries):
    data = {"verdict": "eligible", "manuscript": version(read, entries[0]) + 99}
    answer = browser("secretary").post(f"{HOME}/{entries[0]}/decisions", data=data)
    assert answer.status_code == 409
    assert read(lambda e: decisions_of(e.id), entries[0]) == []


def test_a_decision_is_taken_back_and_stays_in_the_history(browser, read, entries):
    client = browser("secretary")
    data = {"verdict": "rejected", "reject-code": "SC", "reject-reason": "Chép."}
    client.post(f"{HOME}/{entries[0]}/decisions", data={**data, "manuscript": version(read, entries[0])})
    made = {"decision": read(lambda e: standing_decision(e.id).id, entries[0])}
    assert client.post(f"{HOME}/{entries[0]}/undoing", data=made).status_code == 303
    assert read(lambda e: standing_decision(e.id), entries[0]) is None
    history = client.get(f"/office/guong-sang-2026/entries/{entries[0]}").text
    assert "Hoàn tác lúc" in history
    assert client.post(f"{HOME}/{entries[0]}/undoing", data=made).status_code == 409
    assert client.post(f"{HOME}/{entries[0]}/undoing").status_code == 409


def test_of_two_at_one_entry_the_second_sees_the_first_decision_and_what_was_typed(browser, read, entries):
    seen = {"manuscript": version(read, entries[0])}
    browser("secretary").post(f"{HOME}/{entries[0]}/decisions", data={**seen, "verdict": "eligible"})
    said = {**seen, "verdict": "rejected", "reject-code": "SC", "reject-reason": "Chép bài số 12."}
    answer = browser("organizer").post(f"{HOME}/{entries[0]}/decisions", data=said)
    assert answer.status_code == 409
    assert "quyết định của bài này đã thay đổi" in answer.text
    assert re.search(r"<details[^>]* open>.*Chép bài số 12\.", answer.text, re.DOTALL)
    assert f'name="decision" value="{read(lambda e: standing_decision(e.id).id, entries[0])}"' in answer.text
    assert [d.verdict for d in read(lambda e: decisions_of(e.id), entries[0])] == [VerdictKind.ELIGIBLE]


def test_who_has_seen_the_standing_decision_decides_otherwise(browser, read, entries):
    seen = {"manuscript": version(read, entries[0])}
    browser("secretary").post(f"{HOME}/{entries[0]}/decisions", data={**seen, "verdict": "eligible"})
    seen["decision"] = read(lambda e: standing_decision(e.id).id, entries[0])
    said = {**seen, "verdict": "rejected", "reject-code": "SC", "reject-reason": "Chép."}
    assert browser("organizer").post(f"{HOME}/{entries[0]}/decisions", data=said).status_code == 303
    assert read(lambda e: standing_decision(e.id).verdict, entries[0]) == VerdictKind.REJECTED


def test_nobody_takes_back_a_colleagues_decision_that_came_after_their_own(browser, read, entries):
    seen, first = {"manuscript": version(read, entries[0])}, browser("secretary")
    first.post(f"{HOME}/{entries[0]}/decisions", data={**seen, "verdict": "eligible"})
    mine = {"decision": read(lambda e: standing_decision(e.id).id, entries[0])}
    said = {**seen, **mine, "verdict": "rejected", "reject-code": "SC", "reject-reason": "Chép."}
    browser("organizer").post(f"{HOME}/{entries[0]}/decisions", data=said)
    assert "Đã ghi quyết định" not in first.get(f"{HOME}/{entries[1]}?last={entries[0]}").text
    assert first.post(f"{HOME}/{entries[0]}/undoing", data=mine).status_code == 409
    assert read(lambda e: standing_decision(e.id).verdict, entries[0]) == VerdictKind.REJECTED


def test_the_secretary_blacks_out_and_lets_stand(browser, read, entries):
    client, entry_id = browser("secretary"), entries[0]
    seen = {"manuscript": version(read, entry_id)}
    client.post(f"{HOME}/{entry_id}/masks", data={**seen, "phrase": "buoi som"})
    client.post(f"{HOME}/{entry_id}/masks", data={**seen, "all": "1"})
    client.post(f"{HOME}/{entry_id}/masks", data={**seen, "paragraph": 0, "start": 0, "stop": 3})
    place = {"paragraph": 1, "start": 7, "stop": 21}
    assert client.post(f"{HOME}/{entry_id}/masks/lifted", data={**seen, **place}).status_code == 422
    client.post(f"{HOME}/{entry_id}/masks/lifted", data={**seen, **place, "reason": "Nhân vật."})
    client.post(f"{HOME}/{entry_id}/decisions", data={**seen, "verdict": "eligible"})
    copy = read(lambda e: blind_copy_of(e.id).paragraphs, entry_id)
    assert copy == ["█████ █████ ở bản.", "Tôi là Hoàng Thị Lanh ở █████."]
    assert len(read(lambda e: masks_of(e.manuscript.id), entry_id)) == 4


@pytest.mark.parametrize("tail", ["masks", "masks/lifted"])
def test_an_organizer_touches_no_masks(browser, read, entries, tail):
    data = {"manuscript": version(read, entries[0]), "phrase": "sớm", "paragraph": 0, "start": 0, "stop": 1}
    assert browser("organizer").post(f"{HOME}/{entries[0]}/{tail}", data=data).status_code == 404


def test_the_marks_light_the_name_for_the_secretary_alone(browser, entries):
    assert '<mark class="lit-masked">Hoàng Thị Lanh' in browser("secretary").get(f"{HOME}/{entries[0]}").text
    page = browser("organizer").get(f"{HOME}/{entries[0]}").text
    assert "<mark" not in page
    assert "█████" in page


def test_the_preview_is_what_a_judge_would_read(browser, entries):
    page = browser("secretary").get(f"{HOME}/{entries[0]}/preview").text
    assert "Tôi là █████ ở █████." in page
    assert "Lanh" not in page


def test_clean_entries_are_counted_first_and_accepted_together(app, browser, read, entries):
    background(app)
    client = browser("secretary")
    assert "1 bài chờ xét không có cảnh báo nào" in client.get(f"{HOME}/clean").text
    assert client.post(f"{HOME}/clean").status_code == 303
    assert [read(lambda e: standing_decision(e.id) is not None, one) for one in entries] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("tail", ["decisions", "undoing", "masks", "masks/lifted"])
@pytest.mark.parametrize("who", ["judge_a", "head_judge", "observer", "other_organizer"])
def test_nobody_else_decides(browser, entries, who, tail):
    assert browser(who).post(f"{HOME}/{entries[0]}/{tail}", data={"verdict": "eligible"}).status_code == 404


def test_the_other_contests_office_does_not_reach_it(app, browser, entries):
    other = f"/office/cuoc-thi-khac/screening/{entries[0]}"
    client = browser("other_organizer")
    assert client.get(other).status_code == 404
    assert client.post(other + "/decisions", data={"verdict": "eligible"}).status_code == 404
    with app.app_context():
        assert decisions_of(entries[0]) == []
