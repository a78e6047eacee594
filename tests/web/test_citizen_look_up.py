"""After the hand-in: both codes open the entry, in words; correct it, take it back."""

import re

import pytest
from sqlalchemy import func, select

from contest.authors.models import Consent, Envelope
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.screening.models import ScreeningDecision, VerdictKind
from tests.conftest import NOON
from tests.stage import REJECTED, Stage
from tests.web.citizens import Citizen, entries, looked_up


def test_both_codes_open_the_entry_and_a_wrong_one_is_not_told_from_the_other(browser, citizen):
    citizen.fill().hand_in()
    code, secret = citizen.receipt()
    client = browser(None)
    assert client.get("/my-entry").location.endswith("/look-up")
    wrong = [looked_up(client, code, "sai"), looked_up(client, "CL26-2222-2", secret)]
    assert {answer.status_code for answer in wrong} == {422}
    assert "chưa đúng" in wrong[0].text
    assert looked_up(client, code.lower(), secret.replace("-", " ").lower()).location == "/my-entry"
    page = client.get("/my-entry").text
    assert "Đã tiếp nhận" in page
    assert "Hoàng Thị Lanh" not in page
    client.post("/my-entry/leave")
    assert client.get("/my-entry").status_code == 303


@pytest.mark.parametrize(
    ("verdict", "said", "may_correct"),
    [
        (VerdictKind.ELIGIBLE, "Hợp lệ", True),
        (VerdictKind.MORE_NEEDED, "Cần bổ sung", True),
        (VerdictKind.REJECTED, "Không hợp lệ", False),
    ],
)
def test_the_standing_is_said_in_words_and_the_request_in_full(
    app, browser, citizen, verdict, said, may_correct
):
    citizen.fill().hand_in()
    code, secret = citizen.receipt()
    with app.app_context(), transaction():
        db.session.add(
            ScreeningDecision(
                entry_id=entries(app)[0].id,
                verdict=verdict,
                code="QH" if verdict == VerdictKind.REJECTED else "",
                reason="Xin gửi ảnh nhân vật." if verdict == VerdictKind.MORE_NEEDED else "",
                decided_at=NOON,
                decided_by="Tổ thư ký",
            )
        )
    client = browser(None)
    looked_up(client, code, secret)
    page = client.get("/my-entry").text
    assert said in page
    assert ("Xin gửi ảnh nhân vật." in page) is (verdict == VerdictKind.MORE_NEEDED)
    assert ("/my-entry/correction" in page) is may_correct


def test_a_correction_reopens_the_entry_and_keeps_its_codes(app, browser, citizen):
    citizen.upload("06-van-ban-thuan.txt")
    citizen.fill(text="").hand_in()
    codes = citizen.receipt()
    client = browser(None)
    looked_up(client, *codes)
    opened = client.post("/my-entry/correction")
    assert opened.status_code == 303
    again = object.__new__(Citizen)
    again.client, again.app, again.cast = client, app, citizen.cast
    again.url = re.search(r"/drafts/\d+", opened.location)[0]
    assert "Đang sửa bài đã nộp" in client.get(f"{again.url}/essay").text
    assert again.post("essay", {"title": "Tên mới", "text": ""}).status_code == 303
    assert again.hand_in().status_code == 303
    assert again.receipt() == codes
    with app.app_context():
        entry = entry_of(citizen.cast.contest_id, entries(app)[0].id)
        assert [m.title for m in entry.manuscripts] == ["Con đường của bản", "Tên mới"]
        assert db.session.scalar(select(func.count(Envelope.id))) == 1
        assert db.session.scalar(select(func.count(Consent.id))) == 2


def test_a_withdrawal_asks_first_and_ends_everything(app, browser, citizen):
    citizen.fill().hand_in()
    client = browser(None)
    looked_up(client, *citizen.receipt())
    assert "Rút bài khỏi cuộc thi?" in client.get("/my-entry/withdrawal").text
    assert client.post("/my-entry/withdrawal", data={"reason": "Gửi nhầm"}).status_code == 303
    page = client.get("/my-entry").text
    assert "Đã rút" in page
    assert "/my-entry/correction" not in page
    assert client.post("/my-entry/correction").status_code == 409


def test_with_the_results_out_a_rejected_author_still_reads_why_and_the_others_are_led_there(app, browser):
    with app.app_context():
        stage = Stage.at_level("published")
        codes = [(stage.entry(n).receipt, stage.secrets[stage.entries[n]]) for n in (REJECTED, 0)]
    pages = []
    for receipt, secret in codes:
        client = browser(None)
        looked_up(client, receipt, secret)
        pages.append(client.get("/my-entry").text)
    assert "Không hợp lệ" in pages[0]
    assert "Đã công bố kết quả" not in pages[0]
    assert "Đã công bố kết quả" in pages[1]
    assert 'href="/c/guong-sang-2026/results"' in pages[1].partition("<main")[2]


def test_look_ups_are_limited(app, cast, noon):
    from contest.app import create_app

    limited = create_app({**app.config, "RATELIMIT_ENABLED": True})
    client = limited.test_client()
    answers = [looked_up(client, "CL26-2222-2", "sai").status_code for _ in range(21)]
    assert answers[:20] == [422] * 20
    assert answers[20] == 429
