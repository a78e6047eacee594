"""The directory of units: found without marks, taken from lists row by row."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from contest.authors.queries import units_said
from contest.db import db, transaction
from contest.errors.spreadsheets import ColumnsMissing
from contest.plumbing.audit import SYSTEM, AuditEvent
from contest.units.queries import unit_named, unit_of_code, units, units_like
from contest.units.service import import_units, unit_rows
from tests.conftest import NOON


def take(*rows):
    with transaction():
        return import_units(rows=list(enumerate(rows, start=2)), actor=SYSTEM, at=NOON)


def a_row(code="X-A", name="Xã A", **more):
    return {"code": code, "name": name, **more}


def a_sheet(*rows):
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_list_is_taken_and_a_rerun_doubles_nothing(house):
    rows = [a_row(), a_row("X-B", "Xã B", parent="X-A", headcount="2.450")]
    first, second = take(*rows), take(*rows)

    assert (first.added, first.changed, first.refused) == (2, 0, ())
    assert (second.added, second.changed) == (0, 0)
    assert unit_of_code("X-B").parent_id == unit_of_code("X-A").id
    assert unit_of_code("X-B").headcount == 2450


def test_a_known_code_is_brought_up_to_date(house):
    take(a_row())
    done = take(a_row(name="Xã Mới", successor=""))
    assert (done.added, done.changed) == (0, 1)
    assert [unit.name for unit in units_like("xa moi")] == ["Xã Mới"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (a_row(code=""), "unit_unfit"),
        (a_row(name=" "), "unit_unfit"),
        (a_row(code="a" * 41), "unit_text_too_long"),
        (a_row(headcount="hai trăm"), "headcount_unfit"),
        (a_row(headcount="-5"), "headcount_unfit"),
        (a_row(valid_from="31/02/2020"), "day_unfit"),
        (a_row(valid_from="2021", valid_to="2020"), "span_backwards"),
        (a_row(parent="X-KHONG"), "link_unknown"),
        (a_row(successor="X-A"), "link_unknown"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_others_stay(house, row, code):
    done = take(a_row("X-C", "Xã C"), row)

    assert [(number, refusal.code) for number, refusal in done.refused] == [(3, code)]
    assert unit_of_code("X-C") is not None


def test_a_code_named_twice_is_refused_the_second_time(house):
    done = take(a_row(), a_row(name="Xã Khác"))
    assert [(number, refusal.code) for number, refusal in done.refused] == [(3, "code_twice")]
    assert unit_of_code("X-A").name == "Xã A"


def test_a_span_may_name_years_alone(house):
    take(a_row(valid_from="2019", valid_to="6/2025"))
    unit = unit_of_code("X-A")
    assert (unit.valid_from, unit.valid_to) == (date(2019, 1, 1), date(2025, 6, 30))


def test_units_are_found_without_marks_by_any_word(cast, house):
    assert [u.name for u in units_like("nhan ly")] == ["Xã Nhân Lý"]
    assert [u.name for u in units_like("DONG MO")] == ["Thị trấn Đồng Mỏ"]
    assert units_like("%") == units_like("")
    assert [u.name for u in units_like("nhân lý " * 2000)] == ["Xã Nhân Lý"], "said again it is the same"
    assert units_like(" ".join(f"từ{n}" for n in range(2000))) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("xa nhan ly", "Xã Nhân Lý"), ("X-NL", "Xã Nhân Lý"), ("xã", None), ("", None), ("không có", None)],
)
def test_a_unit_is_named_when_only_one_goes_by_it(cast, house, typed, found):
    unit = unit_named(typed)
    assert (unit.name if unit else None) == found


def test_only_units_in_being_on_a_day(house):
    take(a_row("CU", "Xã Cũ", valid_to="30/06/2025"), a_row("MOI", "Xã Mới", valid_from="01/07/2025"))
    assert [u.name for u in units(on=date(2025, 6, 30))] == ["Xã Cũ"]
    assert [u.name for u in units(on=date(2025, 7, 1))] == ["Xã Mới"]
    assert len(units()) == 2


def test_a_sheet_may_speak_vietnamese_below_a_letterhead(house):
    sheet = a_sheet(
        ["HUYỆN ỦY CHI LĂNG"],
        [],
        ["STT", "Mã đơn vị", "Tên đơn vị", "Số người"],
        [1, "X-NL", "Xã Nhân Lý", 2450],
    )
    ((number, row),) = unit_rows(sheet)
    assert (number, row["code"], row["name"], row["headcount"]) == (4, "X-NL", "Xã Nhân Lý", "2450")


def test_a_sheet_without_its_columns_is_refused_whole(house):
    with pytest.raises(ColumnsMissing):
        unit_rows(a_sheet(["Họ tên", "Điện thoại"], ["A", "B"]))


def test_an_import_is_one_event(house):
    take(a_row(), a_row(code=""))
    (event,) = db.session.query(AuditEvent)
    assert (event.verb, event.details) == ("units.imported", {"added": 1, "changed": 0, "refused": 1})


def test_a_unit_typed_as_long_as_a_page_is_no_unit_and_breaks_nothing(cast, house):
    long = " ".join(f"từ{n}" for n in range(2000))
    assert units_said([long, "nhân lý " * 2000], on=date(2026, 11, 1)) == {
        "nhân lý " * 2000: (cast.units["X-NL"], "Xã Nhân Lý")
    }
