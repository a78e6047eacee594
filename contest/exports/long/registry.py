"""Every long export by its key: a new one is a file of this folder and a line here.

Pages ask for it by ``contest.exports.runs.service.ask_export``; how it is worked on, followed, cancelled, run again,
kept and removed is the same for all.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from contest.errors.exports import ExportUnknown
from contest.exports.long import archives, certificates, papers
from contest.exports.long.face import LongExport

LONG: Final[Mapping[str, LongExport]] = MappingProxyType(
    {"paper": papers, "archive": archives, "certificates": certificates}
)


def long_export(kind: str) -> LongExport:
    """The long export of that key. Raises ExportUnknown."""
    found = LONG.get(kind)
    if found is None:
        raise ExportUnknown
    return found
