"""Lists of scores filled in and sent: read whatever made them, looked through row by row, taken once and again."""

from dataclasses import replace
from datetime import datetime

import pytest

from contest.db import transaction
from contest.errors.paper import (
    JudgeNotNamed,
    ListEmpty,
    ListTaken,
    NotYourRow,
    RowTwice,
    SheetUnseen,
    TypistReads,
)
from contest.errors.people import AccountUnknown
from contest.errors.scoring import PointsIncomplete, PointsUnfit, RoundClosed, SheetUnassigned
from contest.errors.spreadsheets import ColumnsMissing
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import SheetState
from contest.scoring.queries import sheet_of, versions_of
from contest.scoring.rules import score_fields
from contest.scoring.service import (
    SentRow,
    close_list,
    hand_in_sheet,
    look_through,
    read_scores,
    send_scores,
    take_back_sheet,
    take_rows,
)
from tests.jury import LATER, points_of
from tests.office import selects
from tests.scoring.lists import a_row, blank, filled_in, made, separated

CRITERIA = [("c1", "Đúng chủ đề"), ("c2", "Chân thực (người thật)")]


@pytest.fixture
def mine(jury):
    return jury.assignments("judge_a")[0]


def row(jury, mine, total="80", *, number=2, judge="", code=None, **points):
    said = {key: value for key, value in (points_of(total) | points).items() if value is not None}
    return SentRow(number, code or mine.blind_code.code, judge or jury.judge("judge_a").email, said, "")


def look(jury, *rows, **how):
    return look_through(jury.round, rows, **how)


def take(jury, *rows, at=LATER, by_judge=False, judge=None, reason=""):
    looks = look(jury, *rows, judge=judge)
    with transaction():
        return take_rows(
            round_=jury.round, looks=looks, reason=reason, actor=SYSTEM, at=at, by_judge=by_judge
        )


# ---- reading ----


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["blind_code", "judge", "c1", "c2", "remark"], ["blind_code", "judge", "c1", "c2", "remark"]),
        (["TT", "Mã phách *", "Tên bài", "Giám khảo", "Thư điện tử"], ["blind_code", "judge", "email"]),
        (["1. Đúng chủ đề (0–15, bước 0,5)", "2. CHÂN THỰC (người thật) (0–20)"], ["c1", "c2"]),
        (["dung chu de:", "Nhận xét"], ["c1", "remark"]),
        (["Tổng (/100)", "Ghi chú", ""], []),
        (["Mã phách", "Số phách"], ["blind_code"]),
    ],
)
def test_columns_are_known_by_key_or_by_words(headings, fields):
    assert list(score_fields(headings, CRITERIA).values()) == fields


def test_the_workbook_of_the_site_comes_back_filled_in(jury, mine):
    book = blank(jury, judge_id=mine.judge_id)
    sent = filled_in(book, {mine.blind_code.code: a_row("83.5") | {"Nhận xét": "Bài hay."}})
    rows = read_scores(sent, jury.round)

    (one,) = [r for r in rows if r.points]
    assert (one.code, one.judge, one.remark) == (mine.blind_code.code, mine.judge.email, "Bài hay.")
    assert [found.outcome for found in look(jury, *rows)].count("added") == 1
    assert take(jury, *rows)[one.number] == ("added", None)
    assert str(sheet_of(mine.id).total) == "83.50"


@pytest.mark.parametrize("file", [made, separated], ids=["xlsx", "csv"])
def test_commas_and_dots_are_points_alike(jury, mine, file):
    rows = [
        ["Mã phách", "Giám khảo", *points_of("80")],
        [mine.blind_code.code.lower(), mine.judge.name, "15,0", "20", "12.5", "15", "7,5", "10"],
    ]
    (found,) = look(jury, *read_scores(file(rows), jury.round))
    assert (found.outcome, str(found.content.total)) == ("added", "80.00")


@pytest.mark.parametrize("value", ["=10+5", datetime(2026, 5, 7)], ids=["formula", "day"])  # noqa: DTZ001
def test_a_formula_and_a_day_are_never_points(jury, mine, value):
    rows = [
        ["blind_code", "judge", *points_of("80")],
        [mine.blind_code.code, mine.judge.email, value, 20, 25, 15, 5, 0],
    ]
    (found,) = look(jury, *read_scores(made(rows), jury.round))

    assert isinstance(found.refusal, PointsUnfit)
    (fault,) = found.refusal.faults
    assert "công thức" in fault.sentence or "ngày tháng" in fault.sentence


def test_a_formula_in_text_is_no_points_either(jury, mine):
    rows = [
        ["blind_code", "judge", *points_of("80")],
        [mine.blind_code.code, mine.judge.email, "=15", 20, 25, 15, 5, 0],
    ]
    (found,) = look(jury, *read_scores(separated(rows), jury.round))
    assert "công thức" in found.refusal.faults[0].sentence


@pytest.mark.parametrize(
    ("headings", "lacking"),
    [
        (["judge", "c1", "c2", "c3", "c4", "c5", "c6"], "Mã phách"),
        (["blind_code", "c1", "c2", "c3", "c4", "c5", "c6"], "Giám khảo"),
        (["blind_code", "judge", "c1", "c2", "c3", "c4", "c6"], "Tiêu chí 5"),
    ],
)
def test_a_column_that_is_not_there_is_named(jury, headings, lacking):
    with pytest.raises(ColumnsMissing, match=lacking):
        read_scores(separated([headings, ["x"] * len(headings)]), jury.round)


def test_a_list_that_says_nothing_is_refused(jury):
    with pytest.raises(ListEmpty):
        read_scores(separated([["blind_code", "judge", *points_of("80")], ["", "", *[""] * 6]]), jury.round)


# ---- looking ----


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"c1": "99"}, PointsUnfit),
        ({"c1": "14,25"}, PointsUnfit),
        ({"c1": "-1"}, PointsUnfit),
        ({"c3": None}, PointsIncomplete),
        ({"code": "ZZZZ-Z"}, SheetUnassigned),
        ({"judge": "khong-co@thi.vn"}, AccountUnknown),
        ({"judge": " "}, JudgeNotNamed),
    ],
)
def test_a_row_that_cannot_stand_is_refused_for_its_reason_and_nothing_is_written(
    jury, mine, change, refusal
):
    said = row(jury, mine, **change)
    said = SentRow(said.number, said.code, said.judge.strip(), said.points, said.remark)
    (found,) = look(jury, said)

    assert (found.outcome, type(found.refusal)) == ("refused", refusal)
    assert sheet_of(mine.id) is None


def test_a_row_without_points_is_left_alone(jury, mine):
    assert look(jury, SentRow(2, mine.blind_code.code, "", {}, ""))[0].outcome == "blank"


def test_a_sheet_named_twice_counts_once(jury, mine):
    one, two = look(jury, row(jury, mine), row(jury, mine, "82", number=3))
    assert (one.outcome, type(two.refusal), two.refusal.values["row"]) == ("added", RowTwice, 2)


def test_a_judge_sends_no_row_of_another_and_need_not_name_themselves(jury, mine):
    judge = jury.judge("judge_a")
    foreign = row(jury, mine, judge=jury.judge("judge_b").email)
    unnamed = SentRow(3, mine.blind_code.code, "", points_of("80"), "")

    one, two = look(jury, foreign, unnamed, judge=judge)
    assert (type(one.refusal), two.outcome) == (NotYourRow, "added")


def test_a_judge_sends_no_sheet_of_an_entry_dealt_to_others(jury, mine):
    mine_too = {a.entry_id for a in jury.assignments("judge_b")}
    other = next((a for a in jury.assignments() if a.entry_id not in mine_too), None)
    if other is None:
        pytest.skip("judge_b reads everything")
    (found,) = look(
        jury, SentRow(2, other.blind_code.code, "", points_of("80"), ""), judge=jury.judge("judge_b")
    )
    assert isinstance(found.refusal, SheetUnassigned)


def test_who_reads_the_entry_is_not_shown_anothers_points_even_after_handing_in(jury, mine):
    other = next(a for a in jury.assignments(entry_id=mine.entry_id) if a.id != mine.id)
    viewer = next(jury.judge(name) for name, key in jury.cast.accounts.items() if key == other.judge_id)
    assert isinstance(look(jury, row(jury, mine), viewer=viewer)[0].refusal, TypistReads)

    jury.hand_in(other, "77")
    assert isinstance(look(jury, row(jury, mine), viewer=viewer)[0].refusal, TypistReads)


def test_looking_asks_the_same_however_long_the_list(jury, house):
    rows = [row(jury, a, number=n, judge=a.judge.email) for n, a in enumerate(jury.assignments(), start=2)]
    assert selects(house, lambda: look(jury, *rows[:1])) == selects(house, lambda: look(jury, *rows))


# ---- taking ----


def test_a_rerun_changes_nothing_and_a_correction_is_a_further_version(jury, mine):
    assert take(jury, row(jury, mine, "80"))[2] == ("added", None)
    assert take(jury, row(jury, mine, "80"))[2] == ("same", None)
    assert take(jury, row(jury, mine, "82"))[2] == ("corrected", None)

    sheet = sheet_of(mine.id)
    assert sheet.state == SheetState.HANDED_IN
    assert [(v.number, str(v.total), v.door) for v in versions_of(sheet.id)] == [
        (2, "82.00", "import"),
        (1, "80.00", "import"),
    ]


def online(jury, mine, total, *, version=None):
    with transaction():
        return hand_in_sheet(
            assignment=mine,
            points=points_of(total),
            remark="",
            version=version,
            actor=jury.judge("judge_a").actor(),
            at=LATER,
        )


def test_a_hand_in_that_the_list_does_not_know_is_replaced_for_a_reason_only(jury, mine):
    online(jury, mine, "70")
    assert look(jury, row(jury, mine, "80"))[0].outcome == "unseen"

    outcome, refusal = take(jury, row(jury, mine, "80"))[2]
    assert (outcome, type(refusal)) == ("refused", SheetUnseen)
    assert str(sheet_of(mine.id).total) == "70.00"

    assert take(jury, row(jury, mine, "80"), reason=" Giám khảo bấm nhầm. ")[2] == ("corrected", None)
    newest = versions_of(sheet_of(mine.id).id)[0]
    assert (str(newest.total), newest.door, newest.reason) == ("80.00", "import", "Giám khảo bấm nhầm.")


def test_a_list_made_from_what_stands_corrects_it_and_one_made_before_does_not(jury, mine):
    online(jury, mine, "70")
    (made_from,) = (r for r in read_scores(blank(jury), jury.round) if r.points)
    assert made_from.version == 1
    with transaction():
        take_back_sheet(assignment=mine, reason="nhầm", actor=jury.judge("judge_a").actor(), at=LATER)
    assert look(jury, replace(made_from, points=points_of("80")))[0].outcome == "unseen"

    online(jury, mine, "71", version=2)
    changed = replace(made_from, points=points_of("80"))
    assert isinstance(take(jury, changed)[changed.number][1], SheetUnseen)
    assert take(jury, replace(changed, version=3))[changed.number] == ("corrected", None)


def test_a_bad_row_costs_the_good_ones_nothing(jury):
    one, two, three = jury.assignments("judge_a")[:1] + jury.assignments("judge_b")[:2]
    fates = take(
        jury,
        row(jury, one, number=2, judge=one.judge.email),
        row(jury, two, number=3, judge=two.judge.email, c1="99"),
        row(jury, three, number=4, judge=three.judge.email),
    )
    assert [fates[n][0] for n in (2, 3, 4)] == ["added", "refused", "added"]
    assert sheet_of(two.id) is None
    assert sheet_of(three.id) is not None


def test_a_judge_is_bound_by_the_rounds_hours_and_the_office_is_not(jury, mine):
    late = jury.round.closes_at.replace(year=jury.round.closes_at.year + 1)
    judge = jury.judge("judge_a")
    outcome, refusal = take(jury, row(jury, mine), at=late, by_judge=True, judge=judge)[2]
    assert (outcome, type(refusal)) == ("refused", RoundClosed)
    assert take(jury, row(jury, mine), at=late)[2] == ("added", None)


def test_a_list_is_kept_as_it_came_and_taken_once(jury, mine):
    rows = [row(jury, mine)]
    with transaction():
        sent = send_scores(
            round_=jury.round, rows=rows, data=b"x", name="b.csv", judge=None, actor=SYSTEM, at=LATER
        )
    assert [SentRow.of(kept) for kept in sent.rows] == rows

    said = {"contest_id": jury.cast.contest_id, "actor": SYSTEM, "at": LATER}
    with transaction():
        close_list(sent=sent, fates={2: ("added", "")}, **said)
    with pytest.raises(ListTaken), transaction():
        close_list(sent=sent, fates={}, **said)
