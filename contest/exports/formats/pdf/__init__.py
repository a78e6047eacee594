"""PDF by typst: a template of our own and data as JSON; the same input gives the same bytes on every machine.

A template reads its values with json(bytes(sys.inputs.data)), so whatever they say stays text. No font of the machine,
no package and no file outside this folder can be reached.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import typst

from contest.plumbing.fonts import FOLDER

media_type: Final = "application/pdf"
suffix: Final = ".pdf"

_TEMPLATES: Final = Path(__file__).resolve().parent
_NO_PACKAGES: Final = _TEMPLATES / "packages"
_EPOCH: Final = 315_532_800
"""1 January 1980, as in our other formats: a clock would make each file another."""


def typeset(template: str, values: Mapping[str, Any]) -> bytes:
    """The PDF of a template of this folder, filled with values.

    values  anything JSON holds; the template asks for them by name
    """
    made: object = typst.compile(
        _TEMPLATES / f"{template}.typ",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        format="pdf",
        font_paths=[FOLDER],
        ignore_system_fonts=True,
        package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
        timestamp=_EPOCH,
        pdf_tags=False,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single file")
    return made
