"""A paper is issued: number, day and signers stand on it from then on, and are recorded."""

import io
from datetime import date, timedelta

import docx
import pytest

from contest.charter.models import Contest
from contest.charter.rules import LetterheadStyle
from contest.charter.rules.letterheads import LetterheadSaid, SignerSaid
from contest.charter.service import set_letterhead, set_paper_form, set_signers
from contest.db import db, transaction
from contest.errors.charter import ValueUnfit
from contest.errors.exports import NotIssued, NumberTaken
from contest.errors.shortlist import NotFrozen
from contest.exports.queries import issues_of, next_serial, standing_issue
from contest.exports.registry import document_of, paper_of, write_paper
from contest.exports.service import issue_paper, withdraw_issue
from contest.plumbing.audit import SYSTEM, events_of
from tests.conftest import NOON
from tests.shortlist.stage import freeze_top, judged, the_round

WHO = {"actor": SYSTEM, "at": NOON}
DAY = date(2026, 2, 5)
HEAD = SignerSaid("Ban Tổ chức\nTrưởng ban", "TM", "Nông Văn Sơn")
DEPUTY = SignerSaid("Ban Tổ chức\nKT Trưởng ban\nPhó Trưởng ban", "TM", "Vi Thị Hạnh")


@pytest.fixture
def contest(cast, house):
    contest = db.session.get_one(Contest, cast.contest_id)
    with transaction():
        set_signers(contest=contest, signers=[HEAD], **WHO)
    return contest


def issue(contest, cast, key="judge-progress", serial=7, signers=(DEPUTY,), **changes):
    with transaction():
        return issue_paper(
            **{
                "contest": contest,
                "round_": the_round(cast),
                "paper": paper_of(key),
                "serial": serial,
                "day": DAY,
                "signers": signers,
                **WHO,
                **changes,
            }
        )


def told(contest, cast, key="screening-minutes"):
    return document_of(paper_of(key), contest, the_round(cast), names=False, at=NOON)


def test_before_it_is_issued_a_paper_leaves_room_and_names_who_will_sign(contest, cast):
    document = told(contest, cast)
    assert (document.letterhead.number, document.letterhead.day) == ("", None)
    assert document.signatures[-1].name == "Nông Văn Sơn"


def test_an_issued_paper_carries_number_day_and_whoever_signed(contest, cast):
    issue(contest, cast, "screening-minutes")
    with transaction():
        set_signers(contest=contest, signers=[SignerSaid("Người khác")], **WHO)
    document = told(contest, cast)
    assert (document.letterhead.number, document.letterhead.day) == ("07-BB/BTC", DAY)
    assert document.signatures[-1].name == "Vi Thị Hạnh"
    out = io.BytesIO()
    write_paper(
        "screening-minutes", "docx", contest=contest, round_=the_round(cast), names=False, out=out, at=NOON
    )
    tables = docx.Document(out).tables
    said = [paragraph.text for cell in tables[-1].rows[0].cells for paragraph in cell.paragraphs]
    assert tables[0].cell(1, 0).text == "Số 07-BB/BTC"
    assert tables[0].cell(1, 1).text.endswith("ngày 05 tháng 02 năm 2026")
    assert {"T/M BAN TỔ CHỨC", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Vi Thị Hạnh"} <= set(said)


def test_the_state_writes_the_same_signer_with_full_stops(contest, cast):
    with transaction():
        set_letterhead(contest=contest, said=LetterheadSaid(style=LetterheadStyle.STATE), **WHO)
    issued = issue(contest, cast, "screening-minutes")
    assert issued.number == "07/BB-BTC"
    out = io.BytesIO()
    write_paper(
        "screening-minutes", "docx", contest=contest, round_=the_round(cast), names=False, out=out, at=NOON
    )
    cells = docx.Document(out).tables[-1].rows[0].cells
    assert {"TM. BAN TỔ CHỨC", "KT. TRƯỞNG BAN"} <= {p.text for cell in cells for p in cell.paragraphs}


def test_the_log_tells_number_day_and_who_signed(contest, cast):
    issue(contest, cast)
    event = next(event for event in events_of(contest.id) if event.verb == "paper.issued")
    assert (event.details["number"], event.details["day"]) == ("07/BTC", "2026-02-05")
    assert "Vi Thị Hạnh" in event.details["signers"][0]


def test_numbers_of_one_series_go_on_and_none_is_given_twice(contest, cast):
    minutes = paper_of("settling-minutes")
    assert next_serial(contest, minutes) == 1
    issue(contest, cast, "screening-minutes", serial=4)
    assert next_serial(contest, minutes) == 5
    assert next_serial(contest, paper_of("shortlist")) == 1
    with transaction():
        set_paper_form(
            contest=contest, paper="intake-register", number_pattern="{n}-BB/BTC", recipients=[], **WHO
        )
    with pytest.raises(NumberTaken):
        issue(contest, cast, "intake-register", serial=4)


def test_issuing_again_withdraws_the_earlier_and_keeps_it(contest, cast):
    first = issue(contest, cast, "screening-minutes")
    second = issue(contest, cast, "screening-minutes", day=DAY + timedelta(days=1))
    assert (first.withdrawn_by, second.number) == (SYSTEM.name, first.number)
    assert issues_of(contest.id, paper_of("screening-minutes"), the_round(cast)) == [second, first]


def test_a_number_taken_back_leaves_room_again_and_may_be_given_to_another(contest, cast):
    issue(contest, cast, "screening-minutes")
    paper, round_ = paper_of("screening-minutes"), the_round(cast)
    with transaction():
        withdraw_issue(contest=contest, round_=round_, paper=paper, **WHO)
    assert standing_issue(contest.id, paper, round_) is None
    assert told(contest, cast).letterhead.number == ""
    with pytest.raises(NotIssued), transaction():
        withdraw_issue(contest=contest, round_=round_, paper=paper, **WHO)
    assert issue(contest, cast, "screening-minutes").number == "07-BB/BTC"


@pytest.mark.parametrize(
    "wrong", [{"serial": 0}, {"serial": 100_000}, {"signers": ()}, {"day": date(200, 1, 1)}]
)
def test_what_cannot_be_issued_is_refused(contest, cast, wrong):
    with pytest.raises(ValueUnfit):
        issue(contest, cast, **wrong)


def test_a_paper_that_cannot_be_made_yet_cannot_be_issued(contest, cast):
    with pytest.raises(NotFrozen):
        issue(contest, cast, "shortlist")


def test_each_round_has_its_own_issue_of_a_paper_of_rounds(contest, cast):
    judged(cast, ["90", "80"])
    freeze_top(cast, 1)
    issue(contest, cast, "shortlist")
    assert standing_issue(contest.id, paper_of("shortlist"), contest.rounds[0]) is not None
    assert standing_issue(contest.id, paper_of("shortlist"), contest.rounds[1]) is None


def test_recipients_of_the_kind_stand_on_the_paper(contest, cast):
    with transaction():
        set_paper_form(
            contest=contest,
            paper="screening-minutes",
            number_pattern="",
            recipients=["Thường trực Huyện ủy;", " ", "Lưu BTC."],
            **WHO,
        )
    assert told(contest, cast).recipients == ("Thường trực Huyện ủy", "Lưu BTC")
