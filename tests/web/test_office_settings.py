"""The office sets up its contest."""

import re
from datetime import timedelta
from html import unescape

import pytest

from contest.charter.models import Contest, RejectionCode
from contest.charter.queries import amendments_of, barred_of, rejection_codes_of, signers_of
from contest.charter.rules.letterheads import SignerSaid
from contest.charter.service import freeze_round_rules
from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM, events_of
from tests.cast import rejection_codes
from tests.conftest import NOON

HERE = "/office/guong-sang-2026/settings"
SUBJECTS = [
    "texts",
    "calendar",
    "limits",
    "letterhead",
    "signers",
    "categories",
    "codes",
    "statements",
    "statements/new",
    "barred",
    "barred/list",
    "announcement",
    "rounds/1",
    "rounds/1/criteria",
]


@pytest.fixture
def contest(app, cast):
    """``contest()`` reads the contest as it stands."""

    def read():
        db.session.expire_all()
        return db.session.get_one(Contest, cast.contest_id)

    with app.app_context():
        yield read


def fields(page):
    """What a browser would send of the page's first form, unchanged."""
    form = re.search(r'<form class="fields.*?</form>', page.text, re.DOTALL)[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if name and (kind is None or kind[1] not in {"checkbox", "radio"} or "checked" in tag):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = [unescape(text).removeprefix("\r\n").removeprefix("\n")]
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option[^>]*selected[^>]*value="([^"]*)"', options)
        found[name] = [chosen[1] if chosen else ""]
    return found


def send(client, subject, **changes):
    """Open a page, change some fields, send it."""
    data = fields(client.get(f"{HERE}/{subject}"))
    return client.post(f"{HERE}/{subject}", data={**data, **changes})


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_is_the_organizers_alone(browser, cast, subject):
    assert browser("organizer").get(f"{HERE}/{subject}").status_code == 200
    for who in ("secretary", "observer", "judge_a", "other_organizer"):
        assert browser(who).get(f"{HERE}/{subject}").status_code == 404
    assert browser().get(f"{HERE}/{subject}").status_code == 303


def test_the_secretary_reads_the_overview(browser, cast):
    page = browser("secretary").get(HERE)
    assert page.status_code == 200
    assert [subject for subject in SUBJECTS if f'href="{HERE}/{subject}"' in page.text] == []
    assert f'href="{HERE}/texts"' in browser("organizer").get(HERE).text
    assert browser("observer").get(HERE).status_code == 404


@pytest.mark.parametrize(
    "subject",
    [
        "texts",
        "calendar",
        "limits",
        "letterhead",
        "signers",
        "categories",
        "codes",
        "rounds/1",
        "rounds/1/criteria",
    ],
)
def test_saving_a_page_as_it_stands_changes_nothing(browser, contest, subject):
    with transaction():
        db.session.add_all(rejection_codes(contest().id))
    answer = send(browser("organizer"), subject)
    assert answer.status_code == 303, answer.text
    assert [event.verb for event in events_of(contest().id)] in ([], ["contest.codes_set"])


def test_an_extension_needs_a_notice_and_is_shown_to_everybody(browser, contest):
    organizer, later = browser("organizer"), contest().closes_at + timedelta(days=10)
    typed = (later + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M")

    refused = send(organizer, "calendar", closes_at=typed)
    assert refused.status_code == 422
    assert "cần một lời thông báo" in refused.text
    assert send(organizer, "calendar", closes_at=typed, notice="Gia hạn mười ngày.").status_code == 303
    assert contest().closes_at == later
    assert "Gia hạn mười ngày." in organizer.get(f"{HERE}/calendar").text
    assert amendments_of(contest().id)[0].made_by == "Hoàng Thị Bích"


def test_a_closing_before_the_opening_is_said_at_the_form(browser, contest):
    answer = send(browser("organizer"), "calendar", closes_at="2020-01-01T08:00", notice="Đóng.")
    assert answer.status_code == 422
    assert "Hạn kết thúc phải sau lúc bắt đầu" in answer.text


@pytest.mark.parametrize(
    ("subject", "change", "said"),
    [
        ("texts", {"title": ""}, "Xin điền ô này"),
        ("texts", {"receipt_prefix": "cl-26"}, "chữ in hoa không dấu"),
        ("limits", {"words_max": "x"}, "Số từ nhiều nhất"),
        ("limits", {"words_tolerance_percent": "200"}, "từ 0 đến 100"),
        ("limits", {"words_min": "2600"}, "phải từ số từ ít nhất trở lên"),
        ("rounds/1", {"band_agree": "nhiều"}, "Xin ghi một số"),
        ("rounds/1", {"band_agree": "20"}, "Mức chênh lệch"),
        ("rounds/1", {"cut_kind": "threshold"}, "Điểm sàn"),
        ("rounds/1/criteria", {"rows-0-step": "0,4"}, "chia hết"),
        ("rounds/1/criteria", {"rows-0-name": ""}, "đánh dấu bỏ dòng này"),
        ("rounds/1/criteria", {"rows-2-remove": "y"}, "Phân định đồng hạng"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(browser, contest, subject, change, said):
    answer = send(browser("organizer"), subject, **change, notice="Sửa.")
    assert answer.status_code == 422
    assert said in answer.text
    assert events_of(contest().id) == []


def test_the_letterhead_is_previewed_as_the_papers_write_it(browser, contest):
    organizer = browser("organizer")
    told = {"style": "state", "issuing_body": "Ban Tổ chức", "sign": "BTC", "place": "Chi Lăng"}
    assert send(organizer, "letterhead", **told, margin_left="35").status_code == 303
    page = organizer.get(f"{HERE}/letterhead").text
    for line in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/QĐ-BTC", "TM. BAN TỔ CHỨC", "trái 35"):
        assert line in page
    assert (contest().head.place, contest().head.margin_left) == ("Chi Lăng", 35)


def test_a_margin_out_of_its_range_is_said_at_the_form(browser, contest):
    answer = send(browser("organizer"), "letterhead", margin_left="5")
    assert answer.status_code == 422
    assert "từ 20 đến 40" in answer.text
    assert contest().head.margin_left == 30


def test_signers_are_added_in_order_and_go_by_their_tick(browser, contest):
    organizer = browser("organizer")
    first = {
        "rows-0-behalf": "TM",
        "rows-0-office": "Ban Tổ chức\r\nTrưởng ban",
        "rows-0-name": "Nông Văn Sơn",
    }
    second = {"rows-1-behalf": "KT", "rows-1-office": "Trưởng ban\r\nPhó Trưởng ban", "rows-1-name": ""}
    assert send(organizer, "signers", **first, **second, **{"rows-1-papers": "shortlist"}).status_code == 303
    assert signers_of(contest().id) == [
        SignerSaid("Ban Tổ chức\nTrưởng ban", "TM", "Nông Văn Sơn"),
        SignerSaid("Trưởng ban\nPhó Trưởng ban", "KT", "", ("shortlist",)),
    ]
    page = organizer.get(f"{HERE}/signers").text
    assert "T/M BAN TỔ CHỨC" in page
    assert "K/T TRƯỞNG BAN" in page
    assert send(organizer, "signers", **{"rows-0-remove": "y", "rows-0-papers": []}).status_code == 303
    assert [one.prefix for one in signers_of(contest().id)] == ["KT"]


def test_a_signer_without_an_office_is_said_at_the_form(browser, contest):
    answer = send(browser("organizer"), "signers", **{"rows-0-name": "Nông Văn Sơn"})
    assert answer.status_code == 422
    assert "Xin ghi chức vụ" in answer.text


def test_categories_are_reordered_by_number_and_added(browser, contest):
    answer = send(
        browser("organizer"),
        "categories",
        **{"rows-0-position": "9", "rows-2-name": "Phóng sự", "notice": "Thêm phóng sự."},
    )
    assert answer.status_code == 303
    assert [c.name for c in contest().categories] == ["Bút ký", "Ghi chép", "Phóng sự"]


def test_a_criterion_is_added_with_a_comma_in_its_numbers(browser, contest):
    new = {"rows-6-name": "Ảnh", "rows-6-maximum": "7,5", "rows-6-step": "0,5", "rows-6-weight": "1"}
    new["notice"] = "Thêm tiêu chí."
    assert send(browser("organizer"), "rounds/1/criteria", **new).status_code == 303
    assert [(c.key, str(c.maximum)) for c in contest().rounds[0].criteria][-1] == ("anh", "7.50")


def test_a_round_takes_points_methods_and_tie_breaks(browser, contest):
    answer = send(
        browser("organizer"),
        "rounds/1",
        **{
            "readers": "3",
            "method": "median",
            "band_agree": "7,5",
            "ties-0-kind": "median",
            "ties-0-criteria": [],
            "notice": "Ba giám khảo đọc mỗi bài.",
        },
    )
    assert answer.status_code == 303, answer.text
    round_ = contest().rounds[0]
    assert (round_.readers, round_.method, str(round_.band_agree)) == (3, "median", "7.50")
    assert round_.tie_breaks[:2] == [{"median": True}, {"criteria": ["c3"]}]


def test_a_method_that_needs_more_readers_is_refused_beside_its_box(browser, contest):
    answer = send(browser("organizer"), "rounds/1", method="trimmed", readers="4")
    assert answer.status_code == 422
    assert "Bỏ điểm cao nhất và thấp nhất cần ít nhất 5 giám khảo mỗi bài." in answer.text
    assert send(browser("organizer"), "rounds/1", method="adjusted").status_code == 303
    assert contest().rounds[0].method == "adjusted"


def test_quotas_of_units_authors_and_figures_are_set_on_one_page(browser, contest):
    organizer = browser("organizer")
    answer = send(
        organizer,
        "rounds/1/quotas",
        **{
            "author": "2",
            "unit-most": "3",
            "collective-least": "1",
            "rows-0-which": "unit:X-NL",
            "rows-0-most": "5",
            "rows-1-which": "unit_kind:commune",
            "rows-1-least": "2",
        },
    )
    assert answer.status_code == 303, answer.text
    said = {(q.kind.value, q.key): (q.least, q.most) for q in contest().rounds[0].quotas}
    assert said == {
        ("author", ""): (None, 2),
        ("unit", ""): (None, 3),
        ("figure", "collective"): (1, None),
        ("unit", "X-NL"): (None, 5),
        ("unit_kind", "commune"): (2, None),
    }
    shown = organizer.get(f"{HERE}/rounds/1/quotas").text
    assert 'value="unit:X-NL" selected' in shown or 'selected value="unit:X-NL"' in shown


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"person-least": "4", "person-most": "3"}, "ít nhất 4 mà nhiều nhất chỉ 3"),
        ({"person-least": "999"}, "cộng lại là 999 bài"),
        ({"author": "nhiều"}, "Xin ghi một số nguyên"),
    ],
)
def test_quotas_that_cannot_be_kept_are_said_on_the_form_and_nothing_is_lost(browser, contest, typed, why):
    answer = send(browser("organizer"), "rounds/1/quotas", **typed)
    assert answer.status_code == 422
    assert why in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    assert contest().rounds[0].quotas == []


def test_a_frozen_round_shows_only_the_quotas_that_tell_nobody(browser, contest):
    with transaction():
        freeze_round_rules(round_=contest().rounds[0], actor=SYSTEM, at=NOON)
    organizer = browser("organizer")
    shown = organizer.get(f"{HERE}/rounds/1/quotas").text
    assert 'name="author"' not in shown
    assert "lộ bài của ai" in shown
    assert send(organizer, "rounds/1/quotas", **{"person-most": "9"}).status_code == 303


def test_a_cut_by_a_share_is_set_with_the_round(browser, contest):
    organizer = browser("organizer")
    assert send(organizer, "rounds/1", cut_kind="percent").status_code == 422
    assert send(organizer, "rounds/1", cut_kind="percent", cut_percent="12,5").status_code == 303
    assert str(contest().rounds[0].cut_percent) == "12.50"


def test_a_step_by_criteria_names_some(browser, contest):
    answer = send(browser("organizer"), "rounds/1", **{"ties-0-criteria": []})
    assert answer.status_code == 422
    assert "ít nhất một tiêu chí" in answer.text


def test_a_frozen_round_shows_its_rubric_and_takes_a_new_window(browser, contest):
    with transaction():
        freeze_round_rules(round_=contest().rounds[0], actor=SYSTEM, at=NOON)
    organizer = browser("organizer")

    rubric = organizer.get(f"{HERE}/rounds/1/criteria").text
    assert "không đổi được nữa" in rubric
    assert 'name="rows-0-name"' not in rubric
    assert organizer.post(f"{HERE}/rounds/1/criteria", data={"rows-0-name": "X"}).status_code in {409, 422}
    assert 'name="readers"' not in organizer.get(f"{HERE}/rounds/1").text
    assert send(organizer, "rounds/1", closes_at="2027-02-01T17:00", readers="5").status_code == 303
    round_ = contest().rounds[0]
    assert (round_.readers, f"{round_.closes_at:%d/%m}") == (2, "01/02")


def test_codes_are_reworded_and_kept(browser, contest):
    with transaction():
        db.session.add_all(rejection_codes(contest().id))
    organizer = browser("organizer")
    assert send(organizer, "codes", **{"rows-0-name": "Gửi quá hạn"}).status_code == 303
    assert [c.label for c in rejection_codes_of(contest().id)] == ["Gửi quá hạn", "Sao chép, trùng lặp"]
    assert send(organizer, "codes", **{"rows-0-remove": "y"}).status_code == 409


def test_a_long_list_of_codes_can_still_be_opened_and_added_to(browser, contest):
    codes = [
        RejectionCode(contest_id=contest().id, position=n, code=f"R{n}", label=f"Lý do số {n}")
        for n in range(1, 71)
    ]
    with transaction():
        db.session.add_all(codes)
    organizer = browser("organizer")
    assert 'value="Lý do số 70"' in organizer.get(f"{HERE}/codes").text
    assert send(organizer, "codes", **{"rows-70-code": "MOI", "rows-70-name": "Lý do mới"}).status_code == 303
    assert len(rejection_codes_of(contest().id)) == 71


def test_a_statement_is_reworded_added_and_retired(browser, contest):
    organizer, first = browser("organizer"), contest().statements[0].id
    assert send(organizer, f"statements/{first}", text="Lời mới.").status_code == 303
    assert organizer.get(f"{HERE}/statements/{first}").status_code == 404
    assert send(organizer, "statements/new", text="Tôi đồng ý.").status_code == 303
    last = [s for s in contest().statements if s.retired_at is None][-1]
    assert organizer.post(f"{HERE}/statements/{last.id}/retirement").status_code == 303
    standing = [(s.text, s.version) for s in contest().statements if s.retired_at is None]
    assert standing == [("Lời mới.", 2), ("Tôi đồng ý cho Ban tổ chức xử lý dữ liệu cá nhân.", 1)]


def test_the_barred_are_added_one_by_one_or_as_a_list_and_taken_off(browser, contest):
    organizer = browser("organizer")
    one = {"name": "Vi Văn Đồng", "birth_year": "1970", "unit": "nhan ly", "reason": ""}
    assert organizer.post(f"{HERE}/barred", data={**one, "unit": "xa nhan ly"}).status_code == 303
    assert (
        "Xin chọn trong danh sách đơn vị" in organizer.post(f"{HERE}/barred", data={**one, "unit": "xã"}).text
    )
    assert organizer.post(f"{HERE}/barred", data={**one, "birth_year": "57"}).status_code == 422
    pasted = "Hoàng Thị Bích; 1980; Ban Tổ chức\nVi Thị Hạnh"
    assert organizer.post(f"{HERE}/barred/list", data={"lines": pasted}).status_code == 303
    rows = barred_of(contest().id)
    assert [(r.name, r.birth_year) for r in rows] == [
        ("Vi Văn Đồng", 1970),
        ("Hoàng Thị Bích", 1980),
        ("Vi Thị Hạnh", None),
    ]
    assert organizer.post(f"{HERE}/barred/{rows[0].id}/removal").status_code == 303
    assert len(barred_of(contest().id)) == 2


def test_another_contests_rows_are_not_found(browser, cast, contest):
    other = db.session.get_one(Contest, cast.other_contest_id)
    organizer = browser("organizer")
    assert organizer.get(f"{HERE}/statements/{other.statements[0].id}").status_code == 404
    assert organizer.post(f"{HERE}/barred/999/removal").status_code == 404
    assert organizer.get(f"{HERE}/rounds/7").status_code == 404


def test_a_contest_is_announced_once_asked(browser, contest):
    with transaction():
        contest().announced_at = None
    organizer = browser("organizer")
    assert "Chưa có thể lệ." in organizer.get(f"{HERE}/announcement").text
    assert 'name="notice"' not in organizer.get(f"{HERE}/texts").text
    assert organizer.post(f"{HERE}/announcement").status_code == 303
    assert contest().announced_at is not None


def test_the_pages_speak_english_too(browser, cast):
    organizer = browser("organizer")
    organizer.set_cookie("language", "en")
    for subject in SUBJECTS:
        assert organizer.get(f"{HERE}/{subject}").status_code == 200
