"""Full names: họ first, tên last, and lists go by the tên."""

from contest.plumbing.vietnamese.sorting import sort_key
from contest.plumbing.vietnamese.text import clean


def name_sort_key(full_name: str) -> str:
    """The place of a person in a Vietnamese list: by tên, then họ, then đệm.

    Returns  digits only, as sort_key
    """
    *before, given = clean(full_name).split() or [""]
    family, middle = (before[0], " ".join(before[1:])) if before else ("", "")
    return sort_key(given) + sort_key(family) + sort_key(middle)
