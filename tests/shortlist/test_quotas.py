"""Quotas by unit, author and figure; members put in or out by decision; nothing tells whose entry is whose."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from contest.authors.models import Author, Envelope
from contest.charter.models import Quota, Round
from contest.charter.rules import CutKind, QuotaKind, QuotaSaid
from contest.charter.service import freeze_round_rules, set_quotas, set_round
from contest.db import db, transaction
from contest.entries.models import Figure, FigureKind
from contest.errors import NotFound
from contest.errors.charter import QuotasFrozen, QuotasUnfit, ValueUnfit
from contest.errors.shortlist import (
    AlreadyPublished,
    CutUnfit,
    NothingDecided,
    ReasonMissing,
    RoundNotLocked,
)
from contest.plumbing.audit import AuditEvent
from contest.shortlist.models import MemberDecision, MemberVerdict
from contest.shortlist.queries import cut_of, member_decisions, ranking
from contest.shortlist.service import decide_member, freeze, publish
from contest.units.models import Unit
from tests.conftest import NOON
from tests.shortlist.stage import CLERK, codes, freeze_top, handed_in, judged, open_seal, the_round

MARKS = ["90", "85", "80", "75", "70", "65"]


def set_to(cast, *quotas, **columns):
    """The first round's quotas and cut, past the verbs, whose refusals have tests of their own."""
    round_ = the_round(cast)
    with transaction():
        for column, value in columns.items():
            setattr(round_, column, value)
        round_.quotas = [Quota(kind=q.kind, key=q.key, least=q.least, most=q.most) for q in quotas]


def of_unit(cast, entries, code):
    """These entries came from a unit of the directory."""
    with transaction():
        for envelope in db.session.scalars(select(Envelope).where(Envelope.entry_id.in_(entries))):
            envelope.unit_id = None if code is None else cast.units[code]


def signed_alike(entries):
    """One person signed all of these."""
    with transaction():
        rows = select(Author).join(Envelope).where(Envelope.entry_id.in_(entries))
        for author in db.session.scalars(rows):
            author.folded_name, author.phone = "mot nguoi", "0999"


def taken(cast, entries, **cut):
    """The places in ``entries`` of those on the list."""
    found = ranking(the_round(cast), **cut)
    return [entries.index(row.entry_id) for row in found.rows if row.taken]


def test_every_unit_has_at_most_its_share(house, cast) -> None:
    entries = judged(cast, MARKS)
    of_unit(cast, entries[:3], "X-NL")
    of_unit(cast, entries[3:], "X-VL")
    set_to(cast, QuotaSaid(QuotaKind.UNIT, "", None, 2), cut_top=4)
    assert taken(cast, entries) == [0, 1, 3, 4]


def test_a_unit_named_has_a_limit_of_its_own_and_places_kept(house, cast) -> None:
    entries = judged(cast, MARKS)
    of_unit(cast, entries[:5], "X-NL")
    of_unit(cast, entries[5:], "X-VL")
    set_to(
        cast,
        QuotaSaid(QuotaKind.UNIT, "", None, 1),
        QuotaSaid(QuotaKind.UNIT, "X-NL", None, 3),
        QuotaSaid(QuotaKind.UNIT, "X-VL", 1, None),
        cut_top=4,
    )
    assert taken(cast, entries) == [0, 1, 2, 5]
    found = ranking(the_round(cast))
    notes = {entries.index(row.entry_id): row.note for row in found.rows}
    assert notes[3] == "Không vào danh sách theo giới hạn của thể lệ."
    assert notes[0] == ""


def test_units_that_became_one_share_its_limit(house, cast) -> None:
    entries = judged(cast, MARKS)
    of_unit(cast, entries[:2], "X-NL")
    of_unit(cast, entries[2:4], "X-VL")
    of_unit(cast, entries[4:], "TT-DM")
    with transaction():
        db.session.get(Unit, cast.units["X-NL"]).successor_id = cast.units["X-VL"]
    set_to(cast, QuotaSaid(QuotaKind.UNIT, "X-NL", None, 1), cut_top=3)
    assert taken(cast, entries) == [0, 4, 5]


def test_a_kind_of_units_has_a_share(house, cast) -> None:
    entries = judged(cast, MARKS)
    of_unit(cast, entries[:4], "X-NL")
    of_unit(cast, entries[4:], "T-QS")
    with transaction():
        db.session.get(Unit, cast.units["T-QS"]).kind = "school"
    set_to(
        cast,
        QuotaSaid(QuotaKind.UNIT_KIND, "school", 1, None),
        QuotaSaid(QuotaKind.UNIT_KIND, "commune", None, 2),
        cut_top=4,
    )
    assert taken(cast, entries) == [0, 1, 4, 5]


def test_an_author_has_at_most_so_many_also_under_a_name_written_otherwise(house, cast) -> None:
    entries = judged(cast, MARKS)
    signed_alike([entries[0], entries[1], entries[3]])
    set_to(cast, QuotaSaid(QuotaKind.AUTHOR, "", None, 1), cut_top=3)
    assert taken(cast, entries) == [0, 2, 4]


def test_kinds_of_figures_have_places_kept(house, cast) -> None:
    entries = judged(cast, MARKS)
    with transaction():
        for figure in db.session.scalars(select(Figure).where(Figure.entry_id == entries[5])):
            figure.kind = FigureKind.COLLECTIVE
    set_to(cast, QuotaSaid(QuotaKind.FIGURE, "collective", 1, None), cut_top=2)
    assert taken(cast, entries) == [0, 5]
    notes = {entries.index(row.entry_id): row.note for row in ranking(the_round(cast)).rows}
    assert notes[5] == "Vào theo chỗ giữ của thể lệ."


def test_a_share_takes_its_part_of_the_ranked_and_a_part_of_a_place_is_one(house, cast) -> None:
    entries = judged(cast, MARKS)
    for percent, count in (("50", 3), ("51", 4), ("1", 1), ("100", 6)):
        set_to(cast, cut_kind=CutKind.PERCENT, cut_percent=Decimal(percent))
        assert len(taken(cast, entries)) == count


def test_a_share_too_small_for_what_is_reserved_is_refused(house, cast) -> None:
    judged(cast, MARKS)
    set_to(
        cast,
        QuotaSaid(QuotaKind.FIGURE, "person", 3, None),
        cut_kind=CutKind.PERCENT,
        cut_percent=Decimal(20),
    )
    with pytest.raises(CutUnfit):
        ranking(the_round(cast))


@pytest.mark.parametrize(
    ("quotas", "why"),
    [
        ([QuotaSaid(QuotaKind.FIGURE, "person", 3, 2)], "ít nhất 3 mà nhiều nhất chỉ 2"),
        (
            [QuotaSaid(QuotaKind.FIGURE, "person", 16, None), QuotaSaid(QuotaKind.UNIT, "X-NL", 5, None)],
            "21 bài",
        ),
        ([QuotaSaid(QuotaKind.UNIT, "", None, -1)], "từ 0 đến"),
        ([QuotaSaid(QuotaKind.FIGURE, "", 1, None)], "không ghi của nhóm nào"),
        ([QuotaSaid(QuotaKind.AUTHOR, "", 1, None)], "chỉ đặt được số bài nhiều nhất"),
        ([QuotaSaid(QuotaKind.UNIT, "", 1, None)] * 2, "hai lần"),
    ],
)
def test_quotas_that_contradict_themselves_are_refused_in_a_sentence(house, cast, quotas, why) -> None:
    with transaction():
        the_round(cast).cut_top = 20
    with pytest.raises(QuotasUnfit, match=why), transaction():
        set_quotas(round_=the_round(cast), quotas=quotas, actor=CLERK, at=NOON)


def test_a_round_keeps_room_for_its_quotas(house, cast) -> None:
    set_to(cast, QuotaSaid(QuotaKind.FIGURE, "person", 5, None), cut_top=20)
    with pytest.raises(QuotasUnfit), transaction():
        set_round(round_=the_round(cast), changes={"cut_top": 4}, actor=CLERK, at=NOON)
    with pytest.raises(ValueUnfit), transaction():
        set_round(round_=the_round(cast), changes={"cut_kind": CutKind.PERCENT}, actor=CLERK, at=NOON)


def test_once_judges_read_limits_on_units_and_authors_stay_and_the_others_may_change(house, cast) -> None:
    set_to(cast, QuotaSaid(QuotaKind.AUTHOR, "", None, 2))
    with transaction():
        freeze_round_rules(round_=the_round(cast), actor=CLERK, at=NOON)
    with pytest.raises(QuotasFrozen), transaction():
        set_quotas(round_=the_round(cast), quotas=[], actor=CLERK, at=NOON)
    kept, fresh = QuotaSaid(QuotaKind.AUTHOR, "", None, 2), QuotaSaid(QuotaKind.FIGURE, "person", None, 3)
    with transaction():
        set_quotas(round_=the_round(cast), quotas=[kept, fresh], actor=CLERK, at=NOON)
    assert len(db.session.get(Round, cast.round_id).quotas) == 2


def test_neither_cut_nor_ranking_nor_recipe_says_whose_an_entry_is(house, cast) -> None:
    entries = judged(cast, MARKS)
    of_unit(cast, entries[:3], "X-NL")
    set_to(
        cast, QuotaSaid(QuotaKind.UNIT, "X-NL", None, 2), QuotaSaid(QuotaKind.AUTHOR, "", None, 1), cut_top=4
    )
    with transaction():
        shortlist = freeze(round_=the_round(cast), cut=cut_of(the_round(cast)), actor=CLERK, at=NOON)
    told = repr((cut_of(the_round(cast)), ranking(the_round(cast)), shortlist.recipe))
    assert not any(word in told for word in ("X-NL", "Nhân Lý", "Quan Sơn", "Lanh", "lanh"))
    assert set(shortlist.recipe["cut"]["quotas"]["unit"]) == {"u1"}
    assert {key for groups in shortlist.recipe["groups"].values() for _, key in groups} >= {"u1", "a1", "a2"}


def decide(cast, entry_id, verdict, reason="Hội đồng quyết định"):
    with transaction():
        return decide_member(
            round_=the_round(cast), entry_id=entry_id, verdict=verdict, reason=reason, actor=CLERK, at=NOON
        )


def test_a_member_put_in_takes_a_place_and_one_put_out_leaves_it(house, cast) -> None:
    entries = judged(cast, MARKS)
    set_to(cast, cut_top=3)
    decide(cast, entries[5], MemberVerdict.IN)
    assert taken(cast, entries) == [0, 1, 5]
    decide(cast, entries[0], MemberVerdict.OUT)
    assert taken(cast, entries) == [1, 2, 5]
    found = ranking(the_round(cast))
    assert found.line == Decimal(80), "the line is the cut's own"
    notes = {entries.index(row.entry_id): row.note for row in found.rows}
    assert notes[5] == "Đưa vào theo quyết định: Hội đồng quyết định"
    assert notes[0] == "Đưa ra theo quyết định: Hội đồng quyết định"
    places = {entries.index(p.entry_id): p for p in freeze_by_charter(cast).places}
    assert (places[5].taken, places[0].taken) == (True, False)
    assert places[5].note == notes[5]


def freeze_by_charter(cast, reason=""):
    with transaction():
        return freeze(
            round_=the_round(cast), cut=cut_of(the_round(cast)), actor=CLERK, at=NOON, reason=reason
        )


def test_a_decision_is_taken_back_by_another_and_all_are_kept_and_logged(house, cast) -> None:
    entries = judged(cast, MARKS)
    set_to(cast, cut_top=3)
    decide(cast, entries[5], MemberVerdict.IN)
    decide(cast, entries[5], MemberVerdict.BY_CUT, "Xét lại")
    assert taken(cast, entries) == [0, 1, 2]
    assert member_decisions(cast.round_id) == {}
    assert db.session.scalars(select(MemberDecision.reason).order_by(MemberDecision.id)).all() == [
        "Hội đồng quyết định",
        "Xét lại",
    ]
    events = db.session.scalars(select(AuditEvent).where(AuditEvent.verb == "member.decided")).all()
    assert [event.details["verdict"] for event in events] == ["in", "by_cut"]
    assert events[0].details["code"] == codes(cast)[entries[5]]


def test_the_recipe_keeps_who_was_decided_on_and_a_new_decision_makes_another_list(house, cast) -> None:
    entries = judged(cast, MARKS)
    set_to(cast, cut_top=3)
    first = freeze_by_charter(cast)
    decide(cast, entries[5], MemberVerdict.IN, "Gương tiêu biểu")
    second = freeze_by_charter(cast, "Theo quyết định")
    assert first.recipe["decided"] == []
    assert second.recipe["decided"] == [[codes(cast)[entries[5]], "in", "Gương tiêu biểu"]]
    assert first.digest != second.digest


def test_who_may_be_decided_on_and_when(house, cast) -> None:
    waiting = handed_in(cast, ["Một"])
    with pytest.raises(RoundNotLocked):
        decide(cast, waiting[0], MemberVerdict.IN)


def test_no_decision_without_a_reason_on_a_stranger_or_after_publication(house, cast) -> None:
    entries = judged(cast, MARKS)
    with pytest.raises(ReasonMissing):
        decide(cast, entries[0], MemberVerdict.OUT, "  ")
    with pytest.raises(NotFound):
        decide(cast, 9999, MemberVerdict.IN)
    with pytest.raises(NothingDecided):
        decide(cast, entries[0], MemberVerdict.BY_CUT)
    shortlist = freeze_top(cast, 2)
    open_seal(cast)
    decide(cast, entries[0], MemberVerdict.OUT, "Nhân vật không được xác nhận")
    with transaction():
        publish(shortlist=shortlist, actor=CLERK, at=NOON)
    with pytest.raises(AlreadyPublished):
        decide(cast, entries[1], MemberVerdict.OUT)
