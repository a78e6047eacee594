"""PDF by typst: a template of our own and data as JSON; the same input gives the same bytes on every machine.

A template reads its values with json(bytes(sys.inputs.data)), so whatever they say stays text. No font of the machine,
no package and no file outside this folder can be reached.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

import typst

from contest.exports.formats.pdf.said import said
from contest.exports.sheet import Document
from contest.plumbing.fonts import FOLDER

media_type: Final = "application/pdf"
suffix: Final = ".pdf"

MOST_TAGGED: Final = 500
"""Rows of a paper up to which its PDF is tagged."""

_TEMPLATES: Final = Path(__file__).resolve().parent
_NO_PACKAGES: Final = _TEMPLATES / "packages"
_EPOCH: Final = 315_532_800
"""1 January 1980, as in our other formats: a clock would make each file another."""


def write(document: Document, out: BinaryIO) -> None:
    """Write the document as an office hands it out, in the form of the Party, the State or the Youth Union.

    Readers are told what is a heading or a table; a list of very many rows does without, since telling so of
    each cell takes ten times the time and the room.
    """
    told = said(document)
    parts = [*told["parts"], *(part for annex in told["annexes"] for part in annex["parts"])]
    tagged = sum(len(part.get("rows", ())) for part in parts) <= MOST_TAGGED
    out.write(typeset("paper", told, tagged=tagged))


def typeset(template: str, values: Mapping[str, Any], *, tagged: bool = False) -> bytes:
    """The PDF of a template of this folder, filled with values.

    values  anything JSON holds; the template asks for them by name
    tagged  whether readers are told what is a heading, a paragraph, a table, as PDF/UA-1 asks
    """
    try:
        return _compiled(template, values, tagged=tagged, accessible=tagged)
    except typst.TypstError:
        if not tagged:
            raise
        return _compiled(
            template, values, tagged=True, accessible=False
        )  # a sign the font lacks: tagged all the same


def _compiled(template: str, values: Mapping[str, Any], *, tagged: bool, accessible: bool) -> bytes:
    made: object = typst.compile(
        _TEMPLATES / f"{template}.typ",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        format="pdf",
        font_paths=[FOLDER],
        ignore_system_fonts=True,
        package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
        timestamp=_EPOCH,
        pdf_tags=tagged,
        pdf_standards="ua-1" if accessible else None,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made
