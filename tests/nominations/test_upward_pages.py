"""The pages of what goes upward and what comes from below: who sees what, and when."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from contest.db import db, transaction
from contest.entries.queries import entries_in
from contest.entries.service import withdraw_entry
from contest.nominations.models import Consigned, Consignment, Package
from contest.nominations.queries import level_of, rows_of, sender_of
from contest.nominations.service import set_level
from contest.nominations.service.taking import take_entries
from contest.plumbing.audit import AuditEvent
from contest.plumbing.packages import fingerprint
from tests.cast import Cast
from tests.nominations.districts import (
    LATER,
    Sent,
    furnish_district,
    furnish_province,
    made_ready,
    province,
    received,
    taken,
    unit_id,
)
from tests.nominations.made import ENTRY, a_package, lines_of
from tests.office import OFFICE as CLERK
from tests.stage import Stage

OFFICE = "/office/guong-sang-2026"
Open = Callable[[str | None], FlaskClient]


@pytest.fixture
def below(house: Flask) -> Cast:
    """A district whose list is frozen and whose names are known."""
    return furnish_district("binh-gia")


@pytest.fixture
def above(house: Flask, keys: dict[str, str]) -> Cast:
    """A province that knows its districts' keys."""
    return furnish_province(keys)


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("Location"))
    return str(answer.get_data(as_text=True))


def entries_on(page: str) -> list[str]:
    return [part.split('"', 1)[0] for part in page.split('name="entry" value="')[1:]]


def make(client: FlaskClient, entries: list[str], **said: object) -> str:
    """A package made by the page; its address."""
    data = {"entry": entries, "scores": "1", "phones": "1", "anyway": "1", **said}
    answer = client.post(f"{OFFICE}/nominations", data=data)
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
    return str(answer.headers["Location"])


def test_a_package_is_made_downloaded_and_logged(below: Cast, browser: Open) -> None:
    organizer = browser("organizer")
    page = text_of(organizer, f"{OFFICE}/nominations")
    assert len(entries_on(page)) == 3
    assert "Cấp tỉnh cho gửi 3 tác phẩm" in page
    address = make(organizer, entries_on(page))
    assert "3 đề cử" in text_of(organizer, address)
    answer = organizer.get(f"{address}/file", buffered=True)
    assert answer.headers["Content-Disposition"].endswith("guong-sang-2026-goi-1.guongsang")
    assert answer.data[:4] == b"PK\x03\x04"
    verbs = [row.verb for row in db.session.query(AuditEvent).filter(AuditEvent.verb.like("nomination%"))]
    assert verbs == ["nomination_package.made", "nomination_package.exported"]


def test_what_should_be_thought_of_twice_is_said_before_anything_is_made(below: Cast, browser: Open) -> None:
    secretary = browser("secretary")
    with transaction():
        province(below).quota_up = 2
    entries = entries_on(text_of(secretary, f"{OFFICE}/nominations"))
    answer = secretary.post(f"{OFFICE}/nominations", data={"entry": entries, "scores": "1"})
    told = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Đang chọn 3 tác phẩm, cấp trên cho gửi 2." in told
    assert "3 nhân vật chưa được địa phương xác nhận." in told
    assert 'name="phones" value="1" checked' not in told, "what was chosen stays chosen"
    assert db.session.query(Package).count() == 0
    answer = secretary.post(f"{OFFICE}/nominations", data={"entry": entries[:1], "anyway": "1"})
    assert answer.status_code == 303


def test_the_same_content_leads_to_the_package_that_stands(below: Cast, browser: Open) -> None:
    organizer = browser("organizer")
    entries = entries_on(text_of(organizer, f"{OFFICE}/nominations"))
    first = make(organizer, entries)
    assert make(organizer, entries) == first
    assert make(organizer, entries[:2]) != first
    assert "Gói số 2" in text_of(organizer, f"{OFFICE}/nominations")


def test_every_eligible_entry_can_be_looked_at_and_nothing_chosen_is_refused(
    below: Cast, browser: Open
) -> None:
    organizer = browser("organizer")
    assert len(entries_on(text_of(organizer, f"{OFFICE}/nominations?choose=all"))) == 4
    answer = organizer.post(f"{OFFICE}/nominations", data={"anyway": "1"})
    assert answer.status_code == 422
    assert "Chưa chọn tác phẩm nào" in answer.get_data(as_text=True)


def test_a_scan_that_is_no_pdf_makes_no_package(below: Cast, browser: Open) -> None:
    organizer = browser("organizer")
    entries = entries_on(text_of(organizer, f"{OFFICE}/nominations"))
    data = {"entry": entries, "anyway": "1", "scan": (io.BytesIO(b"not a pdf"), "bien-ban.docx")}
    answer = organizer.post(f"{OFFICE}/nominations", data=data)
    assert answer.status_code == 422
    told = answer.get_data(as_text=True)
    assert "“bien-ban” không kèm được: văn bản kèm theo phải là tệp PDF" in told
    assert "Các tệp đã chọn không giữ lại được" in told
    data["scan"] = (io.BytesIO(b"%PDF-1.7 ok"), "bien-ban.pdf")
    assert organizer.post(f"{OFFICE}/nominations", data=data).status_code == 303


def test_papers_of_the_house_go_along_as_they_were_ticked(below: Cast, browser: Open) -> None:
    organizer = browser("organizer")
    page = text_of(organizer, f"{OFFICE}/nominations")
    assert 'name="paper" value="score-summary"' in page
    assert 'name="paper" value="award-minutes" disabled' in page, "no prizes are decided here"
    assert "Chưa có quyết định trao giải" in page
    papers = ["marking-minutes", "score-summary", "list-proof"]
    address = make(organizer, entries_on(page), paper=papers, papers_as="docx")
    told = text_of(organizer, address)
    for said in ("Biên bản chấm thi (Word)", "Bảng tổng hợp điểm (Word)", "Hồ sơ kiểm chứng danh sách (ZIP)"):
        assert said in told


def test_papers_that_tell_marks_stay_at_home_with_the_marks(below: Cast, browser: Open) -> None:
    organizer = browser("organizer")
    entries = entries_on(text_of(organizer, f"{OFFICE}/nominations"))
    for paper in ("score-summary", "list-proof"):
        answer = organizer.post(
            f"{OFFICE}/nominations", data={"entry": entries, "anyway": "1", "paper": paper}
        )
        assert answer.status_code == 422
        assert "gói không kèm điểm" in answer.get_data(as_text=True)
    unknown = {"entry": entries, "anyway": "1", "paper": "author-list", "scores": "1"}
    assert organizer.post(f"{OFFICE}/nominations", data=unknown).status_code == 404
    assert db.session.query(Package).count() == 0


@pytest.mark.parametrize("level", ["judging", "frozen"])
def test_nobody_is_named_before_the_seal_is_open(house: Flask, browser: Open, level: str) -> None:
    stage = Stage.at_level(level)
    with transaction():
        level_of(stage.cast.contest_id).upper_label = "cấp tỉnh"
    page = text_of(browser("organizer"), f"{OFFICE}/nominations")
    assert entries_on(page) == []
    for canary in stage.canaries.values():
        assert [word for kind, word in canary.words if kind != "receipt" and word in page] == []


def test_the_sheet_of_the_key_shows_the_public_half_alone(below: Cast, browser: Open, house: Flask) -> None:
    page = text_of(browser("organizer"), f"{OFFICE}/nominations/key")
    private = (Path(house.config["INSTANCE"]) / "signing_key").read_text(encoding="ascii")
    assert "Khóa công khai (Ed25519)" in page
    assert private not in page.replace(" ", "")


def asked(look: Callable[[], object]) -> int:
    """How many questions a look asks of the database."""
    seen: list[str] = []

    def saw(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", saw)
    try:
        look()
    finally:
        event.remove(db.engine, "before_cursor_execute", saw)
    return len(seen)


def upload(client: FlaskClient, data: bytes, name: str = "goi.guongsang") -> str:
    answer = client.post(f"{OFFICE}/consignments", data={"package": (io.BytesIO(data), name)})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def ready() -> Consignment:
    row = db.session.query(Consignment).order_by(Consignment.id.desc()).first()
    assert row is not None
    return made_ready(row)


def test_a_package_is_uploaded_looked_at_and_taken(above: Cast, sent: dict[str, Sent], browser: Open) -> None:
    secretary = browser("secretary")
    address = upload(secretary, sent["chi-lang"].data)
    answer = secretary.get(address)
    assert answer.headers["Refresh"] == "2"
    assert "Đang kiểm tra và đọc gói" in answer.get_data(as_text=True)
    row = ready()
    page = text_of(secretary, address)
    assert "Bài chung, huyện Chi Lăng" in page
    assert "khóa đã đăng ký" in page
    rows = page.split('name="take" value="')[1:]
    ids = [part.split('"', 1)[0] for part in rows]
    data = {"row": ids, "take": ids[:2], "into_register": "1"}
    assert secretary.post(address, data=data).status_code == 303
    assert "Đang vào sổ" in text_of(secretary, address)
    taken_rows = taken_on(row)
    assert [one.outcome.value for one in taken_rows if one.outcome] == ["taken", "taken", "left"]
    page = text_of(secretary, address)
    assert "Phiếu trả lời" in page
    for fmt in ("pdf", "docx", "xlsx", "csv"):
        answer = secretary.get(f"{address}/answer.{fmt}")
        assert answer.status_code == 200
    told = secretary.get(f"{address}/answer.csv").get_data(as_text=True)
    assert "Không nhận" in told
    assert "Ban Tổ chức cấp trên không chọn." in told
    assert db.session.query(AuditEvent).filter_by(verb="consignment.exported").count() == 5


def taken_on(row: Consignment) -> list[Consigned]:
    """What was promised is taken; the entries afterwards."""
    while not take_entries(consignment_id=row.id, actor=CLERK, at=LATER, most=5):
        pass
    db.session.expire_all()
    return rows_of(row)


def test_the_same_package_again_and_no_package_are_said_on_the_page(
    above: Cast,
    sent: dict[str, Sent],
    browser: Open,
) -> None:
    secretary = browser("secretary")
    upload(secretary, sent["chi-lang"].data)
    assert upload(secretary, sent["chi-lang"].data).endswith("/consignments")
    assert "Gói này đã nhận trước đây" in text_of(secretary, f"{OFFICE}/consignments")
    secretary.post(f"{OFFICE}/consignments", data={})
    assert "Chưa chọn gói" in text_of(secretary, f"{OFFICE}/consignments")


def test_a_spoilt_package_says_why_and_can_be_thrown_away(above: Cast, browser: Open) -> None:
    secretary = browser("secretary")
    address = upload(secretary, b"PK\x03\x04 nothing much")
    assert ready().refusal == "PackageCut"
    page = text_of(secretary, address)
    assert "Không mở được gói này" in page
    assert "chưa được gửi trọn vẹn" in page
    assert secretary.post(f"{address}/removal").status_code == 303
    assert secretary.get(address).status_code == 404


def test_a_key_is_accepted_on_the_page_once_its_fingerprint_is_typed(
    house: Flask,
    sent: dict[str, Sent],
    browser: Open,
) -> None:
    cast = furnish_province()
    secretary = browser("secretary")
    address = upload(secretary, sent["chi-lang"].data)
    row = ready()
    page = text_of(secretary, address)
    assert "khóa chưa đăng ký" in page
    assert fingerprint(row.key) not in page, "who is to type it may not read it here"
    secretary.post(f"{address}/key", data={"fingerprint": "nhầm"})
    assert "Dấu vừa nhập không phải" in text_of(secretary, address)
    secretary.post(f"{address}/key", data={"fingerprint": fingerprint(row.key)})
    assert "khóa đã đăng ký" in text_of(secretary, address)
    assert sender_of(cast.contest_id, unit_id("chi-lang")).keys[0].by_telephone


def test_the_sender_and_categories_are_said_on_the_page(
    above: Cast,
    sent: dict[str, Sent],
    browser: Open,
) -> None:
    contest = province(above)
    with transaction():
        contest.categories[1].key, contest.categories[1].name = "tho", "Phóng sự"
    secretary = browser("secretary")
    address = upload(secretary, sent["chi-lang"].data)
    ready()
    page = text_of(secretary, address)
    assert "Ghép thể loại" in page
    data = {"said": ["Bút ký"], "category": [contest.categories[1].id]}
    assert secretary.post(f"{address}/categories", data=data).status_code == 303
    ready()
    assert "Ghép thể loại" not in text_of(secretary, address)
    secretary.post(f"{address}/sender", data={"unit": unit_id("binh-gia")})
    ready()
    page = text_of(secretary, address)
    assert "khóa khác với khóa đã đăng ký" in page
    secretary.post(address, data={"into_register": "1"})
    assert "Gói ký bằng khóa khác" in text_of(secretary, address)


def test_papers_that_came_along_are_taken_as_they_came_by_the_secretary_alone(
    above: Cast, browser: Open
) -> None:
    papers = [
        {"name": "papers/01.docx", "kind": "score-summary", "title": "Bảng điểm"},
        {"name": "papers/02.pdf", "kind": "scan", "title": "Biên bản <họp>"},
        {"name": "papers/03.zip", "kind": "something-newer", "title": "Một văn bản mới"},
    ]
    lying = [(paper["name"], b"bytes of " + paper["name"].encode()) for paper in papers]
    counts = {"entries": 1, "nominated": 1, "files": 4}
    members = [("entries.jsonl", lines_of([ENTRY])), *lying]
    row = received(above, a_package(members, version=2, papers=papers, counts=counts))
    secretary, address = browser("secretary"), f"{OFFICE}/consignments/{row.id}"
    page = text_of(secretary, address)
    for said in ("Bảng tổng hợp điểm (Word)", "Biên bản &lt;họp&gt; (PDF)", "Một văn bản mới (ZIP)"):
        assert said in page
    for place, (name, data) in enumerate(lying, start=1):
        answer = secretary.get(f"{address}/papers/{place}", buffered=True)
        assert answer.data == data
        assert answer.mimetype == "application/octet-stream"
        named = f"goi-den-1-van-ban-{place}.{name.rsplit('.')[-1]}"
        assert answer.headers["Content-Disposition"] == f"attachment; filename={named}"
    for place in ("0", "4"):
        assert secretary.get(f"{address}/papers/{place}").status_code == 404
    assert browser("organizer").get(f"{address}/papers/1").status_code == 404


def test_a_package_whose_works_changed_since_says_so(below: Cast, browser: Open) -> None:
    organizer = browser("organizer")
    address = make(organizer, entries_on(text_of(organizer, f"{OFFICE}/nominations")))
    assert "đã khác đi sau khi lập" not in text_of(organizer, address)
    with transaction():
        entry = entries_in(below.contest_id)[0]
        withdraw_entry(entry=entry, by="tác giả", reason="x", actor=CLERK, at=LATER)
    told = text_of(organizer, address)
    assert "1 tác phẩm trong gói đã khác đi sau khi lập" in told
    assert "đã rút" in told


def test_a_collectives_work_is_listed_under_the_collectives_name(above: Cast, browser: Open) -> None:
    work = {**ENTRY, "kind": "collective", "collective_name": "Tập thể lớp 9A"}
    counts = {"entries": 1, "nominated": 1, "files": 1}
    row = received(above, a_package([("entries.jsonl", lines_of([work]))], counts=counts))
    page = text_of(browser("secretary"), f"{OFFICE}/consignments/{row.id}")
    assert "Tập thể lớp 9A" in page
    assert "Hoàng Thị Lanh" not in page, "who answers for it is not who wrote it"


def test_organizers_and_judges_see_no_package_from_below(
    above: Cast, sent: dict[str, Sent], browser: Open
) -> None:
    row = received(above, sent["chi-lang"].data)
    taken(row)
    for who in ("organizer", "judge_a", "head_judge", "observer", "other_organizer"):
        for path in ("/consignments", f"/consignments/{row.id}", f"/consignments/{row.id}/answer.csv"):
            assert browser(who).get(OFFICE + path).status_code == 404


def test_the_list_of_works_from_below_names_senders_for_the_secretary_alone(
    above: Cast,
    sent: dict[str, Sent],
    browser: Open,
) -> None:
    for district in ("chi-lang", "binh-gia"):
        taken(received(above, sent[district].data))
    told = browser("secretary").get(f"{OFFICE}/papers/received-works.csv").get_data(as_text=True)
    assert "Huyện Chi Lăng" in told
    assert "Hoàng Thị Lanh" in told
    assert told.count("LS26-") == 6
    blind = browser("organizer").get(f"{OFFICE}/papers/received-works.csv").get_data(as_text=True)
    assert blind.count("LS26-") == 6
    assert "Huyện Chi Lăng" not in blind
    assert "Hoàng Thị Lanh" not in blind


def test_the_lists_ask_as_often_for_one_package_as_for_three(
    above: Cast,
    sent: dict[str, Sent],
    browser: Open,
) -> None:
    secretary, counts = browser("secretary"), []
    for district in ("chi-lang", "binh-gia", "van-lang"):
        row = received(above, sent[district].data)
        pages = (f"{OFFICE}/consignments", f"{OFFICE}/consignments/{row.id}")
        counts.append([asked(lambda path=path: text_of(secretary, path)) for path in pages])
    assert counts[0] == counts[1] == counts[2]


def test_levels_and_senders_are_set_on_their_pages(house: Flask, browser: Open) -> None:
    cast = Cast.enter(at=LATER)
    organizer = browser("organizer")
    said = {"label": "cấp tỉnh", "rank": "3", "upper_label": "", "receives": "y", "default_quota": "20"}
    assert organizer.post(f"{OFFICE}/settings/level", data=said).status_code == 303
    level = level_of(cast.contest_id)
    assert (level.label, level.rank, level.receives, level.default_quota) == ("cấp tỉnh", 3, True, 20)
    assert organizer.post(f"{OFFICE}/settings/level", data={**said, "rank": "-1"}).status_code == 422
    add = {"code": "H-CL", "name": "Huyện Chi Lăng", "quota": ""}
    assert organizer.post(f"{OFFICE}/settings/senders", data=add).status_code == 303
    other = {"code": "X-NL", "name": "Một tên khác", "quota": ""}
    assert organizer.post(f"{OFFICE}/settings/senders", data=other).status_code == 422
    address = f"{OFFICE}/settings/senders/{unit_id('chi-lang')}"
    assert organizer.post(address, data={"quota": "5", "key": "xyz"}).status_code == 422
    assert sender_of(cast.contest_id, unit_id("chi-lang")).room.left == 20, "all of it or nothing"
    assert organizer.post(address, data={"quota": "5", "key": "AB" * 32}).status_code == 303
    sender = sender_of(cast.contest_id, unit_id("chi-lang"))
    assert (sender.room.left, [key.key for key in sender.keys]) == (5, ["ab" * 32])
    organizer.post(f"{address}/key/removal", data={"key": str(sender.keys[0].id)})
    assert sender_of(cast.contest_id, unit_id("chi-lang")).keys == ()
    assert organizer.post(f"{address}/removal").status_code == 303
    assert organizer.get(address).status_code == 404
    assert browser("secretary").get(f"{OFFICE}/settings/senders").status_code == 404


def test_a_key_of_one_unit_is_no_other_units(above: Cast, browser: Open) -> None:
    key = sender_of(above.contest_id, unit_id("chi-lang")).keys[0].key
    before = sender_of(above.contest_id, unit_id("binh-gia")).keys
    address = f"{OFFICE}/settings/senders/{unit_id('binh-gia')}"
    answer = browser("organizer").post(address, data={"quota": "", "key": key})
    assert answer.status_code == 422
    assert "Khóa này đã đăng ký cho Huyện Chi Lăng. Chưa lưu gì." in answer.get_data(as_text=True)
    assert sender_of(above.contest_id, unit_id("binh-gia")).keys == before


def test_a_key_of_one_unit_is_anothers_too_once_that_one_has_read_it_out(above: Cast, browser: Open) -> None:
    key = sender_of(above.contest_id, unit_id("chi-lang")).keys[0].key
    organizer = browser("organizer")
    there, here = (f"{OFFICE}/settings/senders/{unit_id(one)}" for one in ("binh-gia", "chi-lang"))
    wrong = organizer.post(there, data={"quota": "7", "key": key, "heard": fingerprint("ab" * 32)})
    assert wrong.status_code == 422
    assert "không phải dấu của khóa vừa nhập" in wrong.get_data(as_text=True)
    assert sender_of(above.contest_id, unit_id("binh-gia")).own_quota is None, "all of it or nothing"
    said = {"quota": "", "key": key.upper(), "heard": fingerprint(key).lower()}
    assert organizer.post(there, data=said).status_code == 303
    assert "Khóa này cũng được tin cho Huyện Chi Lăng" in text_of(organizer, there)
    assert "Khóa này cũng được tin cho Huyện Bình Gia" in text_of(organizer, here)
    pairs = {one: sender_of(above.contest_id, unit_id(one)).keys for one in ("binh-gia", "chi-lang")}
    assert pairs["binh-gia"][-1].by_telephone
    stranger = organizer.post(f"{here}/key/removal", data={"key": str(pairs["binh-gia"][-1].id)})
    assert stranger.status_code == 303
    assert pairs == {one: sender_of(above.contest_id, unit_id(one)).keys for one in pairs}, "not this unit's"
    organizer.post(f"{here}/key/removal", data={"key": str(pairs["chi-lang"][0].id)})
    assert sender_of(above.contest_id, unit_id("chi-lang")).keys == ()
    assert sender_of(above.contest_id, unit_id("binh-gia")).keys == pairs["binh-gia"]
    assert "cũng được tin" not in text_of(organizer, there)


def test_the_log_of_settings_tells_what_changed(house: Flask) -> None:
    cast = Cast.enter(at=LATER)
    said = {"label": "cấp huyện", "rank": 2, "upper_label": "cấp tỉnh", "send_rest": False, "receives": False}
    for _again in range(2):
        with transaction():
            set_level(contest=province(cast), **said, default_quota=None, actor=CLERK, at=LATER)
    events = db.session.query(AuditEvent).filter_by(verb="level.set").all()
    assert [sorted(row.details["changes"]) for row in events] == [["label", "rank", "upper_label"]]
    assert json.dumps(events[0].details)
