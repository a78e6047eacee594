"""Bundles at the office's door: sent, looked at, taken, receipted; for the secretary alone; without scripts."""

import io
from datetime import timedelta

import pytest
from time_machine import travel

from contest.authors.queries.bundles import bundles_of
from contest.authors.rules import fits, guess_columns
from contest.entries.queries import entries_in
from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from contest.plumbing.spreadsheets import read_table
from tests.authors.bundled import a_list, a_row, a_zip, essays
from tests.conftest import NOON

HOME = "/office/guong-sang-2026/bundles"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def secretary(browser, cast):
    return browser("secretary")


def work(app) -> None:
    """Everything that was promised is done."""
    assert run_due(app, at=now() + timedelta(seconds=1), limit=50) < 50


def a_form(data: bytes | None, files: dict[str, bytes] | None = None, **changes) -> dict:
    """What a complete form sends."""
    return {
        "unit": "nhan ly",
        "sent_on": "20/11/2026",
        "received_on": "23/11/2026",
        **({"sheet": (io.BytesIO(data), "danh sach.csv")} if data is not None else {}),
        "files": [(io.BytesIO(file), name) for name, file in (files or {}).items()],
        **changes,
    }


def sent(secretary, data: bytes | None, files: dict[str, bytes] | None = None, **changes) -> str:
    """The address of the bundle that this makes."""
    answer = secretary.post(
        f"{HOME}/new", data=a_form(data, files, **changes), content_type="multipart/form-data"
    )
    assert answer.status_code == 303, answer.text
    return answer.location


def test_a_bundle_with_two_mistakes_is_shown_corrected_and_taken(app, cast, secretary):
    address = sent(secretary, a_list(a_row(1), a_row(2, Nhân=""), a_row(3, Tệp="nham.txt")), essays(1, 2, 3))
    page = secretary.get(address)
    assert page.headers["Refresh"]
    assert "Đang đọc" in page.text
    work(app)
    page = secretary.get(address).text
    assert "I3" in page
    assert "Xin ghi tên nhân vật được viết." in page
    assert "Không thấy tệp “nham.txt”" in page
    assert "bai 3.txt" in page
    assert entries_in_(app, cast) == 0

    corrected = {"sheet": (io.BytesIO(a_list(a_row(1), a_row(2), a_row(3))), "sua.csv")}
    assert (
        secretary.post(f"{address}/files", data=corrected, content_type="multipart/form-data").status_code
        == 303
    )
    work(app)
    assert "cần sửa" not in secretary.get(address).text
    assert secretary.post(address, data={"take": "1"}).status_code == 303
    assert "Đang vào sổ" in secretary.get(address).text
    work(app)
    page = secretary.get(address).text
    assert page.count("đã vào sổ</span>") == 6  # each row says it twice: for a desk, for a phone
    assert entries_in_(app, cast) == 3
    assert "Xã Nhân Lý" in secretary.get(HOME).text


def entries_in_(app, cast) -> int:
    with app.app_context():
        return len(entries_in(cast.contest_id))


def test_the_receipt_is_printed_and_written(app, cast, secretary):
    address = sent(secretary, a_list(a_row(1), a_row(2)), essays(1, 2))
    work(app)
    assert secretary.get(f"{address}/receipt").status_code == 409
    secretary.post(address, data={"take": "1"})
    work(app)
    page = secretary.get(f"{address}/receipt").text
    with app.app_context():
        (bundle,) = bundles_of(cast.contest_id)
        receipts = [entry.receipt for entry in entries_in(cast.contest_id)]
    assert "CL26-G001" in page
    assert bundle.digest in page
    assert all(receipt in page for receipt in receipts)
    for fmt in ("xlsx", "docx", "pdf", "csv"):
        answer = secretary.get(f"{address}/receipt.{fmt}")
        assert answer.headers["Content-Disposition"].endswith(f"bien-nhan-cl26-g001.{fmt}")
        assert len(answer.data) > 150


def test_rows_left_out_stay_out(app, cast, secretary):
    address = sent(secretary, a_list(a_row(1), a_row(2)), essays(1, 2))
    work(app)
    rows = [part.split('"')[0] for part in secretary.get(address).text.split('name="row" value="')[1:]]
    assert secretary.post(address, data={"row": rows, "drop": rows[0]}).status_code == 303
    assert "checked" in secretary.get(address).text
    secretary.post(address, data={"row": rows, "drop": rows[0], "take": "1"})
    work(app)
    assert "bỏ ra ngoài" in secretary.get(address).text
    assert entries_in_(app, cast) == 1


def test_a_zip_alone_is_enough(app, cast, secretary):
    packed = a_zip({"danh sach.csv": a_list(a_row(1)), **essays(1)})
    address = sent(secretary, None, {"goi.zip": packed})
    work(app)
    secretary.post(address, data={"take": "1"})
    work(app)
    assert entries_in_(app, cast) == 1


def test_a_list_that_cannot_be_read_loses_no_file(app, secretary):
    address = sent(secretary, b"\x00\x01\x02", essays(1))
    page = secretary.get(address).text
    assert "không phải bảng tính" in page
    work(app)
    page = secretary.get(address).text
    assert "Gói chưa có danh sách" in page
    assert "bai 1.txt" in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"unit": ""}, "Xin ghi đơn vị gửi"),
        ({"sent_on": "2026"}, "Xin ghi đủ ngày"),
        ({"sent_on": "24/11/2026"}, "Ngày gửi không thể sau ngày nhận."),
        ({"files": []}, "Chưa có danh sách."),
    ],
)
def test_a_form_that_lacks_something_is_shown_again(secretary, changes, told):
    data = a_form(None, essays(1)) | changes
    answer = secretary.post(f"{HOME}/new", data=data, content_type="multipart/form-data")
    assert (answer.status_code, told in answer.text) == (422, True)


def test_columns_are_asked_for_when_headings_tell_nothing(app, cast, secretary):
    data = a_list(("Lô Văn Một", "Bài hay", "Nông Văn Slao", "bai 1.txt"), headings=("A", "B", "C", "D"))
    address = sent(secretary, data, essays(1))
    work(app)
    assert secretary.get(address).location.endswith("/columns")
    page = secretary.get(f"{address}/columns").text
    assert "Lô Văn Một" in page
    told = {"column-0": "author_name", "column-1": "title"}
    assert secretary.post(f"{address}/columns", data={"column-0": "author_name"}).status_code == 422
    told |= {"column-2": "figure_name", "column-3": "file", "category": "Bút ký"}
    assert secretary.post(f"{address}/columns", data=told).status_code == 303
    work(app)
    assert "nhận được" in secretary.get(address).text


def test_the_blank_is_read_back_by_its_own_headings_and_holds_no_row(app, secretary):
    answer = secretary.get(f"{HOME}/list.xlsx?unit=nhan+ly")
    table = read_table(answer.data, fits=fits)
    assert "author_birth" in guess_columns(table.headings).values()
    assert "Xã Nhân Lý" in read_table(answer.data).headings[0]
    assert "chưa có danh sách" not in secretary.get(sent(secretary, answer.data)).text
    work(app)
    assert "Không có dòng nào." in secretary.get(f"{HOME}/1").text


@pytest.mark.parametrize("path", ["", "/new", "/1", "/1/columns", "/1/receipt", "/1/receipt.xlsx"])
@pytest.mark.parametrize("who", ["organizer", "observer", "judge_a"])
def test_nobody_but_the_secretary_sees_a_bundle(app, browser, secretary, who, path):
    sent(secretary, a_list(a_row(1)), essays(1))
    assert browser(who).get(HOME + path).status_code == 404


def test_a_bundle_that_was_begun_by_mistake_is_thrown_away(app, secretary):
    address = sent(secretary, a_list(a_row(1)), essays(1))
    work(app)
    assert secretary.post(f"{address}/removal").status_code == 303
    assert secretary.get(address).status_code == 404
