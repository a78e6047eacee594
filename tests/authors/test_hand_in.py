"""The hand-in: once for each key, in time, within the cap, with everything that proves it."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from contest.authors.models import Author, Consent, Envelope
from contest.authors.queries import envelope_of, envelopes_of, open_entry
from contest.authors.service import hand_in
from contest.charter.models import Contest
from contest.charter.rules import LateRule
from contest.db import db, transaction
from contest.entries.models import Channel, Entry, Manuscript
from contest.errors.authors import (
    HandInClosed,
    NotYetOpen,
    SubmissionIncomplete,
    TooManyEntries,
    WrongCode,
)
from contest.plumbing.audit import CITIZEN, AuditEvent, first_broken_event
from contest.plumbing.jobs import OutboxItem
from contest.plumbing.vietnamese import PartialDate
from tests.authors.said import a_submission, an_author
from tests.conftest import NOON

TODAY = date(2026, 11, 23)


def handed(contest, submission, key="k1", **changes):
    said = {"channel": Channel.WEB, "sent_on": TODAY, "actor": CITIZEN, "at": NOON} | changes
    with transaction():
        return hand_in(contest=contest, submission=submission, key=key, **said)


@pytest.fixture
def contest(house, cast):
    return db.session.get_one(Contest, cast.contest_id)


def test_a_hand_in_keeps_essay_figure_author_and_consents_with_their_version_and_moment(contest):
    done = handed(contest, a_submission(contest))
    envelope = envelope_of(done.entry.id)
    assert done.fresh
    assert done.entry.register_number == 1
    assert done.entry.manuscript.words == 20
    assert done.entry.figure.search_key == "nong van slao"
    assert [author.folded_name for author in envelope.authors] == ["hoang thi lanh"]
    assert {(c.statement.key, c.statement.version, c.accepted_at) for c in envelope.consents} == {
        ("own", 1, NOON),
        ("data", 1, NOON),
    }


def test_the_same_key_gives_the_same_receipt_and_secret_and_no_second_entry(contest):
    first = handed(contest, a_submission(contest))
    again = handed(contest, a_submission(contest, unit_name=""))
    assert (again.entry.id, again.secret, again.fresh) == (first.entry.id, first.secret, False)
    assert db.session.scalar(select(func.count(Entry.id))) == 1


def test_a_late_repetition_still_gets_its_receipt(contest):
    first = handed(contest, a_submission(contest))
    again = handed(contest, a_submission(contest), at=contest.closes_at + timedelta(hours=1))
    assert again.entry.receipt == first.entry.receipt


def test_eight_at_once_make_one_entry(app: Flask, cast):
    def one(_n: int) -> tuple[int, str]:
        with app.app_context():
            contest = db.session.get_one(Contest, cast.contest_id)
            done = handed(contest, a_submission(contest))
            return done.entry.id, done.secret

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(one, range(8)))
    assert len(answers) == 1


def test_eight_different_ones_at_once_get_eight_numbers(app: Flask, cast):
    def one(n: int) -> int:
        with app.app_context():
            contest = db.session.get_one(Contest, cast.contest_id)
            said = a_submission(contest, authors=(an_author(name=f"Lô Văn {n}", phone=f"091234567{n}"),))
            return handed(contest, said, key=f"key-{n}").entry.register_number

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(one, range(8))) == list(range(1, 9))


def test_the_closing_second_is_in_time_and_the_next_is_late(contest):
    assert handed(contest, a_submission(contest), at=contest.closes_at).fresh
    with pytest.raises(HandInClosed):
        handed(contest, a_submission(contest), key="k2", at=contest.closes_at + timedelta(microseconds=1))


def test_before_the_opening_or_unannounced_nothing_is_taken(contest):
    with pytest.raises(NotYetOpen):
        handed(contest, a_submission(contest), at=contest.opens_at - timedelta(seconds=1))
    with transaction():
        contest.announced_at = None
    with pytest.raises(NotYetOpen):
        handed(contest, a_submission(contest))


@pytest.mark.parametrize(
    ("rule", "sent", "days_after", "late"),
    [
        (LateRule.SENT, 0, 5, False),  # postmarked on the last day, received five days later
        (LateRule.SENT, 1, 5, True),
        (LateRule.RECEIVED, 0, 1, True),
        (LateRule.RECEIVED, 0, 0, False),
    ],
)
def test_paper_goes_by_the_charter_s_date_and_is_flagged_not_refused(contest, rule, sent, days_after, late):
    with transaction():
        contest.late_rule = rule
    done = handed(
        contest,
        a_submission(contest),
        channel=Channel.POST,
        sent_on=contest.closes_at.date() + timedelta(days=sent),
        at=contest.closes_at + timedelta(days=days_after),
        entered_by="Tổ thư ký",
    )
    assert ("late" in done.entry.manuscript.warnings) is late


def test_the_fourth_entry_of_one_author_is_refused_on_the_web_and_flagged_on_paper(contest):
    for n in range(3):
        handed(contest, a_submission(contest), key=f"k{n}")
    with pytest.raises(TooManyEntries):
        handed(contest, a_submission(contest), key="k4")
    assert db.session.scalar(select(func.count(Entry.id))) == 3
    paper = handed(contest, a_submission(contest), key="k5", channel=Channel.HAND)
    assert "over-cap" in paper.entry.manuscript.warnings


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"name": "HOANG THI LANH", "phone": "0987654321"}, True),  # name, year and unit
        ({"birth": PartialDate(1979), "phone": "0912345678"}, True),  # name and telephone
        ({"birth": PartialDate(1979), "phone": "0987654321"}, False),
        ({"name": "Lô Thị Mai"}, False),  # a telephone alone: a class may give its teacher's
    ],
)
def test_who_counts_as_the_same_author(contest, changes, same):
    with transaction():
        contest.max_entries_per_author = 1
    handed(contest, a_submission(contest))
    other = a_submission(contest, authors=(an_author(**changes),))
    if same:
        with pytest.raises(TooManyEntries):
            handed(contest, other, key="k2")
    else:
        assert handed(contest, other, key="k2").fresh


def test_an_incomplete_one_is_refused_with_its_fields_and_leaves_nothing(contest):
    with pytest.raises(SubmissionIncomplete) as refused:
        handed(contest, a_submission(contest, consented=frozenset(), authors=()))
    fields = {problem.field for problem in refused.value.values["problems"]}
    assert {"authors", f"statements.{contest.statements[0].id}"} <= fields
    for table in (Entry, Manuscript, Envelope, Author, Consent):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


def test_right_code_and_secret_open_the_entry_however_they_are_typed(contest):
    done = handed(contest, a_submission(contest))
    sloppy = done.secret.lower().replace("-", " ")
    assert open_entry(done.entry.receipt.lower(), sloppy).id == done.entry.id


def test_a_wrong_secret_and_a_wrong_code_are_answered_alike(contest):
    done = handed(contest, a_submission(contest))
    said = []
    for code, secret in ((done.entry.receipt, "sai"), ("CL26-0000-0", done.secret), ("", "")):
        with pytest.raises(WrongCode) as refused:
            open_entry(code, secret)
        said.append((str(refused.value), refused.value.status))
    assert len(set(said)) == 1


def test_the_secret_has_128_bits_and_is_not_kept(contest):
    done = handed(contest, a_submission(contest))
    bare = done.secret.replace("-", "")
    assert len(bare) == 26
    row = {column.name: getattr(done.entry, column.name) for column in Entry.__table__.columns}
    assert bare not in json.dumps(row, default=str)
    assert done.secret not in json.dumps(row, default=str)


def test_the_log_names_no_author_and_stays_whole(contest):
    handed(contest, a_submission(contest, authors=(an_author(email="lanh@example.vn"),)))
    said = " ".join(json.dumps([e.verb, e.details]) for e in db.session.scalars(select(AuditEvent)))
    assert "entry.handed_in" in said
    for told in ("Lanh", "0912345678", "lanh@example.vn", "Nhân Lý"):
        assert told not in said
    assert first_broken_event() is None


def test_a_receipt_is_promised_by_mail_when_an_address_is_given(contest):
    handed(contest, a_submission(contest, authors=(an_author(email="lanh@example.vn"),)))
    handed(contest, a_submission(contest), key="k2")
    letters = list(db.session.scalars(select(OutboxItem).where(OutboxItem.kind == "mail.send")))
    assert [letter.payload["to"] for letter in letters] == ["lanh@example.vn"]


def test_envelopes_of_a_list_cost_the_same_for_one_and_for_three(contest, count_queries):
    entries = [handed(contest, a_submission(contest), key=f"k{n}").entry.id for n in range(3)]
    db.session.expunge_all()
    one = count_queries(lambda: envelopes_of(entries[:1]))
    db.session.expunge_all()
    assert count_queries(lambda: envelopes_of(entries)) == one


def test_a_group_names_its_leader_and_each_person_in_order(contest):
    people = (an_author(leads=False, phone=""), an_author(name="Vi Văn Hợp", phone="0987654321"))
    said = replace(a_submission(contest, authors=people), kind="group")
    envelope = envelope_of(handed(contest, said).entry.id)
    assert [(author.position, author.name, author.leads) for author in envelope.authors] == [
        (1, "Hoàng Thị Lanh", False),
        (2, "Vi Văn Hợp", True),
    ]
