"""The office at the prizes: who may, what is proposed and decided, published, taken back, and what localities say."""

import io
import re

import pytest
from argon2 import PasswordHasher

from contest.authors.models import Author, Envelope
from contest.awards.queries import (
    awards_of,
    collective_awards_of,
    letters_of,
    prizes_of,
    published_awards,
    standing_decision,
    terms_of,
    verification_states,
)
from contest.awards.rules import PrizeKind, Verification
from contest.awards.service import DecisionSaid, decide_collective
from contest.charter.rules import AuthorshipKind
from contest.charter.rules.letterheads import SignerSaid
from contest.db import db, transaction
from contest.exports.registry import paper_of
from contest.exports.service import issue_paper
from contest.nominations.models import ContestLevel
from contest.nominations.service import pack, register_package
from contest.people.models import Account
from contest.plumbing.clock import now
from tests.awards.stage import (
    FIRST,
    SECOND,
    THIRD,
    TITLES,
    as_proposed,
    award_of,
    awarding,
    contest_of,
    counted,
    decide,
    later,
    of_units,
    revoke,
)
from tests.awards.test_award_deciding import queries
from tests.cast import PASSWORD
from tests.conftest import NOON
from tests.shortlist.stage import AUTHORS, CLERK, UNIT, freeze_top, judged, open_seal, the_round

OFFICE = "/office/guong-sang-2026"
PUBLIC = "/c/guong-sang-2026/results"
PAGES = {
    "awards": {"organizer", "secretary"},
    "awards/decision": {"organizer", "secretary"},
    "awards/units": {"organizer", "secretary"},
    "awards/trace": {"organizer", "secretary"},
    "awards/publication": {"organizer"},
    "figures": {"organizer", "secretary"},
    "settings/prizes": {"organizer"},
    "settings/awards": {"organizer"},
}
NAMED = (*AUTHORS, UNIT)


@pytest.fixture
def entries(app, cast):
    with app.app_context():
        return awarding(cast)


@pytest.fixture
def decided(app, cast, entries):
    with app.app_context():
        decide(cast, as_proposed(entries))
    return entries


@pytest.fixture
def passwords(app, cast):
    hashed = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with app.app_context(), transaction():
        for row in db.session.query(Account):
            row.password_hash = hashed


def page(client, path: str, status: int = 200) -> str:
    answer = client.get(f"{OFFICE}/{path}")
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def chosen(entries, prizes: dict[int, str], **more: str) -> dict[str, str]:
    return {f"prize-{entry}": prizes.get(entry, "") for entry in entries} | more


@pytest.mark.parametrize(
    "who", ["organizer", "secretary", "head_judge", "judge_a", "observer", "other_organizer"]
)
def test_who_sees_which_page(browser, decided, who) -> None:
    client = browser(who)
    seen = {path for path in PAGES if client.get(f"{OFFICE}/{path}").status_code == 200}
    assert seen == {path for path, people in PAGES.items() if who in people}
    assert all(client.get(f"{OFFICE}/{path}").status_code == 404 for path in PAGES.keys() - seen)


def test_a_stranger_is_asked_to_sign_in(browser, decided) -> None:
    client = browser(None)
    assert all(client.get(f"{OFFICE}/{path}").status_code == 303 for path in PAGES)


def test_before_both_keys_the_pages_say_what_they_wait_for_and_name_nobody(app, cast, browser) -> None:
    with app.app_context():
        judged(cast, ["90", "80"])
        freeze_top(cast, 2)
        open_seal(cast, "organizer")
    client = browser("organizer")
    said = page(client, "figures") + page(client, "awards")
    assert "Nông Văn Slao" in said, "the figure is no secret"
    assert not any(name in said for name in NAMED)
    assert client.get(f"{OFFICE}/awards/decision").status_code == 409


def test_the_proposal_stands_in_the_form_and_is_kept_as_it_is(app, cast, browser, entries) -> None:
    client = browser("secretary")
    said = page(client, "awards/decision")
    assert said.count(" selected>Giải Nhất<") == 1
    assert AUTHORS[0] in said
    answer = client.post(f"{OFFICE}/awards/decision", data=chosen(entries, as_proposed(entries)))
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{OFFICE}/awards")
    assert "Giải Nhất" in page(client, "awards")
    with app.app_context():
        assert [row.prize_key for row in awards_of(contest_of(cast))] == [FIRST, SECOND, THIRD, THIRD]


def test_another_choice_without_a_reason_is_said_on_the_form_and_nothing_typed_is_lost(
    app, cast, browser, entries
) -> None:
    client = browser("organizer")
    data = chosen(entries, as_proposed(entries) | {entries[0]: SECOND}) | {
        f"reason-{entries[3]}": "Giữ lấy lời này"
    }
    answer = client.post(f"{OFFICE}/awards/decision", data=data)
    said = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "có bài hoặc đơn vị nhận giải khác với đề xuất" in said
    assert "Giữ lấy lời này" in said
    assert said.count(" selected>Giải Nhì<") == 2
    again = client.post(f"{OFFICE}/awards/decision", data=data | {"reason": "Không trao giải Nhất."})
    assert again.status_code == 303
    with app.app_context():
        assert standing_decision(cast.contest_id).departures[0].reason == "Không trao giải Nhất."


def test_a_form_made_up_before_another_decision_is_refused(browser, decided) -> None:
    client, data = browser("organizer"), chosen(decided, as_proposed(decided), reason="Họp lại.")
    answer = client.post(f"{OFFICE}/awards/decision", data=data | {"seen": "1:0"})
    said = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Nội dung này vừa được lưu ở nơi khác." in said
    assert "Họp lại." in said, "what was typed stays"
    assert "bắt đầu từ quyết định lần 1" in said, "and what stands now is shown beside it"
    seen = re.search(r'name="seen"[^>]* value="([^"]+)"', said)[1]
    assert seen.endswith(":1.0"), "the form that comes back is made of what stands now"
    assert client.post(f"{OFFICE}/awards/decision", data=data | {"seen": seen}).status_code == 303


def test_papers_numbered_before_prizes_changed_are_named_and_so_are_units_decided_before(
    app, cast, browser, decided
) -> None:
    client = browser("organizer")
    with app.app_context():
        contest = contest_of(cast)
        with transaction():
            issue_paper(
                contest=contest,
                round_=the_round(cast),
                paper=paper_of("award-decision"),
                serial=12,
                day=NOON.date(),
                signers=(SignerSaid("Trưởng ban"),),
                names=True,
                actor=CLERK,
                at=later(1),
            )
        of_units(decided, [cast.units["X-NL"]] * 6)
        counted(cast.units["X-NL"], 40)
        with transaction():
            decide_collective(
                contest=contest,
                said=DecisionSaid({cast.units["X-NL"]: "tap-the-nhat"}, reason="Họp."),
                actor=CLERK,
                at=later(2),
            )
    said = page(client, "awards")
    assert "12" in said
    assert "Giải đã thay đổi sau khi các văn bản này được cấp số" in said, "units came after the number"
    assert "bảng so đơn vị có thể khác" not in said
    with app.app_context():
        revoke(cast, decided[0], minutes=3)
    said = page(client, "awards")
    assert "Quyết định công nhận kết quả</a>: 12" in said
    assert "bảng so đơn vị có thể khác" in said


def test_who_takes_a_prize_back_is_told_that_the_entry_went_up(app, cast, browser, decided) -> None:
    with app.app_context():
        award = award_of(cast, decided[0]).id
        with transaction():
            contest = contest_of(cast)
            db.session.add(ContestLevel(contest_id=contest.id, upper_label="cấp tỉnh"))
        packed = pack(contest=contest, round_=the_round(cast), chosen=decided[:1], at=later(3))
        with transaction():
            register_package(contest=contest, packed=packed, actor=CLERK, at=later(3))
    assert "đã gửi lên cấp trên trong 1 gói" in page(browser("organizer"), f"awards/{award}/revocation")


def test_what_is_not_confirmed_is_a_warning_and_no_hindrance(browser, entries) -> None:
    assert "4 bài được đề xuất có nhân vật chưa được địa phương xác nhận." in page(
        browser("organizer"), "awards/decision"
    )


def test_published_with_the_password_everybody_reads_four_things(
    app, cast, browser, decided, passwords
) -> None:
    organizer, anyone = browser("organizer"), browser(None)
    assert anyone.get(PUBLIC).status_code == 404
    assert organizer.post(f"{OFFICE}/awards/publication", data={"password": "sai"}).status_code == 422
    assert organizer.post(f"{OFFICE}/awards/publication", data={"password": PASSWORD}).status_code == 303
    for path in (PUBLIC, f"{PUBLIC}/print"):
        said = anyone.get(path).get_data(as_text=True)
        assert all(
            word in said for word in ("Giải Nhất", AUTHORS[0], UNIT, TITLES[0], "Khiếu nại gửi bằng văn bản")
        )
        assert "5.000.000" not in said
        assert "0912345" not in said
        assert "90" not in re.sub(r"<[^>]+>", "", said), "no marks"
    home = anyone.get("/c/guong-sang-2026").get_data(as_text=True)
    assert PUBLIC in home


def test_who_publishes_is_told_of_children_among_the_winners_and_of_nobody_else(
    app, cast, browser, decided
) -> None:
    organizer, here = browser("organizer"), "awards/publication"
    with app.app_context(), transaction():
        young = {envelope.entry_id: envelope for envelope in db.session.query(Envelope)}
        author = db.session.query(Author).filter_by(envelope_id=young[decided[1]].id).one()
        author.birth_year, author.birth_month, author.birth_day = now().year - 15, None, None
    assert "1 tác giả có thể chưa đủ 16 tuổi" in page(organizer, here)
    with app.app_context(), transaction():
        db.session.get_one(Envelope, young[decided[1]].id).kind = AuthorshipKind.COLLECTIVE
    assert "chưa đủ 16 tuổi" not in page(organizer, here), "a collective's name is no child's"


def test_a_prize_taken_back_leaves_the_public_page_with_a_dated_notice(
    app, cast, browser, decided, passwords
) -> None:
    organizer = browser("organizer")
    organizer.post(f"{OFFICE}/awards/publication", data={"password": PASSWORD})
    with app.app_context():
        award = award_of(cast, decided[0]).id
    here = f"{OFFICE}/awards/{award}/revocation"
    assert "Na trên đá" in organizer.get(here).get_data(as_text=True)
    scan = (io.BytesIO(b"%PDF-1.4\n% bao da dang\n"), "bao.pdf")
    data = {"password": PASSWORD, "reason": "Chép bài đã đăng.", "evidence": "Báo số 12/2019.", "scan": scan}
    assert organizer.post(here, data=data).status_code == 303
    said = browser(None).get(PUBLIC).get_data(as_text=True)
    assert "Ban Tổ chức thu hồi Giải Nhất của “Na trên đá”" in said
    assert AUTHORS[0] not in said
    assert "Chép bài" not in said
    trace = page(organizer, "awards/trace")
    assert "Báo số 12/2019." in trace
    assert AUTHORS[0] in trace
    got = organizer.get(f"{OFFICE}/awards/{award}/evidence")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.data.startswith(b"%PDF")
    got.close()
    assert "Xem đề xuất đôn lên" in page(organizer, "awards")
    assert organizer.get(here).status_code == 409


@pytest.mark.parametrize(
    "data",
    [
        {"password": PASSWORD},
        {"password": "sai", "reason": "x"},
        {"password": PASSWORD, "reason": "x", "scan": (io.BytesIO(b"<script>"), "a.pdf")},
    ],
)
def test_without_a_reason_the_password_or_a_real_scan_nothing_is_taken_back(
    app, cast, browser, decided, passwords, data
) -> None:
    with app.app_context():
        award = award_of(cast, decided[0]).id
    assert browser("organizer").post(f"{OFFICE}/awards/{award}/revocation", data=dict(data)).status_code in {
        415,
        422,
    }
    with app.app_context():
        assert len(awards_of(contest_of(cast))) == 4


def test_units_are_shown_by_the_formula_and_decided(app, cast, browser, decided) -> None:
    unit, other = cast.units["X-NL"], cast.units["X-VL"]
    with app.app_context():
        of_units(decided, [unit, unit, other, unit, None, unit])
        counted(unit, 40)
    client = browser("organizer")
    said = page(client, "awards/units")
    assert "Xã Nhân Lý" in said
    assert "Chưa ghi số người của đơn vị nên không tính được tỷ lệ" in said
    data = {f"prize-{unit}": "tap-the-nhat", f"prize-{other}": ""}
    assert client.post(f"{OFFICE}/awards/units", data=data).status_code == 303
    with app.app_context():
        assert [row.unit for row in collective_awards_of(contest_of(cast))] == ["Xã Nhân Lý"]


def test_a_decision_on_units_made_up_before_another_can_be_sent_once_that_was_seen(
    app, cast, browser, decided
) -> None:
    with app.app_context():
        units = list(cast.units.values())[:2]
        of_units(decided, [units[0], units[0], units[0], units[1], units[1], units[1]])
    client, data = browser("organizer"), {"reason": "Họp."}
    assert client.post(f"{OFFICE}/awards/units", data=data).status_code == 303
    answer = client.post(f"{OFFICE}/awards/units", data=data | {"seen": "1:1.0:0"})
    seen = re.search(r'name="seen"[^>]* value="([^"]+)"', answer.get_data(as_text=True))[1]
    assert (answer.status_code, seen.split(":", 1)[1]) == (409, "1.0:1.0")
    assert client.post(f"{OFFICE}/awards/units", data=data | {"seen": seen}).status_code == 303


def test_units_wait_for_the_personal_prizes(browser, entries) -> None:
    assert browser("organizer").get(f"{OFFICE}/awards/units").status_code == 409


def test_a_letter_and_its_answer_are_noted_for_what_is_ticked(app, cast, browser, entries) -> None:
    client = browser("secretary")
    letter = {"entry": [str(entries[0]), str(entries[1])], "number": "25-CV/BTC", "day": "24/11/2026"}
    asked = client.post(f"{OFFICE}/figures/inquiries", data=letter | {"party": "Đảng ủy xã Nhân Lý"})
    assert asked.status_code == 303
    answer = {
        "entry": [str(entries[0])],
        "answer-number": "07-CV/ĐU",
        "answer-day": "30/11/2026",
        "answer-party": "Đảng ủy xã Nhân Lý",
        "answer-confirmed": "yes",
        "answer-scan": (io.BytesIO(b"%PDF-1.4\n% xac nhan\n"), "xn.pdf"),
    }
    assert client.post(f"{OFFICE}/figures/answers", data=answer).status_code == 303
    with app.app_context():
        assert list(verification_states(entries[:3]).values()) == [
            Verification.CONFIRMED,
            Verification.ASKED,
            Verification.UNVERIFIED,
        ]
        kept = letters_of(entries[:1])[entries[0]].answered[0]
    said = page(client, "figures")
    assert "25-CV/BTC" in said
    assert not any(name in said for name in NAMED)
    scan = client.get(f"{OFFICE}/figures/answers/{kept.id}/scan")
    assert scan.headers["Content-Disposition"].startswith("attachment")
    scan.close()
    assert browser("judge_a").get(f"{OFFICE}/figures/answers/{kept.id}/scan").status_code == 404


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("inquiries", {"number": "25-CV", "day": "24/11/2026", "party": "Xã"}, 422),
        ("inquiries", {"entry": "1", "number": "", "day": "hôm qua", "party": ""}, 422),
        ("answers", {"answer-number": "7", "answer-day": "32/13/2026", "answer-party": "Xã"}, 422),
    ],
)
def test_a_letter_that_lacks_something_is_said_and_kept_on_the_page(
    browser, entries, path, data, status
) -> None:
    answer = browser("secretary").post(f"{OFFICE}/figures/{path}", data=data)
    assert answer.status_code == status
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_the_list_for_the_letter_leaves_out_who_was_answered_for(app, cast, browser, entries) -> None:
    client = browser("organizer")
    got = client.get(f"{OFFICE}/papers/figure-verification.csv?round=1")
    said = got.data.decode("utf-8-sig")
    assert said.count("Nông Văn Slao") == 6
    assert not any(name in said for name in NAMED)


def test_prizes_are_set_from_a_ready_made_set_with_a_notice(app, cast, browser) -> None:
    client = browser("organizer")
    assert "Bắt đầu từ cơ cấu có sẵn" in page(client, "settings/prizes")
    said = page(client, "settings/prizes?set=district")
    assert "Giải Khuyến khích" in said
    rows = {
        "rows-0-name": "Giải Nhất",
        "rows-0-kind": "personal",
        "rows-0-places": "1",
        "rows-0-money": "5.000.000",
        "rows-0-least_mark": "80,5",
    }
    assert client.post(f"{OFFICE}/settings/prizes", data=rows).status_code == 422
    assert (
        client.post(f"{OFFICE}/settings/prizes", data=rows | {"notice": "Công bố giải."}).status_code == 303
    )
    with app.app_context():
        prize = prizes_of(cast.contest_id)[0]
        assert (prize.name, prize.kind, prize.money, str(prize.least_mark)) == (
            "Giải Nhất",
            PrizeKind.PERSONAL,
            5_000_000,
            "80.50",
        )


@pytest.mark.parametrize(
    ("field", "typed"), [("places", ""), ("money", "năm triệu"), ("least_mark", "cao"), ("kind", "vang")]
)
def test_a_prize_that_makes_no_sense_is_said_on_its_row(browser, cast, field, typed) -> None:
    rows = {"rows-0-name": "Giải Nhất", "rows-0-kind": "personal", "rows-0-places": "1", "notice": "x"}
    answer = browser("organizer").post(f"{OFFICE}/settings/prizes", data=rows | {f"rows-0-{field}": typed})
    assert answer.status_code == 422


def test_the_terms_are_set_with_a_notice(app, cast, browser) -> None:
    client = browser("organizer")
    data = {
        "most_per_author": "2",
        "complaint_days": "",
        "weight_rate": "50",
        "weight_quality": "30",
        "weight_winners": "20",
        "best_entries": "5",
        "least_finalists": "0",
        "least_winners": "1",
        "ties_share": "y",
        "notice": "Nêu rõ cách xét giải.",
    }
    assert client.post(f"{OFFICE}/settings/awards", data=data | {"weight_rate": "60"}).status_code == 422
    assert client.post(f"{OFFICE}/settings/awards", data=data).status_code == 303
    with app.app_context():
        terms = terms_of(cast.contest_id)
        assert (terms.most_per_author, terms.complaint_days, terms.ties_share, terms.relative) == (
            2,
            None,
            True,
            False,
        )


@pytest.mark.parametrize("path", ["awards", "awards/decision", "figures"])
def test_however_long_the_list_the_page_asks_as_often(app, cast, browser, path) -> None:
    with app.app_context():
        entries = awarding(cast, top=1)
        decide(cast, {entries[0]: FIRST}, reason="Một giải.")
    client = browser("organizer")
    with app.app_context():
        client.get(f"{OFFICE}/{path}")
        few = queries(lambda: client.get(f"{OFFICE}/{path}"))
        freeze_top(cast, 3, reason="Ba bài.")
        decide(cast, as_proposed(entries[:3]), reason="Ba giải.")
        assert queries(lambda: client.get(f"{OFFICE}/{path}")) == few
        assert published_awards(contest_of(cast)) is None
