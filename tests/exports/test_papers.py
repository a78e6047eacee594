"""The papers of a judged contest: what each says, when it may, and that nothing in it calculates."""

import csv
import io
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
from openpyxl import load_workbook

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.service import withdraw_entry
from contest.errors.exports import FormatUnknown, PaperUnknown
from contest.errors.shortlist import NotFrozen, RoundNotLocked, SealClosed
from contest.exports.formats import FORMATS
from contest.exports.registry import PAPERS, download_name, paper_of, record_export, write_paper
from contest.plumbing.audit import AuditEvent
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

FORMULA = '=HYPERLINK("http://x.example","Xem")'


def written(cast, key, fmt="csv", *, names=False, at=NOON):
    out = io.BytesIO()
    contest = db.session.get(Contest, cast.contest_id)
    write_paper(key, fmt, contest=contest, round_=the_round(cast), names=names, out=out, at=at)
    return out.getvalue()


def told(cast, key, **how):
    """The paper's rows as dictionaries by heading."""
    return list(csv.DictReader(io.StringIO(written(cast, key, **how).decode("utf-8-sig"))))


def column(rows, heading):
    return [row[heading] for row in rows]


def test_the_shortlist_tells_what_was_taken_in_by_codes_alone(house, cast) -> None:
    judged(cast, ["90", "80", "70.5"], titles=["Na trên đá", "Con suối", "Bến nước"])
    freeze_top(cast, 2)
    rows = told(cast, "shortlist")
    assert list(rows[0]) == [
        "TT",
        "Mã phách",
        "Tên bài",
        "Thể loại",
        "Nhân vật",
        "Điểm",
        "Xếp hạng",
        "Ghi chú",
    ]
    assert column(rows, "Tên bài") == ["Na trên đá", "Con suối"]
    assert column(rows, "Điểm") == ["90.00", "80.00"]
    assert column(rows, "Nhân vật") == ["Nông Văn Slao"] * 2


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    "key", ["shortlist", "score-summary", "judge-progress", "marking-minutes", "intake-register"]
)
def test_no_authors_name_is_in_a_paper_without_names(house, cast, key, fmt) -> None:
    judged(cast, ["90", "80"])
    freeze_top(cast, 2)
    told_in_all = _text(written(cast, key, fmt), fmt)
    assert not any(name in told_in_all for name in (*AUTHORS, "0912345", UNIT))


def test_names_join_the_shortlist_only_when_both_keys_are_turned(house, cast) -> None:
    judged(cast, ["90", "80"])
    freeze_top(cast, 2)
    with pytest.raises(SealClosed):
        written(cast, "shortlist", names=True)
    open_seal(cast, "organizer")
    with pytest.raises(SealClosed):
        written(cast, "shortlist", names=True)
    open_seal(cast, "secretary")
    rows = told(cast, "shortlist", names=True)
    assert column(rows, "Tác giả") == list(AUTHORS[:2])
    assert column(rows, "Năm sinh") == ["1978"] * 2
    assert column(rows, "Đơn vị") == [UNIT] * 2
    assert column(rows, "Số điện thoại") == ["0912345600", "0912345601"]


def test_equals_stand_by_ten_once_their_names_are_known(house, cast) -> None:
    judged(cast, ["80"] * 6)
    freeze_top(cast, None)
    open_seal(cast)
    assert column(told(cast, "shortlist", names=True), "Tác giả") == [
        "Nông Văn Ánh",
        "Hứa Thị Ẩn",
        "Lương Văn Bằng",
        "Triệu Văn Cẩn",
        "Vi Thị Đào",
        "Hoàng Thị Lanh",
    ]


def test_the_list_of_authors_goes_by_ten_and_waits_for_the_seal(house, cast) -> None:
    judged(cast, ["90", "85", "80"])
    freeze_top(cast, None)
    with pytest.raises(SealClosed):
        written(cast, "author-list", names=False)
    open_seal(cast)
    rows = told(cast, "author-list", names=True)
    assert column(rows, "Họ và tên") == ["Nông Văn Ánh", "Vi Thị Đào", "Hoàng Thị Lanh"]
    assert column(rows, "Xếp hạng") == ["2", "3", "1"]


def test_the_summary_of_scores_has_both_judges_and_their_difference(house, cast) -> None:
    judged(cast, [("80", "84.5"), "90"])
    rows = told(cast, "score-summary")
    assert list(rows[0])[3:10] == ["GK1", "GK2", "Chênh lệch", "GK3", "Điểm kết luận", "Xếp hạng", "Ghi chú"]
    second = rows[1]
    assert sorted([second["GK1"], second["GK2"]]) == ["80.00", "84.50"]
    assert (second["Chênh lệch"], second["GK3"], second["Điểm kết luận"]) == ("4.50", "", "82.25")
    assert column(rows, "Xếp hạng") == ["1", "2"]


def test_nothing_of_the_scores_is_printed_before_the_lock(house, cast) -> None:
    handed_in(cast, ["Một"])
    with pytest.raises(RoundNotLocked):
        written(cast, "score-summary")
    with pytest.raises(NotFrozen):
        written(cast, "shortlist")


def test_the_register_tells_everything_that_came_and_authors_when_asked(house, cast) -> None:
    first, _ = handed_in(cast, ["Một", "Hai"])
    with transaction():
        withdraw_entry(entry=the_entry(first), by="tác giả", reason="", actor=CLERK, at=NOON)
    rows = told(cast, "intake-register", names=True)
    assert column(rows, "Số") == ["1", "2"]
    assert column(rows, "Ngày nhận") == ["2026-11-23"] * 2
    assert column(rows, "Cách gửi") == ["Trang web"] * 2
    assert column(rows, "Ghi chú") == ["Đã rút ngày 23/11/2026", ""]
    assert column(rows, "Tác giả") == list(AUTHORS[:2])
    assert "Tác giả" not in told(cast, "intake-register")[0]


def test_the_progress_of_the_judges_goes_by_ten(house, cast) -> None:
    judged(cast, ["80", "81"])
    rows = told(cast, "judge-progress")
    assert column(rows, "Giám khảo") == ["Lương Văn An", "Hứa Thị Bình", "Triệu Văn Chiến", "Vi Thị Hạnh"]
    assert column(rows, "Còn lại") == ["0"] * 4
    assert sum(map(int, column(rows, "Đã nộp phiếu"))) == 4


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("key", ["shortlist", "score-summary"])
def test_the_same_frozen_list_gives_the_same_bytes_at_any_time(house, cast, key, fmt) -> None:
    judged(cast, ["90", "80"])
    freeze_top(cast, 2)
    assert written(cast, key, fmt) == written(cast, key, fmt, at=NOON + timedelta(days=40))


@pytest.mark.parametrize("key", ["shortlist", "score-summary", "intake-register"])
def test_a_title_that_looks_like_a_formula_calculates_nothing(house, cast, key) -> None:
    judged(cast, ["90"], titles=[FORMULA])
    freeze_top(cast, 1)
    assert column(told(cast, key), "Tên bài") == ["'" + FORMULA]
    sheet = load_workbook(io.BytesIO(written(cast, key, "xlsx"))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in cells] == ["s"]


def test_marks_are_numbers_and_codes_are_text_in_a_workbook(house, cast) -> None:
    judged(cast, ["90"])
    freeze_top(cast, 1)
    open_seal(cast)
    sheet = load_workbook(io.BytesIO(written(cast, "shortlist", "xlsx", names=True))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Mã phách" in row)
    row = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (row["TT"], row["Điểm"], row["Xếp hạng"]) == (1, 90, 1)
    assert (row["Số điện thoại"], row["Năm sinh"]) == ("0912345600", "1978")


def test_each_export_is_in_the_log_with_what_it_named(house, cast) -> None:
    contest = db.session.get(Contest, cast.contest_id)
    for key, names in (("shortlist", True), ("score_summary", True)):
        with transaction():
            record_export(
                key, "xlsx", contest=contest, round_=the_round(cast), names=names, actor=CLERK, at=NOON
            )
    events = db.session.query(AuditEvent).filter_by(verb="paper.exported").order_by(AuditEvent.id).all()
    assert [(e.details["paper"], e.details["names"]) for e in events] == [
        ("shortlist", True),
        ("score-summary", False),
    ]


def test_a_download_is_named_in_letters_that_every_disk_keeps(house, cast) -> None:
    names = {download_name(paper, "xlsx", round_=the_round(cast)) for paper in PAPERS.values()}
    assert "danh-sach-vong-1.xlsx" in names
    assert "so-tiep-nhan.xlsx" in names
    assert all(name.isascii() for name in names)
    assert len(names) == len(PAPERS)


def test_unknown_papers_and_formats_are_not_found(house, cast) -> None:
    with pytest.raises(PaperUnknown):
        paper_of("no-such-paper")
    with pytest.raises(FormatUnknown):
        written(cast, "judge-progress", "exe")


def _text(content, fmt):
    if fmt == "csv":
        return content.decode("utf-8-sig")
    if fmt == "pdf":
        with pypdfium2.PdfDocument(content) as made:
            return "".join(made[n].get_textpage().get_text_range() for n in range(len(made)))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
