"""A package upward: only once names are known, of what was chosen, the same for the same choice."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app

from contest.authors.queries import envelope_of
from contest.db import db, transaction
from contest.entries.service import withdraw_entry
from contest.errors.nominations import (
    ListNotFrozen,
    MinutesUnfit,
    NamesSealed,
    NothingChosen,
    NotToBeSent,
    NoUpperLevel,
)
from contest.nominations.models import Package
from contest.nominations.queries import candidates, package_of, packages_of
from contest.nominations.rules import HELD_BACK, EntryTold, read_line
from contest.nominations.service import pack, record_package_taken, register_package, set_level
from contest.plumbing.audit import Actor, AuditEvent
from contest.plumbing.packages import open_package
from contest.plumbing.storage import storage
from tests.stage import PHOTOGRAPHED, REJECTED, WITHDRAWN, Stage

CLERK = Actor(None, "thư ký")


def levelled(stage: Stage, **said: object) -> Stage:
    """The stage's contest at the level of districts, below a province."""
    values = {
        "label": "cấp huyện",
        "rank": 2,
        "upper_label": "cấp tỉnh",
        "send_rest": False,
        "receives": False,
    }
    with transaction():
        set_level(
            contest=stage.contest, **{**values, "default_quota": None, **said}, actor=CLERK, at=stage.at
        )
    return stage


@pytest.fixture
def stage(house: Flask) -> Stage:
    return levelled(Stage.at_level("unsealed"))


def made(stage: Stage, chosen: list[int] | None = None, minutes_later: int = 0, **options: object) -> Package:
    listed = [row.entry.id for row in candidates(stage.contest, stage.round).listed]
    at = stage.later(200 + minutes_later)
    packed = pack(contest=stage.contest, round_=stage.round, chosen=chosen or listed, at=at, **options)
    with transaction():
        return register_package(contest=stage.contest, packed=packed, actor=CLERK, at=at)


def told_in(package: Package) -> list[EntryTold]:
    with open_package(storage().path(package.file_digest)) as opened:
        raw = opened.entries.read_bytes().splitlines()
    return [read_line(line, number) for number, line in enumerate(raw, start=1)]


def test_a_package_holds_the_shortlisted_entries_with_their_files(stage: Stage) -> None:
    package = made(stage)
    told = told_in(package)
    listed = candidates(stage.contest, stage.round).listed
    assert [entry.receipt for entry in told] == [row.entry.receipt for row in listed]
    assert all(entry.nominated and entry.result is not None for entry in told)
    assert [entry.result.rank for entry in told if entry.result] == sorted(row.rank or 0 for row in listed)
    for entry in told:
        for file in entry.files:
            assert storage().holds(file.sha256)
    own = {row.entry.receipt: envelope_of(row.entry.id) for row in listed}
    assert all([a.name for a in e.authors] == [a.name for a in own[e.receipt].authors] for e in told)


def test_the_manifest_says_whose_it_is_and_how_many(stage: Stage) -> None:
    package = made(stage)
    with open_package(storage().path(package.file_digest)) as opened:
        manifest = opened.manifest
        assert (opened.digest, opened.key) == (package.digest, package.key)
    assert manifest["sender"]["level"] == "cấp huyện"
    assert manifest["contest"]["slug"] == stage.contest.slug
    assert manifest["counts"]["entries"] == len(package.nominations)


def test_the_same_choice_is_packed_once_whenever_it_is_asked_for(stage: Stage) -> None:
    first, second = made(stage), made(stage, minutes_later=90)
    assert (first.id, first.file_digest) == (second.id, second.file_digest)
    assert made(stage, scores=False).number == 2


def test_scores_and_telephones_stay_at_home_when_asked(stage: Stage) -> None:
    told = told_in(made(stage, scores=False, phones=False))
    assert all(entry.result is None for entry in told)
    assert not any(author.phone or author.email for entry in told for author in entry.authors)
    assert not any(entry.figure.phone for entry in told)


def test_who_gave_no_consent_is_told_of_by_name_and_unit_alone(stage: Stage) -> None:
    listed = [row.entry.id for row in candidates(stage.contest, stage.round).listed]
    with transaction():
        for consent in envelope_of(listed[0]).consents:
            db.session.delete(consent)
    db.session.expire_all()
    told = told_in(made(stage))[0]
    assert told.contacts == HELD_BACK
    assert not any((a.phone, a.email, a.address, a.birth[4:]) != ("", "", "", "") for a in told.authors)


def test_the_rest_goes_along_for_the_record(stage: Stage) -> None:
    listed = candidates(stage.contest, stage.round).listed
    told = told_in(made(stage, rest=True))
    assert [entry.nominated for entry in told[: len(listed)]] == [True] * len(listed)
    assert len(told) > len(listed)
    assert not any(entry.nominated for entry in told[len(listed) :])
    receipts = {entry.receipt for entry in told}
    assert not receipts & {stage.entry(WITHDRAWN).receipt, stage.entry(REJECTED).receipt}


def test_pages_that_were_photographed_go_along_as_they_came(stage: Stage) -> None:
    entry = stage.entry(PHOTOGRAPHED)
    told = next(e for e in told_in(made(stage, chosen=[entry.id])) if e.receipt == entry.receipt)
    assert [f.sha256 for f in told.files] == [f.digest for f in entry.manuscript.files]


def test_the_minutes_go_along(stage: Stage) -> None:
    package = made(stage, minutes=b"%PDF-1.7 bien ban")
    with open_package(storage().path(package.file_digest)) as opened:
        assert opened.minutes is not None
        assert opened.minutes.read_bytes() == b"%PDF-1.7 bien ban"
    with pytest.raises(MinutesUnfit):
        made(stage, minutes=b"PK\x03\x04 docx")


def test_nothing_goes_up_before_names_are_known(house: Flask) -> None:
    stage = levelled(Stage.at_level("locked"))
    with pytest.raises(ListNotFrozen):
        candidates(stage.contest, stage.round)
    stage.advance("frozen")
    with pytest.raises(NamesSealed):
        pack(contest=stage.contest, round_=stage.round, chosen=[stage.entries[0]], at=stage.later(200))


def test_what_may_not_be_sent_is_refused(stage: Stage) -> None:
    def packed(*chosen: int) -> None:
        pack(contest=stage.contest, round_=stage.round, chosen=chosen, at=stage.later(200))

    with pytest.raises(NothingChosen):
        packed()
    with pytest.raises(NotToBeSent, match=stage.entry(REJECTED).receipt):
        packed(stage.entries[REJECTED])
    with pytest.raises(NotToBeSent) as caught:
        packed(stage.others[0])
    assert caught.value.values["receipt"] == "?", "another contest's entry is not even named"
    best = candidates(stage.contest, stage.round).rows[0].entry
    with transaction():
        withdraw_entry(entry=best, by="tác giả", reason="x", actor=CLERK, at=stage.later(199))
    with pytest.raises(NotToBeSent):
        packed(best.id)
    levelled(stage, upper_label="")
    with pytest.raises(NoUpperLevel):
        packed(stage.entries[0])


def test_the_log_tells_that_a_package_was_made_and_taken_and_names_nobody(stage: Stage) -> None:
    package = made(stage)
    with transaction():
        record_package_taken(package=package, actor=CLERK, at=stage.later(201))
    events = db.session.query(AuditEvent).filter(AuditEvent.verb.startswith("nomination_package")).all()
    assert [event.verb for event in events] == ["nomination_package.made", "nomination_package.exported"]
    told = json.dumps([event.details for event in events], ensure_ascii=False)
    assert not any(name in told for entry in told_in(package) for name in (a.name for a in entry.authors))


def test_the_key_is_in_no_package_and_no_log(stage: Stage) -> None:
    package = made(stage)
    private = (Path(current_app.config["INSTANCE"]) / "signing_key").read_text(encoding="ascii")
    with zipfile.ZipFile(storage().path(package.file_digest)) as packed:
        assert not any(private.encode() in packed.read(name) for name in packed.namelist())
    assert not any(private in json.dumps(e.details) for e in db.session.query(AuditEvent))


def test_packages_are_listed_newest_first_and_belong_to_their_contest(stage: Stage) -> None:
    first, second = made(stage), made(stage, phones=False, minutes_later=5)
    assert [p.number for p in packages_of(stage.cast.contest_id)] == [2, 1]
    assert package_of(stage.cast.contest_id, second.id).digest == second.digest
    assert first.made_at + timedelta(minutes=5) == second.made_at
    assert packages_of(stage.cast.other_contest_id) == []
