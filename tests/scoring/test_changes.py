"""Changes in mid-round: previewed where judges see nothing, published at once, finished work never moved."""

from collections import Counter

import pytest
from sqlalchemy import select

from contest.assignment.models import Assignment, Draw, DrawEnding, DrawKind, Recusal
from contest.assignment.queries import loads_before, newest_draw, readers_wanted, standing_pairs
from contest.assignment.rules.terms import Dealing, JudgeTerms
from contest.assignment.service import (
    declare_conflict,
    discard_draw,
    draw_third_readers,
    fill_entries,
    preview_draw,
    publish_draw,
    set_dealing,
    set_judges_terms,
)
from contest.charter.models import Contest, Round
from contest.charter.queries import amendments_of
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.entries.service import withdraw_entry
from contest.errors.assignment import DealingUnfit, DrawOutdated, NothingToDraw
from contest.errors.changes import MoveForbidden, NothingToChange, NotReading, WorkFinished, WorkSince
from contest.errors.charter import NoticeMissing
from contest.people.queries import judges_of
from contest.people.service import end_role
from contest.plumbing.audit import SYSTEM
from contest.scoring.queries import readings_held, standings
from contest.scoring.rules import Outcome
from contest.scoring.service import (
    add_readers,
    decline_assignment,
    join_judge,
    move_entry,
    preview_third_readers,
    publish_change,
    replace_judge,
    save_sheet,
    set_readers,
)
from tests.conftest import NOON
from tests.jury import LATER, a_jury, hand_in_essays

LOT = {"seed": 5, "actor": SYSTEM, "at": NOON}


@pytest.fixture
def jury(cast, house):
    return a_jury(cast, essays=6)


def ask(verb, jury, **values):
    with transaction():
        return verb(round_=jury.round, **values, **LOT)


def publish(draw, at=LATER):
    with transaction():
        publish_change(draw=draw, actor=SYSTEM, at=at)


def leave(jury, who, successor=None, *, begun_too=True):
    return ask(
        replace_judge,
        jury,
        judge=jury.judge(who),
        successor=jury.judge(successor) if successor else None,
        begun_too=begun_too,
        reason="ốm",
    )


def begin(jury, assignment, at=NOON):
    with transaction():
        save_sheet(assignment=assignment, points={"c1": "10"}, remark="", version=None, actor=SYSTEM, at=at)


def readers(jury):
    return Counter(entry for entry, _judge in standing_pairs(jury.round_id))


class TestReplacing:
    def test_until_it_is_published_nobody_sees_anything(self, jury):
        before = standing_pairs(jury.round_id)
        draw = leave(jury, "judge_a")

        assert standing_pairs(jury.round_id) == before
        assert db.session.scalars(select(Recusal)).all() == []
        assert (draw.kind, draw.recipe["asked"]["reason"]) == (DrawKind.REPLACEMENT, "ốm")

    def test_published_the_judge_has_what_was_handed_in_and_others_the_rest(self, jury):
        mine = jury.assignments("judge_a")
        jury.hand_in(mine[0], "80")
        others = {pair for pair in standing_pairs(jury.round_id) if pair[1] != mine[0].judge_id}
        publish(leave(jury, "judge_a"))

        assert [a.id for a in jury.assignments("judge_a")] == [mine[0].id]
        assert others < standing_pairs(jury.round_id)
        assert set(readers(jury).values()) == {2}

    def test_sheets_begun_go_or_stay_as_asked(self, jury):
        mine = jury.assignments("judge_a")
        begin(jury, mine[0])
        draw = leave(jury, "judge_a", begun_too=False)

        ended = db.session.scalars(
            select(DrawEnding.assignment_id).where(DrawEnding.draw_id == draw.id)
        ).all()
        assert set(ended) == {a.id for a in mine[1:]}
        assert len(leave(jury, "judge_a").recipe["lost"]) == 1
        publish(newest_draw(jury.round_id))
        assert jury.assignments("judge_a") == []

    def test_a_named_successor_gets_what_no_rule_forbids_and_the_lot_decides_the_rest(self, jury):
        mine = {a.entry_id for a in jury.assignments("judge_a")}
        theirs = {a.entry_id for a in jury.assignments("judge_b")}
        publish(leave(jury, "judge_a", "judge_b"))

        got = {a.entry_id for a in jury.assignments("judge_b")} - theirs
        assert got == mine - theirs
        assert set(readers(jury).values()) == {2}

    def test_a_successors_most_holds(self, jury):
        judge = jury.judge("judge_b")
        have = len(jury.assignments("judge_b"))
        with transaction():
            terms = {judge.id: JudgeTerms(maximum=have + 1)}
            set_judges_terms(round_=jury.round, terms=terms, actor=SYSTEM, at=NOON)
        publish(leave(jury, "judge_a", "judge_b"))

        assert len(jury.assignments("judge_b")) == have + 1

    def test_whoever_handed_in_everything_is_not_replaced(self, jury):
        for assignment in jury.assignments("judge_a"):
            jury.hand_in(assignment, "80")

        with pytest.raises(NothingToChange):
            leave(jury, "judge_a")

    def test_work_done_since_the_preview_stops_the_publication(self, jury):
        draw = leave(jury, "judge_a")
        begin(jury, jury.assignments("judge_a")[0], at=LATER)

        with pytest.raises(WorkSince):
            publish(draw)
        assert newest_draw(jury.round_id).published_at is None
        publish(leave_later(jury))
        assert jury.assignments("judge_a") == []

    def test_thrown_away_it_leaves_no_trace(self, jury):
        before = standing_pairs(jury.round_id)
        draw = leave(jury, "judge_a")
        with transaction():
            discard_draw(draw=draw, actor=SYSTEM, at=NOON)

        assert standing_pairs(jury.round_id) == before
        assert db.session.scalars(select(DrawEnding)).all() == []

    def test_a_third_reader_is_replaced_by_a_third_reader(self, jury):
        entry = jury.entries()[0]
        with transaction():
            draw_third_readers(round_=jury.round, entry_ids=[entry], seed=3, actor=SYSTEM, at=NOON)
        third = next(a for a in jury.assignments(entry_id=entry) if a.is_third)
        who = next(name for name, id_ in jury.cast.accounts.items() if id_ == third.judge_id)
        publish(leave(jury, who))

        assert [a.is_third for a in jury.assignments(entry_id=entry)].count(True) == 1
        assert len(jury.assignments(entry_id=entry)) == 3

    def test_whoever_left_gets_nothing_by_later_lots_until_let_in_again(self, jury):
        gone = jury.cast.accounts["judge_a"]
        publish(leave(jury, "judge_a"))
        before = standing_pairs(jury.round_id)
        hand_in_essays(jury.cast, 3, start=50)
        publish(ask(preview_draw, jury))
        assert {judge for _e, judge in standing_pairs(jury.round_id) - before}.isdisjoint({gone})

        publish(ask(join_judge, jury, judge=jury.judge("judge_a")))
        assert gone in {judge for _e, judge in standing_pairs(jury.round_id)}

    def test_whoever_left_gets_nothing_by_hand_either(self, jury):
        entry, giver, taker = movable(jury)
        publish(leave(jury, taker))

        with pytest.raises(MoveForbidden, match="không còn chấm vòng này"):
            move(jury, entry, giver, taker)


def leave_later(jury):
    with transaction():
        return replace_judge(
            round_=jury.round,
            judge=jury.judge("judge_a"),
            successor=None,
            begun_too=True,
            reason="ốm",
            seed=5,
            actor=SYSTEM,
            at=LATER,
        )


class TestNumbers:
    def test_up_each_entry_gets_one_more_and_nobody_moves(self, jury):
        before = standing_pairs(jury.round_id)
        publish(ask(set_readers, jury, notice="Đổi số người đọc.", readers=3, by_category={}))

        assert set(readers(jury).values()) == {3}
        assert before < standing_pairs(jury.round_id)
        assert jury.round.readers == 3

    def test_once_announced_the_draw_that_changes_the_number_is_an_amendment(self, jury):
        with pytest.raises(NoticeMissing):
            ask(set_readers, jury, readers=3, by_category={})
        own = {jury.cast.category_id: 4}
        draw = ask(set_readers, jury, notice=" Ba người đọc mỗi bài. ", readers=3, by_category=own)
        assert amendments_of(jury.cast.contest_id) == []
        publish(draw)

        (amendment,) = amendments_of(jury.cast.contest_id)
        assert amendment.notice == "Ba người đọc mỗi bài."
        assert amendment.changes == {
            "rounds.1.readers": [2, 3],
            "rounds.1.readers_by_category": [{}, {str(jury.cast.category_id): 4}],
        }

    def test_a_draw_asked_before_the_announcement_is_asked_again_with_a_notice(self, jury):
        contest = db.session.get_one(Contest, jury.cast.contest_id)
        with transaction():
            announced, contest.announced_at = contest.announced_at, None
        draw = ask(set_readers, jury, readers=3, by_category={})
        with transaction():
            contest.announced_at = announced

        with pytest.raises(DrawOutdated, match="lời thông báo"):
            publish(draw)
        assert jury.round.readers == 2

    def test_down_what_is_not_begun_is_released_and_finished_work_stays(self, jury):
        entry = jury.entries()[0]
        jury.score(entry, "80", "82")
        draw = ask(set_readers, jury, notice="Đổi số người đọc.", readers=1, by_category={})
        assert draw.kind == DrawKind.FEWER_READERS
        assert jury.round.readers == 2
        publish(draw)

        count = readers(jury)
        assert count[entry] == 2
        assert {n for e, n in count.items() if e != entry} == {1}
        assert next(s for s in standings(jury.round) if s.entry_id == entry).mark == 81

    def test_one_category_alone_may_have_another_number(self, jury):
        publish(
            ask(
                set_readers,
                jury,
                notice="Đổi số người đọc.",
                readers=2,
                by_category={jury.cast.category_id: 3},
            )
        )

        assert set(readers(jury).values()) == {3}
        assert readers_wanted(jury.round).of(1, jury.cast.category_id) == 3
        assert all(s.verdict.outcome == Outcome.WAITING for s in standings(jury.round))

    def test_what_was_accepted_since_the_draw_gets_a_code_and_its_readers_too(self, jury):
        before = standing_pairs(jury.round_id)
        hand_in_essays(jury.cast, 2, start=50)
        publish(ask(set_readers, jury, notice="Đổi số người đọc.", readers=3, by_category={}))

        assert len(readers(jury)) == 8
        assert set(readers(jury).values()) == {3}
        assert before < standing_pairs(jury.round_id)

    def test_a_second_look_may_be_at_what_was_accepted_since_the_draw(self, jury):
        known = set(jury.entries())
        hand_in_essays(jury.cast, 1, start=50)
        (late,) = set(jury.entries()) - known
        publish(ask(add_readers, jury, entry_ids={late}, more=1))

        assert readers(jury)[late] == 3

    def test_the_same_numbers_are_no_change(self, jury):
        with pytest.raises(NothingToChange):
            ask(set_readers, jury, notice="Đổi số người đọc.", readers=2, by_category={})

    @pytest.mark.parametrize("number", [0, 10])
    def test_numbers_no_round_may_have_are_refused(self, jury, number):
        with pytest.raises(DealingUnfit):
            ask(set_readers, jury, notice="Đổi số người đọc.", readers=number, by_category={})

    def test_a_category_keeps_as_many_readers_as_the_rounds_way_of_marking_needs(self, jury):
        with transaction():
            jury.round.method = "trimmed"
        with pytest.raises(DealingUnfit, match="ít nhất 5 giám khảo"):
            ask(
                set_readers,
                jury,
                notice="Đổi số người đọc.",
                readers=5,
                by_category={jury.cast.category_id: 3},
            )

    def test_a_second_look_gives_chosen_entries_new_readers_and_the_mark_waits_for_them(self, jury):
        entry, other = jury.entries()[:2]
        jury.score(entry, "80", "82")
        draw = ask(add_readers, jury, entry_ids=[entry], more=2)
        assert draw.kind == DrawKind.SECOND_LOOK
        publish(draw)

        count = readers(jury)
        assert (count[entry], count[other]) == (4, 2)
        assert next(s for s in standings(jury.round) if s.entry_id == entry).mark is None
        for assignment in jury.assignments(entry_id=entry):
            if assignment.draw_id == draw.id:
                jury.hand_in(assignment, "84")
        assert next(s for s in standings(jury.round) if s.entry_id == entry).mark is not None

    def test_an_entry_with_a_third_reader_gets_as_many_more_as_any_other(self, jury):
        entry = jury.entries()[0]
        jury.score(entry, "60", "90")
        with transaction():
            draw_third_readers(round_=jury.round, entry_ids=[entry], **LOT)
        publish(ask(add_readers, jury, entry_ids=[entry], more=1))
        assert len(jury.assignments(entry_id=entry)) == 4

    def test_a_second_look_at_no_entry_is_no_change(self, jury):
        with pytest.raises(NothingToChange):
            ask(add_readers, jury, entry_ids=[999_999], more=1)

    def test_third_readers_are_previewed_for_what_the_charter_owes(self, jury):
        with pytest.raises(NothingToChange):
            ask(preview_third_readers, jury)
        entry = jury.entries()[0]
        jury.score(entry, "60", "90")
        draw = ask(preview_third_readers, jury)
        assert draw.published_at is None
        publish(draw)

        assert [a.is_third for a in jury.assignments(entry_id=entry)].count(True) == 1


class TestJoining:
    def test_what_nobody_has_begun_is_levelled_and_begun_work_stays(self, cast, house):
        jury = a_jury_without(cast, "judge_c")
        begun = jury.assignments("judge_a")[0]
        begin(jury, begun)
        with transaction():
            terms = {cast.accounts["judge_c"]: JudgeTerms()}
            set_judges_terms(round_=jury.round, terms=terms, actor=SYSTEM, at=NOON)
        draw = ask(join_judge, jury, judge=jury.judge("judge_c"))
        publish(draw)

        left = Counter(row.judge_id for row in readings_held(jury.round_id) if not row.begun)
        assert max(left.values()) - min(left.values()) <= 1
        assert left[cast.accounts["judge_c"]]
        assert begun.id in {a.id for a in jury.assignments("judge_a")}
        assert set(readers(jury).values()) == {2}
        moved = sum(draw.recipe["lost"].values())
        assert moved == sum(draw.recipe["gained"].values()) == left[cast.accounts["judge_c"]]


def a_jury_without(cast, who):
    with transaction():
        set_judges_terms(
            round_=db.session.get_one(Round, cast.round_id),
            terms={cast.accounts[who]: JudgeTerms(maximum=0)},
            actor=SYSTEM,
            at=NOON,
        )
    return a_jury(cast, essays=6)


class TestMoving:
    def test_one_entry_goes_by_hand_and_nothing_else_changes(self, jury):
        entry, giver, taker = movable(jury)
        before = standing_pairs(jury.round_id)
        publish(move(jury, entry, giver, taker))

        ids = jury.cast.accounts
        assert standing_pairs(jury.round_id) == before - {(entry, ids[giver])} | {(entry, ids[taker])}

    def test_rules_hold_for_hands_too(self, jury):
        entry, giver, taker = movable(jury)
        with transaction():
            declare_conflict(judge=jury.judge(taker), entry_id=entry, reason="", actor=SYSTEM, at=NOON)

        with pytest.raises(MoveForbidden):
            move(jury, entry, giver, taker)

    def test_judges_kept_apart_are_kept_apart_by_hand(self, jury):
        entry, giver, taker = movable(jury)
        other = next(
            a.judge_id for a in jury.assignments(entry_id=entry) if a.judge_id != jury.cast.accounts[giver]
        )
        pair = tuple(sorted((other, jury.cast.accounts[taker])))
        with transaction():
            set_dealing(round_=jury.round, said=Dealing(apart=frozenset({pair})), actor=SYSTEM, at=NOON)

        with pytest.raises(MoveForbidden):
            move(jury, entry, giver, taker)

    def test_panels_bind_hands_too(self, jury):
        entry, giver, taker = movable(jury)
        ids = jury.cast.accounts
        other = next(a.judge_id for a in jury.assignments(entry_id=entry) if a.judge_id != ids[giver])
        with transaction():
            terms = {id_: JudgeTerms(panel=2 if id_ == ids[taker] else 1) for id_ in {*ids_of(jury), other}}
            set_judges_terms(round_=jury.round, terms=terms, actor=SYSTEM, at=NOON)
            said = Dealing(panels="closed")
            set_dealing(round_=jury.round, said=said, insisted=True, actor=SYSTEM, at=NOON)

        with pytest.raises(MoveForbidden, match="thuộc ban khác"):
            move(jury, entry, giver, taker)

    def test_finished_work_never_moves(self, jury):
        entry, giver, taker = movable(jury)
        mine = next(a for a in jury.assignments(giver) if a.entry_id == entry)
        jury.hand_in(mine, "80")

        with pytest.raises(WorkFinished):
            move(jury, entry, giver, taker)

    def test_an_entry_moves_from_who_has_it(self, jury):
        entry, _giver, taker = movable(jury)
        with pytest.raises(NotReading):
            move(jury, entry, taker, taker)


def ids_of(jury):
    return {jury.cast.accounts[who] for who in ("judge_a", "judge_b", "judge_c", "head_judge")}


def movable(jury):
    """An entry, one of its readers, and somebody who does not read it."""
    entry = jury.entries()[0]
    reading = {a.judge_id for a in jury.assignments(entry_id=entry)}
    names = {id_: who for who, id_ in jury.cast.accounts.items()}
    free = next(
        w for w in ("judge_a", "judge_b", "judge_c", "head_judge") if jury.cast.accounts[w] not in reading
    )
    return entry, names[min(reading)], free


def move(jury, entry, giver, taker):
    return ask(
        move_entry,
        jury,
        entry_id=entry,
        judge=jury.judge(giver),
        successor=jury.judge(taker),
        reason="đổi",
    )


def test_entries_that_lack_a_reader_are_filled_and_no_others(jury):
    gone, kept = jury.assignments("judge_a")[0], jury.assignments("judge_b")[0]
    for assignment in (gone, kept):
        with transaction():
            declare_conflict(
                judge=assignment.judge, entry_id=assignment.entry_id, reason="", actor=SYSTEM, at=NOON
            )
    draw = ask(fill_entries, jury, entry_ids=[gone.entry_id])
    rows = db.session.scalars(select(Assignment.entry_id).where(Assignment.draw_id == draw.id)).all()
    assert set(rows) == {gone.entry_id}
    publish(draw)
    with pytest.raises(NothingToDraw):
        ask(fill_entries, jury, entry_ids=[gone.entry_id])


def test_every_change_tells_what_each_judge_gains_and_loses(jury):
    draw = leave(jury, "judge_a")
    before = loads_before(draw)
    publish(draw)

    after = Counter(judge for _entry, judge in standing_pairs(jury.round_id))
    for judge, count in before.items():
        change = draw.recipe["gained"].get(str(judge), 0) - draw.recipe["lost"].get(str(judge), 0)
        assert after[judge] == count + change
    assert db.session.get_one(Draw, draw.id).recipe["groups"] == 1


class TestOutdated:
    """A draw that waits is asked again before it is published."""

    def test_readers_who_may_not_read_are_refused_with_the_reason(self, jury):
        draw = leave(jury, "judge_a")
        gained = db.session.scalars(select(Assignment).where(Assignment.draw_id == draw.id)).first()
        with transaction():
            terms = {gained.judge_id: JudgeTerms(fits={jury.cast.category_id: 0})}
            set_judges_terms(round_=jury.round, terms=terms, actor=SYSTEM, at=NOON)

        with pytest.raises(DrawOutdated, match="không chấm thể loại"):
            publish(draw)
        assert db.session.get_one(Draw, draw.id).published_at is None

    def test_a_reader_whose_role_ended_is_refused(self, jury):
        draw = leave(jury, "judge_a")
        gained = db.session.scalars(select(Assignment).where(Assignment.draw_id == draw.id)).first()
        with transaction():
            role = next(r for r in judges_of(jury.cast.contest_id) if r.account_id == gained.judge_id)
            end_role(role=role, actor=SYSTEM, at=NOON)

        with pytest.raises(DrawOutdated, match="không còn chấm vòng này"):
            publish(draw)

    def test_an_entry_withdrawn_is_refused(self, jury):
        draw = leave(jury, "judge_a")
        gained = db.session.scalars(select(Assignment).where(Assignment.draw_id == draw.id)).first()
        with transaction():
            entry = entry_of(jury.cast.contest_id, gained.entry_id)
            withdraw_entry(entry=entry, by="tác giả", reason="xin rút", actor=SYSTEM, at=NOON)

        with pytest.raises(DrawOutdated, match="đã rút"):
            publish(draw)

    def test_third_readers_given_meanwhile_are_not_given_twice(self, jury):
        entry = jury.entries()[0]
        jury.score(entry, "60", "90")
        draw = ask(preview_third_readers, jury)
        with transaction():
            draw_third_readers(round_=jury.round, entry_ids=[entry], seed=3, actor=SYSTEM, at=NOON)

        with pytest.raises(DrawOutdated, match="Một lần bốc khác"):
            publish(draw)
        assert readers(jury)[entry] == 3

    def test_a_pair_kept_apart_since_is_refused(self, jury):
        entry, giver, taker = movable(jury)
        draw = move(jury, entry, giver, taker)
        ids = jury.cast.accounts
        other = next(a.judge_id for a in jury.assignments(entry_id=entry) if a.judge_id != ids[giver])
        with transaction():
            apart = frozenset({tuple(sorted((other, ids[taker])))})
            set_dealing(round_=jury.round, said=Dealing(apart=apart), actor=SYSTEM, at=NOON)

        with pytest.raises(DrawOutdated, match="không chấm chung"):
            publish(draw)


class TestConflictsAcrossRounds:
    def test_open_readings_of_other_rounds_end_and_handed_in_ones_stand(self, jury):
        entry = jury.entries()[0]
        mine = jury.assignments(entry_id=entry)[0]
        with transaction():
            final = db.session.get_one(Round, jury.cast.final_id)
            final.readers = 4
            draw = preview_draw(round_=final, seed=4, entry_ids=[entry], actor=SYSTEM, at=NOON)
            publish_draw(draw=draw, actor=SYSTEM, at=NOON)
        given = select(Assignment).where(Assignment.draw_id == draw.id)
        later = db.session.scalars(given.where(Assignment.judge_id == mine.judge_id)).one()
        jury.hand_in(mine, "80")
        with transaction():
            kept = decline_assignment(assignment=later, judge=mine.judge, reason="", actor=SYSTEM, at=LATER)

        assert [round_.id for round_ in kept] == [jury.round_id]
        assert mine.id in {a.id for a in jury.assignments(entry_id=entry)}
        ended = db.session.scalars(select(Recusal.assignment_id)).all()
        assert ended == [later.id]
