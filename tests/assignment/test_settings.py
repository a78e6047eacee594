"""What organizers set before a draw is kept as said, checked, and told in the log."""

import pytest
from sqlalchemy import select

from contest.assignment.queries import dealing_of, languages_of_entries, limits_of, terms_of
from contest.assignment.rules.terms import Dealing, JudgeTerms
from contest.assignment.service import set_dealing, set_judges_terms, set_languages
from contest.charter.models import Contest, Round
from contest.charter.queries import amendments_of
from contest.charter.service import freeze_round_rules
from contest.db import db, transaction
from contest.errors.assignment import DealingUnfit, LimitsUnfit, PanelsApart
from contest.errors.charter import NoticeMissing, RulesFrozen
from contest.plumbing.audit import SYSTEM, AuditEvent
from tests.conftest import NOON
from tests.jury import hand_in_essays, preview


def the_round(cast) -> Round:
    return db.session.get_one(Round, cast.round_id)


def deal(cast, *, insisted=False, notice="Đổi số người đọc.", **said):
    with transaction():
        set_dealing(
            round_=the_round(cast),
            said=Dealing(**said),
            insisted=insisted,
            notice=notice,
            actor=SYSTEM,
            at=NOON,
        )


def settle_on(cast, **terms):
    with transaction():
        return set_judges_terms(
            round_=the_round(cast),
            terms={cast.accounts[who]: said for who, said in terms.items()},
            actor=SYSTEM,
            at=NOON,
        )


def events(verb):
    return db.session.scalars(select(AuditEvent).where(AuditEvent.verb == verb)).all()


def test_a_round_nobody_spoke_of_is_dealt_by_the_defaults(cast, house):
    assert dealing_of(cast.round_id) == Dealing()
    assert terms_of(cast.round_id) == {}


def test_how_a_round_is_dealt_is_kept_as_said_and_told(cast, house):
    a, b = sorted((cast.accounts["judge_a"], cast.accounts["judge_b"]))
    said = {
        "readers": {cast.category_id: 3},
        "merged_units": False,
        "parent_units": True,
        "earlier_apart": True,
        "anchors": 4,
        "panels": "split",
        "apart": frozenset({(a, b)}),
    }
    deal(cast, **said)

    assert dealing_of(cast.round_id) == Dealing(**said)
    (told,) = events("dealing.set")
    assert told.details["changes"]["dealing"][1]["apart"] == [[a, b]]


def test_once_announced_how_many_read_an_entry_changes_with_a_notice_alone(cast, house):
    with pytest.raises(NoticeMissing):
        deal(cast, notice=" ", readers={cast.category_id: 3})
    deal(cast, notice="", anchors=3)
    assert amendments_of(cast.contest_id) == []

    deal(cast, notice="Bài của bản ta có ba người đọc.", anchors=3, readers={cast.category_id: 3})
    (amendment,) = amendments_of(cast.contest_id)
    assert amendment.notice == "Bài của bản ta có ba người đọc."
    assert amendment.changes == {"rounds.1.readers_by_category": [{}, {str(cast.category_id): 3}]}


def test_before_the_announcement_nobody_is_told(cast, house):
    with transaction():
        db.session.get_one(Contest, cast.contest_id).announced_at = None
    deal(cast, notice="", readers={cast.category_id: 3})

    assert dealing_of(cast.round_id).readers == {cast.category_id: 3}
    assert amendments_of(cast.contest_id) == []


def test_saying_the_same_again_is_not_told_twice(cast, house):
    deal(cast, anchors=2)
    deal(cast, anchors=2)

    assert len(events("dealing.set")) == 1


@pytest.mark.parametrize(
    "crooked",
    [
        {"readers": {999_999: 2}},
        {"anchors": -1},
        {"anchors": 101},
        {"panels": "sideways"},
        {"apart": frozenset({(1, 1)})},
        {"apart": frozenset({(1, 999_999)})},
    ],
)
def test_what_means_nothing_is_refused(cast, house, crooked):
    with pytest.raises(DealingUnfit):
        deal(cast, **crooked)
    assert dealing_of(cast.round_id) == Dealing()


@pytest.mark.parametrize("number", [0, 10])
def test_a_category_has_one_to_nine_readers(cast, house, number):
    with pytest.raises(DealingUnfit, match="1 đến 9"):
        deal(cast, readers={cast.category_id: number})


def test_nothing_is_drawn_that_the_rounds_way_of_marking_could_not_use(cast, house):
    hand_in_essays(cast, 2)
    deal(cast, readers={cast.category_id: 3})
    with transaction():
        the_round(cast).method, the_round(cast).readers = "trimmed", 5

    with pytest.raises(DealingUnfit, match="ít nhất 5 giám khảo"):
        preview(cast)


def test_closed_panels_are_for_those_who_insist_or_have_anchors(cast, house):
    with pytest.raises(PanelsApart):
        deal(cast, panels="closed")
    deal(cast, panels="closed", anchors=3)
    deal(cast, panels="closed", insisted=True)

    assert dealing_of(cast.round_id).panels == "closed"


def test_numbers_of_readers_are_fixed_once_judges_read_and_the_rest_is_not(cast, house):
    deal(cast, readers={cast.category_id: 3})
    with transaction():
        freeze_round_rules(round_=the_round(cast), actor=SYSTEM, at=NOON)

    with pytest.raises(RulesFrozen):
        deal(cast, readers={})
    deal(cast, readers={cast.category_id: 3}, earlier_apart=True)
    assert dealing_of(cast.round_id).earlier_apart


def test_judges_terms_are_kept_and_only_changes_are_counted(cast, house):
    terms = JudgeTerms(2, 9, {cast.category_id: 3}, frozenset({"tyz", "nut"}), 1, 50)
    assert settle_on(cast, judge_a=terms, judge_b=JudgeTerms()) == 1
    assert settle_on(cast, judge_a=terms) == 0
    assert settle_on(cast, judge_b=JudgeTerms(fits={cast.category_id: 1})) == 0  # as any other is no wish

    assert terms_of(cast.round_id) == {cast.accounts["judge_a"]: terms}
    assert [told.details["judges"] for told in events("reader_terms.set")] == [[cast.accounts["judge_a"]]]


def test_terms_taken_back_leave_no_row(cast, house):
    settle_on(cast, judge_a=JudgeTerms(2, 9, {cast.category_id: 0}))
    settle_on(cast, judge_a=JudgeTerms(capacity=200))
    settle_on(cast, judge_a=JudgeTerms(capacity=100))

    assert terms_of(cast.round_id) == {}
    assert limits_of(cast.round_id) == {}


@pytest.mark.parametrize(
    ("crooked", "refusal"),
    [
        (JudgeTerms(-1), LimitsUnfit),
        (JudgeTerms(3, 2), LimitsUnfit),
        (JudgeTerms(fits={999_999: 2}), DealingUnfit),
        (JudgeTerms(languages=frozenset({"xx"})), DealingUnfit),
        (JudgeTerms(panel=0), DealingUnfit),
        (JudgeTerms(panel=51), DealingUnfit),
        (JudgeTerms(capacity=9), DealingUnfit),
        (JudgeTerms(capacity=401), DealingUnfit),
    ],
)
def test_crooked_terms_are_refused(cast, house, crooked, refusal):
    with pytest.raises(refusal):
        settle_on(cast, judge_a=crooked)


@pytest.mark.parametrize("weight", [-1, 4])
def test_a_category_is_wished_for_in_steps(cast, house, weight):
    with pytest.raises(DealingUnfit):
        settle_on(cast, judge_a=JudgeTerms(fits={cast.category_id: weight}))


def test_terms_are_for_judges_of_the_contest(cast, house):
    with pytest.raises(DealingUnfit, match="không phải giám khảo"):
        settle_on(cast, observer=JudgeTerms(1, 2))


def test_the_language_of_an_entry_is_kept_changed_and_forgotten(cast, house):
    hand_in_essays(cast, 2)
    contest = db.session.get_one(Contest, cast.contest_id)

    def write(languages):
        with transaction():
            set_languages(contest=contest, languages=languages, actor=SYSTEM, at=NOON)

    write({1: "tyz", 2: "nut"})
    write({2: ""})

    assert languages_of_entries([1, 2]) == {1: "tyz"}
    with pytest.raises(DealingUnfit):
        write({1: "xx"})
