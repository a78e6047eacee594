"""How a contest's receipts begin, from the place it is held in."""

import re

from contest.plumbing.vietnamese import fold

KINDS_OF_PLACES = ("thanh pho", "thi tran", "thi xa", "dac khu", "tinh", "huyen", "quan", "phuong", "xa")


def prefix_of(area: str, year: int) -> str:
    """Initials of the place and two digits of the year: huyện Chi Lăng in 2026 gives CL26.

    Returns  one to four capital letters and two digits; GS26 when the place has no letters
    """
    name = fold(area)
    for kind in KINDS_OF_PLACES:
        name = name.removeprefix(f"{kind} ")
    initials = "".join(word[0] for word in re.findall(r"[a-z][a-z0-9]*", name))[:4].upper()
    return f"{initials or 'GS'}{year % 100:02d}"
