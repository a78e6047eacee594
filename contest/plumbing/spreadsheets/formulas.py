"""Which cells of a workbook are formulas: their last result is somebody's word, not a value that was typed."""

import io
import re
import zipfile
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from contest.errors.spreadsheets import NotASheet

FORMULA: Final = "=…"
"""What stands in place of a formula's result, where formulas are told."""

MOST_AT_ONCE: Final = 100_000
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_BROKEN: Final = (ParseError, DefusedXmlException, KeyError, ValueError, zipfile.BadZipFile)


def formula_cells(data: bytes, sheet: str) -> set[tuple[int, int]]:
    """The cells (row, column, from 0) of one sheet of an XLSX workbook that hold formulas.

    The workbook has been looked through before. Raises NotASheet
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(_part_of(packed, sheet)) as part:
            found: set[tuple[int, int]] = set()
            place = ""
            for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
                name = element.tag.removeprefix(_MAIN).removeprefix(_STRICT)
                if event == "start":
                    place = element.get("r", "") if name == "c" else place
                elif name == "f":
                    found |= _cells_in(element.get("ref") if element.get("t") == "array" else place)
                elif name == "row":
                    element.clear()
            return found
    except _BROKEN as error:
        raise NotASheet from error


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """The part that holds the sheet of that name."""
    book = fromstring(packed.read("xl/workbook.xml"), forbid_dtd=True)
    ids = [
        next(value for key, value in one.attrib.items() if key.endswith("}id"))
        for one in book.iter()
        if one.tag.endswith("}sheet") and one.get("name") == sheet
    ]
    links = fromstring(packed.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    target = next(link.get("Target", "") for link in links if link.get("Id") in ids)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cells_in(area: str | None) -> set[tuple[int, int]]:
    found = _RANGE.fullmatch(area or "")
    if found is None:
        return set()
    left, top, right, bottom = found.groups()
    rows = range(int(top) - 1, int(bottom or top))
    columns = range(_number(left) - 1, _number(right or left))
    if len(rows) * len(columns) > MOST_AT_ONCE:
        raise ValueError(f"a formula over too many cells: {area}")
    return {(row, column) for row in rows for column in columns}


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
