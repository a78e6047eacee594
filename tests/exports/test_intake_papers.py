"""What came, by unit and in numbers; and the minutes of an unsealing."""

import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.service import withdraw_entry
from contest.errors.exports import SecretaryOnly
from contest.errors.shortlist import SealClosed
from contest.exports.papers import intake_report, unit_list, unsealing_minutes
from contest.exports.papers.intake_report import kind_said, school_level
from tests.conftest import NOON
from tests.shortlist.stage import (
    AUTHORS,
    CLERK,
    UNIT,
    freeze_top,
    handed_in,
    judged,
    open_seal,
    the_entry,
    the_round,
)


def build(cast, paper, *, names=True):
    contest = db.session.get_one(Contest, cast.contest_id)
    return paper.build(contest, the_round(cast), names=names, at=NOON)


def tables(document) -> dict[str, list[tuple[object, ...]]]:
    return {table.caption: list(table.rows) for table in document.told_tables()}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Trường Mầm non Đồng Mỏ", "Mầm non"),
        ("Trường TH Chi Lăng", "Tiểu học"),
        ("Trường Tiểu học xã Quan Sơn", "Tiểu học"),
        ("Trường THCS xã Nhân Lý", "Trung học cơ sở"),
        ("Trường THPT Chi Lăng", "Trung học phổ thông"),
        ("Trung tâm Giáo dục thường xuyên", "Trung học phổ thông"),
        ("Trường Chính trị", "Trường khác"),
    ],
)
def test_the_level_of_a_school_by_its_name(name, level):
    assert school_level(name) == level


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("school", "Trường", "Trường học"),
        ("làng nghề", "Làng nghề", "làng nghề"),
        (None, "Xã lạ", "Đơn vị ngoài danh mục"),
        (None, "", "Tự do, không qua đơn vị"),
    ],
)
def test_the_kind_of_a_unit_in_words(kind, name, said):
    assert kind_said(kind, name) == said


def test_each_unit_has_its_own_table_without_what_was_taken_back(house, cast) -> None:
    first, _second = handed_in(cast, ["Một", "Hai"])
    with transaction():
        withdraw_entry(entry=the_entry(first), by="tác giả", reason="", actor=CLERK, at=NOON)
    document = build(cast, unit_list)
    ((caption, rows),) = tables(document).items()
    assert caption == f"{UNIT} (1 bài)"
    assert (rows[0][1], rows[0][3:6]) == (AUTHORS[1], rows[0][3:6])
    assert rows[0][6] == "Hai"
    assert document.signatures[0].title == "XÁC NHẬN CỦA CẤP ỦY"


def test_the_list_by_unit_is_the_secretarys_alone(house, cast) -> None:
    with pytest.raises(SecretaryOnly):
        build(cast, unit_list, names=False)


def test_the_report_counts_and_names_nobody(house, cast) -> None:
    first, *_others = handed_in(cast, ["Một", "Hai", "Ba"])
    with transaction():
        withdraw_entry(entry=the_entry(first), by="tác giả", reason="", actor=CLERK, at=NOON)
    document = build(cast, intake_report)
    counted = tables(document)
    assert counted["Theo cách gửi"] == [(1, "Trang web", 2)]
    assert counted["Theo tác giả"] == [(1, "Cá nhân", 2)]
    assert counted["Theo đơn vị"] == [(1, UNIT, 2)]
    told = "\n".join(paragraph for part in document.parts[:1] for paragraph in part.paragraphs)
    assert "đã nhận 3 bài, trong đó 1 bài đã rút" in told
    assert "Có 2 tác giả; người gửi nhiều nhất có 1 bài" in told
    assert not any(author in told for author in AUTHORS)
    assert "Theo đơn vị" not in tables(build(cast, intake_report, names=False))


def test_a_report_of_nothing_can_be_made(house, cast) -> None:
    assert tables(build(cast, intake_report))["Theo cách gửi"] == []


def test_no_minutes_of_an_unsealing_before_both_keys(house, cast) -> None:
    judged(cast, ["90", "80"])
    freeze_top(cast, 1)
    open_seal(cast, "organizer")
    for names in (True, False):
        with pytest.raises(SealClosed):
            build(cast, unsealing_minutes, names=names)


def test_the_minutes_tell_both_holders_the_counts_and_code_beside_receipt(house, cast) -> None:
    judged(cast, ["90", "80"])
    freeze_top(cast, 1)
    open_seal(cast)
    document = build(cast, unsealing_minutes)
    keys, codes = tables(document).values()
    assert [key[0] for key in keys] == [1, 2]
    assert len({key[1] for key in keys}) == 2
    assert {row[4] for row in codes} == set(AUTHORS[:2])
    assert all(row[1] and row[2].startswith("CL26-") for row in codes)
    assert [row[1] for row in codes] == sorted(row[1] for row in codes)
    assert sorted(row[-1] for row in codes) == ["", "Được chọn"]
    told = "\n".join(document.paragraphs)
    assert "Số mã phách: 2; đã ghép với hồ sơ: 2; không có hồ sơ: 0" in told
    assert all(key[1] in told for key in keys)
    _keys, blind = tables(build(cast, unsealing_minutes, names=False)).values()
    assert not {cell for row in blind for cell in row} & set(AUTHORS)
