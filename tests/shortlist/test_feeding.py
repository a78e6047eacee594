"""Rounds feed rounds: the list of one is what the next reads, under new codes, by its own judges."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from contest.assignment.queries import dealing_of, entries_in_round, reads_later, standing_assignments
from contest.assignment.rules.terms import JudgeTerms
from contest.assignment.service import publish_draw, set_dealing
from contest.authors.queries import names_known
from contest.charter.models import Contest
from contest.charter.queries import amendments_of
from contest.charter.service import add_round
from contest.db import db, transaction
from contest.errors.assignment import DealingUnfit, DrawOutdated, NoDrawPossible
from contest.errors.charter import NoticeMissing, RulesFrozen
from contest.errors.feeding import LaterRoundOpen, ListMoved, ListOwed, NamesOutAlready, NextRoundLocked
from contest.plumbing.audit import AuditEvent
from contest.scoring.queries import settlements, sheet_of, standings
from contest.scoring.service import decline_assignment, lock_round
from contest.screening.queries import blind_codes_of
from contest.shortlist.queries import cut_of, feeding_of, frozen, ranking
from contest.shortlist.service import draw_round, freeze, publish, unseal
from tests.conftest import NOON
from tests.shortlist.finals import (
    ALL_FOUR,
    all_together,
    draw_final,
    final_codes,
    finalists,
    lock_final,
    mark_final,
    preview,
    readers,
    seats,
    settle_final,
    the_final,
)
from tests.shortlist.stage import CLERK, account, freeze_top, handed_in, judged, open_seal, the_round

FOUR = len(ALL_FOUR)


def everyone(cast):
    return {cast.accounts[who] for who in ALL_FOUR}


def test_a_later_round_waits_for_the_list_before_it(house, cast) -> None:
    judged(cast, ["90", "80"])
    with pytest.raises(ListOwed, match="sơ khảo"):
        preview(cast)


def test_the_first_round_reads_every_eligible_entry(house, cast) -> None:
    handed_in(cast, ["Một", "Hai"])
    assert feeding_of(the_round(cast)) is None


def test_a_round_put_between_two_takes_the_list_of_the_first_and_feeds_the_last(house, cast) -> None:
    _one, _two, three = finalists(cast)
    final = the_final(cast)
    between = a_round_more(cast, 2)
    assert (feeding_of(between).before.id, feeding_of(final).before.id) == (cast.round_id, between.id)
    assert three not in feeding_of(between).listed
    with pytest.raises(ListOwed, match="Vòng giữa"):
        preview(cast)


def a_round_more(cast, number):
    with transaction():
        return add_round(
            contest=db.session.get_one(Contest, cast.contest_id),
            name="Vòng giữa",
            number=number,
            like=the_final(cast),
            opens_at=NOON,
            closes_at=NOON + timedelta(days=9),
            notice="Thêm một vòng.",
            actor=CLERK,
            at=NOON,
        )


@pytest.mark.parametrize("early", [False, True])
def test_no_round_is_added_after_one_whose_names_are_out_unless_it_says_so(house, cast, early) -> None:
    judged(cast, ["90", "80"])
    freeze_top(cast, 1)
    open_seal(cast)
    with transaction():
        the_round(cast).names_early = early
    if early:
        assert a_round_more(cast, 3).number == 3
    else:
        with pytest.raises(NamesOutAlready):
            a_round_more(cast, 3)
        db.session.expire_all()
        assert len(db.session.get_one(Contest, cast.contest_id).rounds) == 2


def test_the_finalists_and_they_alone_get_new_codes_and_the_finals_readers(house, cast) -> None:
    one, two, three = finalists(cast)
    draw_final(cast)
    before = {entry: code.code for entry, code in blind_codes_of(cast.round_id).items()}
    after = final_codes(cast)
    assert set(after) == {one, two} == entries_in_round(the_final(cast))
    assert not set(after.values()) & set(before.values())
    assert {entry: len(who) for entry, who in readers(cast).items()} == {one: 3, two: 3}
    assert three not in after


def test_in_a_final_all_judges_read_all_finalists(house, cast) -> None:
    one, two, _three = finalists(cast)
    all_together(cast)
    draw_final(cast)
    assert readers(cast) == {one: everyone(cast), two: everyone(cast)}


def test_each_judge_of_a_final_reads_in_an_order_of_their_own(house, cast) -> None:
    finalists(cast, ["90", "88", "86", "84", "82", "80"], top=6)
    all_together(cast)
    draw_final(cast)
    orders = {
        tuple(a.entry_id for a in sorted(standing_assignments(cast.final_id), key=lambda a: a.reading_order)
              if a.judge_id == judge)
        for judge in everyone(cast)
    }  # fmt: skip
    assert len(orders) > 1


def test_a_final_may_have_judges_of_its_own(house, cast) -> None:
    one, two, _three = finalists(cast)
    all_together(cast)
    seats(cast, {"judge_a": JudgeTerms(reads=False)})
    draw_final(cast)
    others = everyone(cast) - {cast.accounts["judge_a"]}
    assert readers(cast) == {one: others, two: others}


def test_fewer_than_three_judges_make_no_final(house, cast) -> None:
    finalists(cast)
    all_together(cast)
    seats(cast, {who: JudgeTerms(reads=False) for who in ("judge_a", "judge_b")})
    with pytest.raises(NoDrawPossible):
        preview(cast)


@pytest.mark.parametrize("wrong", [{"panels": "split"}, {"readers": 2}])
def test_what_does_not_go_with_everybody_reading_everything_is_refused(house, cast, wrong) -> None:
    category = {cast.category_id: wrong["readers"]} if "readers" in wrong else {}
    said = replace(
        dealing_of(cast.final_id), everybody=True, panels=wrong.get("panels", "none"), readers=category
    )
    with pytest.raises(DealingUnfit), transaction():
        set_dealing(round_=the_final(cast), said=said, actor=CLERK, at=NOON)


def test_an_announced_final_that_everybody_is_to_read_is_told_of(house, cast) -> None:
    said = replace(dealing_of(cast.final_id), everybody=True)
    with pytest.raises(NoticeMissing), transaction():
        set_dealing(round_=the_final(cast), said=said, actor=CLERK, at=NOON)
    all_together(cast)

    (amendment,) = amendments_of(cast.contest_id)
    assert amendment.changes == {"rounds.2.everybody": [False, True]}


def test_everybody_reading_everything_is_settled_before_judges_read(house, cast) -> None:
    finalists(cast)
    draft = preview(cast)
    all_together(cast)
    with pytest.raises(DrawOutdated), transaction():
        publish_draw(draw=draft, actor=CLERK, at=NOON)
    draw_final(cast)
    said = replace(dealing_of(cast.final_id), everybody=False)
    with pytest.raises(RulesFrozen), transaction():
        set_dealing(round_=the_final(cast), said=said, actor=CLERK, at=NOON)


def test_a_conflict_takes_one_judge_off_one_entry_and_its_mark_is_the_mean_of_the_others(house, cast) -> None:
    one, two, _three = finalists(cast)
    all_together(cast)
    draw_final(cast)
    first = cast.accounts["judge_a"]
    theirs = next(a for a in standing_assignments(cast.final_id) if (a.judge_id, a.entry_id) == (first, one))
    with transaction():
        judge = account(cast, "judge_a")
        decline_assignment(assignment=theirs, judge=judge, reason="Người nhà", actor=judge.actor(), at=NOON)
    head, second, third = (cast.accounts[who] for who in ("head_judge", "judge_b", "judge_c"))
    totals = {head: "80", first: "90", second: "84", third: "88"}
    mark_final(cast, {one: totals, two: totals})
    settle_final(cast)
    marks = {entry: row.mark for entry, row in settlements(cast.final_id).items()}
    assert marks == {one: Decimal("84.00"), two: Decimal("85.50")}


def test_an_entry_of_a_final_left_with_two_judges_waits_for_a_third(house, cast) -> None:
    one, two, _three = finalists(cast)
    all_together(cast)
    seats(cast, {"judge_c": JudgeTerms(reads=False)})
    draw_final(cast)
    theirs = next(
        a for a in standing_assignments(cast.final_id)
        if (a.judge_id, a.entry_id) == (cast.accounts["judge_a"], one)
    )  # fmt: skip
    with transaction():
        judge = account(cast, "judge_a")
        decline_assignment(assignment=theirs, judge=judge, reason="", actor=judge.actor(), at=NOON)
    mark_final(cast, {one: "80", two: "80"})
    report = settle_final(cast)
    assert (report.settled, report.waiting) == (1, 1)
    seats(cast, {"judge_c": JudgeTerms()})
    draw_final(cast)
    assert len(readers(cast)[one]) == 3


def refreeze(cast, top):
    return freeze_top(cast, top, reason="Họp lại")


def test_a_list_frozen_anew_is_seen_and_a_top_up_deals_with_who_came_and_who_went(house, cast) -> None:
    one, two, three = finalists(cast)
    all_together(cast)
    draw_final(cast)
    mark_final(cast, {one: "80", two: "80"})
    refreeze(cast, 1)
    feeding = feeding_of(the_final(cast))
    assert (feeding.moved, feeding.entering, feeding.leaving) == (True, frozenset(), frozenset({two}))
    settle_final(cast)
    with pytest.raises(ListMoved), transaction():
        lock_round(round_=the_final(cast), actor=CLERK, at=NOON)
    draft = preview(cast)
    assert entries_in_round(the_final(cast)) == {one, two}, "nobody has published it"
    with transaction():
        publish_draw(draw=draft, actor=CLERK, at=NOON)
    assert entries_in_round(the_final(cast)) == {one} == set(readers(cast))
    refreeze(cast, 3)
    assert feeding_of(the_final(cast)).entering == {two, three}
    draw_final(cast)
    assert readers(cast) == dict.fromkeys((one, two, three), everyone(cast))
    assert not feeding_of(the_final(cast)).moved


def test_who_comes_back_keeps_the_sheets_that_were_handed_in(house, cast) -> None:
    one, two, _three = finalists(cast)
    all_together(cast)
    draw_final(cast)
    mark_final(cast, {one: "80", two: "81"})
    for top in (1, 2):
        refreeze(cast, top)
        draw_final(cast)
    lock_final(cast)
    assert {entry: row.mark for entry, row in settlements(cast.final_id).items()} == {
        one: Decimal("80.00"),
        two: Decimal("81.00"),
    }


def test_a_mark_settled_before_the_entry_left_is_gone_with_it(house, cast) -> None:
    one, two, _three = finalists(cast)
    all_together(cast)
    draw_final(cast)
    mark_final(cast, {one: "80", two: "90"})
    settle_final(cast)
    refreeze(cast, 1)
    draw_final(cast)
    lock_final(cast)
    assert set(settlements(cast.final_id)) == {one}
    assert [row.entry_id for row in ranking(the_final(cast)).rows] == [one]
    assert [s.entry_id for s in standings(the_final(cast))] == [one]


def test_a_draw_that_waits_gives_way_when_the_list_before_it_does(house, cast) -> None:
    finalists(cast)
    preview(cast)
    refreeze(cast, 1)
    said = db.session.scalars(select(AuditEvent.verb).where(AuditEvent.verb == "draw.discarded")).all()
    assert said == ["draw.discarded"]


def test_a_list_stands_once_the_next_round_is_locked_on_it(house, cast) -> None:
    one, two, _three = finalists(cast)
    draw_final(cast)
    mark_final(cast, {one: "80", two: "90"})
    lock_final(cast)
    with pytest.raises(NextRoundLocked):
        refreeze(cast, 1)
    assert len([p for p in frozen(cast.round_id).places if p.taken]) == 2


def test_names_stay_sealed_while_a_later_round_is_judged(house, cast) -> None:
    one, two, _three = finalists(cast)
    preview(cast)
    with pytest.raises(LaterRoundOpen, match="chung khảo"):
        open_seal(cast)
    draw_final(cast)
    with pytest.raises(LaterRoundOpen):
        open_seal(cast)
    assert not names_known(cast.round_id)
    mark_final(cast, {one: "80", two: "90"})
    lock_final(cast)
    open_seal(cast)
    assert names_known(cast.round_id)


def test_one_key_turned_early_does_not_open_the_names_in_the_middle_of_the_final(house, cast) -> None:
    finalists(cast)
    with transaction():
        unseal(round_=the_round(cast), account=account(cast, "organizer"), at=NOON)
    draw_final(cast)
    with pytest.raises(LaterRoundOpen), transaction():
        unseal(round_=the_round(cast), account=account(cast, "secretary"), at=NOON)


def test_after_the_names_are_known_no_later_round_is_drawn(house, cast) -> None:
    finalists(cast)
    open_seal(cast)
    with pytest.raises(NamesOutAlready):
        preview(cast)


def test_a_charter_may_open_names_round_by_round(house, cast) -> None:
    finalists(cast)
    with transaction():
        the_round(cast).names_early = True
    open_seal(cast)
    draw_final(cast)
    with transaction():
        publish(shortlist=frozen(cast.round_id), actor=CLERK, at=NOON)
    assert names_known(cast.round_id)


def test_a_list_is_not_published_while_the_next_round_is_judged(house, cast) -> None:
    finalists(cast)
    with transaction():
        the_round(cast).names_early = True
    open_seal(cast)
    draw_final(cast)
    with transaction():
        the_round(cast).names_early = False
    with pytest.raises(LaterRoundOpen), transaction():
        publish(shortlist=frozen(cast.round_id), actor=CLERK, at=NOON)


def test_who_reads_in_the_final_is_known(house, cast) -> None:
    finalists(cast)
    all_together(cast)
    seats(cast, {"judge_a": JudgeTerms(reads=False)})
    draw_final(cast)
    assert reads_later(cast.accounts["head_judge"], the_round(cast)) == {cast.final_id}
    assert reads_later(cast.accounts["judge_a"], the_round(cast)) == set()
    assert reads_later(cast.accounts["head_judge"], the_final(cast)) == set()


def test_two_rounds_from_end_to_end(house, cast) -> None:
    one, two, three = finalists(cast, ["90", "80", "86"], top=2)
    with transaction():
        the_final(cast).method, the_final(cast).cut_top = "median", 1
    all_together(cast)
    draw_final(cast)
    ids = [cast.accounts[who] for who in ALL_FOUR]
    mark_final(
        cast,
        {
            one: dict(zip(ids, ("80", "81", "60", "83"), strict=True)),
            three: dict(zip(ids, ("84", "85", "86", "87"), strict=True)),
        },
    )
    lock_final(cast)
    with transaction():
        shortlist = freeze(round_=the_final(cast), cut=cut_of(the_final(cast)), actor=CLERK, at=NOON)
    assert [(p.entry_id, p.mark, p.taken) for p in shortlist.places] == [
        (three, Decimal("85.50"), True),
        (one, Decimal("80.50"), False),
    ]
    assert two not in {p.entry_id for p in shortlist.places}
    for who in ("organizer", "secretary"):
        with transaction():
            unseal(round_=the_final(cast), account=account(cast, who), at=NOON)
    with transaction():
        publish(shortlist=shortlist, actor=CLERK, at=NOON)
    first = standing_assignments(cast.round_id)
    assert all(sheet_of(a.id).total is not None for a in first), "what the first round wrote stands"


def test_drawing_again_with_nothing_new_changes_nothing(house, cast) -> None:
    one, two, _three = finalists(cast)
    draw_final(cast)
    before = readers(cast)
    with transaction():
        draw_round(round_=the_final(cast), seed=4, actor=CLERK, at=NOON)
    assert readers(cast) == before == {one: before[one], two: before[two]}
