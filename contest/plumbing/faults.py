"""What the program's own log says of an error: its kind and its place, never its message.

A message may hold what somebody typed: the database's own repeats the values of the statement that failed.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path


def in_short(raised: BaseException) -> str:
    """The kind of error and the line it was raised on."""
    last = traceback.extract_tb(raised.__traceback__)[-1]
    return f"{type(raised).__name__} in {last.name}, {Path(last.filename).name} line {last.lineno}"


def in_full(raised: BaseException) -> str:
    """The way through the code to the error, and to each one that led to it; the first comes first."""
    told = [
        f"{''.join(traceback.format_tb(one.__traceback__))}{type(one).__name__}" for one in _chain(raised)
    ]
    return "\nwhich led to\n".join(reversed(told))


def _chain(raised: BaseException) -> Iterator[BaseException]:
    met: BaseException | None = raised
    while met is not None:
        yield met
        met = met.__cause__ or (None if met.__suppress_context__ else met.__context__)
