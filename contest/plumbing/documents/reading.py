"""What reading a file gives: plain values that cross from the worker to whoever asked."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self

MIB: Final = 1024 * 1024


class Kind(StrEnum):
    """What a file is, told by its bytes."""

    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    TXT = "txt"
    DOC = "doc"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    HEIC = "heic"


class Why(StrEnum):
    """Why a file was refused; contest.errors.documents has the sentence for each."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_BIG = "too-big"
    TOO_MANY_PAGES = "too-many-pages"
    TYPE_NOT_ACCEPTED = "type-not-accepted"
    NAME_DIFFERS = "name-differs"
    TOOK_TOO_LONG = "took-too-long"
    UNREADABLE = "unreadable"


class Note(StrEnum):
    """What a person should know about a file that was read; contest.errors.documents has the sentences."""

    NO_TEXT = "no-text"
    SOME_PAGES_WITHOUT_TEXT = "some-pages-without-text"
    MACROS_LEFT_OUT = "macros-left-out"
    PICTURES_LEFT_OUT = "pictures-left-out"
    TEXT_BOXES_LEFT_OUT = "text-boxes-left-out"
    HIDDEN_TEXT_LEFT_OUT = "hidden-text-left-out"
    TRACKED_CHANGES_LEFT_OUT = "tracked-changes-left-out"
    OLD_FONT_CONVERTED = "old-font-converted"
    OLD_FONT_UNSURE = "old-font-unsure"
    ENCODING_GUESSED = "encoding-guessed"
    CONVERTER_MISSING = "converter-missing"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a picture: upright WebP without metadata, at most 2000 px on the long side.

    codes  what its QR codes say, from the top down; looked for in a scan only
    turn   by how many degrees clockwise a QR code had the page turned: 0, 90, 180 or 270
    """

    path: Path
    width: int
    height: int
    codes: tuple[str, ...] = ()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file.

    kind        what the bytes are; None when that could not be told
    paragraphs  the body in composed Unicode, without its title, footnotes at the end
    title       the first paragraph when it is set as a title
    words       the words of the body, without the title
    pages       the pages that have to be seen, in order: photographs, scans
    page_count  the pages of a PDF or of pictures; 0 where the file does not tell
    aside       (place, text) for all that is not body and may name a person
    warnings    codes of Note, sorted
    refusal     a code of Why, or None; a refused reading holds nothing else
    """

    kind: Kind | None
    paragraphs: tuple[str, ...] = ()
    title: str | None = None
    words: int = 0
    pages: tuple[Page, ...] = ()
    page_count: int = 0
    aside: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    refusal: str | None = None

    @property
    def text(self) -> str:
        """Title and body, one paragraph a line."""
        return "\n".join([self.title, *self.paragraphs] if self.title else self.paragraphs)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON; a page's path becomes its bare name."""
        return asdict(self) | {"pages": [_told(page) for page in self.pages]}

    @classmethod
    def from_json(cls, told: dict[str, Any], *, folder: Path) -> Self:
        """The reading that a worker told of, its pages in folder.

        Raises  ValueError, KeyError or TypeError for anything a sound worker would not say
        """
        pages = [_page(folder, *page) for page in told["pages"]]
        if any(page.path.parent != folder or page.path.suffix != ".webp" for page in pages):
            raise ValueError("a page outside its folder")
        return cls(
            kind=Kind(told["kind"]) if told["kind"] else None,
            paragraphs=tuple(map(str, told["paragraphs"])),
            title=str(told["title"]) if told["title"] else None,
            words=int(told["words"]),
            pages=tuple(pages),
            page_count=int(told["page_count"]),
            aside=tuple((str(place), str(text)) for place, text in told["aside"]),
            warnings=tuple(Note(code).value for code in told["warnings"]),
            refusal=Why(told["refusal"]).value if told["refusal"] else None,
        )


def _told(page: Page) -> tuple[str, int, int, tuple[str, ...], int]:
    return page.path.name, page.width, page.height, page.codes, page.turn


def _page(folder: Path, name: object, width: int, height: int, codes: Iterable[object], turn: int) -> Page:
    if turn not in (0, 90, 180, 270):
        raise ValueError("a page turned by no right angle")
    return Page(folder / str(name), int(width), int(height), tuple(map(str, codes)), turn)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    Units  bytes_in, unpacked_bytes, part_bytes, memory, output_bytes in bytes; pixels per picture;
           pages and characters per file; seconds
    """

    bytes_in: int = 20 * MIB
    pages: int = 60
    characters: int = 300_000
    pixels: int = 64_000_000
    members: int = 2_000
    unpacked_bytes: int = 200 * MIB
    part_bytes: int = 24 * MIB
    output_bytes: int = 32 * MIB
    memory: int = 512 * MIB
    cpu_seconds: int = 20
    wall_seconds: float = 30


SCAN_LIMITS: Final = Limits(
    bytes_in=300 * MIB, pages=600, memory=1536 * MIB, cpu_seconds=900, wall_seconds=1200
)
"""What a batch of scanned sheets may cost: hundreds of pages, and minutes."""
