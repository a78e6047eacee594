"""Arrays in one file, read from it as needed."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.prints import OtherVersion

_MAGIC: Final = b"guong-sang resemblance\n"
_EDGE: Final = 64


def save(path: Path, *, version: int, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the arrays beside ``path``, then put the whole file in its place."""
    about: list[dict[str, Any]] = []
    at = 0
    for name, array in arrays.items():
        about.append({"name": name, "dtype": array.dtype.newbyteorder("<").str, "size": array.size, "at": at})
        at += -(-array.nbytes // _EDGE) * _EDGE
    head = _MAGIC + json.dumps({"version": version, "arrays": about}).encode() + b"\n"
    head += b" " * (-len(head) % _EDGE)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
        try:
            file.write(len(head).to_bytes(_EDGE, "little"))
            file.write(head)
            for array in arrays.values():
                little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
                file.write(little.data)
                file.write(b"\0" * (-little.nbytes % _EDGE))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def load(path: Path, *, version: int) -> dict[str, NDArray[Any]]:
    """The arrays of the file, mapped into memory, not read.

    Raises  OtherVersion when the file is not one of ours or of another version; FileNotFoundError
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_EDGE), "little")
        head = file.read(length) if length < 1 << 16 else b""
    if not head.startswith(_MAGIC):
        raise OtherVersion("not an index")
    about = json.loads(head[len(_MAGIC) :])
    if about["version"] != version:
        raise OtherVersion(f"not an index of version {version}")
    size = path.stat().st_size
    found: dict[str, NDArray[Any]] = {}
    for one in about["arrays"]:
        dtype = np.dtype(one["dtype"])
        at = _EDGE + length + one["at"]
        if at + one["size"] * dtype.itemsize > size:
            raise OtherVersion("an index cut short")
        found[one["name"]] = (
            np.memmap(path, dtype=dtype, mode="r", offset=at, shape=(one["size"],))
            if one["size"]
            else np.empty(0, dtype=dtype)
        )
    return found
