"""A frozen list: its recipe, its digest, what supersedes it, and who reads on."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from contest.assignment.service import preview_draw
from contest.charter.models import Round
from contest.db import db, transaction
from contest.errors.shortlist import ListUnknown, NothingRanked, ReasonMissing, RoundNotLocked
from contest.plumbing.audit import AuditEvent
from contest.scoring.models import RoundLock
from contest.screening.queries import blind_codes_of
from contest.shortlist.models import Place
from contest.shortlist.queries import frozen, frozen_lists, frozen_numbered, next_round_entries
from contest.shortlist.rules import places_digest
from contest.shortlist.service import decide_tie
from tests.conftest import NOON
from tests.shortlist.stage import CLERK, codes, freeze_top, handed_in, judged, open_seal, the_round


def test_a_list_is_frozen_only_when_the_scores_are_locked(house, cast) -> None:
    handed_in(cast, ["Một"])
    with pytest.raises(RoundNotLocked):
        freeze_top(cast, 1)
    assert frozen(cast.round_id) is None


def test_a_round_without_marks_has_nothing_to_freeze(house, cast) -> None:
    with transaction():
        db.session.add(RoundLock(round_id=cast.round_id, locked_at=NOON, locked_by="x"))
    with pytest.raises(NothingRanked):
        freeze_top(cast, 1)


def test_every_ranked_entry_has_its_place_and_those_taken_are_marked(house, cast) -> None:
    entries = judged(cast, ["70", "90", "80"])
    shortlist = freeze_top(cast, 2)
    assert [(p.position, p.rank, p.entry_id, p.taken) for p in shortlist.places] == [
        (1, 1, entries[1], True),
        (2, 2, entries[2], True),
        (3, 3, entries[0], False),
    ]
    assert [p.blind_code for p in shortlist.places] == [codes(cast)[p.entry_id] for p in shortlist.places]


def test_the_recipe_says_everything_that_made_the_list_by_codes_alone(house, cast) -> None:
    _one, two = judged(cast, ["80", "80"])
    with transaction():
        decide_tie(round_=the_round(cast), entry_id=two, reason="Đọc lại", actor=CLERK, at=NOON)
    recipe = freeze_top(cast, 1).recipe
    assert recipe["method"] == "mean"
    assert recipe["bands"] == {"agree": "10.00", "minutes": "15.00", "panel": "25.00"}
    assert recipe["cut"] == {
        "top": 1,
        "percent": None,
        "threshold": None,
        "ties_in": True,
        "quotas": {},
    }
    assert (recipe["groups"], recipe["decided"]) == ({}, [])
    assert recipe["head_decisions"] == [[codes(cast)[two], 1000, "Đọc lại"]]
    assert (recipe["ranked"], recipe["taken"], recipe["line"]) == (2, 1, "80.00")
    assert (recipe["names_known"], len(recipe["sheets_digest"])) == (False, 64)
    assert recipe["software"]


def test_the_same_inputs_give_the_same_digest_and_others_another(house, cast) -> None:
    judged(cast, ["90", "80", "70"])
    first = freeze_top(cast, 2)
    again = freeze_top(cast, 2, reason="Chốt lại", at=NOON + timedelta(days=1))
    other = freeze_top(cast, 1, reason="Chỉ lấy một bài")
    assert first.digest == again.digest
    assert first.recipe == again.recipe
    assert other.digest != first.digest


def test_a_second_program_finds_the_digest_from_the_places_alone(house, cast) -> None:
    judged(cast, ["90", "80", "80"])
    shortlist = freeze_top(cast, 2)
    told = [(p.blind_code, p.mark, p.rank, p.taken) for p in reversed(shortlist.places)]
    assert places_digest(told) == shortlist.digest


def test_a_new_list_supersedes_the_old_one_for_a_stated_reason(house, cast) -> None:
    judged(cast, ["90", "80"])
    freeze_top(cast, 1)
    with pytest.raises(ReasonMissing):
        freeze_top(cast, 2)
    freeze_top(cast, 2, reason="Cấp trên giao thêm chỉ tiêu")
    assert frozen(cast.round_id).number == 2
    assert [(row.number, row.reason) for row in frozen_lists(cast.round_id)] == [
        (2, "Cấp trên giao thêm chỉ tiêu"),
        (1, ""),
    ]
    assert [p.taken for p in frozen_numbered(cast.round_id, 1).places] == [True, False]
    assert db.session.scalar(select(func.count(Place.id))) == 4


def test_a_list_frozen_after_the_names_were_known_says_so(house, cast) -> None:
    judged(cast, ["90", "80"])
    freeze_top(cast, 1)
    open_seal(cast)
    assert freeze_top(cast, 2, reason="Thêm một bài").recipe["names_known"] is True


def test_each_freezing_is_in_the_log(house, cast) -> None:
    judged(cast, ["90"])
    shortlist = freeze_top(cast, 1)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "shortlist.frozen")).one()
    assert event.details["digest"] == shortlist.digest


def test_a_list_of_another_number_or_round_is_not_found(house, cast) -> None:
    judged(cast, ["90"])
    freeze_top(cast, 1)
    for round_id, number in ((cast.round_id, 2), (cast.final_id, 1)):
        with pytest.raises(ListUnknown):
            frozen_numbered(round_id, number)


def test_the_next_round_reads_what_the_standing_list_took_in(house, cast) -> None:
    final = db.session.get(Round, cast.final_id)
    assert next_round_entries(the_round(cast)) is None
    assert next_round_entries(final) == []
    entries = judged(cast, ["90", "80", "70"])
    freeze_top(cast, 1)
    freeze_top(cast, 2, reason="Thêm một bài")
    assert next_round_entries(final) == entries[:2]


def test_the_final_is_drawn_among_the_members_of_the_list_alone(house, cast) -> None:
    entries = judged(cast, ["90", "80", "70"])
    freeze_top(cast, 2)
    final = db.session.get(Round, cast.final_id)
    with transaction():
        preview_draw(
            round_=final,
            seed=3,
            actor=CLERK,
            at=NOON,
            entry_ids=next_round_entries(final),
            codes_rng=Random(9),
        )
    assert sorted(blind_codes_of(final.id)) == entries[:2]
