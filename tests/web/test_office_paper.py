"""Paper entries: typed in one go, nothing lost by a slip, one entry however often it is sent, a receipt to print."""

import io
import re
from datetime import date

import pytest
from sqlalchemy import func, select
from time_machine import travel

from contest.authors.queries import envelope_of
from contest.charter.rules import AuthorshipKind
from contest.db import db
from contest.entries.models import Channel, Entry
from contest.entries.queries import entries_in, entry_of
from contest.entries.rules import FileRole
from tests.conftest import NOON
from tests.office import an_entry
from tests.web.citizens import SAMPLES

HOME = "/office/guong-sang-2026/paper"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def secretary(browser, cast):
    return browser("secretary")


def key_in(page: str) -> str:
    return re.search(r'name="key" type="hidden" value="([0-9a-f]{64})"', page)[1]


def a_sheet(cast, key: str, /, **changes) -> dict:
    """What a complete form sends."""
    return {
        "key": key,
        "channel": "post",
        "sent_on": "20/11/2026",
        "received_on": "22/11/2026",
        "title": "Người giữ lửa",
        "category_id": str(cast.category_id),
        "text": "Ông Slao thức khuya.\nBà con quý ông.",
        "figure-kind": "person",
        "figure-name": "Nông Văn Slao",
        "figure-place": "Xã Nhân Lý",
        "authors-kind": "person",
        "authors-unit": "nhan ly",
        "authors-people-0-name": "Hoàng Thị Lanh",
        "authors-people-0-birth": "1978",
        "authors-people-0-phone": "0912 345 678",
        **changes,
    }


def entered(app, cast) -> list[Entry]:
    with app.app_context():
        return [entry_of(cast.contest_id, entry.id) for entry in entries_in(cast.contest_id)]


def test_a_sheet_becomes_an_entry_with_both_days_and_who_typed_it(app, cast, secretary):
    sheet = a_sheet(cast, key_in(secretary.get(HOME).text))
    answer = secretary.post(HOME, data=sheet)
    assert answer.status_code == 303
    (entry,) = entered(app, cast)
    assert (entry.channel, entry.sent_on, entry.received_on) == (
        Channel.POST,
        date(2026, 11, 20),
        date(2026, 11, 22),
    )
    with app.app_context():
        envelope = envelope_of(entry.id)
        assert (envelope.entered_by, envelope.unit_name) == ("Nông Văn Cường", "Xã Nhân Lý")
        assert [author.name for author in envelope.authors] == ["Hoàng Thị Lanh"]


def test_the_receipt_is_printed_and_leads_to_the_next(app, cast, secretary):
    sheet = a_sheet(cast, key_in(secretary.get(HOME).text))
    page = secretary.get(secretary.post(HOME, data=sheet).location).text
    (entry,) = entered(app, cast)
    assert entry.receipt in page
    assert "Nhập bài tiếp" in page
    assert "Nông Văn Cường" in page


def test_the_same_form_sent_twice_is_one_entry(app, cast, secretary):
    sheet = a_sheet(cast, key_in(secretary.get(HOME).text))
    first, second = secretary.post(HOME, data=sheet), secretary.post(HOME, data=sheet)
    assert first.location == second.location
    assert len(entered(app, cast)) == 1


def test_what_paper_lacks_is_taken_and_flagged(app, cast, secretary):
    sheet = a_sheet(cast, key_in(secretary.get(HOME).text))
    for missing in ("authors-unit", "authors-people-0-birth", "authors-people-0-phone", "figure-place"):
        sheet.pop(missing)
    assert secretary.post(HOME, data=sheet).status_code == 303
    (entry,) = entered(app, cast)
    assert "consent-missing" in entry.manuscript.warnings


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": ""}, "Xin ghi tên bài."),
        ({"category_id": ""}, "Xin chọn thể loại."),
        ({"text": ""}, "Chưa có bài viết."),
        ({"figure-name": ""}, "Xin ghi tên nhân vật"),
        (
            {"authors-people-0-name": "", "authors-people-0-birth": "", "authors-people-0-phone": ""},
            "Xin ghi tác giả",
        ),
        ({"authors-people-0-birth": "hôm qua"}, "Ngày sinh chưa đọc được."),
        ({"sent_on": "2026"}, "Xin ghi đủ ngày, tháng, năm"),
        ({"sent_on": "23/11/2026"}, "Ngày gửi không thể sau ngày nhận."),
        ({"received_on": ""}, "Xin ghi ngày nhận."),
        ({"channel": "web"}, ""),
        ({"key": "short"}, "Xin bấm nút vào sổ một lần nữa."),
    ],
)
def test_a_slip_is_said_at_its_place_and_keeps_what_was_typed(app, cast, secretary, change, told):
    sheet = a_sheet(cast, key_in(secretary.get(HOME).text), **change)
    answer = secretary.post(HOME, data=sheet)
    assert answer.status_code == 422
    assert told in answer.text
    assert "Nông Văn Slao" in answer.text or "figure-name" in change
    assert entered(app, cast) == []


def test_files_stay_through_a_slip_and_become_the_entrys_originals(app, cast, secretary):
    key = key_in(secretary.get(HOME).text)
    text = "Chuyện ở bản.\n\nÔng Slao hiến đất.".encode()
    sheet = a_sheet(cast, key, text="", title="", files=(io.BytesIO(text), "bai của Lanh.txt"))
    page = secretary.post(HOME, data=sheet).text
    assert "bai của Lanh.txt" in page
    assert secretary.post(HOME, data=a_sheet(cast, key, text="")).status_code == 303
    (entry,) = entered(app, cast)
    assert [file.kind for file in entry.manuscript.files] == ["txt"]


def test_photos_and_a_signed_statement_have_their_own_places_on_the_form(app, cast, secretary):
    key = key_in(secretary.get(HOME).text)
    photo, scan = ((SAMPLES / f"12-anh-trang-{n}.jpg").read_bytes() for n in (1, 2))
    beside = {"photos": (io.BytesIO(photo), "slao.jpg"), "statements": (io.BytesIO(scan), "dau.jpg")}
    page = secretary.post(HOME, data=a_sheet(cast, key, **beside, more="1")).text
    caption = re.search(r'name="(caption-\d+)"', page)[1]
    assert secretary.post(HOME, data=a_sheet(cast, key, **{caption: "Ông Slao"})).status_code == 303
    (entry,) = entered(app, cast)
    manuscript = entry.manuscript
    assert [file.role for file in manuscript.files] == [FileRole.PHOTO, FileRole.STATEMENT]
    assert [(page.role, page.caption) for page in manuscript.pages] == [(FileRole.PHOTO, "Ông Slao")]
    assert manuscript.page_count == 0


def test_ticked_statements_are_kept_beside_file_boxes_left_empty(app, cast, secretary):
    page = secretary.get(HOME).text
    boxes = re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="checkbox"[^>]*value="(\d+)"', page)
    names, ids = {name for name, _ in boxes}, [said for _, said in boxes]
    assert ids
    of_files = set(re.findall(r'type="file"[^>]*name="([^"]+)"', page))
    nothing = {name: (io.BytesIO(b""), "") for name in of_files}
    sheet = a_sheet(cast, key_in(page), **nothing, **dict.fromkeys(names, ids))
    assert secretary.post(HOME, data=sheet).status_code == 303
    (entry,) = entered(app, cast)
    with app.app_context():
        assert sorted(one.statement_id for one in envelope_of(entry.id).consents) == sorted(map(int, ids))
    assert not names & of_files


def test_a_file_that_cannot_be_read_is_refused_by_name_and_the_rest_stays(app, cast, secretary):
    key = key_in(secretary.get(HOME).text)
    answer = secretary.post(HOME, data=a_sheet(cast, key, files=(io.BytesIO(b""), "rong.docx")))
    assert answer.status_code == 422
    assert "rong.docx" in answer.text
    assert "Người giữ lửa" in answer.text
    assert entered(app, cast) == []


def test_a_group_has_its_leader(app, cast, secretary):
    sheet = a_sheet(
        cast,
        key_in(secretary.get(HOME).text),
        **{
            "authors-kind": "group",
            "authors-leader": "1",
            "authors-people-1-name": "Vi Văn Hai",
            "authors-people-1-birth": "1980",
        },
    )
    assert secretary.post(HOME, data=sheet).status_code == 303
    (entry,) = entered(app, cast)
    with app.app_context():
        envelope = envelope_of(entry.id)
        assert envelope.kind == AuthorshipKind.GROUP
        assert [author.leads for author in envelope.authors] == [False, True]


def test_a_receipt_of_somebodys_own_hand_in_is_not_printed_here(app, cast, secretary):
    with app.app_context():
        entry_id = an_entry(cast)
        assert db.session.scalar(select(func.count(Entry.id))) == 1
    assert secretary.get(f"{HOME}/{entry_id}/receipt").status_code == 404


@pytest.mark.parametrize("who", ["organizer", "judge_a", "head_judge", "observer", "other_organizer"])
def test_paper_is_typed_by_the_secretary_alone(browser, cast, who):
    client = browser(who)
    assert client.get(HOME).status_code == 404
    assert client.post(HOME, data={}).status_code == 404
