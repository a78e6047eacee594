"""Which reader reads which kind: one line each."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from contest.plumbing.documents.draft import Draft
from contest.plumbing.documents.reading import Kind

Reader = Callable[[Path, Draft], None]

READERS: Final[dict[Kind, str]] = {
    Kind.DOCX: "docx",
    Kind.ODT: "odt",
    Kind.RTF: "rtf",
    Kind.PDF: "pdf",
    Kind.TXT: "txt",
    Kind.DOC: "doc",
    Kind.JPEG: "picture",
    Kind.PNG: "picture",
    Kind.TIFF: "picture",
    Kind.WEBP: "picture",
    Kind.HEIC: "picture",
}


def reader_of(kind: Kind) -> Reader:
    """The reader of a kind, imported only now: who reads one file pays for one."""
    reader: Reader = import_module(f"contest.plumbing.documents.readers.{READERS[kind]}").read
    return reader


def warm_up() -> None:
    """Import what readers need, so that no file waits for it; photographs in HEIC and QR codes are too rare."""
    for kind in READERS:
        reader_of(kind)
    import_module("contest.plumbing.documents.pictures")
    import_module("PIL.Image").init()
