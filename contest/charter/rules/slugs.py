"""A contest's address from its title, and a stable key from a name."""

import re
from collections.abc import Collection

from contest.plumbing.vietnamese import fold

LONGEST = 50


def slug_of(title: str, year: int) -> str:
    """A readable address: folded words joined by hyphens, cut at a word, and the year.

    Returns  at most 56 characters of ``a-z 0-9 -``; ``cuoc-thi-2026`` when the title has no letters
    """
    words = re.findall(r"[a-z0-9]+", fold(title))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word
        if len(longer) > LONGEST:
            break
        kept = longer
    return f"{kept or 'cuoc-thi'}-{year}"


def key_of(name: str, taken: Collection[str]) -> str:
    """A readable key that nobody has yet: ``chan-thuc``, then ``chan-thuc-2``. At most 40 characters."""
    key = "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:36].strip("-") or "muc"
    number, fresh = 1, key
    while fresh in taken:
        number += 1
        fresh = f"{key}-{number}"
    return fresh
