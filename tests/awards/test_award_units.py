"""Collective prizes from what units really did: by hand against the charter's formula."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from contest.authors.models import Author, Envelope
from contest.awards.queries import (
    award_basis,
    collective_awards_of,
    copied_entries,
    departures_of,
    proposed_units,
    standing_decision,
    unit_table,
)
from contest.awards.queries.candidates import written_of
from contest.awards.rules import Lack, PrizeKind
from contest.awards.service import DecisionSaid, decide_collective, revoke_award
from contest.charter.models import Round
from contest.charter.rules import AuthorshipKind
from contest.db import db, transaction
from contest.entries.models import Manuscript
from contest.errors import Stale
from contest.errors.awards import AwardReasonMissing, EntryNotOnList, NotDecided
from contest.screening.models import Resemblance, RuledPair, Ruling, RulingKind
from contest.units.models import Unit
from tests.awards.stage import as_proposed, awarding, contest_of, counted, decide, later, of_units, revoke
from tests.conftest import NOON
from tests.shortlist.stage import CLERK

NL, VL = "X-NL", "X-VL"


@pytest.fixture
def entries(house, cast):
    """Four of Nhân Lý (90, 85, 75, 65), one of Vạn Linh (80), one of nowhere (70); 40 people and 20."""
    found = awarding(cast)
    units = cast.units
    of_units(found, [units[NL], units[NL], units[VL], units[NL], None, units[NL]])
    counted(units[NL], 40)
    counted(units[VL], 20)
    return found


def table(cast):
    contest = contest_of(cast)
    return unit_table(contest, award_basis(contest))


def collective(cast, prizes, *, minutes=20, **said):
    with transaction():
        return decide_collective(
            contest=contest_of(cast), said=DecisionSaid(prizes, **said), actor=CLERK, at=later(minutes)
        )


def test_collective_prizes_wait_for_the_personal_ones(entries, cast) -> None:
    with pytest.raises(NotDecided):
        table(cast)


def test_the_table_is_the_charters_formula(entries, cast) -> None:
    decide(cast, as_proposed(entries))
    found = table(cast)
    first, second = found.rows
    assert (first.name, first.facts.valid, first.facts.winners, first.facts.finalists) == (
        "Xã Nhân Lý",
        4,
        3,
        4,
    )
    assert (first.score.rate, first.score.quality) == (Decimal("10.00"), Decimal("83.33"))
    assert first.score.parts == (Decimal("40.00"), Decimal("33.33"), Decimal("20.00"))
    assert (second.score.rate, second.score.quality) == (Decimal("5.00"), Decimal("26.67"))
    assert second.score.parts == (Decimal("20.00"), Decimal("10.67"), Decimal("6.67"))
    assert found.unitless == 1


def merged(cast, *, last):
    """Nhân Lý is part of Vạn Linh once this day is over."""
    with transaction():
        unit = db.session.get_one(Unit, cast.units[NL])
        unit.successor_id, unit.valid_to = cast.units[VL], last


def test_a_unit_merged_before_the_prizes_counts_for_what_it_became(entries, cast) -> None:
    merged(cast, last=NOON.date() - timedelta(days=1))
    decide(cast, as_proposed(entries))
    (row,) = table(cast).rows
    assert (row.name, row.joined) == ("Xã Vạn Linh", ("Xã Nhân Lý",))
    assert (row.facts.headcount, row.facts.valid, row.facts.winners) == (20, 5, 4)
    with transaction():
        assert (
            db.session.scalars(select(Envelope.unit_id).where(Envelope.entry_id == entries[0])).one()
            == (cast.units[NL])
        )
    collective(cast, {cast.units[VL]: "tap-the-nhat"}, reason="Chỉ một đơn vị.")
    assert [one.unit for one in collective_awards_of(contest_of(cast))] == ["Xã Vạn Linh"]


def test_a_unit_merged_after_the_prizes_were_decided_stays_itself(entries, cast) -> None:
    merged(cast, last=NOON.date())
    decide(cast, as_proposed(entries))
    assert [(row.name, row.joined) for row in table(cast).rows] == [("Xã Nhân Lý", ()), ("Xã Vạn Linh", ())]


def test_what_a_merged_unit_lost_bars_what_it_became(entries, cast) -> None:
    decide(cast, as_proposed(entries))
    collective(cast, {cast.units[NL]: "tap-the-nhat"}, reason="Một giải.")
    (award,) = standing_decision(cast.contest_id, PrizeKind.COLLECTIVE).awards
    with transaction():
        revoke_award(contest=contest_of(cast), award=award, reason="Kê khai sai.", actor=CLERK, at=later(30))
    merged(cast, last=NOON.date() - timedelta(days=1))
    found = table(cast)
    assert found.revoked == {cast.units[VL]}
    assert proposed_units(contest_of(cast), found).prizes == {}


def test_the_prize_of_a_group_is_one_prize_of_its_unit_and_one_of_each_member(entries, cast) -> None:
    with transaction():
        envelope = db.session.scalars(select(Envelope).where(Envelope.entry_id == entries[0])).one()
        envelope.kind = AuthorshipKind.GROUP
        for place in (2, 3):
            folded = f"vi van {place}"
            said = {"envelope_id": envelope.id, "position": place, "birth_year": 1980}
            db.session.add(Author(name=folded.title(), folded_name=folded, **said))
    written = written_of([entries[0]])[entries[0]]
    assert len([key for key in written.signers if "1980" in key]) == 2
    decide(cast, as_proposed(entries))
    assert table(cast).rows[0].facts.winners == 3


def test_a_unit_whose_people_were_not_counted_has_no_score(entries, cast) -> None:
    counted(cast.units[VL], 0)
    decide(cast, as_proposed(entries))
    row = table(cast).rows[-1]
    assert (row.name, row.score.score, row.score.lacks) == ("Xã Vạn Linh", None, (Lack.NO_HEADCOUNT,))


def test_copied_entries_do_not_count_but_the_one_they_were_copied_from_does(entries, cast) -> None:
    one, two = entries[0], entries[5]
    decide(cast, as_proposed(entries))
    _ruled_copied(cast, one, two)
    assert copied_entries(cast.contest_id) == {two}
    assert table(cast).rows[0].facts.valid == 3
    assert table(cast).copied == 1


def test_a_table_from_before_the_personal_prizes_changed_decides_nothing(entries, cast) -> None:
    decide(cast, as_proposed(entries))
    seen = table(cast).seen
    revoke(cast, entries[2])
    with pytest.raises(Stale):
        collective(cast, {cast.units[NL]: "tap-the-nhat"}, seen=seen, reason="Họp.")
    collective(cast, {cast.units[NL]: "tap-the-nhat"}, seen=table(cast).seen, reason="Họp.")


def test_in_the_final_is_every_entry_that_the_last_round_ranked(house, cast) -> None:
    entries = awarding(cast)
    of_units(entries, [cast.units[NL]] * 3 + [cast.units[VL]] * 3)
    decide(cast, as_proposed(entries))
    basis = award_basis(contest_of(cast))
    for place in basis.shortlist.places[2:]:
        set_committed_value(place, "taken", False)
    assert [row.facts.finalists for row in unit_table(contest_of(cast), basis).rows] == [2, 0]
    later_round = replace(basis, round=db.session.get_one(Round, cast.final_id))
    assert [row.facts.finalists for row in unit_table(contest_of(cast), later_round).rows] == [3, 3]


def test_units_are_proposed_by_score_and_decided_as_entries_are(entries, cast) -> None:
    decide(cast, as_proposed(entries))
    wanted = proposed_units(contest_of(cast), table(cast)).prizes
    assert wanted == {cast.units[NL]: "tap-the-nhat", cast.units[VL]: "tap-the-nhi"}
    collective(cast, wanted)
    rows = collective_awards_of(contest_of(cast))
    assert [(row.prize, row.unit, row.score) for row in rows] == [
        ("Giải Nhất tập thể", "Xã Nhân Lý", Decimal("93.33")),
        ("Giải Nhì tập thể", "Xã Vạn Linh", Decimal("37.34")),
    ]
    recipe = standing_decision(cast.contest_id, PrizeKind.COLLECTIVE).recipe
    assert recipe["units"][0][:3] == ["Xã Nhân Lý", 40, 4]


def test_another_unit_than_the_tables_needs_a_reason(entries, cast) -> None:
    decide(cast, as_proposed(entries))
    swapped = {cast.units[VL]: "tap-the-nhat", cast.units[NL]: "tap-the-nhi"}
    with pytest.raises(AwardReasonMissing):
        collective(cast, swapped)
    collective(cast, swapped, reason="Tổ chức phong trào tốt.")
    with pytest.raises(EntryNotOnList):
        collective(cast, {cast.units["TT-DM"]: "tap-the-nhat"}, reason="x")


def test_a_units_prize_can_be_taken_back_too(entries, cast) -> None:
    decide(cast, as_proposed(entries))
    decision = collective(cast, proposed_units(contest_of(cast), table(cast)).prizes)
    with transaction():
        revoke_award(
            contest=contest_of(cast),
            award=decision.awards[0],
            reason="Quân số khai sai.",
            actor=CLERK,
            at=later(30),
        )
    assert [row.unit for row in collective_awards_of(contest_of(cast))] == ["Xã Vạn Linh"]
    assert proposed_units(contest_of(cast), table(cast)).prizes == {cast.units[VL]: "tap-the-nhat"}
    assert departures_of(contest_of(cast)) == ()


def _ruled_copied(cast, one: int, two: int) -> None:
    """A pair of alike entries, ruled: the second was copied from the first."""
    with transaction():
        question = select(Manuscript.entry_id, Manuscript.id).where(Manuscript.entry_id.in_((one, two)))
        manuscripts = dict(db.session.execute(question).all())
        pair = {
            "entry_id": one,
            "manuscript_id": manuscripts[one],
            "other_entry_id": two,
            "other_manuscript_id": manuscripts[two],
        }
        db.session.add(
            Resemblance(
                contest_id=cast.contest_id,
                shared=90,
                share=900,
                other_share=900,
                longest=80,
                engine=1,
                **pair,
            )
        )
        db.session.add(
            Ruling(
                contest_id=cast.contest_id,
                kind=RulingKind.COPIED,
                reason="Giống nhau.",
                original_entry_id=one,
                rejections=[],
                ruled_at=NOON,
                ruled_by="x",
                pairs=[RuledPair(**pair)],
            )
        )
