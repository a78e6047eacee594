"""Sheets that people send: XLSX, ODS and CSV read into rows of plain values, or refused in words."""

from contest.plumbing.spreadsheets.reading import read_rows
from contest.plumbing.spreadsheets.rows import Row, Value, heading_key
from contest.plumbing.spreadsheets.tables import SheetTable, column_letter, read_table

__all__ = ["Row", "SheetTable", "Value", "column_letter", "heading_key", "read_rows", "read_table"]
