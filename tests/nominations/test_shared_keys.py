"""Two districts in one installation send to a province in another: one key, and each of them believed by itself."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from contest.db import db, transaction
from contest.errors.nominations import FingerprintWrong, KeyOfAnother, KeyUntrusted
from contest.nominations.models import Outcome
from contest.nominations.queries import Trust, consignment_of, sender_of, trust_of
from contest.nominations.service import accept_key, register_key, say_sender, start_taking, withdraw_key
from contest.plumbing.packages import fingerprint, public_key
from tests.conftest import NOON, Schema
from tests.nominations.districts import (
    CLERK,
    LATER,
    Sent,
    furnish_district,
    furnish_neighbour,
    furnish_province,
    installation,
    made_ready,
    packed,
    province,
    received,
    taken,
    unit_id,
)
from tests.nominations.made import ENTRY, KEY, a_package, lines_of

OFFICE = "/office/guong-sang-2026"
PUBLIC = KEY.public_key().public_bytes_raw().hex()
SAID = {"actor": CLERK, "at": LATER}
Open = Callable[[str | None], FlaskClient]


@pytest.fixture(scope="module")
def neighbours(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sent]:
    """What two districts sent whose contests are run in one installation."""
    with installation(tmp_path_factory.mktemp("neighbours"), schema):
        first = furnish_district("chi-lang")
        second = furnish_neighbour(first, "binh-gia")
        return {
            "chi-lang": Sent(packed(first), public_key()),
            "binh-gia": Sent(packed(second), public_key()),
        }


def test_two_districts_of_one_installation_are_believed_one_by_one(
    house: Flask, neighbours: dict[str, Sent]
) -> None:
    key = neighbours["chi-lang"].key
    assert key == neighbours["binh-gia"].key
    cast = furnish_province({"chi-lang": key})
    contest = province(cast)
    first, second = (received(cast, neighbours[one].data) for one in ("chi-lang", "binh-gia"))
    assert (first.unit_id, trust_of(first)) == (unit_id("chi-lang"), Trust.REGISTERED)
    assert (second.unit_id, trust_of(second)) == (unit_id("binh-gia"), Trust.UNKNOWN)
    assert [row.outcome for row in taken(first)] == [Outcome.TAKEN] * 3
    with pytest.raises(KeyUntrusted), transaction():
        start_taking(consignment=second, contest=contest, **SAID)
    with pytest.raises(FingerprintWrong), transaction():
        accept_key(consignment=second, contest=contest, typed=fingerprint("ab" * 32), **SAID)
    with transaction():
        accept_key(consignment=second, contest=contest, typed=fingerprint(key).lower(), **SAID)
    assert [row.outcome for row in taken(second)] == [Outcome.TAKEN] * 3
    used = {one: sender_of(contest.id, unit_id(one)).room.used for one in ("chi-lang", "binh-gia")}
    assert used == {"chi-lang": 3, "binh-gia": 3}


def test_to_revoke_one_pair_leaves_the_other(house: Flask, neighbours: dict[str, Sent]) -> None:
    key = neighbours["chi-lang"].key
    cast = furnish_province({"chi-lang": key})
    contest = province(cast)
    with transaction():
        register_key(contest=contest, unit_id=unit_id("binh-gia"), typed=key, heard=fingerprint(key), **SAID)
    first, second = (received(cast, neighbours[one].data) for one in ("chi-lang", "binh-gia"))
    assert [row.unit_id for row in (first, second)] == [unit_id("chi-lang"), unit_id("binh-gia")]
    assert {trust_of(first), trust_of(second)} == {Trust.REGISTERED}
    with transaction():
        withdraw_key(contest=contest, key_id=sender_of(contest.id, unit_id("chi-lang")).keys[0].id, **SAID)
    with pytest.raises(KeyUntrusted), transaction():
        start_taking(consignment=first, contest=contest, **SAID)
    assert [row.outcome for row in taken(second)] == [Outcome.TAKEN] * 3
    with transaction():
        register_key(contest=contest, unit_id=unit_id("chi-lang"), typed="cd" * 32, **SAID)
    with pytest.raises(KeyOfAnother), transaction():
        start_taking(consignment=first, contest=contest, **SAID)


@pytest.mark.parametrize(
    ("known_for", "area", "guessed"),
    [
        (["chi-lang"], "huyện Chi Lăng", "chi-lang"),
        (["chi-lang"], "một nơi không ai biết", "chi-lang"),
        (["chi-lang"], "huyện Bình Gia", "binh-gia"),  # its key is another's: to be confirmed first
        (["chi-lang", "binh-gia"], "huyện Bình Gia", "binh-gia"),
        (["chi-lang", "binh-gia"], "một nơi không ai biết", None),
        (["chi-lang", "binh-gia"], "huyện Văn Lãng", "van-lang"),
        (["chi-lang"], "huyện Chi Lăng và huyện Bình Gia", "chi-lang"),
        ([], "huyện Văn Lãng", "van-lang"),
        ([], "một nơi không ai biết", None),
    ],
)
def test_whose_a_package_seems_to_be(
    house: Flask, known_for: list[str], area: str, guessed: str | None
) -> None:
    cast = furnish_province()
    with transaction():
        for one in known_for:
            heard = fingerprint(PUBLIC)
            register_key(
                contest=province(cast), unit_id=unit_id(one), typed=PUBLIC, heard=heard, actor=CLERK, at=NOON
            )
    sender = {"body": "Ban Tổ chức", "area": area, "level": "cấp huyện", "rank": 2}
    counts = {"entries": 1, "nominated": 1, "files": 1}
    row = received(cast, a_package([("entries.jsonl", lines_of([ENTRY]))], sender=sender, counts=counts))
    assert row.unit_id == (unit_id(guessed) if guessed else None)
    assert (trust_of(row) is Trust.REGISTERED) == (guessed in known_for)


def test_a_package_given_to_another_unit_than_it_names_says_so(
    house: Flask, neighbours: dict[str, Sent], browser: Open
) -> None:
    cast = furnish_province({"chi-lang": neighbours["chi-lang"].key})
    row, secretary = received(cast, neighbours["binh-gia"].data), browser("secretary")
    address = f"{OFFICE}/consignments/{row.id}"
    assert "Gói tự ghi là của" not in secretary.get(address).get_data(as_text=True)
    with transaction():
        say_sender(consignment=row, contest=province(cast), unit_id=unit_id("chi-lang"), **SAID)
    made_ready(consignment_of(cast.contest_id, row.id))
    assert "Gói tự ghi là của Huyện Bình Gia." in secretary.get(address).get_data(as_text=True)
    with transaction():
        say_sender(consignment=row, contest=province(cast), unit_id=unit_id("binh-gia"), **SAID)
    made_ready(consignment_of(cast.contest_id, row.id))
    data = {"fingerprint": fingerprint(row.key)}
    assert secretary.post(f"{address}/key", data=data).status_code == 303
    page = secretary.get(address).get_data(as_text=True)
    assert "Khóa này cũng được tin cho Huyện Chi Lăng, dùng chung máy chủ" in page
    db.session.expire_all()
    assert trust_of(consignment_of(cast.contest_id, row.id)) is Trust.REGISTERED
