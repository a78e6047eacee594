"""The list of a bundle: read, laid into rows, its columns named and remembered."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from sqlalchemy import delete, select

from contest.authors.models import Bundle, BundleKind, BundleRow
from contest.authors.queries.bundles import remembered_columns
from contest.authors.rules import (
    LABELS,
    RowSaid,
    ends_list,
    fits,
    guess_columns,
    heading_under,
    headings_key,
    identity_of,
    is_blank,
    said_in_cells,
    suffices,
)
from contest.authors.service.bundles import MOST_ROWS, hold_bundle, prepare_later
from contest.db import db
from contest.errors.bundles import BundleNotReady, ColumnsUnfit, FieldTwice
from contest.errors.spreadsheets import ColumnsMissing
from contest.plumbing.spreadsheets import SheetTable, read_table
from contest.plumbing.storage import Kept, storage

SEVERAL = frozenset(
    {"author_name", "author_birth", "text", "file", "photo", "consent", "co_authors", "author_unit"}
)
"""Fields that several columns may fill together."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that is kept and read: its bytes, what its sender calls it, its headings and rows."""

    kept: Kept
    name: str
    table: SheetTable


def read_sheet(kept: Kept, *, name: str) -> Sheet:
    """Read a kept list; outside any transaction. Raises what read_table raises, and ColumnsMissing."""
    table = read_table(storage().path(kept.digest), fits=fits, under=heading_under, limit=MOST_ROWS + 100)
    if not table.headings or not any(table.headings):
        raise ColumnsMissing(columns="tên bài, họ tên tác giả")
    return Sheet(kept, name[:255], table)


def listed_rows(source: Path, *, needs: Collection[str]) -> list[tuple[int, RowSaid]]:
    """The rows of a list as it lies on a disk, headings in Vietnamese or English, with their numbers.

    needs   fields for which there have to be columns
    Raises  ColumnsMissing; what read_table raises
    """
    table = read_table(source, fits=fits, under=heading_under, limit=100_000)
    columns = {index: field for index, field in guess_columns(table.headings).items() if field}
    missing = sorted(set(needs) - set(columns.values()))
    if missing:
        raise ColumnsMissing(columns=", ".join(missing))
    said = [(number, said_in_cells(cells, columns, {})) for number, cells in _above_signatures(table)]
    return [(number, RowSaid.of(row)) for number, row in said if not is_blank(row) and not is_example(row)]


def table_of(bundle: Bundle) -> SheetTable:
    """The bundle's newest list, read again; outside any transaction. Raises BundleNotReady."""
    if bundle.sheet_digest is None:
        raise BundleNotReady
    return read_table(
        storage().path(bundle.sheet_digest), fits=fits, under=heading_under, limit=MOST_ROWS + 100
    )


def put_sheet(*, bundle: Bundle, sheet: Sheet, at: datetime) -> Bundle:
    """Lay a list into the bundle; a corrected one takes the place of the one before.

    Columns are those chosen the last time for the same headings, else guessed.

    Raises  BundleBusy, BundleSwept
    """
    held = hold_bundle(bundle)
    before = remembered_columns(held.contest_id, headings_key(sheet.table.headings))
    known = {before.headings[int(i)]: field for i, field in before.columns.items()} if before else {}
    held.sheet_no += 1
    held.sheet_digest, held.sheet_name = sheet.kept.digest, sheet.name
    held.headings = list(sheet.table.headings)
    held.headings_key = headings_key(sheet.table.headings)
    held.columns_chosen = before is not None
    if before is None:
        guessed = guess_columns(sheet.table.headings)
        held.columns = {str(index): field for index, field in guessed.items() if field}
    else:
        held.columns = {str(n): known[said] for n, said in enumerate(held.headings) if said in known}
        held.constants = {**before.constants, **held.constants}
    _lay_rows(held, sheet.table)
    prepare_later(held, at)
    return held


def set_columns(
    *,
    bundle: Bundle,
    table: SheetTable,
    columns: Mapping[int, str],
    constants: Mapping[str, str],
    at: datetime,
) -> Bundle:
    """Say which column is which and what every row says; remembered for the same headings.

    table    as table_of gave it
    columns  index -> field, or consent:<id of a statement>; others are passed over
    Raises   ColumnsUnfit, FieldTwice, BundleBusy, BundleSwept
    """
    chosen = {str(index): field for index, field in columns.items() if field and index < len(bundle.headings)}
    fields = list(chosen.values())
    for field in dict.fromkeys(fields):
        if fields.count(field) > 1 and field not in SEVERAL and field in LABELS:
            raise FieldTwice(field=LABELS[field])
    if not suffices(fields):
        raise ColumnsUnfit
    held = hold_bundle(bundle)
    held.columns, held.columns_chosen = chosen, True
    held.constants = {field: said.strip() for field, said in constants.items() if said.strip()}
    _lay_rows(held, table)
    prepare_later(held, at)
    return held


def _lay_rows(bundle: Bundle, table: SheetTable) -> None:
    """Put the list's rows in the place of those of the same list of which nothing has become yet."""
    mine = (BundleRow.bundle_id == bundle.id) & (BundleRow.sheet_no == bundle.sheet_no)
    done = set(db.session.scalars(select(BundleRow.number).where(mine, BundleRow.outcome.is_not(None))))
    db.session.execute(delete(BundleRow).where(mine, BundleRow.outcome.is_(None)))
    columns = {int(index): field for index, field in bundle.columns.items()}
    survey = bundle.kind == BundleKind.SURVEY
    for number, cells in table.rows if survey else _above_signatures(table):
        said = said_in_cells(cells, columns, bundle.constants)
        if number in done or is_blank(said, bundle.constants) or is_example(said):
            continue
        identity = identity_of(bundle.contest_id, RowSaid.of(said), survey=survey)
        db.session.add(
            BundleRow(
                bundle_id=bundle.id,
                sheet_no=bundle.sheet_no,
                number=number,
                said=said,
                identity=identity,
                marks={},
                files=[],
                notes=[],
            )
        )
    db.session.flush()


def _above_signatures(table: SheetTable) -> Iterator[tuple[int, tuple[str, ...]]]:
    return takewhile(lambda row: not ends_list(row[1]), table.rows)


def is_example(said: Mapping[str, str]) -> bool:
    """Whether this is the row of the template that shows how to fill it in."""
    return said.get("number", "").strip().casefold() in ("ví dụ", "vd", "vi du", "mẫu")
