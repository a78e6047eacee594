"""One holder of a file at a time; a killed holder lets go by dying."""

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 40

    def lock(file: IO[bytes]) -> None:
        """Hold a file until it is closed. Raises OSError when somebody else does."""
        file.seek(FAR)  # past every byte, for this lock also bars reading
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock(file: IO[bytes]) -> None:
        """Hold a file until it is closed. Raises OSError when somebody else does."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
