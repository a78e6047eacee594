"""Verbs of cover sheets and scan batches."""

from contest.scanning.service.dealing import deal_batch
from contest.scanning.service.reading import read_on
from contest.scanning.service.receiving import (
    READ,
    KeptScan,
    Most,
    enter_batch,
    open_scan,
    read_again,
    receive_scans,
)
from contest.scanning.service.settling import attach_piece, bind_sheet, cut_piece, lay_aside, reopen_piece
from contest.scanning.service.sheets import AT_ONCE, blank_sheets, free_sheet, sheets_again, sheets_for
from contest.scanning.service.turning import turn_page, turned_picture

__all__ = [
    "AT_ONCE",
    "READ",
    "KeptScan",
    "Most",
    "attach_piece",
    "bind_sheet",
    "blank_sheets",
    "cut_piece",
    "deal_batch",
    "enter_batch",
    "free_sheet",
    "lay_aside",
    "open_scan",
    "read_again",
    "read_on",
    "receive_scans",
    "reopen_piece",
    "sheets_again",
    "sheets_for",
    "turn_page",
    "turned_picture",
]
