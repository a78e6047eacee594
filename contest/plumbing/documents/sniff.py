"""What a file is, by its bytes; its name only has to agree."""

import re
from pathlib import Path
from typing import Final

from contest.plumbing.documents.container import Container
from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import Kind, Limits, Why

_HEAD: Final = 4096
_MAGIC: Final = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.DOC),
)
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROLS: Final = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\v\x1a")
_NOT_PROSE: Final = re.compile(rb"<[!?/a-zA-Z]|#!|%!|MZ|\{\\")
_PICTURES: Final = frozenset({Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.WEBP, Kind.HEIC})
SCANNED: Final = _PICTURES | {Kind.PDF}
"""What a scanner or a camera makes."""
_WRITTEN: Final = frozenset({Kind.DOCX, Kind.DOC, Kind.ODT, Kind.RTF})
_ENDINGS: Final = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".doc", ".odt", ".rtf"), _WRITTEN),
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif"), _PICTURES),
    ".pdf": frozenset({Kind.PDF}),
    ".txt": frozenset({Kind.TXT}),
}
"""Names within one family are forgiven: telephones send HEIC as .jpg, and Word keeps RTF as .doc."""


def sniff(path: Path, limits: Limits) -> Kind:
    """The kind of a file.

    Raises  Refused for an empty file, a damaged container, and any kind that is not accepted
    """
    kind, box = recognise(path, limits)
    if box is not None:
        box.close()
    return kind


def recognise(path: Path, limits: Limits) -> tuple[Kind, Container | None]:
    """The same, with the container that had to be opened to tell; who asked closes it. Raises as sniff."""
    with path.open("rb", buffering=0) as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise Refused(Why.EMPTY)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind, None
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP, None
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC, None
    if head.startswith(b"PK"):
        return _recognise_container(path, limits)
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return Kind.PDF, None
    if _is_prose(head):
        return Kind.TXT, None
    raise Refused(Why.TYPE_NOT_ACCEPTED)


def check_name(name: str, kind: Kind) -> None:
    """A name with a known ending has to agree with the bytes; any other name says nothing.

    Raises  Refused
    """
    ending = Path(name).suffix.lower()
    if kind not in _ENDINGS.get(ending, frozenset({kind})):
        raise Refused(Why.NAME_DIFFERS)


def _recognise_container(path: Path, limits: Limits) -> tuple[Kind, Container]:
    box = Container(path, limits)
    try:
        if "mimetype" in box.names:
            if box.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
                return Kind.ODT, box
        elif "[Content_Types].xml" in box.names:
            types = box.read("[Content_Types].xml")
            if b"wordprocessingml" in types or b"ms-word" in types:
                return Kind.DOCX, box
        raise Refused(Why.TYPE_NOT_ACCEPTED)
    except Refused:
        box.close()
        raise


def _is_prose(head: bytes) -> bool:
    """Whether this can be plain text, and is not a language that something else would run."""
    if head.startswith(_BOMS):
        head = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    elif looks_like_utf16(head):
        head = head.replace(b"\0", b"")
    elif _CONTROLS.intersection(head):
        return False
    return not _NOT_PROSE.match(head.lstrip()) and b"%PDF-" not in head[:1024]


def looks_like_utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: spaces and line ends betray it."""
    sample = data[: _HEAD - _HEAD % 2]
    even, odd = sample[0::2], sample[1::2]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    if odd.count(0) > len(odd) // 4 and even.count(0) == 0:
        return "utf-16-le"
    if even.count(0) > len(even) // 4 and odd.count(0) == 0:
        return "utf-16-be"
    return None
