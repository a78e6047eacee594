"""One way to write a value as JSON, so that what is signed here is what is read there."""

import json
from typing import Any


def canonical(value: Any) -> bytes:
    """The value as UTF-8 JSON: names in order, nothing between the parts, letters as they are.

    Raises  ValueError for numbers that are no whole numbers and for text that is no Unicode
    """
    _check(value)
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return told.encode()


def _check(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("a fraction is written as text")
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for part in parts:
        _check(part)
