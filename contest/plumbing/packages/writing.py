"""A package as bytes: a ZIP whose every byte follows from its members, so that a changed one shows.

Members are stored, not compressed, in one order, under one date: the same members give the same bytes.
"""

import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

SUFFIX: Final = ".guongsang"
MANIFEST, SIGNATURE, ENTRIES, MINUTES, PAPERS, FILES = (
    "manifest.json",
    "signature.json",
    "entries.jsonl",
    "minutes.pdf",
    "papers/",
    "files/",
)
MEMBERS: Final = {
    1: re.compile(r"entries\.jsonl|minutes\.pdf|files/[0-9a-f]{64}"),
    2: re.compile(r"entries\.jsonl|papers/[0-9]{2}\.(pdf|docx|zip)|files/[0-9a-f]{64}"),
}
"""What a member may be called besides the first two, by the version of the format."""

_DAY: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o100644 << 16

Source = bytes | Path


def write_package(out: IO[bytes], members: Iterable[tuple[str, Source]]) -> None:
    """Write the members, in this order, to a file that can be rewound.

    Shapes  the manifest, the signature, then what the manifest lists, in its order
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as packed:
        for name, source in members:
            info = zipfile.ZipInfo(name, _DAY)
            info.create_system, info.external_attr = 3, _MODE
            with packed.open(info, "w") as member:
                if isinstance(source, bytes):
                    member.write(source)
                else:
                    with source.open("rb") as stream:
                        shutil.copyfileobj(stream, member, 1 << 18)
