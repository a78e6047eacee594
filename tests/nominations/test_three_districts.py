"""Three districts and a province, each an installation of its own: from their shortlists to one printed list."""

import io
import multiprocessing
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from contest.app import create_app
from contest.authors.models import Envelope
from contest.charter.models import Contest
from contest.charter.queries import round_numbered
from contest.db import db, transaction
from contest.entries.models import Entry, Manuscript
from contest.entries.queries import entries_in
from contest.errors.nominations import PackageKnown
from contest.exports.formats import FORMATS
from contest.exports.papers import consignment_answer
from contest.exports.registry import write_paper
from contest.nominations import jobs
from contest.nominations.models import Consigned, Consignment, Outcome
from contest.nominations.queries import consignment_of, rows_of, sender_of, senders_of
from contest.nominations.service import receive_consignment, set_quota, start_taking
from contest.plumbing.clock import now
from contest.plumbing.jobs import run_due
from contest.screening.queries import likenesses_in
from contest.screening.service import accept_all, compare_contest
from tests.conftest import Schema
from tests.mortal import can_be_killed
from tests.nominations.districts import (
    CLERK,
    DISTRICTS,
    LATER,
    Sent,
    furnish_province,
    installation,
    kept,
    note_codes,
    province,
    received,
    taken,
    unit_id,
)


def forget() -> None:
    """See what other processes have written since."""
    db.session.rollback()
    db.session.expire_all()


def in_the_register(contest_id: int) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count(Entry.id)).where(Entry.contest_id == contest_id)) or 0


def printed(contest: Contest, fmt: str, *, names: bool) -> bytes:
    out = io.BytesIO()
    write_paper(
        "received-works",
        fmt,
        contest=contest,
        round_=round_numbered(contest, 1),
        names=names,
        out=out,
        at=LATER,
    )
    return out.getvalue()


def test_three_districts_send_and_the_province_prints_one_list(
    sent: dict[str, Sent], keys: dict[str, str], schema: Schema, tmp_path: Path
) -> None:
    with installation(tmp_path / "province", schema):
        cast = furnish_province(keys, quota=3)
        contest = province(cast)
        with transaction():
            set_quota(contest=contest, unit_id=unit_id("van-lang"), quota=2, actor=CLERK, at=LATER)
        came = {district: received(cast, sent[district].data) for district in DISTRICTS}
        assert in_the_register(contest.id) == 0
        # the second and third packages resemble what waits before them
        assert "like-waiting" in note_codes(rows_of(came["binh-gia"])[0])
        assert "like-waiting" in note_codes(rows_of(came["van-lang"])[0])
        for district in DISTRICTS:
            taken(came[district])
        assert in_the_register(contest.id) == 8, "3 + 3 + 2: one is over the quota"
        rooms = {sender.unit.code: (sender.room.used, sender.room.left) for sender in senders_of(contest.id)}
        assert rooms == {"H-CL": (3, 0), "H-BG": (3, 0), "H-VL": (2, 0)}
        for district in DISTRICTS:
            with pytest.raises(PackageKnown):
                received(cast, sent[district].data)
        assert in_the_register(contest.id) == 8
        assert set(db.session.scalars(select(Envelope.unit_id))) == {unit_id(one) for one in DISTRICTS}
        found = compare_contest(contest=contest, at=LATER)
        assert found.pairs == 3, "the work that stands in three districts"
        assert all(one.other_contest_id == contest.id for one in likenesses_in(contest.id))
        with transaction():
            accept_all(contest=contest, actor=CLERK, at=LATER)
        told = printed(contest, "csv", names=True).decode("utf-8-sig")
        assert told.count("LS26-") == 8
        for district in DISTRICTS.values():
            assert f"H{district[1:]}" in told
        assert printed(contest, "pdf", names=True).startswith(b"%PDF-")
        out = io.BytesIO()
        row = consignment_of(contest.id, came["van-lang"].id)
        FORMATS["csv"].write(consignment_answer.build(contest, row, at=LATER), out)
        answer = out.getvalue().decode("utf-8-sig")
        assert answer.count("Đã nhận") == 2
        assert "Quá chỉ tiêu 2 tác phẩm của đơn vị." in answer


def test_each_installation_signs_with_a_key_of_its_own(sent: dict[str, Sent]) -> None:
    assert len({one.key for one in sent.values()}) == 3


def work(settings: Mapping[str, object]) -> None:
    """A process that does nothing but background work, one entry or file a step."""
    jobs.AT_ONCE = 1
    run_due(create_app(settings), at=now() + timedelta(days=400), limit=200)


def killed_at(settings: Mapping[str, object], reached: object, *, seconds: float = 60) -> None:
    """Such a process, killed as soon as so much is reached."""
    worker = multiprocessing.get_context("spawn").Process(target=work, args=(settings,), daemon=True)
    worker.start()
    until = time.monotonic() + seconds
    while not reached() and time.monotonic() < until:  # type: ignore[operator]
        time.sleep(0.005)
    worker.kill()
    worker.join()
    worker.close()


@pytest.mark.skipif(not can_be_killed, reason="no SIGKILL here")
@pytest.mark.sqlite_only
def test_a_worker_killed_at_any_step_leaves_nothing_half_and_takes_nothing_twice(
    house: Flask, keys: dict[str, str], sent: dict[str, Sent]
) -> None:
    cast = furnish_province(keys)
    contest = province(cast)
    settings = {name: value for name, value in house.config.items() if name.isupper()}
    with transaction():
        row = receive_consignment(
            contest=contest, kept=kept(sent["chi-lang"].data), sent_name="x", actor=CLERK, at=LATER
        )

    def opened() -> bool:
        db.session.rollback()
        return bool(db.session.scalar(select(func.count(Consigned.id))))

    killed_at(settings, opened)
    assert len(rows_of(row)) in (0, 3), "all of its entries or none"
    run_due(house, at=now() + timedelta(days=401), limit=100)
    forget()
    held = consignment_of(contest.id, row.id)
    assert held.prepared_at is not None
    assert len(rows_of(held)) == 3
    with transaction():
        start_taking(consignment=held, contest=contest, actor=CLERK, at=LATER)
    killed_at(settings, lambda: in_the_register(contest.id) >= 1)
    whole = in_the_register(contest.id)
    assert whole >= 1
    assert db.session.scalar(select(func.count(Envelope.id))) == whole
    assert db.session.scalar(select(func.count(Manuscript.id))) == whole
    run_due(house, at=now() + timedelta(days=402), limit=100)
    forget()
    assert in_the_register(contest.id) == 3
    assert [one.outcome for one in rows_of(held)] == [Outcome.TAKEN] * 3
    assert sender_of(contest.id, unit_id("chi-lang")).room.used == 3
    assert len(entries_in(contest.id)) == 3
    assert db.session.scalar(select(func.count(Consignment.id))) == 1
