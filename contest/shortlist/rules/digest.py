"""What proves that two lists are the same."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal


def places_digest(places: Iterable[tuple[str, Decimal, int, bool]]) -> str:
    """The SHA-256 of a ranking, whatever the order it is told in.

    Shapes   places: (blind code, mark, rank, taken), one for each ranked entry
    Returns  64 hexadecimal digits over the JSON list of [code, mark with two decimals, rank, taken],
             ordered by rank and code, without spaces, in UTF-8
    """
    rows = sorted(places, key=lambda place: (place[2], place[0]))
    return canonical_digest([[code, f"{mark:.2f}", rank, taken] for code, mark, rank, taken in rows])


def canonical_digest(said: object) -> str:
    """The SHA-256 of plain values as canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
