"""What a line may say, who is told of how far, how many may come, and the same entry known again."""

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contest.errors.packages import PackageUnfit
from contest.nominations.rules import (
    HELD_BACK,
    LEFT_OUT,
    WHOLE,
    AuthorTold,
    ConsentTold,
    Fate,
    Room,
    Standing,
    authors_allowed,
    changed_parts,
    consents_counted,
    fate_of,
    identity_of,
    marks_of,
    quota_of,
    read_entry,
    read_line,
    read_manifest,
    result_told,
    within,
)
from contest.plumbing.packages import canonical
from tests.nominations.made import ENTRY, SAID

NOW = datetime(2026, 11, 25, tzinfo=UTC)
MISSING = object()


def changed(path: str, value: Any) -> dict[str, Any]:
    """The entry with one value of it replaced, or gone."""
    entry = copy.deepcopy(ENTRY)
    place: Any = entry
    *way, last = path.split(".")
    for name in way:
        place = place[int(name)] if name.isdigit() else place[name]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return entry


def test_a_line_says_again_what_was_told() -> None:
    told = read_entry(ENTRY)
    assert told.as_json() == ENTRY
    assert read_line(canonical(told.as_json()), 1) == told
    assert told.handed_in_at == datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("receipt", ""),
        ("receipt", "x" * 21),
        ("receipt", "\u200b"),
        ("title", "\u0958" * 200),
        ("handed_in_at", "1970-01-01T00:00:00+07:00"),
        ("handed_in_at", "9999-12-31T23:59:59+00:00"),
        ("title", MISSING),
        ("title", ["a"]),
        ("title", "a" * 301),
        ("nominated", 1),
        ("handed_in_at", "2026-11-20T02:00:00"),
        ("handed_in_at", "hôm qua"),
        ("handed_in_at", "0001-01-01T00:00:00+14:00"),
        ("sent_on", "20/11/2026"),
        ("channel", "pigeon"),
        ("channel", []),
        ("digest", "A" * 64),
        ("words", -1),
        ("words", True),
        ("words", 1.5),
        ("paragraphs", "một đoạn"),
        ("paragraphs", [1]),
        ("paragraphs", ["a" * 400_001]),
        ("authors", {"name": "x"}),
        ("authors", [None]),
        ("authors", [{"name": "x"}] * 201),
        ("authors.0.name", ""),
        ("authors.0.leads", "yes"),
        ("figure", None),
        ("figure.kind", "dog"),
        ("figure.birth_year", "1950"),
        ("figure.verified", "perhaps"),
        ("files", [{"sha256": "../../x", "size": 1, "role": "essay"}]),
        ("files", [{"sha256": "a" * 64, "size": 1, "role": "script"}]),
        ("contacts", "all"),
        ("result", "first"),
        ("result.rank", None),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_place(path: str, value: Any) -> None:
    with pytest.raises(PackageUnfit) as caught:
        read_entry(changed(path, value), 7)
    assert caught.value.values["line"] == 7
    assert (
        str(caught.value.values["field"]).split("[", maxsplit=1)[0].split(".")[0]
        == path.split(".", maxsplit=1)[0]
    )


@pytest.mark.parametrize(
    "raw",
    [
        canonical(ENTRY) + b" ",
        json.dumps(ENTRY).encode(),
        canonical(ENTRY).replace(b'"words":9', b'"words":9,"words":9'),
        b"",
        b"[]",
        b"{",
        b'{"a": 1',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"receipt": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_line_that_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(PackageUnfit):
        read_line(raw, 3)


def test_a_line_longer_than_any_essay_is_not_even_parsed() -> None:
    raw = canonical({**ENTRY, "weather": "a" * 4_200_000})
    with pytest.raises(PackageUnfit):
        read_line(raw, 1)


def test_what_nobody_asks_for_is_passed_over() -> None:
    assert read_entry({**ENTRY, "weather": "nắng", "result": None}).result is None


def test_texts_are_cleaned_as_everywhere() -> None:
    decomposed = "Người\u200b giữ rừng".replace("ữ", "u\u031b\u0303")
    assert read_entry(changed("title", decomposed)).title == "Người giữ rừng"


def test_a_manifest_says_again_what_was_told() -> None:
    told = read_manifest({**SAID, "files": []})
    counts = {**SAID["counts"], "files": 0}
    assert json.loads(canonical(told.as_json())) == {**SAID, "files": [], "counts": counts}


@pytest.mark.parametrize("part", ["sender", "contest", "counts", "options", "list", "created_at", "files"])
def test_a_manifest_without_a_part_is_refused(part: str) -> None:
    said = {name: value for name, value in {**SAID, "files": []}.items() if name != part}
    with pytest.raises(PackageUnfit):
        read_manifest(said)


AUTHOR = AuthorTold(
    name="Hoàng Thị Lanh",
    birth="1978-05-09",
    gender="female",
    occupation="Giáo viên",
    unit="Xã Nhân Lý",
    address="Bản Lăng",
    phone="0912345678",
    email="lanh@example.vn",
    guardian_name="Hoàng Văn Cha",
    guardian_phone="0987654321",
)
DATA = ConsentTold("du-lieu", "Tôi đồng ý", NOW)


@pytest.mark.parametrize(
    ("consents", "phones", "told", "how"),
    [
        ([DATA], True, AUTHOR, WHOLE),
        ([DATA], False, replace(AUTHOR, phone="", email="", guardian_phone=""), LEFT_OUT),
        ([], True, AuthorTold("Hoàng Thị Lanh", birth="1978", unit="Xã Nhân Lý"), HELD_BACK),
        (
            [ConsentTold("tu-viet", "x", NOW)],
            True,
            AuthorTold("Hoàng Thị Lanh", birth="1978", unit="Xã Nhân Lý"),
            HELD_BACK,
        ),
    ],
)
def test_authors_are_told_of_as_far_as_they_consented(
    consents: list[ConsentTold], phones: bool, told: AuthorTold, how: str
) -> None:
    assert authors_allowed([AUTHOR], consents, phones=phones, on=NOW.date()) == ((told,), how)


@pytest.mark.parametrize(
    ("birth", "child"),
    [
        ("2010-12-31", True),
        ("2010-11-26", True),
        ("2010-11-25", False),  # sixteen that very day: no guardian was asked for, so there is none to tell
        ("2010-11", True),
        ("2010-10", False),
        ("2010", True),
        ("2009-12-31", False),
        ("2026", True),
        ("1791", False),
        ("", False),
        ("xx", False),
    ],
)
def test_of_who_may_be_a_child_the_guardian_is_told(birth: str, child: bool) -> None:
    (told,), _ = authors_allowed([replace(AUTHOR, birth=birth)], [DATA], phones=True, on=NOW.date())
    mine = (told.birth, told.address, told.phone, told.email)
    assert mine == ((birth[:4], "", "", "") if child else (birth, AUTHOR.address, AUTHOR.phone, AUTHOR.email))
    assert (told.guardian_name, told.guardian_phone) == (AUTHOR.guardian_name, AUTHOR.guardian_phone)


PAPER = {"name": "papers/01.pdf", "kind": "scan", "title": "Biên bản"}


@pytest.mark.parametrize(
    ("version", "names", "papers", "fits"),
    [
        (1, [], None, True),
        (1, ["minutes.pdf"], None, True),
        (2, ["papers/01.pdf"], [PAPER], True),
        (2, ["papers/01.pdf"], None, False),
        (2, ["papers/01.pdf"], [], False),
        (2, [], [PAPER], False),
        (2, ["papers/01.pdf"], [PAPER, PAPER], False),
        (2, ["papers/01.pdf"], [{**PAPER, "name": "papers/02.pdf"}], False),
        (2, ["papers/01.pdf"], [{**PAPER, "title": ""}], False),
        (2, ["papers/01.pdf"], [{**PAPER, "kind": "x" * 41}], False),
        (2, ["papers/01.pdf"], {"papers/01.pdf": PAPER}, False),
        (2, ["papers/01.pdf"], [PAPER] * 21, False),
    ],
)
def test_the_papers_of_a_manifest_are_those_that_lie_there(
    version: int, names: list[str], papers: Any, fits: bool
) -> None:
    files = [{"name": name, "sha256": "0" * 64, "size": 1} for name in names]
    said = {**SAID, "version": version, "files": files, **({} if papers is None else {"papers": papers})}
    if fits:
        assert [paper.name for paper in read_manifest(said).papers] == names
    else:
        with pytest.raises(PackageUnfit) as caught:
            read_manifest(said)
        assert str(caught.value.values["field"]).startswith("papers")


@pytest.mark.parametrize(
    ("result", "told"),
    [
        (None, ""),
        ({"award": "", "rank": 2, "among": 220}, "2/220"),
        ({"award": "Giải Nhì", "rank": 2, "among": 220}, "Giải Nhì, 2/220"),
    ],
)
def test_a_result_in_few_words(result: dict[str, Any] | None, told: str) -> None:
    assert result_told(result) == told


def test_a_consent_counts_for_the_same_words_only() -> None:
    ours = {1: "Tôi đồng ý", 2: "Bài do tôi tự viết, chưa đăng ở đâu."}
    said = [ConsentTold("x", "  tôi  ĐỒNG ý ", NOW), ConsentTold("own", "Bài do tôi tự viết.", NOW)]
    assert consents_counted(said, ours) == {1}
    assert consents_counted([ConsentTold("x", "", NOW)], {3: "Một lời khác"}) == frozenset()


@pytest.mark.parametrize(
    ("own", "default", "used", "coming", "left", "over"),
    [
        (None, None, 7, 100, None, 0),
        (20, None, 0, 20, 20, 0),
        (20, None, 0, 21, 20, 1),
        (None, 20, 18, 3, 2, 1),
        (0, 20, 0, 1, 0, 1),
        (5, 20, 9, 1, 0, 1),
    ],
)
def test_how_many_may_still_come(
    own: int | None, default: int | None, used: int, coming: int, left: int | None, over: int
) -> None:
    room = Room(quota_of(own, default), used)
    assert (room.left, room.over(coming), room.fits(coming)) == (left, over, over == 0)


def test_those_within_the_quota_are_the_first_fresh_ones() -> None:
    assert within([True, False, True, True], Room(2, 0)) == [True, True, True, False]
    assert within([True, True], Room(None, 9)) == [True, True]
    assert within([True, False], Room(1, 1)) == [False, True]


def test_an_entry_is_known_by_its_sender_and_receipt() -> None:
    own = identity_of(1, 2, "CL26-7KQ4-9")
    assert own == identity_of(1, 2, " cl26-7kq4-9 ")
    assert (
        len({own, identity_of(1, 3, "CL26-7KQ4-9"), identity_of(9, 2, "CL26-7KQ4-9"), identity_of(1, 2, "X")})
        == 4
    )


@pytest.mark.parametrize(
    ("path", "value", "parts"),
    [
        ("title", "Tên khác", ("title",)),
        ("paragraphs", ["Khác."], ("text",)),
        ("authors.0.phone", "0900000000", ("authors",)),
        ("figure.place", "Nơi khác", ("figure",)),
        ("figure.verified", "confirmed", ()),
        ("result", None, ()),
        ("nominated", False, ()),
        ("category", "but-ky", ("category",)),
    ],
)
def test_what_has_changed_is_told_part_by_part(path: str, value: Any, parts: tuple[str, ...]) -> None:
    before, now = marks_of(read_entry(ENTRY)), marks_of(read_entry(changed(path, value)))
    assert changed_parts(before, now) == parts


def test_a_later_package_changes_an_entry_and_an_earlier_one_does_not() -> None:
    mine, other = marks_of(read_entry(ENTRY)), marks_of(read_entry(changed("title", "Tên khác")))
    standing = Standing(mine, NOW)
    assert fate_of(mine, None, made_at=NOW) is Fate.FRESH
    assert fate_of(mine, standing, made_at=NOW - timedelta(days=1)) is Fate.SAME
    assert fate_of(other, standing, made_at=NOW + timedelta(days=1)) is Fate.CHANGED
    assert fate_of(other, standing, made_at=NOW - timedelta(days=1)) is Fate.OLDER
