"""Bundles for tests: lists as offices type them, essays as text files, and the background run by hand."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from contest.authors.models import Bundle, BundleKind, BundleRow, Outcome
from contest.authors.queries import envelope_of
from contest.authors.queries.bundles import bundle_of, rows_of_bundle
from contest.authors.rules import fits, guess_columns
from contest.authors.service import Sheet, add_files, begin_bundle, put_sheet, read_sheet, start_taking
from contest.authors.service.preparing import prepare
from contest.authors.service.taking import take_rows
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.plumbing.audit import Actor
from contest.plumbing.spreadsheets import read_table
from contest.plumbing.storage import Kept, storage
from tests.conftest import NOON

SECRETARY = Actor(7, "Nông Văn Cường")
HEADINGS = (
    "TT",
    "Họ và tên tác giả",
    "Ngày sinh",
    "Chức vụ, nghề nghiệp",
    "Đơn vị",
    "Số điện thoại",
    "Tên bài",
    "Thể loại",
    "Nhân vật được viết",
    "Tệp bài dự thi",
)
ROW = ("1", "Hoàng Thị Lanh", "09/05/1978", "Giáo viên", "Xã Nhân Lý", "0912 345 678")
ESSAY = ("Con đường của bản", "Ghi chép", "Nông Văn Slao", "bai 1.txt")
GOOD = (*ROW, *ESSAY)


def a_row(n: int, **changes: str) -> tuple[str, ...]:
    """Row n of a list, complete, of somebody of its own; ``changes`` by a heading's first word."""
    names = ("Lô Văn Một", "Hứa Thị Hai", "Vi Văn Ba", "Triệu Thị Tư", "Lương Văn Năm", "Nông Thị Sáu")
    cells = [str(n), names[(n - 1) % 6] + ("" if n <= 6 else f" {n}"), f"{1960 + n % 40}", *GOOD[3:]]
    cells[6], cells[9] = f"Bài số {n}", f"bai {n}.txt"
    for heading, said in changes.items():
        cells[[h.split()[0] for h in HEADINGS].index(heading)] = said
    return tuple(cells)


def a_list(*rows: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    """A list as CSV."""
    out = io.StringIO()
    csv.writer(out).writerows([headings, *rows])
    return out.getvalue().encode("utf-8-sig")


def text_of(n: int) -> bytes:
    """An essay, different for each number."""
    return f"Ông Slao giữ rừng đầu nguồn đã {n} năm.\nBà con trong bản quý ông lắm.\n".encode()


def essays(*numbers: int) -> dict[str, bytes]:
    """Essays by their names."""
    return {f"bai {n}.txt": text_of(n) for n in numbers}


def a_zip(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def kept(data: bytes) -> Kept:
    """Bytes in the storage."""
    return storage().keep(io.BytesIO(data), limit=200_000_000)


def a_sheet(data: bytes, name: str = "danh-sach.csv") -> Sheet:
    """A list, kept and read."""
    return read_sheet(kept(data), name=name)


def a_bundle(
    contest: Contest,
    data: bytes | None,
    files: Mapping[str, bytes] | None = None,
    *,
    kind: BundleKind = BundleKind.UNIT,
    at: datetime = NOON,
    **said: object,
) -> Bundle:
    """A bundle with its list and files, begun and not prepared."""
    sheet = a_sheet(data) if data is not None else None
    held = [(kept(file), name) for name, file in (files or {}).items()]
    values = {"unit": "Xã Nhân Lý", "channel": Channel.UNIT, "sent_on": date(2026, 11, 20), **said}
    with transaction():
        bundle = begin_bundle(
            contest=contest,
            kind=kind,
            received_on=date(2026, 11, 23),
            actor=SECRETARY,
            at=at,
            **values,  # type: ignore[arg-type]
        )
        if sheet is not None:
            put_sheet(bundle=bundle, sheet=sheet, at=at)
        add_files(bundle=bundle, files=held, at=at)
    return bundle


def made_ready(bundle: Bundle, *, at: datetime = NOON) -> list[BundleRow]:
    """The bundle prepared to the end; its rows."""
    while not prepare(bundle_id=bundle.id, at=at, most=25):
        pass
    db.session.expire_all()
    return rows_of_bundle(bundle_of(bundle.contest_id, bundle.id))


def taken(bundle: Bundle, *, at: datetime = NOON + timedelta(minutes=5)) -> list[BundleRow]:
    """The bundle taken to the end; its rows."""
    with transaction():
        start_taking(bundle=bundle, actor=SECRETARY, at=at)
    while not take_rows(bundle_id=bundle.id, actor=SECRETARY, at=at, most=25):
        pass
    db.session.expire_all()
    return rows_of_bundle(bundle_of(bundle.contest_id, bundle.id))


def codes(row: BundleRow) -> list[str]:
    """The codes of a row's notes."""
    return [note["code"] for note in row.notes]


def standing_bundle(contest_id: int, entry_id: int, *, by: str, at: datetime) -> None:
    """A bundle on the stage, put there by hand: one row stands for an entry and names its authors, one is open.

    The caller opens the transaction.
    """
    envelope = envelope_of(entry_id)
    names = "; ".join(author.name for author in envelope.authors) or envelope.collective_name
    sheet = kept(a_list(a_row(1, Họ=names, Đơn=envelope.unit_name), a_row(2, Họ=names)))
    table = read_table(storage().path(sheet.digest), fits=fits)
    columns = {str(n): field for n, field in guess_columns(table.headings).items() if field}
    bundle = Bundle(
        contest_id=contest_id,
        number=1,
        kind=BundleKind.UNIT,
        unit_id=envelope.unit_id,
        unit_name=envelope.unit_name,
        channel=Channel.UNIT,
        sent_on=at.date(),
        received_on=at.date(),
        sheet_no=1,
        sheet_digest=sheet.digest,
        headings=list(table.headings),
        columns=columns,
        constants={},
        began_at=at,
        began_by=by,
        touched_at=at,
        prepared_at=at,
        taking_at=at,
        taken_at=at,
        taken_by=by,
        digest="a" * 64,
    )
    db.session.add(bundle)
    db.session.flush()
    for number, (said, outcome) in enumerate(
        (({"author_name": names, "title": "Bài một"}, Outcome.ALREADY), ({"author_name": names}, None)),
        start=2,
    ):
        row = BundleRow(
            bundle_id=bundle.id,
            sheet_no=1,
            number=number,
            said=said,
            marks={},
            files=[],
            notes=[],
            entry_id=entry_id if outcome else None,
            outcome=outcome,
        )
        db.session.add(row)
    db.session.flush()
