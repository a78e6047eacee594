"""Essays of the demonstration that come as files: kept and read as any sender's are."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from contest.authors.rules import Received
from contest.authors.service import receive_file
from contest.rehearsal.essays import Essay, write_essay
from contest.rehearsal.files import as_docx, as_pdf, as_photos, as_txt
from contest.rehearsal.names import Gender, made_up_name

MAX_MB = 20


@dataclass(frozen=True, slots=True)
class InFiles:
    """An essay with the files it came in; ``author`` is who a file names, where one does."""

    essay: Essay
    files: tuple[Received, ...]
    author: str = ""


def received_files(rng: Random, *, year: int = 2026) -> list[InFiles]:
    """Some essays as Word files (two with the author's name in header and properties), PDF, text and photos."""
    made = []
    for form in ("docx", "pdf", "named-docx", "docx", "photos", "pdf", "named-docx", "txt"):
        short = (600, 900) if form == "photos" else (700, 1800)
        essay = write_essay(rng, words=short, year=year)
        author = made_up_name(rng, Gender.FEMALE) if form == "named-docx" else ""
        made.append(InFiles(essay, tuple(_received(_bytes_of(essay, form, author, rng))), author))
    return made


def _bytes_of(essay: Essay, form: str, author: str, rng: Random) -> Sequence[tuple[str, bytes]]:
    if form == "photos":
        pages = as_photos(essay, rng, pages=3)
        return [(f"trang-{number}.jpg", page) for number, page in enumerate(pages, start=1)]
    if form == "pdf":
        return [("bai-du-thi.pdf", as_pdf(essay))]
    if form == "txt":
        return [("bai-du-thi.txt", as_txt(essay))]
    return [("bai-du-thi.docx", as_docx(essay, author=author or None))]


def _received(files: Sequence[tuple[str, bytes]]) -> Iterator[Received]:
    for name, data in files:
        yield receive_file(stream=io.BytesIO(data), name=name, max_mb=MAX_MB)
