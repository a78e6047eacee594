"""The office puts its own Word file in the place of a layout, and goes back."""

import io

import docx
import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.exports.face import Naming
from contest.exports.long import papers
from contest.exports.long.face import Asked, Unwatched
from contest.exports.queries import standing_template, template_digests, templates_of
from contest.plumbing.audit import AuditEvent
from contest.plumbing.storage import named_digests, storage
from tests.conftest import NOON

HERE = "/office/guong-sang-2026/papers"
KEY = "screening-minutes"


@pytest.fixture
def contest(app, cast):
    with app.app_context():
        yield db.session.get_one(Contest, cast.contest_id)


def word(*paragraphs: str) -> io.BytesIO:
    made, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(out)
    out.seek(0)
    return out


def send(client, *paragraphs, name="mau.docx"):
    data = {"template": (word(*paragraphs), name)}
    return client.post(f"{HERE}/{KEY}/template", data=data, content_type="multipart/form-data")


def texts(client) -> list[str]:
    made = docx.Document(io.BytesIO(client.get(f"{HERE}/{KEY}.docx").data))
    return [paragraph.text for paragraph in made.paragraphs]


@pytest.mark.parametrize("page", ["template", "template/start.docx", "template/1.docx"])
def test_only_organizers_see_templates(browser, contest, page):
    send(browser("organizer"), "{{tieu_de}}")
    assert browser("organizer").get(f"{HERE}/{KEY}/{page}").status_code == 200
    for who in ("secretary", "observer", "judge_a", "other_organizer"):
        assert browser(who).get(f"{HERE}/{KEY}/{page}").status_code == 404


def test_the_layout_offered_can_be_loaded_as_it_is(browser, contest):
    client = browser("organizer")
    start = client.get(f"{HERE}/{KEY}/template/start.docx")
    assert "mau-bien-ban-sang-loc.docx" in start.headers["Content-Disposition"]
    data = {"template": (io.BytesIO(start.data), "mau.docx")}
    assert client.post(f"{HERE}/{KEY}/template", data=data).status_code == 303
    assert "dong.ket_qua" in standing_template(contest.id, KEY).fields
    assert "BIÊN BẢN SÀNG LỌC BÀI DỰ THI" in texts(client)


def test_a_template_makes_the_word_file_until_ours_is_taken_up_again(browser, contest):
    client = browser("organizer")
    assert send(client, "Theo mẫu: {{tieu_de}}").status_code == 303
    assert texts(client) == ["Theo mẫu: BIÊN BẢN SÀNG LỌC BÀI DỰ THI"]
    assert client.get(f"{HERE}/{KEY}.pdf").data.startswith(b"%PDF")
    assert client.post(f"{HERE}/{KEY}/template/removal").status_code == 303
    assert "BIÊN BẢN SÀNG LỌC BÀI DỰ THI" in texts(client)
    assert client.post(f"{HERE}/{KEY}/template/1/return").status_code == 303
    assert texts(client) == ["Theo mẫu: BIÊN BẢN SÀNG LỌC BÀI DỰ THI"]
    verbs = [event.verb for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert [verb for verb in verbs if "template" in verb] == [
        "paper.template_loaded",
        "paper.template_retired",
        "paper.template_loaded",
    ]


def test_a_word_file_made_in_the_background_is_made_by_the_template_too(browser, contest):
    send(browser("organizer"), "Theo mẫu: {{tieu_de}}")
    asked = Asked(contest, contest.rounds[0], {"paper": KEY, "format": "docx"}, Naming.NEVER, NOON)
    made = docx.Document(io.BytesIO(b"".join(papers.make(asked, Unwatched()))))
    assert [paragraph.text for paragraph in made.paragraphs] == ["Theo mẫu: BIÊN BẢN SÀNG LỌC BÀI DỰ THI"]


def test_the_page_names_every_table_of_a_paper_with_several(browser, contest):
    page = browser("organizer").get(f"{HERE}/intake-report/template").text
    assert "{{dong.the_loai.so_bai}}" in page
    assert "{{tong.cach_gui.so_bai}}" in page
    assert "{{doan.ket_qua_chung}}" in page
    assert "{{bang.the_loai}}" in page
    assert "{{dong.so_bai}}" not in page


def test_a_newer_template_keeps_the_older_one(browser, contest):
    client = browser("organizer")
    for text in ("Một {{so}}", "Hai {{so}}"):
        assert send(client, text).status_code == 303
    assert [one.version for one in templates_of(contest.id, KEY)] == [2, 1]
    assert texts(client) == ["Hai …………"]
    older = docx.Document(io.BytesIO(client.get(f"{HERE}/{KEY}/template/1.docx").data))
    assert older.paragraphs[0].text == "Một {{so}}"
    page = client.get(f"{HERE}/{KEY}/template").text
    assert page.count("mau.docx") == 2
    assert "đang dùng" in page


@pytest.mark.parametrize(
    ("paragraph", "name", "said"),
    [
        ("{{luong}}", "mau.docx", "“luong” (đoạn 1)"),
        ("{{so", "mau.docx", "viết chưa đúng"),
        ("{{so}}", "mau.pdf", "đuôi tên"),
    ],
)
def test_a_bad_template_is_refused_at_its_field_and_nothing_changes(browser, contest, paragraph, name, said):
    client = browser("organizer")
    send(client, "Tốt {{so}}")
    answer = send(client, paragraph, name=name)
    assert answer.status_code in {415, 422}
    assert said in answer.text
    assert texts(client) == ["Tốt …………"]


def test_nothing_chosen_is_said(browser, contest):
    answer = browser("organizer").post(f"{HERE}/{KEY}/template", data={})
    assert answer.status_code == 422
    assert "trống" in answer.text


def test_going_back_twice_and_versions_that_are_not_there_are_not_found(browser, contest):
    client = browser("organizer")
    assert client.get(f"{HERE}/{KEY}/template/7.docx").status_code == 404
    assert client.post(f"{HERE}/{KEY}/template/7/return").status_code == 404
    client.post(f"{HERE}/{KEY}/template/removal")
    assert "Không có mẫu này" in client.get(f"{HERE}/{KEY}/template").text


def test_the_janitor_keeps_the_files_of_templates(browser, contest):
    send(browser("organizer"), "{{so}}")
    (digest,) = template_digests()
    assert digest in named_digests(by=("paper templates",))
    with transaction():
        storage().sweep(named=named_digests(by=()), older_than=0)
    assert storage().holds(digest)
