"""The office at the ranking: nothing before the lock, codes until two keys are turned, names only then."""

import re

import pytest
from argon2 import PasswordHasher

from contest.assignment.queries import newest_draw
from contest.authors.models import Envelope
from contest.authors.queries import names_known
from contest.charter.models import Contest, Quota
from contest.charter.rules import QuotaKind
from contest.db import db, transaction
from contest.people.models import Account
from contest.shortlist.queries import cut_of, frozen, published_list, ranking
from contest.shortlist.service import freeze, publish
from contest.units.models import Unit
from tests.cast import PASSWORD
from tests.conftest import NOON
from tests.shortlist.stage import (
    AUTHORS,
    CLERK,
    UNIT,
    codes,
    freeze_top,
    handed_in,
    judged,
    open_seal,
    the_round,
)

HERE = "/office/guong-sang-2026/rounds/1"
PAGES = ("ranking", "ranking/opinions", "shortlist", "shortlist/new", "seal", "publication")
OFFICE = {"organizer", "secretary", "second_organizer"}
SEE = dict.fromkeys(PAGES, OFFICE) | {
    "ranking": OFFICE | {"head_judge"},
    "ranking/opinions": OFFICE | {"head_judge"},
    "shortlist": OFFICE | {"head_judge"},
    "publication": {"organizer", "second_organizer"},
}
EVERYBODY = ("organizer", "secretary", "head_judge", "judge_a", "observer", "other_organizer")


@pytest.fixture
def round_judged(app, cast):
    with app.app_context():
        return judged(
            cast, ["90", "80", "80", "70"], titles=["Na trên đá", "Con suối", "Bến nước", "Lũng xa"]
        )


@pytest.fixture
def passwords(app, cast):
    """Everybody of the cast has the password of the tests."""
    hashed = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with app.app_context(), transaction():
        for row in db.session.query(Account):
            row.password_hash = hashed


def boxed(said, name):
    """What stands in a page's box of that name."""
    found = re.search(rf'name="{re.escape(name)}"[^>]*value="([^"]*)"', said)
    return found[1] if found else None


def page(client, path, **asked):
    answer = client.get(f"{HERE}/{path}", query_string=asked)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_sees_which_page(app, cast, browser, round_judged, who) -> None:
    with app.app_context():
        freeze_top(cast, 2)
    client = browser(who)
    seen = {path for path in PAGES if client.get(f"{HERE}/{path}").status_code == 200}
    refused = {path for path in PAGES if client.get(f"{HERE}/{path}").status_code == 404}
    assert seen == {path for path in PAGES if who in SEE[path]}
    assert seen | refused == set(PAGES)


def test_a_stranger_is_asked_to_sign_in_and_another_round_is_not_found(browser, cast) -> None:
    stranger, organizer = browser(None), browser("organizer")
    for path in PAGES:
        assert stranger.get(f"{HERE}/{path}").status_code == 303
        assert organizer.get(f"/office/guong-sang-2026/rounds/9/{path}").status_code == 404


def test_before_the_lock_nobody_sees_a_total_or_a_rank(app, cast, browser) -> None:
    with app.app_context():
        handed_in(cast, ["Na trên đá"])
    client = browser("organizer")
    said = page(client, "ranking")
    assert "Xếp hạng mở ra khi điểm đã khóa" in said
    assert "Na trên đá" not in said
    assert client.get(f"{HERE}/shortlist/new").status_code == 409
    assert "Xếp hạng mở ra khi điểm đã khóa" in page(client, "ranking/opinions")


def test_the_ranking_shows_codes_marks_and_the_line(app, cast, browser, round_judged) -> None:
    said = page(browser("organizer"), "ranking", top=1)
    with app.app_context():
        assert all(code in said for code in codes(cast).values())
    assert said.count('class="is-cut"') == 2, "once in the table and once in the chart's own"
    assert "Vạch chọn: 1 bài" in said


def test_nobodys_ranking_names_an_author_before_both_keys(app, cast, browser, round_judged) -> None:
    with app.app_context():
        freeze_top(cast, 2)
        open_seal(cast, "organizer")
    clients = [browser(who) for who in sorted(OFFICE | {"head_judge"})]
    for client in clients:
        for path in ("ranking", "ranking/opinions", "shortlist"):
            said = page(client, path)
            assert not any(name in said for name in (*AUTHORS, UNIT))


def test_after_both_keys_the_office_reads_names_and_the_jury_still_does_not(
    app, cast, browser, round_judged
) -> None:
    with app.app_context():
        freeze_top(cast, 2)
        open_seal(cast)
    organizer, head = browser("organizer"), browser("head_judge")
    for path in ("ranking", "shortlist"):
        assert AUTHORS[0] in page(organizer, path)
        assert not any(name in page(head, path) for name in (*AUTHORS, UNIT))


def test_another_cut_is_tried_without_keeping_anything(app, cast, browser, round_judged) -> None:
    client = browser("organizer")
    for asked, taken in (
        ({"top": "1"}, 1),
        ({"top": "2"}, 3),
        ({"top": "2", "ties": "out"}, 1),
        ({"top": "", "threshold": "79,5"}, 3),
        ({"top": "", "threshold": ""}, 4),
    ):
        said = page(client, "ranking", **asked)
        assert f"Chốt danh sách {taken} bài" in said
        assert "chưa có gì được lưu" in said
    with app.app_context():
        assert frozen(cast.round_id) is None


def test_a_share_a_method_and_quotas_are_tried_and_the_page_says_who_comes_and_goes(
    app, cast, browser, round_judged
) -> None:
    client = browser("organizer")
    with app.app_context():
        code = codes(cast)
        with transaction():
            the_round(cast).cut_top = 1
    said = page(client, "ranking", top="", percent="50", ties="in")
    assert "Chốt danh sách 3 bài" in said
    assert "So với vạch của thể lệ" in said
    moved = said.split("So với vạch của thể lệ")[1].split('id="members"')[0]
    assert [code[entry] in moved for entry in round_judged] == [False, True, True, False]
    said = page(client, "ranking", top="2", method="median")
    assert "chưa có gì được lưu" in said
    assert "Chốt danh sách" not in said, "only by the charter's method"
    said = page(client, "ranking", top="4", **{"q-category-ghi-chep-most": "1"})
    assert "Hết chỉ tiêu của thể loại" in said
    assert "Chốt danh sách" not in said, "only by the charter's quotas"
    with app.app_context():
        assert frozen(cast.round_id) is None


def test_limits_on_units_and_authors_are_tried_only_by_who_may_know_the_authors(
    app, cast, browser, round_judged
) -> None:
    client = browser("organizer")
    asked = {"top": "4", "q-unit--most": "1", "q-author--most": "1"}
    assert "q-unit-" not in page(client, "ranking")
    assert "giới hạn của thể lệ" not in page(client, "ranking", **asked)
    with app.app_context():
        freeze_top(cast, 2)
        open_seal(cast)
    said = page(client, "ranking", **asked)
    assert "Hết chỉ tiêu của đơn vị." in said
    assert "Hết chỉ tiêu của đơn vị." not in page(browser("head_judge"), "ranking", **asked)


def test_a_unit_and_a_kind_of_units_are_named_to_be_tried_and_have_boxes_from_then_on(
    app, cast, browser, round_judged
) -> None:
    client = browser("organizer")
    with app.app_context():
        with transaction():
            for unit in db.session.query(Unit):
                unit.kind = "commune" if unit.code.startswith("X-") else "school"
            for envelope in db.session.query(Envelope):
                envelope.unit_id = cast.units["X-NL" if envelope.entry_id in round_judged[:3] else "X-VL"]
        freeze_top(cast, 2)
        assert "q-further-1" not in page(client, "ranking")
        open_seal(cast)
    assert 'name="q-further-1"' in page(client, "ranking")
    asked = {"top": "3", "q-further-1": "unit:X-NL", "q-further-1-most": "1"}
    asked |= {"q-further-2": "unit_kind:commune", "q-further-2-least": "2", "q-further-2-most": "3"}
    said = page(client, "ranking", **asked)
    assert boxed(said, "q-unit-X-NL-most") == "1"
    assert (boxed(said, "q-unit_kind-commune-least"), boxed(said, "q-unit_kind-commune-most")) == ("2", "3")
    assert boxed(said, "q-further-1-most") == ""
    assert "Loại: Xã, phường</th>" in said
    assert said.count("Hết chỉ tiêu của đơn vị.") == 2
    assert "Chốt danh sách" not in said, "only by the charter's quotas"
    again = page(client, "ranking", top="3", **{"q-unit-X-NL-most": "3"})
    assert boxed(again, "q-unit-X-NL-most") == "3"
    assert "Hết chỉ tiêu của đơn vị." not in again
    blind = page(browser("head_judge"), "ranking", **asked)
    assert "q-unit" not in blind
    assert "Hết chỉ tiêu của đơn vị." not in blind
    with app.app_context():
        assert not the_round(cast).quotas


def test_what_the_charter_says_of_a_unit_can_be_tried_otherwise(app, cast, browser, round_judged) -> None:
    with app.app_context():
        with transaction():
            the_round(cast).quotas = [Quota(kind=QuotaKind.UNIT, key="X-NL", least=None, most=1)]
            for envelope in db.session.query(Envelope):
                envelope.unit_id = cast.units["X-NL"]
        freeze_top(cast, 2)
        open_seal(cast)
    client = browser("organizer")
    said = page(client, "ranking", top="3")
    assert boxed(said, "q-unit-X-NL-most") == "1"
    assert said.count("Hết chỉ tiêu của đơn vị.") == 2
    assert "Hết chỉ tiêu của đơn vị." not in page(client, "ranking", top="4", **{"q-unit-X-NL-most": ""})


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"q-further-1": "", "q-further-1-most": "2"}, ""),
        ({"q-further-1": "category:ghi-chep", "q-further-1-most": "2"}, ""),
        ({"q-further-1": "unit:X-NL", "q-further-1-most": "hai"}, ""),
        ({"q-further-1": "unit:X-NL", "q-further-1-least": "3", "q-further-1-most": "2"}, "nhiều nhất chỉ 2"),
        ({"q-further-1": "unit:X-NL", "q-further-1-least": "9"}, "cộng lại là 9 bài"),
        ({"q-unit-X-NL-most": "1", "q-further-1": "unit:X-NL", "q-further-1-most": "2"}, ""),
    ],
    ids="nobody another-kind no-number least-above-most too-many-reserved twice".split(),
)
def test_a_quota_that_cannot_be_tried_is_said_and_what_was_typed_stays(
    app, cast, browser, round_judged, asked, why
) -> None:
    with app.app_context():
        freeze_top(cast, 2)
        open_seal(cast)
    said = page(browser("organizer"), "ranking", top="3", **asked)
    assert "vẫn theo vạch của thể lệ" in said
    assert why in said
    assert boxed(said, "top") == "3"
    for name in asked:
        assert name == "q-further-1" or boxed(said, name) == asked[name]


def test_a_share_that_reserved_places_do_not_fit_in_is_said_and_the_charters_line_stays(
    app, cast, browser, round_judged
) -> None:
    with app.app_context(), transaction():
        the_round(cast).quotas = [Quota(kind=QuotaKind.FIGURE, key="person", least=2, most=None)]
    client = browser("organizer")
    for path in ("ranking", "ranking/opinions"):
        said = page(client, path, top="", percent="20")
        assert path != "ranking" or "vẫn theo vạch của thể lệ" in said
        assert "Chốt danh sách" not in said


def test_a_least_that_nobody_is_left_for_is_told_before_the_list_is_frozen(
    app, cast, browser, round_judged
) -> None:
    with app.app_context(), transaction():
        the_round(cast).cut_top = 3
        the_round(cast).quotas = [Quota(kind=QuotaKind.FIGURE, key="collective", least=2, most=None)]
    client = browser("organizer")
    for path in ("ranking", "shortlist/new"):
        said = page(client, path)
        assert "Chưa đủ chỉ tiêu ít nhất" in said
        assert "thiếu 2 bài" in said


def test_a_member_is_put_in_by_decision_and_taken_back_from_the_page(
    app, cast, browser, round_judged
) -> None:
    client = browser("secretary")
    with app.app_context():
        code = codes(cast)[round_judged[3]]
        with transaction():
            the_round(cast).cut_top = 1
    decision = {"code": code.lower(), "verdict": "in", "reason": "Gương tiêu biểu nhất huyện"}
    assert client.post(f"{HERE}/ranking/members", data=decision).status_code == 303
    said = page(client, "ranking")
    assert said.count("Gương tiêu biểu nhất huyện") == 2
    assert "Quyết định vào" in said
    client.post(f"{HERE}/shortlist/new", data={"top": "1"})
    assert "Đưa vào theo quyết định: Gương tiêu biểu nhất huyện" in page(client, "shortlist")
    undo = {"code": code, "verdict": "by_cut", "reason": "Xét lại"}
    client.post(f"{HERE}/ranking/members", data=undo)
    assert "Quyết định vào" not in page(client, "ranking")
    assert "cần chốt lại" in page(client, "shortlist")


def test_a_decision_without_a_reason_or_on_an_unknown_code_is_refused_in_words(
    app, cast, browser, round_judged
) -> None:
    client = browser("organizer")
    with app.app_context():
        code = codes(cast)[round_judged[0]]
    for data, why in (
        ({"code": code, "verdict": "out", "reason": " "}, "Xin ghi lý do"),
        ({"code": "KHONGCO", "verdict": "out", "reason": "x"}, "không có bài nào mang mã phách"),
    ):
        answer = client.post(f"{HERE}/ranking/members", data=data)
        said = answer.get_data(as_text=True)
        assert answer.status_code in {404, 422}
        assert why in said
        assert f'name="code" required autocomplete="off" value="{data["code"]}"' in said
        assert 'value="out" checked' in said
        assert f' name="reason" rows="2" required>{data["reason"]}</textarea>' in said
    back = client.get(f"{HERE}/ranking/members")
    assert (back.status_code, back.location) == (303, f"{HERE}/ranking#members")
    assert client.post(f"{HERE}/ranking/members", data={"code": code, "verdict": "x"}).status_code == 404
    assert browser("head_judge").post(f"{HERE}/ranking/members", data={"code": code}).status_code == 404


def test_where_the_charters_method_cannot_be_used_another_is_frozen_with_a_reason(app, cast, browser) -> None:
    with app.app_context():
        with transaction():
            the_round(cast).method = "adjusted"
        judged(cast, ["80", "80"])
    client = browser("organizer")
    asked = {"top": "1", "method": "mean"}
    assert "Chốt danh sách 2 bài" in page(client, "ranking", **asked)
    assert "Xin ghi lý do chọn cách này" in page(client, "shortlist/new", **asked)
    assert client.post(f"{HERE}/shortlist/new", data=asked).status_code == 422
    assert client.post(f"{HERE}/shortlist/new", data={**asked, "reason": "Cùng điểm"}).status_code == 303
    assert "không tính được trên các phiếu này" in page(client, "shortlist")


def test_a_cut_that_cannot_be_read_leaves_the_charters(browser, round_judged) -> None:
    client = browser("organizer")
    for asked in ({"top": "abc"}, {"top": "-1"}, {"threshold": "cao"}, {"top": "9" * 30}):
        said = page(client, "ranking", **asked)
        assert "vẫn theo vạch của thể lệ" in said
        assert "Chốt danh sách" not in said


def test_second_opinions_stand_on_their_own_page_and_change_nothing(app, cast, browser, round_judged) -> None:
    client = browser("organizer")
    assert "Ý kiến thứ hai" in page(client, "ranking")
    said = page(client, "ranking/opinions", top="1")
    assert "Điểm hiệu chỉnh độ nghiêm" in said
    assert "Cách này cần ít nhất 5 phiếu cho mỗi bài" in said
    assert "Mọi cách tính được đều cho cùng một danh sách" in said
    every = page(client, "ranking/opinions", all="1")
    with app.app_context():
        assert all(code in every for code in codes(cast).values())


def test_a_tried_method_that_cannot_be_used_is_not_called_the_charters(browser, round_judged) -> None:
    said = page(browser("organizer"), "ranking", top="2", method="trimmed")
    assert "Không thử được theo: Trung bình sau khi bỏ điểm cao nhất và thấp nhất" in said
    assert "cần ít nhất 5 phiếu cho mỗi bài" in said
    assert "của thể lệ không dùng được" not in said


def test_a_method_that_cannot_be_used_is_said_where_the_ranking_would_be(app, cast, browser) -> None:
    with app.app_context():
        with transaction():
            the_round(cast).method = "adjusted"
        judged(cast, ["80", "80"])
    client = browser("organizer")
    for path in ("ranking", "ranking/opinions", "certainty", "certainty/judges"):
        assert "Mọi phiếu cùng một điểm" in page(client, path)
    refused = client.get(f"{HERE}/shortlist/new")
    assert (refused.status_code, "Mọi phiếu cùng một điểm" in refused.get_data(as_text=True)) == (409, True)
    assert "Thử xếp hạng theo: Trung bình cộng" in refused.get_data(as_text=True)
    neither = client.get(f"{HERE}/shortlist/new", query_string={"method": "trimmed"})
    assert neither.status_code == 409
    assert "Không chốt được theo: Trung bình sau khi bỏ" in neither.get_data(as_text=True)
    assert "cần ít nhất 5 phiếu cho mỗi bài" in neither.get_data(as_text=True)


def test_a_list_by_another_method_than_the_charters_is_refused_with_a_way_back(browser, round_judged) -> None:
    client = browser("organizer")
    asked = {"top": "2", "method": "median", "reason": "Thích hơn"}
    for answer in (
        client.get(f"{HERE}/shortlist/new", query_string=asked),
        client.post(f"{HERE}/shortlist/new", data=asked),
    ):
        said = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert "Không chốt được theo: Trung vị" in said
        assert "Danh sách được chốt theo cách tính điểm của thể lệ" in said
        assert f'href="{HERE}/ranking">Trở về vạch của thể lệ' in said


def test_by_a_model_the_settled_mark_stands_beside_the_adjusted_one(app, cast, browser) -> None:
    with app.app_context():
        with transaction():
            the_round(cast).method = "adjusted"
        judged(cast, [("70", "74"), ("90", "86"), "80"])
    said = page(browser("organizer"), "ranking")
    assert all(words in said for words in ("Điểm kết luận", "Điểm hiệu chỉnh", "Điểm hiệu chỉnh độ nghiêm"))
    assert "Điểm hiệu chỉnh theo thứ hạng, 3 bài đứng đầu" in said
    assert "Điểm theo cách đang thử, 3 bài" in page(browser("organizer"), "ranking", top="2", method="mean")


def test_freezing_asks_first_and_keeps_the_cut_that_was_shown(app, cast, browser, round_judged) -> None:
    client = browser("secretary")
    said = page(client, "shortlist/new", top="1")
    assert re.search(r'name="top"[^>]*value="1"', said)
    answer = client.post(f"{HERE}/shortlist/new", data={"top": "1", "threshold": "", "ties": "in"})
    assert (answer.status_code, answer.location) == (303, f"{HERE}/shortlist")
    assert "Đã chốt danh sách 1 bài" in page(client, "shortlist")
    with app.app_context():
        assert sum(place.taken for place in frozen(cast.round_id).places) == 1


def test_freezing_again_wants_a_reason_and_lists_what_it_superseded(app, cast, browser, round_judged) -> None:
    client = browser("organizer")
    client.post(f"{HERE}/shortlist/new", data={"top": "1"})
    refused = client.post(f"{HERE}/shortlist/new", data={"top": "2", "reason": ""})
    assert (refused.status_code, "Xin ghi lý do" in refused.get_data(as_text=True)) == (422, True)
    client.post(f"{HERE}/shortlist/new", data={"top": "2", "reason": "Thêm chỉ tiêu"})
    assert "Thêm chỉ tiêu" in page(client, "shortlist")
    assert "không còn hiệu lực" in page(client, "shortlist", list=1)
    assert client.get(f"{HERE}/shortlist?list=7").status_code == 404


def test_the_frozen_page_tells_the_recipe_in_words(app, cast, browser, round_judged) -> None:
    with app.app_context():
        digest = freeze_top(cast, 2).digest
    said = page(browser("organizer"), "shortlist")
    for words in (
        "Hai giám khảo mỗi bài",
        "2 bài đứng đầu, bằng điểm ở vạch thì lấy cả",
        "điểm trung vị",
        digest,
    ):
        assert words in said


def test_the_head_parts_equals_from_the_page_and_takes_it_back(app, cast, browser, round_judged) -> None:
    client = browser("head_judge")
    assert "Xếp lên trước" in page(client, "ranking")
    with app.app_context():
        code = codes(cast)[round_judged[2]]
    client.post(f"{HERE}/ranking/ties", data={"code": code, "reason": "Chi tiết đắt hơn", "undo": "0"})
    with app.app_context():
        assert [row.entry_id for row in ranking(the_round(cast)).rows][1:3] == [
            round_judged[2],
            round_judged[1],
        ]
    assert "Chi tiết đắt hơn" in page(client, "ranking")
    client.post(f"{HERE}/ranking/ties", data={"code": code, "reason": "Xét lại", "undo": "1"})
    with app.app_context():
        assert [row.rank for row in ranking(the_round(cast)).rows] == [1, 2, 2, 4]


def test_who_is_put_first_stays_first_when_the_next_is_put_before_the_rest(app, cast, browser) -> None:
    with app.app_context():
        one, two, three = judged(cast, ["80", "80", "80"])
        code = codes(cast)
    client = browser("head_judge")
    for entry in (three, one):
        client.post(f"{HERE}/ranking/ties", data={"code": code[entry], "reason": "Đọc lại", "undo": "0"})
    with app.app_context():
        assert [row.entry_id for row in ranking(the_round(cast)).rows] == [three, one, two]


def test_a_tie_is_not_broken_without_a_reason_or_by_an_unknown_code(app, cast, browser, round_judged) -> None:
    with app.app_context():
        code = codes(cast)[round_judged[1]]
    client = browser("head_judge")
    answer = client.post(f"{HERE}/ranking/ties", data={"code": code, "reason": " "}, follow_redirects=True)
    assert "Xin ghi lý do" in answer.get_data(as_text=True)
    assert client.post(f"{HERE}/ranking/ties", data={"code": "KHONGCO", "reason": "x"}).status_code == 404
    assert browser("judge_a").post(f"{HERE}/ranking/ties", data={"code": code}).status_code == 404


def test_two_people_open_the_seal_each_with_their_own_password(
    app, cast, browser, round_judged, passwords
) -> None:
    with app.app_context():
        freeze_top(cast, 2)
    first, second = browser("organizer"), browser("secretary")
    assert "chưa ai xoay" in page(first, "seal")
    assert first.post(f"{HERE}/seal", data={"password": "sai mật khẩu"}).status_code == 422
    assert first.post(f"{HERE}/seal", data={"password": ""}).status_code == 422
    assert first.post(f"{HERE}/seal", data={"password": PASSWORD}).status_code == 303
    assert "Người thứ hai đăng nhập bằng tài khoản của mình" in page(first, "seal")
    assert first.post(f"{HERE}/seal", data={"password": PASSWORD}).status_code != 303
    with app.app_context():
        assert not names_known(cast.round_id)
    assert second.post(f"{HERE}/seal", data={"password": PASSWORD}).status_code == 303
    with app.app_context():
        assert names_known(cast.round_id)
    said = page(first, "seal")
    assert "biên bản hồi phách" in said
    assert "Hoàng Thị Bích; Nông Văn Cường" in said


def test_publishing_shows_exactly_what_will_be_public_and_asks_for_the_password(
    app, cast, browser, round_judged, passwords
) -> None:
    with app.app_context():
        freeze_top(cast, 2)
    client = browser("organizer")
    assert "Phải ghép phách trước" in page(client, "publication")
    with app.app_context():
        open_seal(cast)
    said = page(client, "publication")
    assert AUTHORS[0] in said
    assert "0912345600" not in said
    assert client.post(f"{HERE}/publication", data={"password": "sai"}).status_code == 422
    assert client.post(f"{HERE}/publication", data={"password": PASSWORD}).status_code == 303
    with app.app_context():
        assert len(published_list(db.session.get(Contest, cast.contest_id)).rows) == 3


def test_citizens_read_the_published_list_and_no_mark_telephone_or_birth_year(
    app, cast, browser, round_judged
) -> None:
    results = "/c/guong-sang-2026/results"
    assert browser(None).get(results).status_code == 404
    with app.app_context():
        shortlist = freeze_top(cast, 2)
        open_seal(cast)
        with transaction():
            publish(shortlist=shortlist, actor=CLERK, at=NOON)
    said = browser(None).get(results).get_data(as_text=True)
    assert all(words in said for words in (AUTHORS[0], UNIT, "Na trên đá", "Ghi chép"))
    assert not any(words in said for words in ("0912345600", "1978", "90,00", AUTHORS[3], "Lũng xa"))
    with app.app_context():
        assert not any(code in said for code in codes(cast).values())


@pytest.mark.parametrize("path", ["ranking", "ranking/opinions"])
@pytest.mark.parametrize("method", ["mean", "adjusted"])
@pytest.mark.parametrize("rows", [2, 4])
def test_the_ranking_takes_a_fixed_number_of_questions(app, cast, browser, rows, method, path) -> None:
    from sqlalchemy import event

    with app.app_context():
        with transaction():
            the_round(cast).method = method
        judged(cast, [str(80 - place) for place in range(rows)])
        engine = db.engine
    client, seen = browser("organizer"), []

    def saw(_c, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", saw)
    page(client, path)
    event.remove(engine, "before_cursor_execute", saw)
    assert len([s for s in seen if s.startswith("SELECT")]) <= 34


def test_a_ranking_of_judges_whom_nothing_connects_says_so(app, cast, browser, round_judged) -> None:
    assert "không có bài chung" not in page(browser("organizer"), "ranking")
    with app.app_context(), transaction():
        draw = newest_draw(cast.round_id)
        draw.recipe = {**draw.recipe, "groups": 2}
    assert "không có bài chung" in page(browser("organizer"), "ranking")


def test_the_office_takes_the_proof_of_a_list_and_the_jury_does_not(app, cast, browser, round_judged) -> None:
    with app.app_context():
        freeze_top(cast, 2)
    assert "Tải bản kiểm chứng" in page(browser("organizer"), "shortlist")
    answer = browser("secretary").get(f"{HERE}/shortlist/proof")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.data == browser("organizer").get(f"{HERE}/shortlist/proof?list=1").data
    for who in ("head_judge", "judge_a", "observer", "other_organizer"):
        assert browser(who).get(f"{HERE}/shortlist/proof").status_code == 404


def test_a_proof_that_would_tell_who_shares_an_author_waits_for_both_keys(
    app, cast, browser, round_judged
) -> None:
    with app.app_context():
        with transaction():
            the_round(cast).quotas = [Quota(kind=QuotaKind.AUTHOR, key="", least=None, most=2)]
        with transaction():
            freeze(round_=the_round(cast), cut=cut_of(the_round(cast)), actor=CLERK, at=NOON)
    client = browser("organizer")
    assert "chỉ tải được sau khi ghép phách" in page(client, "shortlist")
    assert client.get(f"{HERE}/shortlist/proof").status_code == 409
    with app.app_context():
        open_seal(cast)
    assert client.get(f"{HERE}/shortlist/proof").status_code == 200
