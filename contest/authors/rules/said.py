"""An essay with its figure and authors, as somebody said it: by form, by paper or by a list."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from contest.charter.rules import AuthorshipKind
from contest.entries.rules import FileRole
from contest.plumbing.vietnamese import PartialDate, clean, count_words


@dataclass(frozen=True, slots=True)
class AuthorSaid:
    """One person who signs an entry; ``leads`` marks the one who speaks for a group."""

    name: str
    birth: PartialDate | None = None
    unit_id: int | None = None
    unit_name: str = ""
    phone: str = ""
    email: str = ""
    pen_name: str = ""
    gender: str = ""
    occupation: str = ""
    address: str = ""
    guardian_name: str = ""
    guardian_phone: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """Whom the essay is about; ``kind`` is "person" or "collective"."""

    kind: str = "person"
    name: str = ""
    birth_year: int | None = None
    position: str = ""
    place: str = ""
    phone: str = ""
    field: str = ""
    honours: str = ""


@dataclass(frozen=True, slots=True)
class FileKept:
    """One original file, already in the storage.

    aside    what its reader set apart from the body
    role     what the file is for; caption stands below a photo of the figure
    """

    digest: str
    size: int
    kind: str
    warnings: tuple[str, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    role: FileRole = FileRole.ESSAY
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageKept:
    """One picture of our own making, already in the storage; width and height in pixels, caption of a photo."""

    digest: str
    width: int
    height: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """One file as it was kept and read: its original, and what the reader made of it."""

    file: FileKept
    sent_name: str
    paragraphs: tuple[str, ...] = ()
    title: str = ""
    pages: tuple[PageKept, ...] = ()
    page_count: int = 0

    @property
    def words(self) -> int:
        """The words of the file's body."""
        return count_words("\n".join(self.paragraphs))

    def used_as(self, role: FileRole, caption: str = "") -> Self:
        """The same file for another use; only a photo has a caption."""
        said = caption if role == FileRole.PHOTO else ""
        return replace(self, file=replace(self.file, role=role, caption=said))

    def as_json(self) -> dict[str, Any]:
        """What the reader made of the file, for a JSON column; ``from_json`` reads it back. Its use stays outside."""
        told = asdict(self)
        del told["file"]["role"], told["file"]["caption"]
        return told

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """The file that ``as_json`` told of."""
        file = told["file"]
        return cls(
            file=FileKept(
                digest=file["digest"],
                size=file["size"],
                kind=file["kind"],
                warnings=tuple(file["warnings"]),
                aside=tuple((place, text) for place, text in file["aside"]),
            ),
            sent_name=told["sent_name"],
            paragraphs=tuple(told["paragraphs"]),
            title=told["title"],
            pages=tuple(PageKept(**page) for page in told["pages"]),
            page_count=told["page_count"],
        )


@dataclass(frozen=True, slots=True)
class EssaySaid:
    """The essay: its body in paragraphs, or page pictures, or both, and the originals it came in.

    files   every original, whatever it is for; pages and page_count speak of the essay's alone
    photos  pictures of the figure, with their captions
    typed   whether the body was typed or pasted rather than read from the files
    to_scan the essay lies on paper at the office, which scans it later; page_count is what was counted there
    """

    title: str
    category_id: int | None
    paragraphs: tuple[str, ...] = ()
    files: tuple[FileKept, ...] = ()
    pages: tuple[PageKept, ...] = ()
    photos: tuple[PageKept, ...] = ()
    page_count: int = 0
    warnings: tuple[str, ...] = ()
    typed: bool = False
    to_scan: bool = False

    def files_for(self, role: FileRole) -> tuple[FileKept, ...]:
        """The originals of this use, in their order."""
        return tuple(file for file in self.files if file.role == role)

    @property
    def words(self) -> int:
        """The words of the body, without the title."""
        return count_words("\n".join(self.paragraphs))


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything one hand-in says.

    consented  ids of the statements whose boxes were ticked
    unit_id    the reporting unit, when it is one of the directory; unit_name as it was said in any case
    """

    essay: EssaySaid
    figure: FigureSaid
    kind: AuthorshipKind = AuthorshipKind.PERSON
    collective_name: str = ""
    authors: tuple[AuthorSaid, ...] = ()
    consented: frozenset[int] = frozenset()
    unit_id: int | None = None
    unit_name: str = ""


def essay_of(*, title: str, category_id: int | None, text: str, files: Sequence[Received]) -> EssaySaid:
    """The essay that typed text and files make together.

    Typed text is the body when there is any, and the files are its originals: so a handwritten essay can
    come with its transcript, and a file that was also pasted is not counted twice. Without it the files'
    bodies follow each other in their order. A missing title is taken from the first file that has one.
    Photos of the figure and signed statements add nothing to the body, its pages or its warnings.
    """
    written = [file for file in files if file.file.role == FileRole.ESSAY]
    photos = [file for file in files if file.file.role == FileRole.PHOTO]
    typed = tuple(line for line in (" ".join(raw.split()) for raw in clean(text).splitlines()) if line)
    return EssaySaid(
        title=" ".join(clean(title).split()) or next((file.title for file in written if file.title), ""),
        category_id=category_id,
        paragraphs=typed or tuple(line for file in written for line in file.paragraphs),
        files=tuple(file.file for file in files),
        pages=tuple(page for file in written for page in file.pages),
        photos=tuple(replace(page, caption=file.file.caption) for file in photos for page in file.pages),
        page_count=sum(file.page_count for file in written),
        warnings=tuple(sorted({warning for file in written for warning in file.file.warnings})),
        typed=bool(typed),
    )


def digest_of(essay: EssaySaid) -> str:
    """The SHA-256 that a receipt vouches for, in hex.

    One file of the essay and nothing else: the file's own, which ``sha256sum`` gives as well. Otherwise that
    of the UTF-8 text made of the title, the paragraphs and the digests of the files, each on a line of its
    own; before the digest of a photo or a statement stands its use, behind a photo's its caption.
    """
    if len(essay.files) == 1 and not essay.typed and essay.files[0].role == FileRole.ESSAY:
        return essay.files[0].digest
    lines = (essay.title, *essay.paragraphs, *map(_line_of, essay.files))
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def _line_of(file: FileKept) -> str:
    if file.role == FileRole.ESSAY:
        return file.digest
    return f"{file.role.value} {file.digest} {file.caption}".rstrip()
