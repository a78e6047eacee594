"""Further readings near the line: announced, planned from the sheets before the lock, drawn, counted, and ended."""

from collections import Counter
from decimal import Decimal

import pytest
from sqlalchemy import select

from contest.assignment.models import Draw, DrawKind, EntryReaders
from contest.assignment.queries import standing_assignments, standing_pairs
from contest.assignment.service import declare_conflict, discard_draw
from contest.authors.service import turn_seal_key
from contest.db import db, transaction
from contest.errors.looks import (
    LookNotAnnounced,
    LookOfNoList,
    LookOfSums,
    LookSpent,
    LookTooEarly,
    LookTooLarge,
    LookUncomparable,
    LookUseless,
    NamesKnownAlready,
)
from contest.errors.scoring import RoundLocked
from contest.people.models import Account
from contest.scoring.queries import settlements, standings
from contest.scoring.rules import Outcome
from contest.scoring.service import agree_mark, lock_round, publish_change
from contest.shortlist.queries import line_look, look_budget, past_looks, why_no_look
from contest.shortlist.service import draw_line_look
from tests.conftest import NOON
from tests.shortlist.looking import BY, SHEETS, read_on, settle, settled
from tests.shortlist.stage import account, the_round


def draw(cast, **asked) -> Draw:
    with transaction():
        return draw_line_look(round_=the_round(cast), seed=7, **asked, **BY)


def publish(found: Draw) -> None:
    with transaction():
        publish_change(draw=found, **BY)


def dealt(found: Draw) -> Counter[int]:
    return Counter(a.entry_id for a in standing_assignments(found.round_id) if a.draw_id == found.id)


def test_the_readings_go_to_the_entries_near_the_line(house, cast) -> None:
    entries = settled(cast)
    look = line_look(the_round(cast), budget=6)
    assert look.worth_while
    assert look.readings == 6
    assert set(look.more) <= set(entries[1:7]), "neither the best nor the weakest"
    assert set(look.more.values()) <= {1, 2}, "at most as many an entry as the charter says"
    assert look.outlook.after < look.outlook.now
    assert [code for code, _ in look.rows] == sorted(code for code, _ in look.rows)


def test_one_click_makes_a_draw_that_judges_see_once_it_is_published(house, cast) -> None:
    settled(cast)
    before = standing_pairs(cast.round_id)
    plan = line_look(the_round(cast), budget=look_budget(the_round(cast)).left).more

    found = draw(cast)

    assert found.kind == DrawKind.LINE_LOOK
    assert standing_pairs(cast.round_id) == before
    publish(found)
    assert dealt(found) == Counter(plan)
    assert len(standing_pairs(cast.round_id)) == len(before) + sum(plan.values()), "nobody twice on an entry"
    loads = Counter(judge for _, judge in standing_pairs(cast.round_id))
    assert max(loads.values()) - min(loads.values()) <= 1


def test_a_judge_with_a_conflict_gets_nothing_of_it(house, cast) -> None:
    settled(cast)
    entry = next(iter(line_look(the_round(cast), budget=1).more))
    reads = {judge for one, judge in standing_pairs(cast.round_id) if one == entry}
    others = [
        db.session.get(Account, cast.accounts[who]) for who in ("head_judge", "judge_a", "judge_b", "judge_c")
    ]
    free = [judge for judge in others if judge.id not in reads]
    with transaction():
        declare_conflict(judge=free[0], entry_id=entry, reason="", **BY)

    found = draw(cast, readings=1)
    publish(found)

    assert (entry, free[0].id) not in standing_pairs(cast.round_id)
    assert dealt(found)[entry] <= 1


def test_who_decided_a_mark_in_minutes_is_no_further_reader_of_it(house, cast) -> None:
    entries = settled(cast, (*SHEETS[:4], ("88", "78"), *SHEETS[5:]))
    apart = entries[4]
    reads = {judge for one, judge in standing_pairs(cast.round_id) if one == apart}
    head = next(
        account(cast, who) for who in ("head_judge", "judge_a", "judge_b") if cast.accounts[who] not in reads
    )
    with transaction():
        agree_mark(
            round_=the_round(cast),
            entry_id=apart,
            mark=Decimal(83),
            minutes="Đã đọc lại.",
            actor=head.actor(),
            at=NOON,
        )
    settle(cast)
    found = draw(cast)
    publish(found)
    assert (apart, head.id) not in standing_pairs(cast.round_id)


def test_all_sheets_have_the_same_say_and_the_bands_of_a_pair_no_more(house, cast) -> None:
    entries = settled(cast)
    found = draw(cast)
    publish(found)
    assert all(s.mark is None for s in standings(the_round(cast)) if s.entry_id in dealt(found)), "they wait"
    read_on(cast, "50")
    settle(cast)
    marks = settlements(cast.round_id)
    for entry, more in dealt(found).items():
        totals = [*map(Decimal, SHEETS[entries.index(entry)]), *[Decimal(50)] * more]
        assert marks[entry].mark == round(sum(totals) / len(totals), 2)
        assert marks[entry].outcome == Outcome.SETTLED
    with transaction():
        lock_round(round_=the_round(cast), **BY)


@pytest.mark.parametrize("method", ["median", "sum"])
def test_where_pairs_read_the_charters_way_for_more_readers_plays_no_part(house, cast, method) -> None:
    entries = settled(cast)
    with transaction():
        the_round(cast).method = method
    found = draw(cast, readings=1)
    publish(found)
    read_on(cast, "50")
    settle(cast)
    entry = next(iter(dealt(found)))
    totals = [*map(Decimal, SHEETS[entries.index(entry)]), Decimal(50)]
    assert settlements(cast.round_id)[entry].mark == round(sum(totals) / 3, 2)


def test_after_a_look_the_page_can_say_what_it_came_to_and_whether_another_is_worth_while(
    house, cast
) -> None:
    settled(cast)
    publish(draw(cast, readings=4))
    assert [(one.readings, one.handed_in, one.replaced) for one in past_looks(the_round(cast))] == [
        (4, 0, None)
    ]
    read_on(cast, "60")
    settle(cast)
    (past,) = past_looks(the_round(cast))
    assert (past.readings, past.handed_in) == (4, 4)
    assert past.replaced is not None
    budget = look_budget(the_round(cast))
    assert (budget.allowed, budget.used, budget.left) == (10, 4, 6)
    assert line_look(the_round(cast), budget=budget.left).readings <= 6


def test_what_an_entry_had_counts_towards_the_most_it_may_get(house, cast) -> None:
    settled(cast, most=1, percent=100)
    first = draw(cast)
    publish(first)
    read_on(cast, "80")
    settle(cast)
    assert not set(line_look(the_round(cast), budget=9).more) & set(dealt(first))


def test_a_preview_uses_nothing_up_and_leaves_no_trace_when_thrown_away(house, cast) -> None:
    settled(cast)
    found = draw(cast)
    assert look_budget(the_round(cast)).used == 0
    with transaction():
        discard_draw(draw=found, **BY)
    assert not db.session.scalars(select(EntryReaders)).all()


def test_what_the_charter_did_not_announce_is_refused(house, cast) -> None:
    settled(cast, percent=0)
    with pytest.raises(LookNotAnnounced):
        draw(cast)


def test_after_the_lock_and_once_names_are_known_it_is_refused(house, cast) -> None:
    settled(cast)
    with transaction():
        lock_round(round_=the_round(cast), **BY)
    with pytest.raises(RoundLocked):
        draw(cast)
    with transaction():
        for who in ("organizer", "secretary"):
            turn_seal_key(round=the_round(cast), account=account(cast, who), at=NOON)
    with pytest.raises(NamesKnownAlready):
        draw(cast)


def test_it_waits_until_every_entry_has_its_mark(house, cast) -> None:
    settled(cast, (*SHEETS[:-1], ("60", "75")))
    with pytest.raises(LookTooEarly):
        draw(cast)


def test_while_the_sheets_of_one_look_are_out_there_is_no_other(house, cast) -> None:
    settled(cast)
    publish(draw(cast, readings=2))
    with pytest.raises(LookTooEarly):
        draw(cast)


def test_more_than_the_charter_leaves_is_refused_and_so_is_nothing(house, cast) -> None:
    settled(cast, percent=10)
    assert look_budget(the_round(cast)).left == 2
    with pytest.raises(LookTooLarge):
        draw(cast, readings=3)
    publish(draw(cast))
    read_on(cast, "80")
    settle(cast)
    with pytest.raises(LookSpent):
        draw(cast)


def test_below_the_charters_threshold_nobody_is_asked_to_read(house, cast) -> None:
    settled(cast, stop="9")
    look = line_look(the_round(cast), budget=10)
    assert not look.worth_while
    assert look.readings == 0
    assert look.expected_change > 0
    with pytest.raises(LookUseless):
        draw(cast)


def test_a_list_of_all_has_no_line(house, cast) -> None:
    settled(cast, top=10)
    with pytest.raises(LookOfNoList):
        draw(cast)


def test_where_sums_are_compared_there_is_no_further_reading(house, cast) -> None:
    settled(cast, [(one, two, one) for one, two in SHEETS], readers=3, method="sum")
    with pytest.raises(LookOfSums):
        draw(cast)


def test_sheets_without_any_spread_say_nothing_of_a_line(house, cast) -> None:
    settled(cast, (("80", "80"),) * 6)
    with pytest.raises(LookUncomparable):
        draw(cast)


def test_why_a_round_has_no_look_is_told_before_anything_is_computed(house, cast) -> None:
    settled(cast)
    assert why_no_look(the_round(cast)) is None
