"""What came from below: believed by its key, shown before anything is taken, and taken once."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from contest.authors.queries import envelope_of
from contest.charter.models import Category
from contest.db import db, transaction
from contest.entries.models import Entry, Manuscript
from contest.entries.queries import entries_in, entry_of
from contest.entries.service import withdraw_entry
from contest.errors.nominations import (
    ConsignmentBusy,
    ConsignmentRefused,
    ConsignmentTaken,
    FingerprintWrong,
    KeyOfAnother,
    KeyUntrusted,
    NothingChosen,
    NotReceiving,
    PackageKnown,
    QuotaExceeded,
    SenderFixed,
    SenderMissing,
    SenderUnknown,
)
from contest.nominations.jobs import named_by_consignments
from contest.nominations.models import Choice, Consignment, Outcome
from contest.nominations.queries import (
    Trust,
    level_of,
    rows_of,
    sender_of,
    tallies_of,
    trust_of,
    works_received,
)
from contest.nominations.rules import Fate
from contest.nominations.service import (
    accept_key,
    choose_entries,
    discard_consignment,
    end_sender,
    map_categories,
    receive_consignment,
    say_sender,
    set_level,
    set_quota,
    start_taking,
    withdraw_key,
)
from contest.nominations.service.choices import wanted
from contest.nominations.service.sweeping import let_go
from contest.nominations.service.taking import take_entries
from contest.plumbing.audit import AuditEvent
from contest.plumbing.packages import fingerprint
from contest.plumbing.storage import storage
from tests.cast import Cast
from tests.nominations.districts import (
    CLERK,
    LATER,
    Sent,
    furnish_province,
    kept,
    made_ready,
    note_codes,
    province,
    received,
    taken,
    unit_id,
)
from tests.nominations.made import ANOTHER, SAID, a_package, lines_of, sha, signature_of, unpacked

CL, BG, VL = "chi-lang", "binh-gia", "van-lang"


@pytest.fixture
def cast(house: Flask, keys: dict[str, str]) -> Cast:
    """A province that knows the keys of its three districts."""
    return furnish_province(keys)


def receipts(cast: Cast) -> list[str]:
    return [entry.receipt for entry in entries_in(cast.contest_id, withdrawn=True)]


def verbs() -> list[str]:
    return [event.verb for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def resent(one: Sent, change: Callable[[dict], None], *, minutes: int = 60) -> bytes:
    """The same package made again later, its lines changed, signed by the key of the tests."""
    members = dict(unpacked(one.data))
    entries = [json.loads(line) for line in members["entries.jsonl"].splitlines()]
    for entry in entries:
        change(entry)
    manifest = json.loads(members["manifest.json"])
    made = LATER + timedelta(minutes=minutes)
    files = [(name, data) for name, data in unpacked(one.data) if name.startswith("files/")]
    said = {name: manifest[name] for name in SAID if name not in ("format", "version")}
    said |= {"created_at": made.isoformat(timespec="seconds")}
    del said["list"]
    return a_package([("entries.jsonl", lines_of(entries)), *files], **said)


def test_a_known_key_says_whose_a_package_is(cast: Cast, sent: dict[str, Sent]) -> None:
    row = received(cast, sent[CL].data)
    assert (row.unit_id, trust_of(row)) == (unit_id(CL), Trust.REGISTERED)
    assert rows_of(row)[0].title == "Bài chung, huyện Chi Lăng"
    assert receipts(cast) == [], "a look takes nothing"


def test_entries_come_into_the_register_with_unit_receipt_and_envelope(
    cast: Cast, sent: dict[str, Sent]
) -> None:
    rows = taken(received(cast, sent[CL].data))
    assert [row.outcome for row in rows] == [Outcome.TAKEN] * 3
    entries = entries_in(cast.contest_id)
    assert [entry.receipt[:5] for entry in entries] == ["LS26-"] * 3
    envelope = envelope_of(entries[0].id)
    assert (envelope.unit_id, envelope.unit_name) == (unit_id(CL), "Huyện Chi Lăng")
    assert [(a.name, a.unit_name, a.phone) for a in envelope.authors] == [
        ("Hoàng Thị Lanh", "Trường THCS Quan Sơn", "0912345600")
    ]
    assert len(envelope.consents) == 2, "the statements have the same words here"
    assert entries[0].manuscript.title == "Bài chung, huyện Chi Lăng"


def test_files_are_kept_byte_for_byte_and_the_digest_of_an_essay_is_the_same(
    cast: Cast, sent: dict[str, Sent]
) -> None:
    rows = taken(received(cast, sent[CL].data))
    entry = entry_of(cast.contest_id, rows[2].entry_id or 0)
    (file,) = entry.manuscript.files
    assert storage().holds(file.digest)
    assert entry.manuscript.digest == rows[2].said["digest"] == file.digest
    assert entry.manuscript.paragraphs
    assert entry_of(cast.contest_id, rows[0].entry_id or 0).manuscript.digest == rows[0].said["digest"]


def test_the_same_package_comes_once(cast: Cast, sent: dict[str, Sent]) -> None:
    taken(received(cast, sent[CL].data))
    with pytest.raises(PackageKnown, match="số 1"):
        received(cast, sent[CL].data)
    assert len(receipts(cast)) == 3


def test_a_package_of_the_same_entries_takes_none_twice(cast: Cast, sent: dict[str, Sent]) -> None:
    taken(received(cast, sent[CL].data))
    again = received(cast, resent(sent[CL], lambda _entry: None))
    _trusted(cast, again, CL)
    rows = rows_of(again)
    assert [row.fate for row in rows] == [Fate.SAME] * 3
    assert note_codes(rows[0])[0] == "known"
    with pytest.raises(NothingChosen):
        taken(again)
    assert len(receipts(cast)) == 3


def _trusted(cast: Cast, row: Consignment, district: str) -> Consignment:
    """The key of the tests in the place of the district's own, as after it had a new machine."""
    contest = province(cast)
    with transaction():
        for key in sender_of(contest.id, unit_id(district)).keys:
            withdraw_key(contest=contest, key_id=key.id, actor=CLERK, at=LATER)
    if row.unit_id != unit_id(district):
        with transaction():
            say_sender(consignment=row, contest=contest, unit_id=unit_id(district), actor=CLERK, at=LATER)
    with transaction():
        accept_key(consignment=row, contest=contest, typed=fingerprint(row.key), actor=CLERK, at=LATER)
    return made_ready(row)


def test_a_changed_entry_is_shown_as_changed_and_not_doubled(cast: Cast, sent: dict[str, Sent]) -> None:
    taken(received(cast, sent[CL].data))

    def change(entry: dict) -> None:
        if entry["title"].startswith("Bài riêng"):
            entry["title"] = "Bài riêng, bản sửa"
            entry["authors"][0]["phone"] = "0988888888"

    again = _trusted(cast, received(cast, resent(sent[CL], change)), CL)
    rows = rows_of(again)
    assert [row.fate for row in rows] == [Fate.SAME, Fate.CHANGED, Fate.SAME]
    assert rows[1].notes[0]["code"] == "changed"
    assert rows[1].notes[0]["values"]["parts"] == "title,authors"
    with transaction():
        choose_entries(consignment=again, choices={rows[1].id: Choice.CORRECT}, at=LATER)
    done = taken(again)
    assert [row.outcome for row in done] == [Outcome.ALREADY, Outcome.CORRECTED, Outcome.ALREADY]
    assert len(receipts(cast)) == 3
    entry = entry_of(cast.contest_id, done[1].entry_id or 0)
    assert [m.title for m in entry.manuscripts] == ["Bài riêng, huyện Chi Lăng", "Bài riêng, bản sửa"]
    assert envelope_of(entry.id).authors[0].phone == "0988888888"


def test_a_prize_taken_back_below_is_told_and_lists_tell_the_newest_word(
    cast: Cast, sent: dict[str, Sent]
) -> None:
    taken(received(cast, sent[CL].data))
    assert [work.rank for work in works_received(cast.contest_id)] == [1, 2, 3]

    def change(entry: dict) -> None:
        entry["result"]["rank"] += 1

    again = _trusted(cast, received(cast, resent(sent[CL], change)), CL)
    rows = rows_of(again)
    assert [row.fate for row in rows] == [Fate.SAME] * 3, "a result alone changes no entry"
    told = [note for note in rows[0].notes if note["code"] == "result-changed"]
    assert [note["values"] for note in told] == [{"before": "1/4", "now": "2/4"}]
    with transaction():
        choose_entries(consignment=again, choices={row.id: Choice.LEAVE for row in rows}, at=LATER)
    assert [work.rank for work in works_received(cast.contest_id)] == [1, 2, 3], "nobody has taken it in yet"


def test_an_older_package_changes_nothing(cast: Cast, sent: dict[str, Sent]) -> None:
    taken(received(cast, sent[CL].data))

    def change(entry: dict) -> None:
        entry["title"] = "Bản cũ"

    row = _trusted(cast, received(cast, resent(sent[CL], change, minutes=-600)), CL)
    assert [one.fate for one in rows_of(row)] == [Fate.OLDER] * 3
    assert {wanted(one) for one in rows_of(row)} == {Choice.LEAVE}


def test_an_unknown_key_takes_nothing_until_its_fingerprint_was_compared(
    house: Flask, sent: dict[str, Sent]
) -> None:
    cast = furnish_province()
    contest = province(cast)
    row = received(cast, sent[CL].data)
    assert (row.unit_id, trust_of(row)) == (unit_id(CL), Trust.UNKNOWN), "its area names the unit"
    with pytest.raises(KeyUntrusted), transaction():
        start_taking(consignment=row, contest=contest, actor=CLERK, at=LATER)
    for wrong in ("", fingerprint("00" * 32)):
        with pytest.raises(FingerprintWrong), transaction():
            accept_key(consignment=row, contest=contest, typed=wrong, actor=CLERK, at=LATER)
    assert receipts(cast) == []
    with transaction():
        accept_key(
            consignment=row, contest=contest, typed=fingerprint(sent[CL].key).lower(), actor=CLERK, at=LATER
        )
    assert trust_of(row) is Trust.REGISTERED
    assert len([r for r in taken(row) if r.outcome is Outcome.TAKEN]) == 3
    assert {"sender_key.registered", "consignment.key_accepted"} <= set(verbs())
    assert sender_of(contest.id, unit_id(CL)).keys[0].by_telephone


def test_a_package_signed_anew_by_another_key_is_refused(cast: Cast, sent: dict[str, Sent]) -> None:
    members = unpacked(sent[CL].data)
    forged = a_package(members[2:], manifest=members[0][1], signature=signature_of(members[0][1], ANOTHER))
    row = received(cast, forged)
    assert trust_of(row) is Trust.ANOTHER
    contest = province(cast)
    with pytest.raises(KeyOfAnother, match="khóa khác"), transaction():
        start_taking(consignment=row, contest=contest, actor=CLERK, at=LATER)
    with pytest.raises(KeyOfAnother), transaction():
        accept_key(consignment=row, contest=contest, typed=fingerprint(row.key), actor=CLERK, at=LATER)
    assert receipts(cast) == []


def test_a_tampered_package_is_kept_as_refused_and_takes_nothing(cast: Cast, sent: dict[str, Sent]) -> None:
    spoilt = bytearray(sent[CL].data)
    spoilt[len(spoilt) // 2] ^= 1
    row = received(cast, bytes(spoilt))
    assert row.refusal == "PackageAltered"
    assert rows_of(row) == []
    with pytest.raises(ConsignmentRefused), transaction():
        start_taking(consignment=row, contest=province(cast), actor=CLERK, at=LATER)
    assert receipts(cast) == []
    assert "consignment.refused" in verbs()


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"%PDF-1.7", "NotAPackage"),
        (a_package(version=3), "PackageNewer"),
        (a_package(version=0), "PackageOutdated"),
        (a_package(), "PackageUnfit"),
        (a_package([("entries.jsonl", b"{}\n")]), "PackageUnfit"),
        (a_package([("entries.jsonl", b"")]), "PackageUnfit"),
    ],
)
def test_what_cannot_be_a_package_is_refused_with_its_kind(cast: Cast, data: bytes, refusal: str) -> None:
    row = received(cast, data)
    assert row.refusal == refusal
    assert receipts(cast) == []


def test_copies_are_found_across_districts_in_the_register_and_among_what_waits(
    cast: Cast, sent: dict[str, Sent]
) -> None:
    first = received(cast, sent[CL].data)
    waiting = received(cast, sent[VL].data)
    like = next(note for note in rows_of(waiting)[0].notes if note["code"] == "like-waiting")
    assert like["values"]["sender"] == "huyện Chi Lăng"
    assert int(like["values"]["percent"]) >= 70
    own = taken(first)
    row = received(cast, sent[BG].data)
    codes = note_codes(rows_of(row)[0])
    assert "same-text" in codes or "like" in codes
    told = next(note for note in rows_of(row)[0].notes if note["code"] in ("same-text", "like"))
    entry = entry_of(cast.contest_id, own[0].entry_id or 0)
    assert told["values"]["receipt"] == entry.receipt
    assert "Huyện Chi Lăng" in told["values"]["whence"]
    assert not {"like", "same-text", "like-waiting", "like-inside"} & set(note_codes(rows_of(row)[1]))


def test_the_quota_is_respected(cast: Cast, sent: dict[str, Sent]) -> None:
    contest = province(cast)
    with transaction():
        set_quota(contest=contest, unit_id=unit_id(CL), quota=2, actor=CLERK, at=LATER)
    row = received(cast, sent[CL].data)
    rows = rows_of(row)
    assert [wanted(one) for one in rows] == [Choice.TAKE, Choice.TAKE, Choice.LEAVE]
    assert note_codes(rows[2])[0] == "over-quota"
    with transaction():
        choose_entries(consignment=row, choices={rows[2].id: Choice.TAKE}, at=LATER)
    with pytest.raises(QuotaExceeded, match="còn được gửi 2 tác phẩm, đang chọn 3"), transaction():
        start_taking(consignment=row, contest=contest, actor=CLERK, at=LATER)
    with transaction():
        choose_entries(consignment=row, choices={rows[0].id: Choice.LEAVE}, at=LATER)
    assert [one.outcome for one in taken(row)] == [Outcome.LEFT, Outcome.TAKEN, Outcome.TAKEN]
    assert sender_of(contest.id, unit_id(CL)).room.left == 0


def test_what_was_left_out_can_be_taken_after_all(cast: Cast, sent: dict[str, Sent]) -> None:
    contest = province(cast)
    with transaction():
        set_quota(contest=contest, unit_id=unit_id(CL), quota=2, actor=CLERK, at=LATER)
    row = received(cast, sent[CL].data)
    left = taken(row)[2]
    assert left.outcome is Outcome.LEFT
    with transaction():
        set_quota(contest=contest, unit_id=unit_id(CL), quota=3, actor=CLERK, at=LATER)
        choose_entries(consignment=row, choices={left.id: Choice.TAKE}, at=LATER)
    assert [one.outcome for one in taken(row)] == [Outcome.TAKEN] * 3


def test_a_withdrawn_work_gives_its_place_back(cast: Cast, sent: dict[str, Sent]) -> None:
    rows = taken(received(cast, sent[CL].data))
    assert sender_of(cast.contest_id, unit_id(CL)).room.used == 3
    with transaction():
        entry = entry_of(cast.contest_id, rows[0].entry_id or 0)
        withdraw_entry(entry=entry, by="văn bản", reason="xin rút", actor=CLERK, at=LATER)
    assert sender_of(cast.contest_id, unit_id(CL)).room.used == 2


def test_the_quota_of_all_is_the_default(cast: Cast) -> None:
    contest = province(cast)
    level = level_of(contest.id)
    with transaction():
        set_level(
            contest=contest,
            label=level.label,
            rank=level.rank,
            upper_label="",
            send_rest=False,
            receives=True,
            default_quota=20,
            actor=CLERK,
            at=LATER,
        )
        set_quota(contest=contest, unit_id=unit_id(BG), quota=30, actor=CLERK, at=LATER)
    assert sender_of(contest.id, unit_id(CL)).room.left == 20
    assert sender_of(contest.id, unit_id(BG)).room.left == 30


def test_a_category_that_is_not_ours_waits_for_somebody_to_say_which_it_is(
    cast: Cast, sent: dict[str, Sent]
) -> None:
    contest = province(cast)
    with transaction():
        gone = contest.categories[1]
        gone.key, gone.name = "phong-su", "Phóng sự"
    row = received(cast, sent[CL].data)
    unknown = [one for one in rows_of(row) if "category-unknown" in note_codes(one)]
    assert [one.said["category_name"] for one in unknown] == ["Bút ký"]
    with transaction():
        map_categories(consignment=row, contest=contest, chosen={"Bút ký": gone.id}, actor=CLERK, at=LATER)
    rows = taken(made_ready(row))
    assert [one.outcome for one in rows] == [Outcome.TAKEN] * 3
    entry = entry_of(cast.contest_id, rows[1].entry_id or 0)
    assert entry.manuscript.category_id == gone.id
    assert db.session.get_one(Category, gone.id).name == "Phóng sự"


def test_a_sender_is_said_once_and_no_more_when_entries_were_taken(cast: Cast, sent: dict[str, Sent]) -> None:
    contest = province(cast)
    row = received(cast, sent[CL].data)
    with pytest.raises(SenderUnknown), transaction():
        say_sender(consignment=row, contest=contest, unit_id=cast.units["X-NL"], actor=CLERK, at=LATER)
    taken(row)
    with pytest.raises(SenderFixed), transaction():
        say_sender(consignment=row, contest=contest, unit_id=unit_id(BG), actor=CLERK, at=LATER)


def test_nobody_is_taken_without_a_sender(house: Flask, sent: dict[str, Sent]) -> None:
    cast = furnish_province()
    contest = province(cast)
    with transaction():
        end_sender(contest=contest, unit_id=unit_id(CL), actor=CLERK, at=LATER)
    row = received(cast, sent[CL].data)
    assert row.unit_id is None
    with pytest.raises(SenderMissing), transaction():
        start_taking(consignment=row, contest=contest, actor=CLERK, at=LATER)
    with pytest.raises(SenderMissing), transaction():
        accept_key(consignment=row, contest=contest, typed=fingerprint(row.key), actor=CLERK, at=LATER)


def test_a_contest_that_takes_nothing_from_below_takes_no_package(
    house: Flask, sent: dict[str, Sent]
) -> None:
    cast = Cast.enter(at=LATER)
    with pytest.raises(NotReceiving), transaction():
        receive_consignment(
            contest=province(cast), kept=kept(sent[CL].data), sent_name="x", actor=CLERK, at=LATER
        )


def test_a_package_can_be_thrown_away_until_something_of_it_is_taken(
    cast: Cast, sent: dict[str, Sent]
) -> None:
    row = received(cast, sent[CL].data)
    with transaction():
        discard_consignment(consignment=row, actor=CLERK, at=LATER)
    again = received(cast, sent[CL].data)
    taken(again)
    with pytest.raises(ConsignmentTaken), transaction():
        discard_consignment(consignment=again, actor=CLERK, at=LATER)


def test_while_entries_are_taken_nothing_else_is_done(cast: Cast, sent: dict[str, Sent]) -> None:
    row = received(cast, sent[CL].data)
    contest = province(cast)
    with transaction():
        start_taking(consignment=row, contest=contest, actor=CLERK, at=LATER)
    with pytest.raises(ConsignmentBusy), transaction():
        choose_entries(consignment=row, choices={}, at=LATER)
    while not take_entries(consignment_id=row.id, actor=CLERK, at=LATER, most=1):
        pass
    assert take_entries(consignment_id=row.id, actor=CLERK, at=LATER, most=1), "once more changes nothing"
    assert len(receipts(cast)) == 3


def test_a_key_withdrawn_in_mid_taking_ends_it(cast: Cast, sent: dict[str, Sent]) -> None:
    row = received(cast, sent[CL].data)
    contest = province(cast)
    with transaction():
        start_taking(consignment=row, contest=contest, actor=CLERK, at=LATER)
    take_entries(consignment_id=row.id, actor=CLERK, at=LATER, most=1)
    with transaction():
        withdraw_key(
            contest=contest, key_id=sender_of(contest.id, unit_id(CL)).keys[0].id, actor=CLERK, at=LATER
        )
    assert take_entries(consignment_id=row.id, actor=CLERK, at=LATER, most=1)
    assert len(receipts(cast)) == 1
    assert tallies_of([row])[row.id].waiting == 2


def test_two_weeks_later_the_files_and_what_was_said_of_people_go(cast: Cast, sent: dict[str, Sent]) -> None:
    row = received(cast, sent[CL].data)
    taken(row)
    assert row.file_digest in set(named_by_consignments())
    assert not let_go(consignment_id=row.id, at=LATER + timedelta(days=13))
    assert let_go(consignment_id=row.id, at=LATER + timedelta(days=15))
    assert set(named_by_consignments()) == set()
    told = json.dumps([one.said for one in rows_of(row)], ensure_ascii=False)
    assert "Hoàng Thị Lanh" not in told
    assert "paragraphs" not in told
    assert [one.outcome for one in rows_of(row)] == [Outcome.TAKEN] * 3


def test_the_log_of_receiving_names_nobody(cast: Cast, sent: dict[str, Sent]) -> None:
    taken(received(cast, sent[CL].data))
    told = json.dumps([event.details for event in db.session.query(AuditEvent)], ensure_ascii=False)
    for name in ("Hoàng Thị Lanh", "Nông Văn Ánh", "Vi Thị Đào", "0912345600"):
        assert name not in told
    assert [v for v in verbs() if v.startswith("consignment")] == [
        "consignment.received",
        "consignment.taking",
        "consignment.taken",
    ]


def test_manuscripts_are_compared_with_everything_after_they_came(cast: Cast, sent: dict[str, Sent]) -> None:
    taken(received(cast, sent[CL].data))
    count = db.session.query(Manuscript).join(Entry).filter(Entry.contest_id == cast.contest_id).count()
    assert count == 3
    assert sha(sent[CL].data) in {row.file_digest for row in db.session.query(Consignment)}
