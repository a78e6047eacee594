"""Files in parts, by tus 1.0: what is acknowledged is there, and nothing else is."""

import base64
import hashlib
import re
import threading
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from contest.authors.jobs import drop_expired_uploads
from contest.authors.models import Draft, Upload
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.rules import FileRole
from contest.plumbing.storage import storage
from contest.web.citizen.tus import BODY
from tests.web.citizens import SAMPLES, Citizen

ESSAY = (SAMPLES / "01-bai-du-thi-unicode.docx").read_bytes()
PHOTO = (SAMPLES / "12-anh-trang-1.jpg").read_bytes()
TUS = {"Tus-Resumable": "1.0.0"}


def told(**words):
    """Upload-Metadata."""
    return ",".join(f"{name} {base64.b64encode(said.encode()).decode()}" for name, said in words.items())


class Sender:
    """Somebody's script."""

    def __init__(self, citizen):
        self.citizen, self.client = citizen, citizen.client

    def begin(self, data=ESSAY, *, name="bài.docx", role="essay", **headers):
        asked = {
            **TUS,
            "Upload-Length": str(len(data)),
            "Upload-Metadata": told(filename=name, role=role),
            **headers,
        }
        return self.client.post(f"{self.citizen.url}/uploads", headers=asked)

    def at(self, place):
        answer = self.client.head(place, headers=TUS)
        return int(answer.headers["Upload-Offset"]) if answer.status_code == 200 else answer.status_code

    def send(self, place, part, offset, **headers):
        asked = {**TUS, "Upload-Offset": str(offset), **headers}
        return self.client.patch(place, data=part, headers=asked, content_type=BODY)

    def whole(self, data=ESSAY, *, size=400_000, **how):
        """Begin and send everything in parts; the last answer."""
        place = self.begin(data, **how).headers["Location"]
        answer = None
        for start in range(0, len(data), size):
            answer = self.send(place, data[start : start + size], start)
        return answer

    def files(self):
        with self.citizen.app.app_context():
            found = db.session.get_one(Draft, self.citizen.draft_id).files
            return [(file.sent_name, file.digest, file.role) for file in found]


@pytest.fixture
def sender(citizen):
    return Sender(citizen)


def parts_kept(app):
    with app.app_context():
        return [file.name for file in storage().temporary.iterdir()]


def limited(app, cast, **limits):
    with app.app_context(), transaction():
        contest = db.session.get_one(Contest, cast.contest_id)
        for column, value in limits.items():
            setattr(contest, column, value)


def test_a_file_in_parts_is_the_same_file_in_the_draft(app, sender):
    answer = sender.whole(size=3000)
    assert answer.status_code == 204
    assert answer.headers["Upload-Offset"] == str(len(ESSAY))
    digest = hashlib.sha256(ESSAY).hexdigest()
    assert sender.files() == [("bài.docx", digest, FileRole.ESSAY)]
    with app.app_context():
        assert storage().path(digest).read_bytes() == ESSAY
    assert parts_kept(app) == []
    page = sender.client.get(f"{sender.citizen.url}/files?list=files").text
    assert "bài.docx" in page
    assert "từ" in page


def test_the_server_says_what_it_speaks_and_how_much_it_takes(sender):
    answer = sender.client.options(f"{sender.citizen.url}/uploads")
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert {"creation", "termination", "expiration"} <= set(answer.headers["Tus-Extension"].split(","))
    assert answer.headers["Tus-Max-Size"] == "20000000"
    begun = sender.begin()
    assert begun.status_code == 201
    assert begun.headers["Tus-Resumable"] == "1.0.0"
    assert "GMT" in begun.headers["Upload-Expires"]
    asked = sender.client.head(begun.headers["Location"], headers=TUS)
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-Length"]) == ("0", str(len(ESSAY)))
    assert asked.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "0"}, 422),
        ({"Upload-Length": "-5"}, 400),
        ({"Upload-Length": "x"}, 400),
        ({"Upload-Length": str(20_000_001)}, 413),
        ({"Upload-Length": "9" * 15}, 413),
        ({"Upload-Metadata": "filename ???"}, 400),
        ({"Upload-Metadata": "filename đ"}, 400),
        ({"Upload-Metadata": "filename"}, 201),
        ({"Upload-Metadata": ""}, 201),
    ],
)
def test_what_is_begun_is_held_to_the_contest_before_a_byte_comes(app, sender, changed, status):
    answer = sender.begin(**changed)
    assert answer.status_code == status
    assert ("X-Reason" in answer.headers) == (status >= 400)
    with app.app_context():
        assert len(db.session.scalars(select(Upload)).all()) == (status == 201)


@pytest.mark.parametrize(
    ("limits", "role", "word"),
    [
        ({"max_files": 0}, "essay", "tối đa 0 tệp"),
        ({"photos_max": 0}, "photo", "tối đa 0 ảnh"),
        ({"max_total_mb": 0}, "essay", "vượt 0 MB"),
        ({"max_file_mb": 0}, "essay", "lớn hơn 0 MB"),
    ],
)
def test_a_full_draft_says_so_in_words(app, cast, sender, limits, role, word):
    limited(app, cast, **limits)
    answer = sender.begin(role=role)
    assert answer.status_code == 413
    assert word in unquote(answer.headers["X-Reason"])


def test_files_on_their_way_count_together(app, cast, sender):
    limited(app, cast, max_total_mb=2)
    assert sender.begin(bytes(1_500_000)).status_code == 201
    assert sender.begin(bytes(400_000), name="b").status_code == 201
    assert sender.begin(bytes(200_000), name="c").status_code == 413


def test_a_wrong_offset_changes_nothing(sender):
    place = sender.begin().headers["Location"]
    assert sender.send(place, ESSAY[:1000], 0).status_code == 204
    for offset in (0, 999, 1001, 10**9):
        answer = sender.send(place, ESSAY[1000:2000], offset)
        assert answer.status_code == 409
    assert sender.send(place, ESSAY[1000:2000], "x").status_code == 400
    assert sender.at(place) == 1000
    assert sender.send(place, ESSAY[1000:], 1000).status_code == 204
    assert len(sender.files()) == 1


def test_more_bytes_than_announced_are_refused_and_what_was_acknowledged_stays(sender):
    place = sender.begin().headers["Location"]
    sender.send(place, ESSAY[:1000], 0)
    assert sender.send(place, ESSAY[1000:] + b"more", 1000).status_code == 413
    assert sender.at(place) == 1000
    assert sender.send(place, ESSAY[1000:], 1000).status_code == 204
    assert sender.files()[0][1] == hashlib.sha256(ESSAY).hexdigest()


def test_bytes_come_under_their_own_media_type_alone(sender):
    place = sender.begin().headers["Location"]
    asked = {**TUS, "Upload-Offset": "0"}
    assert sender.client.patch(place, data=ESSAY, headers=asked, content_type="text/plain").status_code == 415
    assert sender.client.patch(place, data=ESSAY, headers={"Upload-Offset": "0"}).status_code == 412
    assert sender.at(place) == 0


def test_a_stranger_finds_neither_the_draft_nor_the_upload(app, browser, cast, sender):
    place = sender.begin().headers["Location"]
    stranger, other = browser(None), Citizen(browser(None), app, cast)
    foreign = place.replace(sender.citizen.url, other.url)
    for client, where in ((stranger, place), (other.client, place), (other.client, foreign)):
        assert client.head(where, headers=TUS).status_code == 404
        assert client.delete(where, headers=TUS).status_code == 404
        asked = {**TUS, "Upload-Offset": "0"}
        assert client.patch(where, data=b"x", headers=asked, content_type=BODY).status_code == 404
    assert stranger.post(f"{sender.citizen.url}/uploads", headers=TUS).status_code == 404
    assert sender.client.head(place[:-1] + "_", headers=TUS).status_code == 404
    assert sender.at(place) == 0


def test_an_upload_nobody_goes_on_with_is_gone_after_a_day(app, sender, noon):
    place = sender.begin().headers["Location"]
    sender.send(place, ESSAY[:1000], 0)
    noon[0] += timedelta(hours=23)
    assert sender.send(place, ESSAY[1000:2000], 1000).status_code == 204
    noon[0] += timedelta(hours=24)
    assert sender.at(place) == 410
    assert sender.send(place, ESSAY[2000:], 2000).status_code == 410
    with app.app_context():
        assert drop_expired_uploads(at=noon[0]) == 1
        assert storage().sweep(named=set(), older_than=-1) > 0
    assert sender.at(place) == 404
    assert parts_kept(app) == []


def test_an_upload_given_up_leaves_nothing(app, sender):
    place = sender.begin().headers["Location"]
    sender.send(place, ESSAY[:1000], 0)
    assert sender.client.delete(place, headers=TUS).status_code == 204
    assert sender.at(place) == 404
    assert parts_kept(app) == []


def test_the_last_part_sent_twice_makes_one_file_and_says_it_is_whole(sender):
    place = sender.begin().headers["Location"]
    sender.send(place, ESSAY[:1000], 0)
    assert sender.send(place, ESSAY[1000:], 1000).status_code == 204
    assert sender.send(place, ESSAY[1000:], 1000).status_code == 409
    assert sender.at(place) == len(ESSAY)
    assert sender.whole().status_code == 204
    assert len(sender.files()) == 1


def test_a_file_taken_out_and_chosen_again_is_sent_again(app, sender):
    place = sender.begin().headers["Location"]
    sender.send(place, ESSAY, 0)
    with app.app_context():
        file_id = db.session.get_one(Draft, sender.citizen.draft_id).files[0].id
    sender.client.post(f"{sender.citizen.url}/files/removal", data={"file": str(file_id)})
    assert sender.at(place) == 404
    assert sender.whole().status_code == 204
    assert len(sender.files()) == 1


@pytest.mark.parametrize(
    ("name", "status", "word"),
    [("15-rong.docx", 422, "trống"), ("16-bi-cat.docx", 422, "hỏng"), ("17-doi-duoi.docx", 415, "Đuôi")],
)
def test_a_file_no_reader_takes_is_refused_in_words_and_goes_with_its_parts(app, sender, name, status, word):
    data = (SAMPLES / name).read_bytes()
    answer = sender.begin(data, name=name) if not data else sender.whole(data, name=name)
    assert answer.status_code == status
    assert word in unquote(answer.headers["X-Reason"])
    assert sender.files() == []
    assert parts_kept(app) == []
    with app.app_context():
        assert db.session.scalars(select(Upload)).all() == []


def test_the_reason_is_in_the_visitor_s_language(sender):
    sender.client.post("/account/language", data={"locale": "en", "next": "/"})
    answer = sender.begin(role="essay", **{"Upload-Length": "0"})
    assert "This file is empty" in unquote(answer.headers["X-Reason"])


def test_a_photo_of_the_figure_is_a_picture_and_stands_in_its_own_list(sender):
    refused = sender.whole(role="photo")
    assert refused.status_code == 415
    assert "tệp ảnh" in unquote(refused.headers["X-Reason"])
    assert sender.whole(PHOTO, name="cô Slao.jpg", role="photo").status_code == 204
    assert sender.whole(PHOTO, name="trang 1.jpg").status_code == 204
    assert [(name, role) for name, _, role in sender.files()] == [
        ("cô Slao.jpg", FileRole.PHOTO),
        ("trang 1.jpg", FileRole.ESSAY),
    ]
    figure = sender.client.get(f"{sender.citizen.url}/figure").text
    assert "cô Slao.jpg" in figure
    assert "trang 1.jpg" not in figure


def test_what_is_half_sent_is_told_on_the_step_and_before_the_hand_in(sender):
    citizen = sender.citizen.fill()
    place = sender.begin(bytes(3_200_000), name="bản quét.pdf").headers["Location"]
    sender.send(place, bytes(1_000_000), 0)
    for step in ("essay", "review"):
        page = sender.client.get(f"{citizen.url}/{step}").text
        assert "bản quét.pdf" in page
        assert re.search(r"1(,0)? trong 3,2 MB", page)
    upload = re.search(r'name="upload" value="(\d+)"', sender.client.get(f"{citizen.url}/essay").text)[1]
    gone = sender.client.post(f"{citizen.url}/files/removal", data={"upload": upload, "list": "files"})
    assert gone.status_code == 303
    assert sender.at(place) == 404


def test_a_handed_in_draft_takes_no_more_parts(sender):
    place = sender.begin().headers["Location"]
    sender.send(place, ESSAY[:1000], 0)
    assert sender.citizen.fill().hand_in().status_code == 303
    assert sender.at(place) == 404
    assert sender.begin().status_code == 410


def test_the_same_file_begun_again_takes_the_place_of_one_that_never_came(app, sender):
    for _ in range(30):
        last = sender.begin()
        assert last.status_code == 201
    with app.app_context():
        assert len(db.session.scalars(select(Upload)).all()) == 1
    assert sender.at(last.headers["Location"]) == 0


def test_only_so_many_are_open_at_once_and_the_longest_idle_gives_way(app, sender, noon):
    places = [sender.begin(bytes(100 + n), name=f"{n}.jpg").headers["Location"] for n in range(10)]
    refused = sender.begin(bytes(999), name="mới.jpg")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    noon[0] += timedelta(minutes=11)
    assert sender.begin(bytes(999), name="mới.jpg").status_code == 201
    assert [sender.at(place) for place in places[:2]] == [404, 0]


def test_two_writers_of_one_part_never_mix(app, sender):
    """One is taken, the other told to wait or to look again; the file is whole in the end."""
    place = sender.begin().headers["Location"]
    key = f"draft-{sender.citizen.draft_id}"
    cookie = sender.client.get_cookie(key, path=sender.citizen.url).value
    answers, start = [], threading.Barrier(4)

    def press(half):
        client = app.test_client()
        client.set_cookie(key, cookie, path=sender.citizen.url)
        asked = {**TUS, "Upload-Offset": "0"}
        start.wait()
        answers.append(client.patch(place, input_stream=Slow(half), headers=asked, content_type=BODY))

    writers = [threading.Thread(target=press, args=(ESSAY[: 4000 + 500 * n],)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 204
    assert set(statuses[1:]) <= {409, 423}
    reached = sender.at(place)
    assert reached in {4000, 4500, 5000, 5500}
    assert sender.send(place, ESSAY[reached:], reached).status_code == 204
    assert sender.files()[0][1] == hashlib.sha256(ESSAY).hexdigest()


class Slow(BytesIO):
    """Bytes that come in small pieces."""

    def read(self, size=-1):
        threading.Event().wait(0.002)
        return super().read(min(size, 500) if size >= 0 else 500)


def test_a_part_without_the_form_s_token_is_not_taken(app, sender):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert sender.begin().status_code == 400
        app.config["WTF_CSRF_ENABLED"] = False
        place = sender.begin().headers["Location"]
        app.config["WTF_CSRF_ENABLED"] = True
        assert sender.send(place, ESSAY, 0).status_code == 400
        page = sender.client.get(f"{sender.citizen.url}/essay").text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
        assert sender.send(place, ESSAY, 0, **{"X-CSRFToken": token}).status_code == 204
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert len(sender.files()) == 1
