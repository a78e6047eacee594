"""Drawing lots: reproducible, level, fair to units, invisible until published."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from contest.assignment.models import Assignment, Draw, DrawKind
from contest.assignment.queries import (
    assignment_of,
    assignments_of_judge,
    entries_in_round,
    loads,
    newest_draw,
    pair_counts,
    problem_for,
    standing_pairs,
)
from contest.assignment.rules import solve
from contest.assignment.rules.terms import JudgeTerms
from contest.assignment.service import (
    declare_conflict,
    discard_draw,
    draw_third_readers,
    fill_entries,
    preview_draw,
    publish_draw,
    set_judges_terms,
)
from contest.charter.models import Round
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.entries.service import withdraw_entry
from contest.errors import NotFound
from contest.errors.assignment import AlreadyPublished, NoDrawPossible, NothingToDraw
from contest.people.models import Account
from contest.plumbing.audit import SYSTEM, AuditEvent
from contest.screening.queries import blind_codes_of
from tests.conftest import NOON
from tests.jury import LATER, Jury, a_jury, hand_in_essays, preview

JUDGES = ("judge_a", "judge_b", "judge_c", "head_judge")


def pairs_of(draw: Draw) -> set[tuple[int, int]]:
    rows = select(Assignment.entry_id, Assignment.judge_id).where(Assignment.draw_id == draw.id)
    return {(entry, judge) for entry, judge in db.session.execute(rows)}


def publish(draw: Draw) -> None:
    with transaction():
        publish_draw(draw=draw, actor=SYSTEM, at=NOON)


def round_of(cast) -> Round:
    return db.session.get_one(Round, cast.round_id)


class TestPreview:
    def test_every_entry_gets_its_readers_and_loads_differ_by_one_at_most(self, cast, house):
        hand_in_essays(cast, 7)
        draw = preview(cast)

        counts = [count for _judge, count in loads(draw.id)]
        assert len(pairs_of(draw)) == 14
        assert max(counts) - min(counts) <= 1
        assert sum(pair_counts(draw).values()) == 7

    def test_the_same_seed_draws_the_same_readers_and_another_seed_others(self, cast, house):
        hand_in_essays(cast, 12)
        first = pairs_of(preview(cast, seed=7))
        again = pairs_of(preview(cast, seed=7))
        other = pairs_of(preview(cast, seed=8))

        assert first == again
        assert first != other

    def test_the_kept_seed_and_the_charter_reproduce_the_plan(self, cast, house):
        hand_in_essays(cast, 9)
        draw = preview(cast, seed=11)
        recipe = draw.recipe

        plan = solve(problem_for(round_of(cast)), seed=draw.seed)

        assert set(plan) == pairs_of(draw)
        assert (recipe["entries"], recipe["judges"], recipe["readers"]) == (9, 4, 2)
        assert recipe["most_load"] == max(plan.loads.values())

    def test_a_second_preview_takes_the_place_of_the_first(self, cast, house):
        hand_in_essays(cast, 3)
        preview(cast)
        second = preview(cast, seed=8)

        assert [draw.id for draw in db.session.scalars(select(Draw))] == [second.id]
        assert newest_draw(cast.round_id).id == second.id

    def test_a_preview_gives_way_even_when_a_conflict_ended_a_reading_of_it(self, cast, house):
        hand_in_essays(cast, 3)
        entry, judge = min(pairs_of(preview(cast)))
        with transaction():
            declare_conflict(
                judge=db.session.get_one(Account, judge), entry_id=entry, reason="", actor=SYSTEM, at=NOON
            )

        assert (entry, judge) not in pairs_of(preview(cast))

    def test_judges_see_nothing_before_publication(self, cast, house):
        hand_in_essays(cast, 3)
        draw = preview(cast)

        assert all(assignments_of_judge(cast.accounts[who], cast.round_id) == [] for who in JUDGES)
        row = db.session.scalars(select(Assignment).where(Assignment.draw_id == draw.id)).first()
        with pytest.raises(NotFound):
            assignment_of(row.judge_id, row.id)

    def test_nothing_eligible_is_nothing_to_draw(self, cast, house):
        with pytest.raises(NothingToDraw):
            preview(cast)

    def test_entries_of_a_judges_own_unit_go_to_others(self, cast, house):
        hand_in_essays(cast, 4, unit="X-NL")
        draw = preview(cast)

        assert cast.accounts["judge_a"] not in {judge for _entry, judge in pairs_of(draw)}

    def test_when_the_rules_cannot_be_kept_the_numbers_are_told_and_nothing_is_kept(self, cast, house):
        hand_in_essays(cast, 2)
        with transaction():
            round_of(cast).readers = 5

        with pytest.raises(NoDrawPossible, match="chỉ còn 4 giám khảo hợp lệ, cần 5"):
            preview(cast)
        assert db.session.scalars(select(Draw)).all() == []

    def test_a_judges_own_limits_hold(self, cast, house):
        hand_in_essays(cast, 8)
        with transaction():
            terms = {cast.accounts["judge_a"]: JudgeTerms(1, 2)}
            set_judges_terms(round_=round_of(cast), terms=terms, actor=SYSTEM, at=NOON)

        counts = {judge.id: count for judge, count in loads(preview(cast).id)}
        assert counts[cast.accounts["judge_a"]] == 2

    def test_a_judge_of_half_the_capacity_gets_half_and_the_recipe_keeps_it(self, cast, house):
        hand_in_essays(cast, 7)
        half = cast.accounts["judge_a"]
        with transaction():
            terms = {half: JudgeTerms(capacity=50)}
            set_judges_terms(round_=round_of(cast), terms=terms, actor=SYSTEM, at=NOON)
        draw = preview(cast)

        assert sorted((judge.id == half, count) for judge, count in loads(draw.id)) == [
            (False, 4),
            (False, 4),
            (False, 4),
            (True, 2),
        ]
        assert draw.recipe["capacities"] == {str(half): 50}

    def test_the_log_names_seed_and_number_and_no_person(self, cast, house):
        hand_in_essays(cast, 3)
        preview(cast)

        told = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "draw.made")).one()
        assert told.details == {"kind": "main", "seed": 7, "assignments": 6}


class TestPublication:
    def test_after_it_each_judge_reads_in_an_order_of_their_own(self, cast, house):
        jury = a_jury(cast, essays=8)

        orders = {
            who: [a.entry_id for a in assignments_of_judge(cast.accounts[who], jury.round_id)]
            for who in JUDGES
        }
        assert all(orders.values())
        assert any(order != sorted(order) for order in orders.values())

    def test_publishing_twice_changes_nothing(self, cast, house):
        hand_in_essays(cast, 2)
        draw = preview(cast)
        publish(draw)
        with transaction():
            publish_draw(draw=draw, actor=SYSTEM, at=LATER)

        assert draw.published_at == NOON
        said = select(AuditEvent).where(AuditEvent.verb == "draw.published")
        assert len(db.session.scalars(said).all()) == 1

    def test_a_published_draw_is_not_thrown_away_and_an_unseen_one_is(self, cast, house):
        hand_in_essays(cast, 2)
        draw = preview(cast)
        with transaction():
            discard_draw(draw=draw, actor=SYSTEM, at=NOON)
        assert newest_draw(cast.round_id) is None
        kept = preview(cast)
        publish(kept)

        with pytest.raises(AlreadyPublished), transaction():
            discard_draw(draw=kept, actor=SYSTEM, at=NOON)

    def test_of_two_who_publish_or_discard_at_once_the_second_changes_and_tells_nothing(self, cast, house):
        hand_in_essays(cast, 2)
        draw = preview(cast)
        publish(draw)

        with transaction():
            set_committed_value(draw, "published_at", None)
            publish_draw(draw=draw, actor=SYSTEM, at=LATER)
        set_committed_value(draw, "published_at", None)
        with pytest.raises(AlreadyPublished), transaction():
            discard_draw(draw=draw, actor=SYSTEM, at=LATER)

        assert db.session.get_one(Draw, draw.id).published_at == NOON
        said = select(AuditEvent.verb).where(AuditEvent.verb.in_(["draw.published", "draw.discarded"]))
        assert list(db.session.scalars(said)) == ["draw.published"]

    def test_a_draw_thrown_away_meanwhile_is_neither_published_nor_thrown_away_again(self, cast, house):
        hand_in_essays(cast, 2)
        draw = preview(cast)
        seen = Draw(id=draw.id, round_id=draw.round_id)
        with transaction():
            discard_draw(draw=draw, actor=SYSTEM, at=NOON)

        with transaction():
            discard_draw(draw=seen, actor=SYSTEM, at=LATER)
        with pytest.raises(NotFound), transaction():
            publish_draw(draw=seen, actor=SYSTEM, at=LATER)

        told = select(AuditEvent).where(AuditEvent.verb == "draw.discarded")
        assert len(db.session.scalars(told).all()) == 1

    def test_a_further_draw_leaves_published_readers_alone_and_deals_new_entries(self, cast, house):
        a_jury(cast, essays=4)
        before = standing_pairs(cast.round_id)
        hand_in_essays(cast, 3, start=50)
        draw = preview(cast, seed=9)

        assert draw.kind == DrawKind.TOP_UP
        assert before.isdisjoint(pairs_of(draw))
        publish(draw)
        assert before < standing_pairs(cast.round_id)
        assert len(standing_pairs(cast.round_id)) == 14


class TestFurtherReaders:
    def test_a_further_draw_finds_another_for_a_judge_who_cannot_read(self, cast, house):
        jury = a_jury(cast, essays=4)
        gone = jury.assignments("judge_a")[0]
        with transaction():
            declare_conflict(judge=gone.judge, entry_id=gone.entry_id, reason="", actor=SYSTEM, at=NOON)
        draw = preview(cast, seed=5)

        (pair,) = pairs_of(draw)
        assert pair[0] == gone.entry_id
        assert pair[1] != gone.judge_id

    def test_third_readers_are_new_to_the_entry_published_at_once_and_bound_by_the_same_rules(
        self, cast, house
    ):
        jury = a_jury(cast, essays=3)
        entry = jury.entries()[0]
        first = {judge for e, judge in standing_pairs(jury.round_id) if e == entry}
        barred = next(who for who in JUDGES if cast.accounts[who] not in first)
        with transaction():
            declare_conflict(judge=jury.judge(barred), entry_id=entry, reason="", actor=SYSTEM, at=NOON)
            draw = draw_third_readers(round_=jury.round, entry_ids=[entry], seed=3, actor=SYSTEM, at=NOON)

        (pair,) = pairs_of(draw)
        assert pair[1] not in first | {cast.accounts[barred]}
        assert db.session.scalars(select(Assignment).where(Assignment.draw_id == draw.id)).one().is_third

    def test_no_entries_need_no_third_draw(self, cast, house):
        jury = a_jury(cast, essays=1)
        with transaction():
            none = draw_third_readers(round_=jury.round, entry_ids=[], seed=3, actor=SYSTEM, at=NOON)
        assert none is None


class TestLaterRounds:
    def test_only_the_entries_given_are_coded_and_dealt(self, cast, house):
        jury = a_jury(cast, essays=5)
        chosen = jury.entries()[:2]
        with transaction():
            final = db.session.get_one(Round, cast.final_id)
            draw = preview_draw(round_=final, seed=4, entry_ids=chosen, actor=SYSTEM, at=NOON)

        assert {entry for entry, _judge in pairs_of(draw)} == set(chosen)
        assert set(blind_codes_of(cast.final_id)) == set(chosen)

    def test_filling_up_a_final_brings_in_no_entry_that_was_not_chosen(self, cast, house):
        jury = a_jury(cast, essays=5)
        chosen = set(jury.entries()[:2])
        with transaction():
            final = db.session.get_one(Round, cast.final_id)
            draw = preview_draw(round_=final, seed=4, entry_ids=chosen, actor=SYSTEM, at=NOON)
            publish_draw(draw=draw, actor=SYSTEM, at=NOON)
            entry, judge = min(pairs_of(draw))
            declare_conflict(
                judge=db.session.get_one(Account, judge), entry_id=entry, reason="", actor=SYSTEM, at=NOON
            )
            further = fill_entries(round_=final, entry_ids=jury.entries(), seed=4, actor=SYSTEM, at=NOON)

        assert {e for e, _judge in pairs_of(further)} == {entry}
        assert entries_in_round(final) == chosen

    def test_each_round_has_codes_of_its_own(self, cast, house):
        jury = a_jury(cast, essays=3)
        with transaction():
            final = db.session.get_one(Round, cast.final_id)
            preview_draw(round_=final, seed=4, entry_ids=jury.entries(), actor=SYSTEM, at=NOON)

        first, second = blind_codes_of(cast.round_id), blind_codes_of(cast.final_id)
        assert all(first[entry].code != second[entry].code for entry in jury.entries())


def test_a_withdrawn_entry_leaves_its_readers_lists(cast, house):
    jury: Jury = a_jury(cast, essays=3)
    gone = jury.entries()[0]
    with transaction():
        entry = entry_of(cast.contest_id, gone)
        withdraw_entry(entry=entry, by="tác giả", reason="xin rút", actor=SYSTEM, at=LATER)

    assert gone not in {a.entry_id for a in jury.assignments()}
    assert gone not in entries_in_round(jury.round)
