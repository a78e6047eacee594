"""Decided at the meeting: as proposed, or otherwise with a reason; never edited, only superseded."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import event

from contest.assignment.models import Draw, DrawKind
from contest.awards.queries import (
    award_basis,
    award_trace,
    awards_of,
    departures_of,
    proposed_awards,
    standing_decision,
)
from contest.awards.rules import PassedBy, Terms
from contest.awards.service import set_award_terms
from contest.charter.models import Round
from contest.db import db, transaction
from contest.entries.models import Entry
from contest.errors import Stale
from contest.errors.awards import (
    AuthorOverLimit,
    AwardReasonMissing,
    EntryBarred,
    EntryNotOnList,
    FigureUnconfirmed,
    NoPrizes,
    PrizeUnknown,
    RoundStillOpen,
)
from contest.errors.shortlist import NotFrozen, SealClosed
from contest.screening.models import VerdictKind
from contest.screening.service import decide as screen
from tests.awards.stage import (
    FIRST,
    PRIZES,
    SECOND,
    THIRD,
    as_proposed,
    awarding,
    contest_of,
    decide,
    revoke,
    with_prizes,
)
from tests.cast import rejection_codes
from tests.conftest import NOON
from tests.shortlist.stage import AUTHORS, CLERK, UNIT, freeze_top, judged, open_seal


def proposal(cast):
    contest = contest_of(cast)
    return proposed_awards(contest, award_basis(contest))


def in_terms(cast, **changes):
    with transaction():
        set_award_terms(
            contest=contest_of(cast),
            terms=replace(Terms(), **changes),
            notice="Nêu rõ.",
            actor=CLERK,
            at=NOON,
        )


def reject(cast, entry_id):
    with transaction():
        db.session.add_all(rejection_codes(cast.contest_id))
        db.session.flush()
        screen(
            entry=db.session.get_one(Entry, entry_id),
            verdict=VerdictKind.REJECTED,
            code="SC",
            reason="Chép.",
            actor=CLERK,
            at=NOON,
        )


def test_nothing_is_proposed_before_the_list_is_frozen_and_both_keys_are_turned(house, cast) -> None:
    judged(cast, ["90", "80"])
    with pytest.raises(NotFrozen):
        proposal(cast)
    freeze_top(cast, 2)
    with pytest.raises(SealClosed):
        proposal(cast)
    assert award_basis(contest_of(cast), sealed=True).round.id == cast.round_id
    open_seal(cast)
    assert not proposal(cast).basis.last, "the final has not begun; the page says so"


def test_prizes_wait_for_a_later_round_that_has_begun(house, cast) -> None:
    entries = awarding(cast)
    with transaction():
        db.session.add(
            Draw(
                round_id=cast.final_id,
                kind=DrawKind.MAIN,
                seed=1,
                recipe={},
                made_at=NOON,
                made_by="x",
                published_at=NOON,
            )
        )
    name = db.session.get_one(Round, cast.final_id).name
    with pytest.raises(RoundStillOpen, match=name):
        decide(cast, as_proposed(entries))


def test_the_proposal_follows_the_ranks_of_the_list(house, cast) -> None:
    entries = awarding(cast)
    assert proposal(cast).by_entry == as_proposed(entries)


def test_only_those_the_list_took_in_are_proposed(house, cast) -> None:
    entries = awarding(cast, top=2)
    found = proposal(cast)
    assert found.by_entry == {entries[0]: FIRST, entries[1]: SECOND}
    assert len(found.candidates) == 2


def test_an_author_with_two_essays_is_proposed_one_prize(house, cast) -> None:
    entries = judged(cast, ["90", "85", "80", "75", "70", "65", "88"])
    freeze_top(cast, 7)
    open_seal(cast)
    with_prizes(cast, PRIZES)
    found = proposal(cast)
    assert found.proposal.passed == ((entries[6], PassedBy.AUTHOR_LIMIT),), (
        "the first and the seventh share an author"
    )
    assert found.by_entry == as_proposed(entries)
    with pytest.raises(AuthorOverLimit):
        decide(cast, {entries[0]: FIRST, entries[6]: SECOND}, reason="Họp quyết định.")
    in_terms(cast, most_per_author=2)
    assert proposal(cast).by_entry[entries[6]] == SECOND


def test_what_is_decided_as_proposed_needs_no_word(house, cast) -> None:
    entries = awarding(cast)
    decision = decide(cast, as_proposed(entries))
    assert (decision.number, decision.reason, decision.departures, decision.omissions) == (1, "", [], [])
    first = awards_of(contest_of(cast))[0]
    assert (first.position, first.prize, first.money, first.rank, first.mark) == (
        1,
        "Giải Nhất",
        5_000_000,
        1,
        Decimal(90),
    )
    assert (first.authors, first.unit, first.title, first.reason) == ((AUTHORS[0],), UNIT, "Na trên đá", "")


def test_another_prize_than_proposed_needs_a_reason_of_its_own_or_for_all(house, cast) -> None:
    one, two, three, four, *_ = entries = awarding(cast)
    swapped = as_proposed(entries) | {one: SECOND, two: FIRST}
    with pytest.raises(AwardReasonMissing):
        decide(cast, swapped)
    with pytest.raises(AwardReasonMissing):
        decide(cast, swapped, reasons={one: "Kém lan tỏa hơn."})
    decide(cast, swapped, reasons={one: "Kém lan tỏa hơn.", two: "Hội đồng bỏ phiếu 5/7."})
    assert [(row.entry_id, row.prize_key, row.reason) for row in awards_of(contest_of(cast))] == [
        (two, FIRST, "Hội đồng bỏ phiếu 5/7."),
        (one, SECOND, "Kém lan tỏa hơn."),
        (three, THIRD, ""),
        (four, THIRD, ""),
    ]


def test_no_first_and_two_seconds_is_a_decision_with_a_reason(house, cast) -> None:
    one, *_ = entries = awarding(cast)
    reshaped = as_proposed(entries) | {one: SECOND}
    decide(cast, reshaped, reason="Không bài nào thật nổi trội; trao hai giải Nhì.")
    assert [(row.prize, row.places, row.given) for row in departures_of(contest_of(cast))] == [
        ("Giải Nhất", 1, 0),
        ("Giải Nhì", 1, 2),
    ]
    assert all("hai giải Nhì" in row.reason for row in departures_of(contest_of(cast)))
    assert awards_of(contest_of(cast))[0].reason.startswith("Không bài nào")


def test_an_empty_prize_is_explained_for_itself(house, cast) -> None:
    entries = awarding(cast)
    fewer = {entry: prize for entry, prize in as_proposed(entries).items() if prize != FIRST}
    with pytest.raises(AwardReasonMissing):
        decide(cast, fewer, gaps={FIRST: "Không bài nào xứng giải Nhất."})
    decision = decide(
        cast,
        fewer,
        gaps={FIRST: "Không bài nào xứng giải Nhất."},
        reasons={entries[0]: "Tác giả xin rút giải."},
    )
    assert [row.reason for row in decision.departures] == ["Không bài nào xứng giải Nhất."]
    assert [(row.entry_id, row.reason) for row in decision.omissions] == [
        (entries[0], "Tác giả xin rút giải.")
    ]


def test_what_the_proposal_itself_leaves_empty_is_explained_by_it(house, cast) -> None:
    entries = awarding(cast)
    with_prizes(cast, (replace(PRIZES[0], least_mark=Decimal("92.5")), *PRIZES[1:]))
    proposed = proposal(cast).by_entry
    assert FIRST not in proposed.values()
    decide(cast, proposed)
    assert [(row.prize, row.reason) for row in departures_of(contest_of(cast))] == [
        ("Giải Nhất", "Không bài nào còn lại đạt mức 92,5 điểm.")
    ]
    assert entries[0] in proposed


def test_equals_wait_for_the_meeting_which_says_why(house, cast) -> None:
    one, two, *_ = entries = awarding(cast, ("90", "90", "80", "75"))
    assert proposal(cast).proposal.waiting[0].entries == (one, two)
    with pytest.raises(AwardReasonMissing):
        decide(cast, as_proposed(entries))
    decide(cast, as_proposed(entries), reasons={one: "Bỏ phiếu.", two: "Bỏ phiếu."})
    assert departures_of(contest_of(cast)) == ()


def test_equals_share_where_the_charter_says_so(house, cast) -> None:
    one, two, three, four = awarding(cast, ("90", "90", "80", "75"))
    in_terms(cast, ties_share=True)
    proposed = proposal(cast).by_entry
    assert proposed == {one: FIRST, two: FIRST, three: THIRD, four: THIRD}
    decide(cast, proposed)
    assert {row.reason for row in departures_of(contest_of(cast))} == {"Các bài đồng hạng cùng nhận giải."}


def test_a_special_prize_is_given_by_the_meeting_alone_and_stays_when_others_move(house, cast) -> None:
    entries = awarding(cast)
    decide(cast, as_proposed(entries) | {entries[5]: "tac-gia-tre"}, reasons={entries[5]: "Tác giả 14 tuổi."})
    assert awards_of(contest_of(cast))[-1].prize == "Giải Tác giả trẻ"
    revoke(cast, entries[0])
    assert proposal(cast).by_entry == {
        entries[1]: FIRST,
        entries[2]: SECOND,
        entries[3]: THIRD,
        entries[4]: THIRD,
        entries[5]: "tac-gia-tre",
    }


def test_a_further_decision_takes_the_place_of_the_first_and_says_why(house, cast) -> None:
    entries = awarding(cast)
    decide(cast, as_proposed(entries))
    with pytest.raises(AwardReasonMissing):
        decide(cast, as_proposed(entries), minutes=1)
    second = decide(cast, as_proposed(entries), minutes=1, reason="Họp lại.")
    assert (second.number, standing_decision(cast.contest_id).number) == (2, 2)


def seen_now(cast) -> str:
    """What a page of the meeting that is opened now sends back."""
    return proposed_awards(contest_of(cast), award_basis(contest_of(cast))).seen


def test_two_people_do_not_decide_over_each_other(house, cast) -> None:
    entries = awarding(cast)
    seen = seen_now(cast)
    decide(cast, as_proposed(entries), seen=seen)
    with pytest.raises(Stale):
        decide(cast, as_proposed(entries), seen=seen, reason="Họp lại.")


def test_a_prize_taken_back_meanwhile_is_not_given_again_by_a_page_from_before(house, cast) -> None:
    entries = awarding(cast)
    decide(cast, as_proposed(entries))
    seen = seen_now(cast)
    revoke(cast, entries[1])
    with pytest.raises(Stale):
        decide(cast, as_proposed(entries), seen=seen, reason="Sửa lý do.", minutes=6)
    decide(cast, {entries[0]: FIRST}, seen=seen_now(cast), reason="Họp lại.", minutes=7)


def test_a_page_of_an_earlier_list_decides_nothing_on_a_later_one(house, cast) -> None:
    entries = awarding(cast, top=3)
    seen = seen_now(cast)
    freeze_top(cast, 4, reason="Bốn bài.")
    with pytest.raises(Stale):
        decide(cast, {entries[0]: FIRST}, seen=seen, reason="Họp.")


def test_a_rejected_entry_is_neither_proposed_nor_given_a_prize(house, cast) -> None:
    entries = awarding(cast)
    reject(cast, entries[0])
    assert proposal(cast).proposal.passed == ((entries[0], PassedBy.REJECTED),)
    with pytest.raises(EntryBarred, match="Na trên đá"):
        decide(cast, as_proposed(entries), reason="Họp quyết định.")


def test_the_charter_may_ask_for_the_localitys_word(house, cast) -> None:
    entries = awarding(cast)
    in_terms(cast, verification_required=True)
    with pytest.raises(FigureUnconfirmed, match="Na trên đá"):
        decide(cast, as_proposed(entries))


def test_strange_entries_and_prizes_are_refused(house, cast) -> None:
    entries = awarding(cast)
    with pytest.raises(EntryNotOnList):
        decide(cast, {10_000: FIRST}, reason="x")
    with pytest.raises(PrizeUnknown):
        decide(cast, {entries[0]: "giai-khong-co"}, reason="x")
    with pytest.raises(PrizeUnknown):
        decide(cast, {entries[0]: "tap-the-nhat"}, reason="x")
    with_prizes(cast, ())
    with pytest.raises(NoPrizes):
        decide(cast, {})


def test_the_trace_tells_who_had_what_and_when(house, cast) -> None:
    entries = awarding(cast)
    decide(cast, as_proposed(entries))
    revoke(cast, entries[0], evidence="Báo số 12/2019.")
    decide(cast, proposal(cast).by_entry, minutes=9, reason="Đôn lên sau thu hồi.")
    first, taken_back, second = award_trace(contest_of(cast))
    assert [step.kind.value for step in (first, taken_back, second)] == ["decided", "revoked", "decided"]
    assert (taken_back.evidence, taken_back.lines[0].before) == ("Báo số 12/2019.", "Giải Nhất")
    assert [(line.before, line.prize) for line in second.lines] == [
        ("Giải Nhì", "Giải Nhất"),
        ("Giải Ba", "Giải Nhì"),
        ("", "Giải Ba"),
    ]
    assert second.same == 1


@pytest.mark.parametrize("ask", ["proposal", "awards", "trace"])
def test_however_many_win_the_questions_are_as_many(house, cast, ask) -> None:
    entries = awarding(cast)
    ways = {
        "proposal": lambda: proposal(cast),
        "awards": lambda: awards_of(contest_of(cast)),
        "trace": lambda: award_trace(contest_of(cast)),
    }
    decide(cast, {entries[0]: FIRST}, reason="Một giải.")
    one = queries(ways[ask])
    decide(cast, as_proposed(entries[:3]), reason="Ba giải.")
    assert queries(ways[ask]) == one


def queries(way) -> int:
    """How many statements it sends, on a session that remembers nothing."""
    db.session.rollback()
    db.session.expunge_all()
    sent: list[str] = []

    def heard(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", heard)
    try:
        way()
    finally:
        event.remove(db.engine, "before_cursor_execute", heard)
    return len([one for one in sent if one.lstrip().upper().startswith("SELECT")])
