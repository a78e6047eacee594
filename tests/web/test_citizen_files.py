"""Files through the form: each acceptable kind byte for byte, the others refused in plain words."""

import pytest

from contest.authors.models import Draft
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.plumbing.storage import storage
from tests.web.citizens import ESSAY, SAMPLES, entries


@pytest.mark.parametrize(
    ("names", "words", "pages"),
    [
        (["01-bai-du-thi-unicode.docx"], 1144, 0),
        (["02-co-ten-tac-gia.docx"], None, 0),
        (["03-nfd.docx"], 1144, 0),
        (["04-tcvn3-vntime.docx"], 1144, 0),
        (["05-vni-times.docx"], 1144, 0),
        (["06-van-ban-thuan.txt"], None, 0),
        (["07-utf16.txt"], None, 0),
        (["08-bai-du-thi.pdf"], None, 0),
        (["09-bai-du-thi.odt"], None, 0),
        (["10-word-97.doc"], None, 0),
        (["11-bai-du-thi.rtf"], None, 0),
        (["12-anh-trang-1.jpg", "12-anh-trang-2.jpg", "12-anh-trang-3.jpg"], 0, 3),
        (["13-ban-quet.pdf"], 0, 3),
        (["14-anh-dien-thoai.heic"], 0, 1),
    ],
)
def test_every_acceptable_sample_goes_through_the_form_byte_for_byte(app, citizen, names, words, pages):
    sent = citizen.upload(*names)
    assert sent.status_code == 303
    citizen.fill(text="")
    assert citizen.hand_in().status_code == 303
    with app.app_context():
        manuscript = entry_of(citizen.cast.contest_id, entries(app)[0].id).manuscript
        kept = [storage().path(file.digest).read_bytes() for file in manuscript.files]
        assert kept == [(SAMPLES / name).read_bytes() for name in names]
        assert len(manuscript.pages) >= pages
        assert all(storage().holds(page.digest) for page in manuscript.pages)
        if words is None:
            assert manuscript.words > 1100
        else:
            assert abs(manuscript.words - words) <= 20 * bool(words)


@pytest.mark.parametrize("name", ["15-rong.docx", "16-bi-cat.docx", "17-doi-duoi.docx"])
def test_an_unusable_file_is_refused_in_plain_words_and_the_others_stay(app, citizen, name):
    answer = citizen.upload("06-van-ban-thuan.txt", name)
    assert answer.status_code == 303
    page = citizen.client.get(f"{citizen.url}/essay").text
    assert "06-van-ban-thuan.txt" in page
    assert f'"file-name">{name}' not in page
    assert "notice-bad" in page
    by_script = citizen.upload(name, script=True)
    assert by_script.status_code >= 400
    assert "%" in by_script.headers["X-Reason"]


def test_files_are_ordered_removed_and_their_pages_seen_by_buttons(app, citizen):
    citizen.upload("12-anh-trang-1.jpg", "12-anh-trang-2.jpg")
    with app.app_context():
        one, two = (file.id for file in db.session.get_one(Draft, citizen.draft_id).files)
    with citizen.client.get(f"{citizen.url}/files/{two}/pages/1") as picture:
        assert picture.mimetype == "image/webp"
        assert picture.headers["Cache-Control"] == "no-store"
    assert citizen.client.get(f"{citizen.url}/files/{two}/pages/2").status_code == 404
    assert citizen.client.get(f"{citizen.url}/files/{two + 9}/pages/1").status_code == 404
    citizen.client.post(f"{citizen.url}/files/order", data={"move": f"up:{two}"})
    citizen.client.post(f"{citizen.url}/files/removal", data={"file": str(one)})
    with app.app_context():
        assert [file.id for file in db.session.get_one(Draft, citizen.draft_id).files] == [two]


def test_files_sent_with_the_step_itself_are_taken_too(app, citizen):
    with (SAMPLES / "06-van-ban-thuan.txt").open("rb") as file:
        answer = citizen.post("essay", {**ESSAY, "text": "", "files": (file, "bai.txt")})
    assert answer.status_code == 303
    with app.app_context():
        assert len(db.session.get_one(Draft, citizen.draft_id).files) == 1


def heavy(size):
    """A plain form with one file of that many bytes."""
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n\r\n'
    return {"data": head + bytes(size) + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def test_a_plain_form_beyond_the_contest_s_limit_is_stopped_with_a_way_back(app, cast, citizen):
    with app.app_context(), transaction():
        db.session.get_one(Contest, cast.contest_id).max_total_mb = 2
    citizen.upload("06-van-ban-thuan.txt")
    answer = citizen.client.post(f"{citizen.url}/files", **heavy(3_100_000))
    assert answer.status_code == 413
    assert "vượt 2 MB" in answer.text
    assert f'href="{citizen.url}"' in answer.text
    assert citizen.client.post(f"{citizen.url}/essay", **heavy(3_100_000)).status_code == 413
    assert citizen.client.post(f"{citizen.url}/files", **heavy(2_100_000)).status_code == 303
    page = citizen.client.get(f"{citizen.url}/essay").text
    assert "06-van-ban-thuan.txt" in page
    with app.app_context():
        assert len(db.session.get_one(Draft, citizen.draft_id).files) == 1


def test_limits_are_told_in_words_next_to_the_control_and_on_the_contest_s_page(app, cast, citizen):
    with app.app_context(), transaction():
        contest = db.session.get_one(Contest, cast.contest_id)
        contest.photos_min, contest.photos_max, contest.statement_needed = 1, 4, True
    essay, figure = (citizen.client.get(f"{citizen.url}/{step}").text for step in ("essay", "figure"))
    assert "Mỗi tệp đến 20 MB, tối đa 20 tệp, cả bài đến 100 MB." in essay
    assert 'aria-describedby="files-limits"' in essay
    assert "Thể lệ cần ít nhất 1 ảnh." in figure
    assert "Mỗi ảnh đến 20 MB, tối đa 4 ảnh." in figure
    assert "Thể lệ cần bản xác nhận" in figure
    assert "Ít nhất 1 ảnh, có chú thích; tối đa 4 ảnh" in citizen.client.get("/c/guong-sang-2026").text
    review = citizen.fill().client.get(f"{citizen.url}/review").text
    assert "Thể lệ cần ít nhất 1 ảnh nhân vật." in review
    assert "Thể lệ cần bản xác nhận có chữ ký" in review
    assert citizen.hand_in().status_code == 303
