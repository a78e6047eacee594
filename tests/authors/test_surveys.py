"""Sheets of survey forms: each row once however often the form is saved again, its moment its day, its consent told."""

import io
from datetime import date, timedelta

import pytest

from contest.authors.models import Bundle, BundleKind, Choice, Outcome
from contest.authors.queries import envelope_of
from contest.authors.queries.bundles import bundle_of
from contest.authors.rules import Level
from contest.authors.service import choose_rows, set_columns, table_of
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.entries.queries import entries_in, entry_of
from tests.authors.bundled import a_bundle, a_list, codes, made_ready, taken
from tests.conftest import NOON

HEADINGS = (
    "Dấu thời gian",
    "Họ và tên của đồng chí",
    "Năm sinh",
    "Đơn vị công tác",
    "Số điện thoại",
    "Tên bài dự thi",
    "Nhân vật được viết",
    "Nội dung bài viết",
    "Tôi cam kết bài do tôi tự viết và đồng ý xử lý dữ liệu",
)
ESSAY = "Ông Slao giữ rừng đầu nguồn.\n\nBà con trong bản quý ông lắm."


def an_answer(n: int, **changes: str) -> tuple[str, ...]:
    cells = [
        f"2{n % 10}/11/2026 22:05:{n:02d}",
        f"Lô Thị {'Mai Hoa Lan Cúc Đào Huệ'.split()[n % 6]}",
        f"{1970 + n}",
        "Xã Nhân Lý",
        "0912345678",
        f"Bài số {n}",
        "Nông Văn Slao",
        f"{ESSAY} Lần thứ {n}.",
        "Tôi đồng ý",
    ]
    for heading, said in changes.items():
        cells[[h.split()[0] for h in HEADINGS].index(heading)] = said
    return tuple(cells)


def a_survey(contest: Contest, *rows: tuple[str, ...], headings=HEADINGS, files=None, **said) -> Bundle:
    """A survey's sheet with its columns as guessed, and one category for all."""
    kind = {"kind": BundleKind.SURVEY, "channel": Channel.WEB, "unit": ""}
    bundle = a_bundle(contest, a_list(*rows, headings=headings), files, **kind, **said)
    if not bundle.columns_chosen:
        table, columns = table_of(bundle), {int(i): field for i, field in bundle.columns.items()}
        with transaction():
            set_columns(
                bundle=bundle, table=table, columns=columns, constants={"category": "Ghi chép"}, at=NOON
            )
    return bundle


@pytest.fixture
def contest(house, cast) -> Contest:
    return db.session.get_one(Contest, cast.contest_id)


def register(contest: Contest):
    return [entry_of(contest.id, entry.id) for entry in entries_in(contest.id)]


def test_each_row_becomes_an_entry_with_its_moment_as_its_day(contest):
    survey = a_survey(contest, an_answer(0), an_answer(1))
    assert [row.level for row in made_ready(survey)] == [None, None]
    taken(survey)
    first, second = register(contest)
    assert (first.channel, first.sent_on, first.received_on) == (
        Channel.WEB,
        date(2026, 11, 20),
        date(2026, 11, 20),
    )
    assert second.sent_on == date(2026, 11, 21)
    assert first.manuscript.paragraphs[0] == "Ông Slao giữ rừng đầu nguồn."
    assert "consent-missing" not in first.manuscript.warnings
    assert len(envelope_of(first.id).consents) == 2


def test_a_moment_with_its_zone_means_the_contests_day(contest):
    survey = a_survey(contest, an_answer(0, Dấu="2026-11-20T22:05:00Z"))
    made_ready(survey), taken(survey)
    assert register(contest)[0].sent_on == date(2026, 11, 21)


def test_a_row_without_consent_is_flagged_as_paper_is(contest):
    survey = a_survey(contest, an_answer(0, Tôi=""), an_answer(1, Tôi="Không"))
    assert [codes(row) for row in made_ready(survey)] == [["consent-unsaid"]] * 2
    taken(survey)
    assert all("consent-missing" in entry.manuscript.warnings for entry in register(contest))


def test_one_column_may_stand_for_one_statement(contest):
    survey = a_survey(contest, an_answer(0))
    own = contest.statements[0].id
    columns = {int(i): field for i, field in survey.columns.items()} | {8: f"consent:{own}"}
    table = table_of(survey)
    with transaction():
        set_columns(bundle=survey, table=table, columns=columns, constants={"category": "Ghi chép"}, at=NOON)
    assert codes(made_ready(survey)[0]) == ["consent-unsaid"]
    taken(survey)
    assert [c.statement_id for c in envelope_of(register(contest)[0].id).consents] == [own]


def test_a_later_save_of_the_same_form_brings_only_what_is_new(contest):
    first = a_survey(contest, an_answer(0), an_answer(1))
    made_ready(first), taken(first)
    later = a_survey(contest, an_answer(1, Dấu="2026/11/21 10:05:01 CH GMT+7"), an_answer(0), an_answer(2))
    assert later.columns_chosen
    assert [codes(row) for row in made_ready(later)] == [["row-known"], ["row-known"], []]
    assert [row.outcome for row in taken(later)] == [Outcome.ALREADY, Outcome.ALREADY, Outcome.TAKEN]
    assert len(register(contest)) == 3


@pytest.mark.parametrize(
    ("choice", "outcome", "title"),
    [(Choice.TAKE, Outcome.ALREADY, "Bài số 0"), (Choice.CORRECT, Outcome.CORRECTED, "Tên mới")],
)
def test_a_changed_row_is_shown_as_changed_and_asked_about(contest, choice, outcome, title):
    first = a_survey(contest, an_answer(0))
    made_ready(first), taken(first)
    later = a_survey(contest, an_answer(0, Tên="Tên mới", Nội=f"{ESSAY} Đã sửa."))
    (row,) = made_ready(later)
    (note,) = row.notes
    assert (note["code"], note["values"]["fields"].split(",")) == ("row-changed", ["title", "text"])
    with transaction():
        choose_rows(bundle=later, choices={row.id: choice}, at=NOON)
    assert [row.outcome for row in taken(later)] == [outcome]
    assert [entry.manuscript.title for entry in register(contest)] == [title]


def test_a_chosen_key_column_tells_rows_apart(contest):
    headings = ("ID", *HEADINGS[1:])
    rows = [an_answer(0, Dấu="1"), an_answer(0, Dấu="2", Tên="Bài khác", Nội="Một bài khác hẳn.")]
    survey = a_survey(contest, *rows, headings=headings)
    made_ready(survey)
    assert [row.outcome for row in taken(survey)] == [Outcome.TAKEN] * 2


def test_the_order_of_day_and_month_is_told_by_the_whole_column(contest):
    survey = a_survey(contest, an_answer(0, Dấu="11/3/2026 1:00:00"), an_answer(1, Dấu="11/22/2026 1:00:00"))
    made_ready(survey), taken(survey)
    assert {entry.sent_on for entry in register(contest)} == {date(2026, 11, 3), date(2026, 11, 22)}
    again = a_survey(contest, an_answer(0, Dấu="11/3/2026 1:00:00"))
    assert codes(made_ready(again)[0]) == ["row-known"]


def test_decomposed_letters_are_kept_composed(contest):
    import unicodedata

    row = tuple(unicodedata.normalize("NFD", said) for said in an_answer(0))
    survey = a_survey(contest, row, headings=tuple(unicodedata.normalize("NFD", h) for h in HEADINGS))
    made_ready(survey), taken(survey)
    entry = register(contest)[0]
    assert unicodedata.is_normalized("NFC", "".join(entry.manuscript.paragraphs))
    assert envelope_of(entry.id).unit_id is not None


def test_files_that_were_uploaded_to_the_form_are_found_by_the_authors_name(contest):
    row = an_answer(0, Nội="https://drive.google.com/open?id=abc")
    headings = (*HEADINGS[:7], "Tải bài lên đây", HEADINGS[8])
    without = a_survey(contest, row, headings=headings)
    assert set(codes(made_ready(without)[0])) == {"file-elsewhere", "essay-missing"}
    files = {"bai du thi - Lô Thị Mai.txt": b"Bai cua toi la day.\n" * 3}
    survey = a_survey(contest, row, headings=headings, files=files)
    (found,) = made_ready(survey)
    assert "file-by-words" in codes(found)
    assert found.level == Level.WARNING
    taken(survey)
    assert register(contest)[0].manuscript.files[0].kind == "txt"


def test_a_name_in_two_columns_is_one(contest):
    headings = (HEADINGS[0], "Họ và đệm", "Tên", *HEADINGS[3:])
    survey = a_survey(contest, an_answer(0, Họ="Lô Thị", Năm="Mai"), headings=headings)
    made_ready(survey), taken(survey)
    assert envelope_of(register(contest)[0].id).authors[0].name == "Lô Thị Mai"


def test_a_text_of_just_the_length_of_a_cell_is_doubted(contest):
    survey = a_survey(contest, an_answer(0, Nội="a bc " * 6553 + "de"))
    assert "text-cut" in codes(made_ready(survey)[0])


def test_a_worker_that_dies_between_rows_takes_none_twice(contest):
    from contest.authors.service import start_taking
    from contest.authors.service.taking import take_rows
    from tests.authors.bundled import SECRETARY

    survey = a_survey(contest, *(an_answer(n) for n in range(5)))
    made_ready(survey)
    with transaction():
        start_taking(bundle=survey, actor=SECRETARY, at=NOON)
    for _ in range(5):
        take_rows(bundle_id=survey.id, actor=SECRETARY, at=NOON + timedelta(minutes=1), most=2)
    assert len(register(contest)) == 5
    db.session.expire_all()
    assert bundle_of(contest.id, survey.id).digest


def test_a_sheet_of_xlsx_keeps_its_dates(contest, tmp_path):
    from datetime import datetime

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy hh:mm:ss"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, an_answer(0))
    sheet.write_datetime(1, 0, datetime(2026, 11, 20, 22, 5, 0, 999_700))  # noqa: DTZ001
    sheet.write_number(1, 4, 912345678)
    book.close()
    plain, packed = a_survey(contest, an_answer(0, Dấu="20/11/2026 22:05:01")), out.getvalue()
    made_ready(plain), taken(plain)
    again = a_bundle(contest, packed, kind=BundleKind.SURVEY, channel=Channel.WEB, unit="")
    assert codes(made_ready(again)[0]) == ["row-known"]


def test_a_sheet_with_merged_headings_gaps_numbers_for_days_and_telephones_without_zero_is_read_whole(
    contest,
):
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.merge_range("A1:I1", "KẾT QUẢ BIỂU MẪU DỰ THI")
    for column, heading in ((0, "Dấu thời gian"), (5, "Tên bài"), (8, "Nội dung bài viết")):
        sheet.merge_range(2, column, 3, column, heading)
    sheet.merge_range("B3:E3", "Tác giả")
    sheet.merge_range("G3:H3", "Nhân vật được viết")
    sheet.write_row("B4", ("Họ và tên", "Ngày sinh", "Đơn vị", "Số điện thoại"))
    sheet.write_row("G4", ("Họ và tên", "Đơn vị"))
    sheet.write_row("A5", range(1, 10))
    answer = ("Xã Nhân Lý", 912345678, "Con đường", "Nông Văn Slao", "Bản Pá", ESSAY)
    sheet.write_row("A6", (46346.920, "Lô Thị Mai", 28619, *answer))
    sheet.write_row(
        "A9", ("20/11/2026 09:00:00", "Hứa Thị Hoa", "9/5/1980", *answer[:2], "Vườn na", *answer[3:])
    )
    book.close()
    survey = a_bundle(contest, out.getvalue(), kind=BundleKind.SURVEY, channel=Channel.WEB, unit="")
    columns, table = {int(i): field for i, field in survey.columns.items()}, table_of(survey)
    with transaction():
        set_columns(bundle=survey, table=table, columns=columns, constants={"category": "Ghi chép"}, at=NOON)
    assert [codes(row) for row in made_ready(survey)] == [["consent-unsaid"]] * 2
    taken(survey)
    first, second = register(contest)
    assert (first.manuscript.title, second.manuscript.title) == ("Con đường", "Vườn na")
    assert (first.figure.name, first.figure.place) == ("Nông Văn Slao", "Bản Pá")
    assert (first.sent_on, second.sent_on) == (date(2026, 11, 20), date(2026, 11, 20))
    (author,) = envelope_of(first.id).authors
    assert (author.name, author.birth_year, author.phone) == ("Lô Thị Mai", 1978, "0912345678")
