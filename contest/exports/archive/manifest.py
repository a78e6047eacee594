"""The list of an archive's files with their SHA-256: written, read again, compared."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import chain, islice
from typing import Any, Final, Protocol

JSON_NAME: Final = "manifest.json"
TEXT_NAME: Final = "DANH-MUC.txt"
FORMAT: Final = "guong-sang-archive"
VERSION: Final = 1
AT_ONCE: Final = 500

COUNTS, EVERY = "counts", "every"
VERSIONS: Final = {
    COUNTS: "Mỗi bài một phiên bản: bản mới nhất, là bản được tính.",
    EVERY: "Mỗi bài đủ các phiên bản đã nhận: bản mới nhất ở thư mục của bài, các bản trước ở thư mục phien-ban-….",
}
"""Which versions of each entry an archive holds, in words for its list."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One file: its name with its folders, its size in bytes, its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class About:
    """What an archive is of.

    by        "code" or "author": never both
    what      the part of the entries that was chosen
    versions  "every" version that was handed in, or the one that "counts": the newest
    left_out  what should be in it and is not, under the same kind of name
    """

    contest: str
    slug: str
    year: int
    round: str
    by: str
    what: str
    versions: str
    entries: int
    left_out: tuple[str, ...] = ()


class Files(Protocol):
    """The files of an archive, in its order, with what they come to together."""

    count: int
    size: int

    @property
    def sha256(self) -> str:
        """See digest_of_list."""
        ...

    def __iter__(self) -> Iterator[Filed]: ...


def line_of(file: Filed) -> bytes:
    """A file's line as ``sha256sum`` writes it."""
    return f"{file.sha256}  {file.name}\n".encode()


def digest_of_list(files: Iterable[Filed]) -> str:
    """The SHA-256 over the list itself: every line, in the order of the archive."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(line_of(file))
    return whole.hexdigest()


def as_json(about: About, files: Files, *, text: Filed) -> Iterator[bytes]:
    """For programs, in pieces: every file, the digest of the list, and the list for people, which is not in itself."""
    said = {
        "format": FORMAT,
        "version": VERSION,
        **asdict(about),
        "bytes": files.size,
        "list_sha256": files.sha256,
        "text": asdict(text),
    }
    head = json.dumps(said, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = (f"\n  {json.dumps(asdict(file), ensure_ascii=False)}" for file in files)
    yield from _pieces(chain((f'{head},\n "files": [',), _parted(lines), ("\n ]\n}\n",)))


def as_text(about: About, files: Files, *, words: Mapping[str, str]) -> Iterator[bytes]:
    """For people, in pieces, with what any computer's own tools need to check it by.

    words  how the kinds of archive and of choice are called
    """
    head = (
        "\ufeffDANH MỤC TỆP TRONG GÓI",
        f"Cuộc thi: {about.contest} ({about.year})",
        f"Vòng: {about.round}",
        f"Gói: {words[about.by]}, {words[about.what]}",
        f"Số bài: {about.entries}",
        VERSIONS[about.versions],
        f"Số tệp: {files.count}, tổng cộng {files.size} byte",
        f"SHA-256 của cả danh mục: {files.sha256}",
        *(f"Không có trong gói: {name}" for name in about.left_out),
        "",
        "Mỗi dòng dưới đây: SHA-256, số byte, tên tệp.",
    )
    lines = (f"{file.sha256}  {file.size:>12}  {file.name}" for file in files)
    yield from _pieces(f"{line}\r\n" for line in chain(head, lines))


def _parted(lines: Iterable[str]) -> Iterator[str]:
    """With a comma before each but the first."""
    for place, line in enumerate(lines):
        yield f",{line}" if place else line


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Some hundred lines at a time, so that what packs them is not asked for each."""
    waiting = iter(lines)
    while some := list(islice(waiting, AT_ONCE)):
        yield "".join(some).encode()


def read_json(data: bytes) -> tuple[dict[str, Any], list[Filed]]:
    """The list again, the one for people at its end. Raises ValueError for none, or one of an unknown version."""
    said = json.loads(data)
    if not isinstance(said, dict) or said.get("format") != FORMAT or said.get("version") != VERSION:
        raise ValueError("not a list of this format")
    try:
        files = [
            Filed(str(one["name"]), int(one["size"]), str(one["sha256"]))
            for one in (*said["files"], said["text"])
        ]
    except (KeyError, TypeError) as error:
        raise ValueError("not a list of files") from error
    return said, files
