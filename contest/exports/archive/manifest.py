"""The list of an archive's files with their SHA-256: written, read again, compared."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

JSON_NAME: Final = "manifest.json"
TEXT_NAME: Final = "DANH-MUC.txt"
FORMAT: Final = "guong-sang-archive"
VERSION: Final = 1

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


def digest_of_list(files: Iterable[Filed]) -> str:
    """The SHA-256 over the list itself: lines as ``sha256sum`` writes them, in the order of the archive."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.sha256}  {file.name}\n".encode())
    return whole.hexdigest()


def as_json(about: About, files: Iterable[Filed], *, text: Filed) -> bytes:
    """For programs: every file, the digest of the list, and the list for people, which is not in itself."""
    listed = list(files)
    said = {
        "format": FORMAT,
        "version": VERSION,
        **asdict(about),
        "bytes": sum(file.size for file in listed),
        "list_sha256": digest_of_list(listed),
        "text": asdict(text),
        "files": [asdict(file) for file in listed],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def as_text(about: About, files: Iterable[Filed], *, words: Mapping[str, str]) -> bytes:
    """For people, with what any computer's own tools need to check it by.

    words  how the kinds of archive and of choice are called
    """
    listed = list(files)
    lines = [
        "DANH MỤC TỆP TRONG GÓI",
        f"Cuộc thi: {about.contest} ({about.year})",
        f"Vòng: {about.round}",
        f"Gói: {words[about.by]}, {words[about.what]}",
        f"Số bài: {about.entries}",
        VERSIONS[about.versions],
        f"Số tệp: {len(listed)}, tổng cộng {sum(file.size for file in listed)} byte",
        f"SHA-256 của cả danh mục: {digest_of_list(listed)}",
        *(f"Không có trong gói: {name}" for name in about.left_out),
        "",
        "Mỗi dòng dưới đây: SHA-256, số byte, tên tệp.",
        *(f"{file.sha256}  {file.size:>12}  {file.name}" for file in listed),
    ]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


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
