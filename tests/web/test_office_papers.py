"""The office's papers: what can be made now, a look, a download, a line in the log."""

import csv
import io

import pytest

from contest.db import db
from contest.exports.registry import PAPERS
from contest.plumbing.audit import AuditEvent
from tests.awards.stage import as_proposed, awarding, decide
from tests.shortlist.stage import AUTHORS, UNIT, freeze_top, handed_in, judged, open_seal

HERE = "/office/guong-sang-2026/papers"
PAGES = ("", "/judge-progress", "/judge-progress.xlsx")
OFFICE = {"organizer", "secretary"}


@pytest.fixture
def frozen_round(app, cast):
    with app.app_context():
        judged(cast, ["90", "80"], titles=["Na trên đá", "Con suối"])
        freeze_top(cast, 1)
    return cast


def text(answer):
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "who", ["organizer", "secretary", "head_judge", "judge_a", "observer", "other_organizer"]
)
def test_who_sees_the_papers(browser, cast, who) -> None:
    client = browser(who)
    seen = {client.get(HERE + path).status_code for path in PAGES}
    assert seen == ({200} if who in OFFICE else {404})


def test_a_stranger_is_asked_to_sign_in(browser, cast) -> None:
    stranger = browser(None)
    assert {stranger.get(HERE + path).status_code for path in PAGES} == {303}


def test_papers_that_wait_say_what_for(app, browser, cast) -> None:
    with app.app_context():
        handed_in(cast, ["Một"])
    client = browser("organizer")
    said = text(client.get(HERE))
    assert "chưa chốt danh sách" in said
    assert "chưa khóa" in said
    assert "shortlist.xlsx" not in said
    assert client.get(f"{HERE}/shortlist.xlsx").status_code == 409
    assert client.get(f"{HERE}/score-summary").status_code == 409


def test_a_preview_shows_the_head_and_the_first_rows(browser, frozen_round) -> None:
    client = browser("organizer")
    for key in ("shortlist", "score-summary", "judge-progress", "intake-register"):
        said = text(client.get(f"{HERE}/{key}?round=1"))
        assert "Những tấm gương điển hình" in said
        assert f"{key}.xlsx" in said


@pytest.mark.parametrize(
    ("fmt", "kind"), [("xlsx", "sheet"), ("csv", "text/csv"), ("docx", "word"), ("pdf", "pdf")]
)
def test_a_download_has_our_own_name_and_is_logged(app, browser, frozen_round, fmt, kind) -> None:
    answer = browser("organizer").get(f"{HERE}/shortlist.{fmt}?round=1")
    assert answer.status_code == 200
    assert kind in answer.mimetype
    assert answer.headers["Content-Disposition"] == f"attachment; filename=danh-sach-vong-1.{fmt}"
    with app.app_context():
        event = db.session.query(AuditEvent).filter_by(verb="paper.exported").one()
    assert (event.actor_name, event.details) == (
        "Hoàng Thị Bích",
        {"paper": "shortlist", "format": fmt, "names": False},
    )


def test_no_paper_of_a_round_names_an_author_before_both_keys(app, browser, frozen_round) -> None:
    with app.app_context():
        open_seal(frozen_round, "organizer")
    clients = [browser(who) for who in ("organizer", "secretary")]
    for client in clients:
        for key in ("shortlist", "score-summary", "judge-progress"):
            for path in (f"{HERE}/{key}", f"{HERE}/{key}.csv"):
                said = client.get(path, query_string={"round": 1}).get_data(as_text=True)
                assert not any(name in said for name in (*AUTHORS, UNIT))
        assert client.get(f"{HERE}/author-list.csv?round=1").status_code == 409


def test_after_both_keys_the_list_names_its_authors(app, browser, frozen_round) -> None:
    with app.app_context():
        open_seal(frozen_round)
    content = browser("organizer").get(f"{HERE}/shortlist.csv?round=1").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [row["Tác giả"] for row in rows] == [AUTHORS[0]]


def test_the_registers_authors_are_for_the_secretary_alone(browser, frozen_round) -> None:
    secretary, organizer = browser("secretary"), browser("organizer")
    for path in (f"{HERE}/intake-register", f"{HERE}/intake-register.csv"):
        assert AUTHORS[0] in secretary.get(path).get_data(as_text=True)
        assert AUTHORS[0] not in organizer.get(path).get_data(as_text=True)


def test_what_does_not_exist_is_not_found(browser, frozen_round) -> None:
    client = browser("organizer")
    for path in ("/no-such-paper", "/no-such-paper.xlsx", "/shortlist.exe", "/shortlist?round=9"):
        assert client.get(HERE + path).status_code == 404


def test_every_paper_is_offered(browser, frozen_round) -> None:
    said = text(browser("organizer").get(HERE))
    assert all(title in said for title in (paper.title for paper in PAPERS.values()))


def test_the_words_of_a_report_are_written_on_a_page_and_stand_in_the_paper(
    app, browser, frozen_round
) -> None:
    client = browser("organizer")
    page = f"{HERE}/final-report/texts?round=1"
    assert "Lý do nhiều nhất" not in text(client.get(page))
    typed = {"direction": "Huyện ủy chỉ đạo sát sao.", "strengths": "", "limits": "", "requests": ""}
    answer = client.post(page, data=typed | {f"seen_{part}": "" for part in typed})
    assert answer.status_code == 303
    assert "Huyện ủy chỉ đạo sát sao." in text(client.get(f"{HERE}/final-report?round=1"))


def test_words_another_saved_meanwhile_are_not_lost(app, browser, frozen_round) -> None:
    client, page = browser("organizer"), f"{HERE}/final-report/texts?round=1"
    client.post(page, data={"direction": "Lời thứ nhất."})
    answer = client.post(page, data={"direction": "Lời thứ hai.", "seen_direction": ""})
    assert answer.status_code == 409
    assert "Lời thứ hai." in answer.get_data(as_text=True)
    assert "Lời thứ nhất." in text(client.get(f"{HERE}/final-report?round=1"))


def test_a_paper_without_words_to_write_has_no_such_page(browser, frozen_round) -> None:
    assert browser("organizer").get(f"{HERE}/shortlist/texts").status_code == 404
    assert browser("judge_a").get(f"{HERE}/final-report/texts").status_code == 404


@pytest.fixture
def decided(app, cast):
    with app.app_context():
        entries = awarding(cast)
        decide(cast, as_proposed(entries))
    return cast


def test_each_certificate_is_printed_by_itself_and_logged(app, browser, decided) -> None:
    client = browser("secretary")
    said = text(client.get(f"{HERE}/certificates/sheets?round=1"))
    assert AUTHORS[0] in said
    assert "sheets/4.pdf" in said
    answer = client.get(f"{HERE}/certificates/sheets/1.pdf?round=1")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert client.get(f"{HERE}/certificates/sheets/5.pdf?round=1").status_code == 404
    with app.app_context():
        event = db.session.query(AuditEvent).filter_by(verb="paper.exported").one()
    assert event.details == {"paper": "certificates", "format": "pdf", "names": True}


def test_all_certificates_are_promised_and_made_in_the_background(browser, decided) -> None:
    client = browser("organizer")
    asked = {"paper": "certificates", "by": "each", "round": "1"}
    answer = client.post("/office/guong-sang-2026/exports", data=asked)
    assert answer.status_code == 303
    said = text(client.get("/office/guong-sang-2026/exports"))
    assert "Giấy chứng nhận" in said
    assert "Mỗi người một tệp PDF" in said


@pytest.mark.parametrize("page", ["certificates/sheets", "certificates/sheets/1.pdf", "award-decision"])
def test_winners_papers_are_for_the_office_alone(browser, decided, page) -> None:
    for who in ("judge_a", "observer", "head_judge", "other_organizer"):
        assert browser(who).get(f"{HERE}/{page}?round=1").status_code == 404


def test_a_paper_without_sheets_has_no_such_page(browser, decided) -> None:
    assert browser("organizer").get(f"{HERE}/award-decision/sheets?round=1").status_code == 404


def test_the_articles_of_a_decision_can_be_written(browser, decided) -> None:
    client = browser("organizer")
    page = f"{HERE}/award-decision/texts?round=1"
    assert "Công nhận kết quả và trao 1 Giải Nhất" in text(client.get(page))
    client.post(page, data={"articles": "Công nhận kết quả.\nQuyết định có hiệu lực kể từ ngày ký."})
    said = text(client.get(f"{HERE}/award-decision?round=1"))
    assert "Điều 2." in said
    assert "Điều 3." not in said
