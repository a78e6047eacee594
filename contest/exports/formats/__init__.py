"""How a document becomes bytes: one format, one file, one line in FORMATS."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import BinaryIO, Final, Protocol

from contest.exports.formats import csv, docx, pdf, xlsx
from contest.exports.sheet import Document


class Format(Protocol):
    """The face of each format."""

    @property
    def media_type(self) -> str:
        """What a browser is told."""
        ...

    @property
    def suffix(self) -> str:
        """The end of the file's name, with its dot."""
        ...

    def write(self, document: Document, out: BinaryIO) -> None:
        """Write the document; the same document gives the same bytes. The stream stays open."""
        ...


FORMATS: Final[Mapping[str, Format]] = MappingProxyType({"xlsx": xlsx, "csv": csv, "docx": docx, "pdf": pdf})
"""Every format by the name that the pages, the API and ``export --as`` use."""
