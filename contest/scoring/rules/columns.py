"""Which column of a list of scores is which: by our keys, or by the words a person reads above it."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from contest.plumbing.vietnamese import fold

CODE: Final = "blind_code"
JUDGE: Final = "judge"
EMAIL: Final = "email"
REMARK_COLUMN: Final = "remark"
VERSION: Final = "version"
HEADINGS: Final[Mapping[str, str]] = {
    "blind_code": CODE,
    "ma phach": CODE,
    "so phach": CODE,
    "judge": JUDGE,
    "giam khao": JUDGE,
    "email": EMAIL,
    "thu dien tu": EMAIL,
    "thu dien tu giam khao": EMAIL,
    "remark": REMARK_COLUMN,
    "nhan xet": REMARK_COLUMN,
    "version": VERSION,
    "ban phieu": VERSION,
}
_AROUND: Final = re.compile(r"^\d+[.)]\s*|\s*\([^()]*\)\s*$|[\s*:]+$")


def score_fields(headings: Sequence[str], criteria: Sequence[tuple[str, str]]) -> dict[int, str]:
    """What each column holds, by its index: CODE, JUDGE, EMAIL, REMARK_COLUMN, VERSION, or the key of a criterion.

    criteria  key and name of each; a heading may number them and add their range: "2. Chân thực (0–20)"
    Returns   the first column of each field; columns that say nothing to us are left out
    """
    known = dict(HEADINGS)
    for key, name in criteria:
        known |= {plain_heading(key): key, plain_heading(name): key}
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        field = known.get(plain_heading(heading))
        if field is not None and field not in found.values():
            found[index] = field
    return found


def plain_heading(heading: str) -> str:
    """A heading without marks, capitals, number in front and range behind."""
    said, before = heading.strip(), ""
    while said != before:
        before, said = said, _AROUND.sub("", said)
    return fold(said)
