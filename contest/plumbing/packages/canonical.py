"""One way to write a value as JSON, so that what is signed here is what is read there."""

import json
from typing import Any, Final

DEEPEST: Final = 16
"""Lists and objects inside each other; what is nested deeper is nothing of ours, and would stop who writes it down."""


def canonical(value: Any) -> bytes:
    """The value as UTF-8 JSON: names in order, nothing between the parts, letters as they are.

    Raises  ValueError for numbers that are no whole numbers, for text that is no Unicode, for what is nested too deep
    """
    _check(value, DEEPEST)
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return told.encode()


def _check(value: Any, levels: int) -> None:
    if isinstance(value, float):
        raise ValueError("a fraction is written as text")
    if not isinstance(value, dict | list | tuple):
        return
    if levels == 0:
        raise ValueError("nested too deep")
    for part in value.values() if isinstance(value, dict) else value:
        _check(part, levels - 1)
