"""Rounds are added, put in another order and removed, as long as nothing stands in them."""

import time
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import delete, func, select, update

from contest.assignment.models import DealingRule, ReaderLimit
from contest.assignment.service import discard_draw
from contest.charter.models import Contest, Criterion, Quota, Round
from contest.charter.queries import amendments_of, rounds_begun
from contest.charter.rules import QuotaKind, QuotaSaid
from contest.charter.service import add_round, copy_contest, order_rounds, remove_round, set_quotas
from contest.db import db, transaction
from contest.errors import Stale
from contest.errors.charter import CalendarBackwards, NoticeMissing, OnlyRound, RoundBegun, ValueUnfit
from contest.exports.models import Issue
from contest.plumbing.audit import SYSTEM, events_of
from contest.scoring.models import Reminder, Trial
from contest.screening.models import BlindCode
from tests.conftest import NOON
from tests.jury import hand_in_essays, preview

WHO = {"actor": SYSTEM, "at": NOON}
FIRST, LAST = "Vòng sơ khảo", "Vòng chung khảo"
MONTH = timedelta(days=30)


@pytest.fixture
def contest(cast, house):
    """The contest before its announcement, with its two rounds."""
    contest = db.session.get_one(Contest, cast.contest_id)
    with transaction():
        contest.announced_at = None
    return contest


def names(contest):
    db.session.expire_all()
    return [(round_.number, round_.name) for round_ in contest.rounds]


def add(contest, number, name="Vòng giữa", **changes):
    said = {"name": name, "number": number, "like": contest.rounds[0], "notice": ""}
    with transaction():
        return add_round(
            contest=contest, **{"opens_at": NOON, "closes_at": NOON + MONTH, **said, **changes}, **WHO
        )


def order(contest, *places, notice=""):
    ids = [contest.rounds[place - 1].id for place in places]
    with transaction():
        order_rounds(contest=contest, order=ids, notice=notice, **WHO)


def remove(contest, number, notice=""):
    with transaction():
        remove_round(round_=contest.rounds[number - 1], notice=notice, **WHO)


@pytest.mark.parametrize(
    ("number", "names_then"),
    [
        (1, ["Vòng giữa", FIRST, LAST]),
        (2, [FIRST, "Vòng giữa", LAST]),
        (3, [FIRST, LAST, "Vòng giữa"]),
    ],
)
def test_a_round_is_added_in_any_place_and_the_others_make_room(contest, number, names_then):
    add(contest, number)
    assert names(contest) == list(enumerate(names_then, start=1))
    event = events_of(contest.id)[0]
    assert (event.verb, event.details["changes"]) == ("round.added", {"rounds": [[FIRST, LAST], names_then]})


def test_it_begins_with_the_rubric_and_rules_of_another_and_shares_none_of_them(contest):
    first = contest.rounds[0]
    with transaction():
        set_quotas(round_=first, quotas=[QuotaSaid(QuotaKind.AUTHOR, "", None, 1)], **WHO)
    fresh = add(contest, 3)
    keys = [line.key for line in first.criteria]
    assert [line.key for line in fresh.criteria] == keys
    assert [(q.kind, q.most) for q in fresh.quotas] == [(QuotaKind.AUTHOR, 1)]
    assert (fresh.readers, fresh.tie_breaks, fresh.rules_frozen_at) == (first.readers, first.tie_breaks, None)
    assert not {line.id for line in first.criteria} & {line.id for line in fresh.criteria}


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"name": "  "}, ValueUnfit),
        ({"name": "x" * 121}, ValueUnfit),
        ({"number": 0}, ValueUnfit),
        ({"number": 4}, ValueUnfit),
        ({"closes_at": NOON}, CalendarBackwards),
    ],
)
def test_a_round_that_does_not_fit_is_refused(contest, changes, refused):
    with pytest.raises(refused):
        add(contest, **{"number": 3, **changes})
    assert names(contest) == [(1, FIRST), (2, LAST)]


def test_rounds_change_places_and_the_same_order_says_nothing(contest):
    order(contest, 1, 2)
    assert "rounds.ordered" not in [event.verb for event in events_of(contest.id)]
    order(contest, 2, 1)
    assert names(contest) == [(1, LAST), (2, FIRST)]
    assert events_of(contest.id)[0].details["changes"] == {"rounds": [[FIRST, LAST], [LAST, FIRST]]}


@pytest.mark.parametrize("ids", [[], [1], [1, 1], [1, 2, 99]])
def test_an_order_that_does_not_name_all_rounds_is_out_of_date(contest, ids):
    with pytest.raises(Stale), transaction():
        order_rounds(contest=contest, order=ids, **WHO)


def test_a_removed_round_takes_its_settings_along_and_the_others_close_up(contest, cast):
    add(contest, 1, "Vòng sơ loại")
    gone = contest.rounds[0]
    with transaction():
        set_quotas(round_=gone, quotas=[QuotaSaid(QuotaKind.AUTHOR, "", None, 1)], **WHO)
        db.session.add_all(
            [
                DealingRule(round_id=gone.id, anchors=1),
                ReaderLimit(round_id=gone.id, judge_id=cast.accounts["judge_a"]),
            ]
        )
    gone_id = gone.id
    remove(contest, 1)
    assert names(contest) == [(1, FIRST), (2, LAST)]
    for table in (Criterion, Quota, DealingRule, ReaderLimit):
        left = select(func.count()).select_from(table).where(table.round_id == gone_id)
        assert db.session.scalar(left) == 0
    assert events_of(contest.id)[0].verb == "round.removed"


def test_rounds_that_somebody_moved_meanwhile_are_ordered_as_they_stand_then(contest):
    first, last = [round_.id for round_ in contest.rounds]
    with db.engine.begin() as elsewhere:
        for number, one in ((-1, first), (1, last), (2, first)):
            elsewhere.execute(update(Round).where(Round.id == one).values(number=number))
    with transaction():
        order_rounds(contest=contest, order=[first, last], **WHO)
    assert names(contest) == [(1, FIRST), (2, LAST)]
    assert events_of(contest.id)[0].details["changes"] == {"rounds": [[LAST, FIRST], [FIRST, LAST]]}


def test_a_round_that_somebody_removed_meanwhile_is_not_removed_again(contest):
    gone = add(contest, 3)
    with db.engine.begin() as elsewhere:
        elsewhere.execute(delete(Criterion).where(Criterion.round_id == gone.id))
        elsewhere.execute(delete(Round).where(Round.id == gone.id))
    with pytest.raises(Stale), transaction():
        remove_round(round_=gone, **WHO)
    assert names(contest) == [(1, FIRST), (2, LAST)]


def test_the_only_round_stays(contest):
    remove(contest, 2)
    with pytest.raises(OnlyRound):
        remove(contest, 1)


def a_paper(contest, round_, cast):
    issue = {"paper": "shortlist", "serial": 1, "number": "01-DS/BTC", "day": NOON.date(), "signatures": []}
    db.session.add(Issue(contest_id=contest.id, round_id=round_.id, issued_by="x", issued_at=NOON, **issue))


def a_trial(contest, round_, cast):
    db.session.add(Trial(round_id=round_.id, seed=1, made_at=NOON, made_by="x"))


def a_letter(contest, round_, cast):
    judge = cast.accounts["judge_a"]
    db.session.add(Reminder(round_id=round_.id, judge_id=judge, left_to_read=1, sent_at=NOON, sent_by="x"))


@pytest.mark.parametrize("stands", [a_paper, a_trial, a_letter])
@pytest.mark.parametrize("act", ["before", "away", "swap"])
def test_nothing_moves_at_or_before_a_round_in_which_something_stands(contest, cast, stands, act):
    with transaction():
        stands(contest, contest.rounds[1], cast)
    acts = {
        "before": lambda: add(contest, 2),
        "away": lambda: remove(contest, 1),
        "swap": lambda: order(contest, 2, 1),
    }
    with pytest.raises(RoundBegun, match=LAST):
        acts[act]()
    assert names(contest) == [(1, FIRST), (2, LAST)]
    add(contest, 3)
    assert [name for _, name in names(contest)] == [FIRST, LAST, "Vòng giữa"]


def test_a_round_in_which_something_begins_at_that_moment_is_not_moved(contest, cast, at_once):
    contest_id, second, begun = contest.id, contest.rounds[1].id, Event()

    def begins():
        db.session.add(Trial(round_id=second, seed=1, made_at=NOON, made_by="x"))
        db.session.flush()
        begun.set()
        time.sleep(0.2)

    def moves():
        assert begun.wait(60)
        order_rounds(contest=db.session.get_one(Contest, contest_id), order=[second, cast.round_id], **WHO)

    assert at_once(begins, moves) == ["round_begun"]
    assert names(contest) == [(1, FIRST), (2, LAST)]


def test_a_draw_holds_its_round_and_one_thrown_away_does_not(contest, cast):
    with transaction():
        contest.announced_at = NOON - MONTH
    hand_in_essays(cast, 4)
    with transaction():
        contest.announced_at = None
    draw = preview(cast)
    assert rounds_begun(contest) == {cast.round_id}
    with pytest.raises(RoundBegun):
        add(contest, 1)
    with transaction():
        discard_draw(draw=draw, **WHO)
    assert db.session.scalar(select(func.count()).select_from(BlindCode)) > 0
    add(contest, 1, "Vòng sơ loại")
    remove(contest, 2)
    assert names(contest) == [(1, "Vòng sơ loại"), (2, LAST)]
    assert db.session.scalar(select(func.count()).select_from(BlindCode)) == 0


@pytest.mark.parametrize("act", ["add", "order", "remove"])
def test_once_announced_each_is_an_amendment_with_a_notice(contest, act):
    with transaction():
        contest.announced_at = NOON
    acts = {
        "add": lambda notice: add(contest, 3, notice=notice),
        "order": lambda notice: order(contest, 2, 1, notice=notice),
        "remove": lambda notice: remove(contest, 2, notice),
    }
    with pytest.raises(NoticeMissing):
        acts[act](" ")
    assert names(contest) == [(1, FIRST), (2, LAST)]
    acts[act]("Ban Tổ chức đổi các vòng chấm.")
    amendment = amendments_of(contest.id)[0]
    assert amendment.notice == "Ban Tổ chức đổi các vòng chấm."
    assert amendment.changes["rounds"][0] == [FIRST, LAST]


def test_a_copied_contest_has_all_the_rounds(contest):
    add(contest, 1, "Vòng sơ loại")
    with transaction():
        copied = copy_contest(
            earlier=contest,
            slug="nam-sau",
            year=2027,
            receipt_prefix="CL27",
            opens_at=contest.opens_at + MONTH * 12,
            closes_at=contest.closes_at + MONTH * 12,
            **WHO,
        )
    assert [(r.number, r.name) for r in copied.rounds] == [(1, "Vòng sơ loại"), (2, FIRST), (3, LAST)]
    assert db.session.scalar(select(func.count(Round.id)).where(Round.contest_id == copied.id)) == 3
