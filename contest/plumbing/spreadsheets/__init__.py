"""Sheets that people send: XLSX and CSV read into rows of plain values, or refused in words."""

from contest.plumbing.spreadsheets.reading import read_rows
from contest.plumbing.spreadsheets.rows import Row, Value, heading_key

__all__ = ["Row", "Value", "heading_key", "read_rows"]
