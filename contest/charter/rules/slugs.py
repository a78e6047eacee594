"""A contest's address from its title."""

import re

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
