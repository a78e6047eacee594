"""The head and the foot of a contest's papers: rules, and what the verbs keep and refuse."""

import pytest

from contest.charter.models import Contest
from contest.charter.queries import paper_forms_of, signers_of
from contest.charter.rules import LetterheadStyle
from contest.charter.rules.letterheads import (
    MARGINS,
    LetterheadSaid,
    SignerSaid,
    letterhead_unfit,
    numbered,
    own_pattern,
    pattern_unfit,
    signers_unfit,
    signing,
)
from contest.charter.service import copy_contest, set_letterhead, set_paper_form, set_signers
from contest.db import db, transaction
from contest.errors.charter import ValueUnfit
from contest.plumbing.audit import SYSTEM, events_of
from tests.conftest import NOON

WHO = {"actor": SYSTEM, "at": NOON}
HEAD, DEPUTY = (
    SignerSaid("Trưởng ban", "TM"),
    SignerSaid("Phó Trưởng ban", "KT", "Vi Thị Hạnh", ("shortlist",)),
)
CLERK = SignerSaid("Thư ký", papers=("shortlist", "minutes"))


@pytest.fixture
def contest(cast, house):
    return db.session.get_one(Contest, cast.contest_id)


@pytest.mark.parametrize(
    ("style", "kind", "organ", "number"),
    [
        (LetterheadStyle.PARTY, "QĐ", "BTC", "12-QĐ/BTC"),
        (LetterheadStyle.STATE, "QĐ", "BTC", "12/QĐ-BTC"),
        (LetterheadStyle.YOUTH, "BB", "BTC", "12/BB-BTC"),
        (LetterheadStyle.PARTY, "", "BTC", "12/BTC"),
        (LetterheadStyle.STATE, "QĐ", "", "12/QĐ"),
        (LetterheadStyle.STATE, "", "", "12"),
    ],
)
def test_the_number_as_each_style_writes_it(style, kind, organ, number):
    assert numbered(own_pattern(style, kind, organ), 12) == number


def test_numbers_below_ten_take_a_zero():
    assert numbered("{n}-QĐ/BTC", 7) == "07-QĐ/BTC"


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("", True),
        ("{n}-QĐ/BTC", True),
        ("QĐ/BTC", False),
        ("{n}{n}", False),
        ("{n}-{organ}", False),
        ("{n", False),
        ("{n}" + "x" * 40, False),
    ],
)
def test_a_pattern_has_one_place_for_the_number(pattern, fits):
    assert (pattern_unfit(pattern) is None) == fits


@pytest.mark.parametrize(
    ("signers", "paper", "who"),
    [
        ([], "shortlist", ()),
        ([HEAD], "shortlist", (HEAD,)),
        ([HEAD, DEPUTY], "shortlist", (DEPUTY,)),
        ([HEAD, DEPUTY], "other", (HEAD,)),
        ([HEAD, DEPUTY, CLERK], "shortlist", (DEPUTY, CLERK)),
        ([DEPUTY], "other", ()),
        ([HEAD, SignerSaid("Ủy viên")], "other", (HEAD,)),
    ],
)
def test_who_signs_a_paper(signers, paper, who):
    assert signing(signers, paper) == who


@pytest.mark.parametrize("side", MARGINS)
def test_margins_lie_in_their_range(side):
    least, most = MARGINS[side]
    for value, fits in ((least - 1, False), (least, True), (most, True), (most + 1, False)):
        assert (letterhead_unfit(LetterheadSaid(**{f"margin_{side}": value})) is None) == fits


@pytest.mark.parametrize("wrong", [SignerSaid("Trưởng ban", "XX"), SignerSaid(" "), SignerSaid("x" * 301)])
def test_who_cannot_sign_is_refused(wrong):
    assert signers_unfit([HEAD]) is None
    assert signers_unfit([HEAD, wrong]) is not None


def test_a_letterhead_is_kept_and_logged_once(contest):
    said = LetterheadSaid(style=LetterheadStyle.STATE, issuing_body="  Ban Tổ chức ", margin_left=35)
    for _twice in range(2):
        with transaction():
            set_letterhead(contest=contest, said=said, **WHO)
    db.session.expire_all()
    assert (contest.head.issuing_body, contest.head.margin_left) == ("Ban Tổ chức", 35)
    (event,) = events_of(contest.id)
    assert event.details["changes"]["margin_left"] == [30, 35]


def test_what_cannot_be_is_refused_and_nothing_changes(contest):
    with transaction():
        set_signers(contest=contest, signers=[HEAD], **WHO)
    for refused in (
        lambda: set_letterhead(contest=contest, said=LetterheadSaid(margin_top=90), **WHO),
        lambda: set_signers(contest=contest, signers=[SignerSaid("")], **WHO),
        lambda: set_paper_form(contest=contest, paper="x", number_pattern="12", recipients=[], **WHO),
        lambda: set_paper_form(contest=contest, paper="x", number_pattern="", recipients=["y" * 201], **WHO),
    ):
        with pytest.raises(ValueUnfit), transaction():
            refused()
    assert signers_of(contest.id) == [HEAD]
    assert paper_forms_of(contest.id) == {}


def test_a_copied_contest_has_the_same_letterhead_signers_and_kinds(contest):
    with transaction():
        set_letterhead(contest=contest, said=LetterheadSaid(upper_body="Huyện ủy", margin_right=20), **WHO)
        set_signers(contest=contest, signers=[HEAD, DEPUTY], **WHO)
        set_paper_form(
            contest=contest, paper="shortlist", number_pattern="{n}-TB/BTC", recipients=["Lưu."], **WHO
        )
    with transaction():
        later = copy_contest(
            earlier=contest,
            slug="nam-sau",
            year=2027,
            receipt_prefix="CL27",
            opens_at=contest.opens_at,
            closes_at=contest.closes_at,
            **WHO,
        )
    assert later.head == contest.head
    assert signers_of(later.id) == [HEAD, DEPUTY]
    form = paper_forms_of(later.id)["shortlist"]
    assert (form.number_pattern, form.recipients) == ("{n}-TB/BTC", ["Lưu"])
