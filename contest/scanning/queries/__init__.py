"""Questions about cover sheets and scan batches; none of them leads to an author."""

from contest.scanning.queries.batches import (
    BatchLine,
    batch_line,
    batch_lines,
    batch_of,
    page_of,
    piece_of,
    pieces_of,
    waiting_count,
    waiting_pieces_of_sheet,
)
from contest.scanning.queries.sheets import (
    ON_PAPER,
    Wanted,
    entries_for_sheets,
    entry_facts,
    sheet_counts,
    sheet_numbered,
    sheets_numbered,
    sheets_of_entries,
    sheets_of_tokens,
)

__all__ = [
    "ON_PAPER",
    "BatchLine",
    "Wanted",
    "batch_line",
    "batch_lines",
    "batch_of",
    "entries_for_sheets",
    "entry_facts",
    "page_of",
    "piece_of",
    "pieces_of",
    "sheet_counts",
    "sheet_numbered",
    "sheets_numbered",
    "sheets_of_entries",
    "sheets_of_tokens",
    "waiting_count",
    "waiting_pieces_of_sheet",
]
