"""District and province in one installation: a work that goes up is no copy of itself."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Entry
from contest.nominations.models import Outcome
from contest.nominations.queries import candidates, rows_of
from contest.nominations.service import (
    add_sender,
    pack,
    receive_consignment,
    register_key,
    register_package,
)
from contest.plumbing.packages import public_key
from contest.plumbing.storage import Kept
from contest.screening.queries import likenesses_in
from contest.screening.service import compare_contest
from contest.screening.service.one_work import works
from tests.conftest import Schema
from tests.nominations.districts import (
    CLERK,
    LATER,
    Work,
    body,
    furnish_district,
    installation,
    made_ready,
    made_receiving,
    note_codes,
    taken,
)
from tests.shortlist.stage import the_round

WORKS = (Work("Người giữ rừng", body("rừng")), Work("Con suối", body("suối")), Work("Đèn bản", body("đèn")))


def above(cast) -> Contest:
    """The other contest of the cast as the province's, opened after or before the district's."""
    contest = db.session.get_one(Contest, cast.other_contest_id)
    said = {"actor": CLERK, "at": LATER}
    with transaction():
        made_receiving(contest, at=LATER)
        unit = add_sender(contest=contest, code="H-CL", name="Huyện Chi Lăng", quota=None, **said)
        register_key(contest=contest, unit_id=unit.id, typed=public_key(), **said)
    return contest


@pytest.mark.parametrize("province_first", [False, True])
def test_a_contest_receives_from_its_own_installation_and_finds_no_copies(
    tmp_path: Path, schema: Schema, province_first: bool
) -> None:
    with installation(tmp_path, schema):
        cast = furnish_district("chi-lang", works=WORKS)
        district, province = db.session.get_one(Contest, cast.contest_id), above(cast)
        with transaction():
            province.opens_at = district.opens_at + timedelta(days=-1 if province_first else 1)
        compare_contest(contest=district, at=LATER)
        chosen = [row.entry.id for row in candidates(district, the_round(cast)).listed]
        made = pack(contest=district, round_=the_round(cast), chosen=chosen, at=LATER)
        with transaction():
            package = register_package(contest=district, packed=made, actor=CLERK, at=LATER)
            arrived = receive_consignment(
                contest=province,
                kept=Kept(package.file_digest, package.size),
                sent_name="goi.guongsang",
                actor=CLERK,
                at=LATER,
            )
        ready = made_ready(arrived)
        assert [code for row in rows_of(ready) for code in note_codes(row) if code.startswith("like")] == []
        rows = taken(ready)
        assert [row.outcome for row in rows] == [Outcome.TAKEN] * 3
        assert works() == {
            entry: below for row, below in zip(rows, chosen, strict=True) for entry in (below, row.entry_id)
        }
        for contest in (district, province):
            compare_contest(contest=contest, at=LATER)
            assert likenesses_in(contest.id) == []


def test_another_work_of_the_district_that_is_like_it_is_found_all_the_same(
    tmp_path: Path, schema: Schema
) -> None:
    with installation(tmp_path, schema):
        twin = (*WORKS[:1], Work("Người giữ rừng (bản khác)", body("rừng")), *WORKS[2:])
        cast = furnish_district("chi-lang", works=twin)
        district, province = db.session.get_one(Contest, cast.contest_id), above(cast)
        with transaction():
            province.opens_at = district.opens_at + timedelta(days=1)
        compare_contest(contest=district, at=LATER)
        first = candidates(district, the_round(cast)).listed[0].entry.id
        made = pack(contest=district, round_=the_round(cast), chosen=[first], at=LATER)
        with transaction():
            package = register_package(contest=district, packed=made, actor=CLERK, at=LATER)
            arrived = receive_consignment(
                contest=province,
                kept=Kept(package.file_digest, package.size),
                sent_name="goi.guongsang",
                actor=CLERK,
                at=LATER,
            )
        (row,) = rows_of(made_ready(arrived))
        assert "like" in note_codes(row)
        (row,) = taken(made_ready(arrived))
        compare_contest(contest=province, at=LATER)
        (pair,) = likenesses_in(province.id)
        assert pair.found.other_entry_id != first
        assert db.session.scalar(select(Entry.contest_id).where(Entry.id == pair.found.other_entry_id)) == (
            district.id
        )
