"""A package upward: only once names are known, of what was chosen, the same for the same choice."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, current_app

from contest.authors.queries import envelope_of
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.entries.service import withdraw_entry
from contest.errors import Refusal
from contest.errors.nominations import (
    ListNotFrozen,
    NamesSealed,
    NothingChosen,
    NotToBeSent,
    NoUpperLevel,
    PackageOverfull,
    PaperTellsMarks,
    PaperUnfit,
    TooManyPapers,
)
from contest.exports.upward import PROOF, paper_sent
from contest.nominations.models import Package
from contest.nominations.queries import Since, candidates, changes_since, package_of, packages_of
from contest.nominations.rules import HELD_BACK, SCAN, EntryTold, PaperSent, read_line, read_manifest
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


def test_papers_go_along_in_their_order_and_under_their_names(stage: Stage) -> None:
    scan = PaperSent(SCAN, "Biên bản họp", "pdf", b"%PDF-1.7 bien ban")
    marks = PaperSent("score-summary", "Bảng tổng hợp điểm", "docx", b"PK\x03\x04 bang", marks=True)
    package = made(stage, papers=[marks, scan])
    with open_package(storage().path(package.file_digest)) as opened:
        manifest = read_manifest(opened.manifest)
        assert opened.manifest["version"] == 2
        assert [(p.name, p.kind, p.title) for p in manifest.papers] == [
            ("papers/01.docx", "score-summary", "Bảng tổng hợp điểm"),
            ("papers/02.pdf", "scan", "Biên bản họp"),
        ]
        assert opened.member("papers/02.pdf").read_bytes() == scan.data
        assert manifest.digest_of("papers/01.docx") == hashlib.sha256(marks.data).hexdigest()
    assert [paper["title"] for paper in package.papers] == ["Bảng tổng hợp điểm", "Biên bản họp"]


def test_a_package_without_papers_is_one_that_older_readers_read(stage: Stage) -> None:
    with open_package(storage().path(made(stage).file_digest)) as opened:
        assert opened.manifest["version"] == 1
        assert "papers" not in opened.manifest


@pytest.mark.parametrize(
    ("paper", "refusal"),
    [
        (PaperSent(SCAN, "Biên bản", "pdf", b"PK\x03\x04 docx"), PaperUnfit),
        (PaperSent(SCAN, "Biên bản", "pdf", b"%PDF-" + bytes(50_000_000)), PaperUnfit),
        (PaperSent("score-summary", "Bảng điểm", "pdf", b"%PDF-1.7", marks=True), PaperTellsMarks),
    ],
)
def test_papers_that_cannot_go_along_are_refused(
    stage: Stage, paper: PaperSent, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal, match=paper.title):
        made(stage, papers=[paper], scores=False)
    with pytest.raises(TooManyPapers):
        made(stage, papers=[PaperSent(SCAN, "x", "pdf", b"%PDF-")] * 21)


def test_papers_of_the_house_are_the_same_bytes_for_the_same_rows(stage: Stage) -> None:
    def written(minutes: int) -> list[PaperSent]:
        return [
            paper_sent(key, fmt, contest=stage.contest, round_=stage.round, at=stage.later(minutes))
            for key in ("marking-minutes", "score-summary", PROOF)
            for fmt in ("pdf", "docx")
        ]

    first = written(210)
    assert [(paper.kind, paper.suffix) for paper in first] == [
        ("marking-minutes", "pdf"),
        ("marking-minutes", "docx"),
        ("score-summary", "pdf"),
        ("score-summary", "docx"),
        (PROOF, "zip"),
        (PROOF, "zip"),
    ]
    assert first == written(400)
    assert made(stage, papers=first[:1]).id == made(stage, papers=written(500)[:1], minutes_later=60).id


def test_no_paper_of_the_house_that_goes_along_names_an_author_of_a_work_that_stays(stage: Stage) -> None:
    names = {
        author.name for entry_id in stage.entries for author in envelope_of(entry_id).authors if author.name
    }
    for key in ("marking-minutes", "score-summary"):
        sent = paper_sent(key, "docx", contest=stage.contest, round_=stage.round, at=stage.later(210))
        with zipfile.ZipFile(io.BytesIO(sent.data)) as docx:
            told = docx.read("word/document.xml").decode()
        assert "Biên bản".upper() in told or "TỔNG HỢP" in told
        assert [name for name in names if name in told] == []


def test_an_entry_tells_the_code_by_which_papers_speak_of_it(stage: Stage) -> None:
    codes = {row.entry.receipt: row.code for row in candidates(stage.contest, stage.round).listed}
    assert all(codes.values())
    assert {e.receipt: e.result.code for e in told_in(made(stage)) if e.result} == codes


def test_a_child_is_told_of_by_year_and_guardian(stage: Stage) -> None:
    listed = [row.entry.id for row in candidates(stage.contest, stage.round).listed]
    with transaction():
        author = envelope_of(listed[0]).authors[0]
        author.birth_year, author.birth_month, author.birth_day = 2012, 5, 9
        author.phone, author.guardian_name, author.guardian_phone = "0911111111", "Mẹ", "0922222222"
    told = told_in(made(stage))[0].authors[0]
    assert (told.birth, told.phone, told.email, told.address) == ("2012", "", "", "")
    assert (told.guardian_name, told.guardian_phone) == ("Mẹ", "0922222222")


def test_more_than_any_level_above_opens_is_not_packed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contest.nominations.service.packing.MOST_ENTRIES", 1)
    with pytest.raises(PackageOverfull):
        made(stage)


def test_what_became_of_works_since_their_package_was_made_is_told(stage: Stage) -> None:
    package = made(stage)
    entries = [one.entry_id for one in package.nominations]
    assert changes_since(package) == {}
    with transaction():
        withdraw_entry(
            entry=entry_of(stage.cast.contest_id, entries[0]),
            by="tác giả",
            reason="x",
            actor=CLERK,
            at=stage.later(300),
        )
    assert changes_since(package_of(stage.cast.contest_id, package.id)) == {entries[0]: (Since.WITHDRAWN,)}


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
