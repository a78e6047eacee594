"""``documents``: what the readers make of files."""

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from contest.errors.documents import REFUSALS, WARNINGS
from contest.plumbing.documents import Reading, read_document

MISSING, NO_FILE, CLOSED, NOT_READ = "missing", "not-a-file", "cannot-open", "not-read"
NOT_OPENED = {
    MISSING: "Không có tệp này.",
    NO_FILE: "Đây không phải là một tệp.",
    CLOSED: "Không được phép mở tệp này.",
    NOT_READ: "Máy này chưa đọc được tệp: hết chỗ trên đĩa, hoặc không mở thêm được tiến trình.",
}
"""Why a file was not even given to a reader, beside the refusals that readers know."""

AT_ONCE = max(2, os.cpu_count() or 2)
STDOUT = "-"
LONGEST_NAME = 240
"""In bytes; with a number and an ending it still fits where file names do."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was made of one file; the text is None when it was refused."""

    file: str
    kind: str | None = None
    words: int = 0
    pages: int = 0
    text: str | None = None
    warnings: tuple[str, ...] = ()
    refusal: str | None = None

    def as_json(self) -> dict[str, Any]:
        """One line's worth of plain values."""
        digest = None if self.text is None else hashlib.sha256(self.text.encode()).hexdigest()
        return {
            "file": self.file,
            "kind": self.kind,
            "words": self.words,
            "pages": self.pages,
            "text_sha256": digest,
            "warnings": list(self.warnings),
            "refusal": self.refusal,
        }

    def sentences(self) -> Iterator[str]:
        """What a person should know."""
        if self.refusal is not None:
            yield NOT_OPENED.get(self.refusal) or REFUSALS[self.refusal]
        for warning in self.warnings:
            yield WARNINGS[warning]


@click.group("documents")
def command() -> None:
    """Đọc tệp văn bản và ảnh. / Reading files."""


@command.command("read")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Mỗi tệp một dòng JSON. / One JSON line a file.")
@click.option(
    "--text",
    "out",
    metavar="OUT",
    help="Ghi phần chữ: một tệp thì ra OUT (hoặc “-”), nhiều tệp thì vào thư mục OUT. / Write the text.",
)
def read(files: tuple[Path, ...], as_json: bool, out: str | None) -> None:
    """Cho biết trình đọc hiểu mỗi tệp ra sao, theo thứ tự đã cho; một tệp hỏng không làm dừng các tệp sau.

    Show what a reader makes of each file, through the same worker that reads uploads. With --json one line a
    file: file, kind, words, pages, text_sha256 (of the text in UTF-8), warnings, refusal; the last two as
    codes. A file that is missing or can't be opened has its line too. Folders are not walked. With --text the
    text is written to OUT (“-” is the standard output; the lines then go to the error output); for several
    files, or when OUT is a folder, to OUT/FILE.txt. Code 0 when every file was answered, whether it can be used
    or not; 1 when this machine kept a file from being read or a text from being written, which is said, and the
    other files have their lines nevertheless.
    """
    texts = None if out is None else texts_for(files, out)
    aside, failed = out == STDOUT, False
    width = max(len(_shown(file)) for file in files)
    with ThreadPoolExecutor(AT_ONCE) as readers:
        for number, found in enumerate(readers.map(look_into, files)):
            if as_json:
                click.echo(json.dumps(found.as_json(), ensure_ascii=False), err=aside)
            else:
                say(found, width=width, aside=aside)
            failed |= found.refusal == NOT_READ
            if texts is not None and found.text is not None:
                failed |= not written(found.text, texts[number])
    if failed:
        sys.exit(1)


def look_into(file: Path) -> Found:
    """Read one file, or say why it can't be opened."""
    shown = _shown(file)
    try:
        if not file.exists():
            return Found(shown, refusal=MISSING)
        if not file.is_file():
            return Found(shown, refusal=NO_FILE)
        with file.open("rb"):
            pass
    except (OSError, ValueError):
        return Found(shown, refusal=CLOSED)
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        try:
            return _found(shown, read_document(file, into=Path(folder)))
        except (FileNotFoundError, PermissionError):  # taken away just now
            return Found(shown, refusal=CLOSED)
        except OSError:
            return Found(shown, refusal=NOT_READ)


def _found(shown: str, reading: Reading) -> Found:
    return Found(
        file=shown,
        kind=reading.kind.value if reading.kind else None,
        words=reading.words,
        pages=reading.page_count,
        text=reading.text if reading.refusal is None else None,
        warnings=reading.warnings,
        refusal=reading.refusal,
    )


def say(found: Found, *, width: int, aside: bool) -> None:
    """One row of the table, and a sentence below it for each thing to know."""
    kind = found.kind or "–"
    counts = "" if found.text is None else f"{found.words:>8} từ {found.pages:>4} trang"
    click.echo(f"{found.file.ljust(width)}  {kind:<5}{counts}".rstrip(), err=aside)
    for sentence in found.sentences():
        click.echo(f"    {sentence}", err=aside)


def texts_for(files: Sequence[Path], out: str) -> list[Path | None]:
    """Where the text of each file goes: None for the standard output; two of one name are told apart by number."""
    folder = Path(out)
    if out == STDOUT:
        if len(files) > 1:
            raise click.BadParameter("“-” chỉ dùng cho một tệp", param_hint="--text")
        return [None]
    if len(files) == 1 and not folder.is_dir():
        return [folder]
    folder.mkdir(parents=True, exist_ok=True)
    places: list[Path | None] = []
    for file in files:
        name = os.fsdecode(os.fsencode(file.name)[:LONGEST_NAME])
        place, number = folder / f"{name}.txt", 1
        while place in places:
            number += 1
            place = folder / f"{name}-{number}.txt"
        places.append(place)
    return places


def written(text: str, place: Path | None) -> bool:
    """Write one text, with a line end at its end; False, and why on the error output, when it can't be."""
    if place is None:
        click.echo(text)
        return True
    try:
        place.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        click.echo(f"Không ghi được phần chữ: {error}", err=True)
        return False
    return True


def _shown(file: Path) -> str:
    """A path that can be printed, whatever bytes its name has."""
    return os.fsencode(file).decode("utf-8", "replace")
