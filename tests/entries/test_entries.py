"""Entries: found by receipt, listed, withdrawn for a reason, without a way to their authors."""

from datetime import date

import pytest
from sqlalchemy import inspect

from contest.authors.rules import EssaySaid, FigureSaid
from contest.authors.service import hand_in
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Channel, Entry
from contest.entries.queries import (
    entries_in,
    entry_by_receipt,
    entry_counts,
    entry_of,
)
from contest.entries.rules import Flag, is_late, length_flags
from contest.entries.service import withdraw_entry
from contest.errors.entries import AlreadyWithdrawn, EntryUnknown, ReasonMissing
from contest.plumbing.audit import CITIZEN, Actor
from tests.authors.said import BODY, a_submission, an_author
from tests.conftest import NOON

OFFICE = Actor(1, "Nông Văn Cường")


@pytest.fixture
def contest(house, cast):
    return db.session.get_one(Contest, cast.contest_id)


def entered(
    contest: Contest, n: int, title: str = "Con đường của bản", figure: str = "Nông Văn Slao"
) -> Entry:
    essay = EssaySaid(title, contest.categories[n % 2].id, paragraphs=BODY, typed=True)
    said = a_submission(
        contest,
        essay=essay,
        figure=FigureSaid(name=figure, place="Xã Nhân Lý"),
        authors=(an_author(name=f"Lô Văn Tác Giả {n}", phone=f"09123456{n:02}"),),
    )
    with transaction():
        done = hand_in(
            contest=contest,
            submission=said,
            key=f"key-{n}",
            channel=Channel.WEB,
            sent_on=date(2026, 11, 23),
            actor=CITIZEN,
            at=NOON,
        )
    return done.entry


def test_a_receipt_finds_its_entry_as_typed(contest):
    entry = entered(contest, 1)
    entered(contest, 2)
    for typed in (entry.receipt, entry.receipt.lower(), entry.receipt.replace("-", " ")):
        assert entry_by_receipt(typed).id == entry.id


def test_a_list_of_entries_costs_the_same_for_one_and_for_three(contest, count_queries):
    entered(contest, 1)
    db.session.expunge_all()
    one = count_queries(lambda: entries_in(contest.id))
    entered(contest, 2)
    entered(contest, 3)
    db.session.expunge_all()
    assert count_queries(lambda: entries_in(contest.id)) == one


def test_an_entry_of_another_contest_is_not_there(contest, cast):
    entry = entered(contest, 1)
    with pytest.raises(EntryUnknown):
        entry_of(cast.other_contest_id, entry.id)


def test_the_office_withdraws_for_a_reason_and_once(contest):
    entry = entered(contest, 1)
    with pytest.raises(ReasonMissing), transaction():
        withdraw_entry(entry=entry, by="Tổ thư ký", reason=" ", actor=OFFICE, at=NOON)
    entry = entry_of(contest.id, entry.id)
    with transaction():
        withdraw_entry(entry=entry, by="Tổ thư ký", reason="Đơn xin rút", actor=OFFICE, at=NOON)
    with pytest.raises(AlreadyWithdrawn), transaction():
        withdraw_entry(entry=entry, by="Tổ thư ký", reason="Đơn xin rút", actor=OFFICE, at=NOON)
    assert entry_counts(contest.id) == (1, 1)
    assert entries_in(contest.id) == []
    assert len(entries_in(contest.id, withdrawn=True)) == 1


def test_no_relationship_leads_from_an_entry_to_an_author():
    seen, waiting = set(), [Entry]
    while waiting:
        table = waiting.pop()
        if table not in seen:
            seen.add(table)
            waiting += [relation.mapper.class_ for relation in inspect(table).relationships]
    assert not [table for table in seen if table.__module__.startswith("contest.authors")]


@pytest.mark.parametrize(
    ("sent", "received", "by_sent_date", "late"),
    [(30, 30, True, False), (30, 31, True, False), (31, 31, True, True), (30, 31, False, True)],
)
def test_late_by_the_date_the_charter_names(sent, received, by_sent_date, late):
    december = {"sent_on": date(2026, 12, sent), "received_on": date(2026, 12, received)}
    assert is_late(**december, closes_on=date(2026, 12, 30), by_sent_date=by_sent_date) is late


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        (0, ()),  # pictures only: nobody has counted
        (719, (Flag.TOO_SHORT,)),
        (720, ()),
        (2750, ()),
        (2751, (Flag.TOO_LONG,)),
    ],
)
def test_length_is_judged_with_the_charter_s_tolerance(words, flags):
    assert length_flags(words, least=800, most=2500, tolerance_percent=10) == flags
