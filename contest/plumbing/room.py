"""A full disk told as one, wherever something is written on the way to the storage."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from contest.errors.storage import DiskFull

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def room_wanted() -> Iterator[None]:
    """A block that writes. Raises DiskFull for what the system refuses for want of room."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull from error
        raise
