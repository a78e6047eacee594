"""``entries``: take in a list of essays with their files."""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from contest.authors.rules import Received, RowSaid
from contest.authors.service import import_entry, key_of_row, listed_rows, receive_file
from contest.charter.models import Contest
from contest.charter.queries import contest_named
from contest.cli.folder import file_in
from contest.cli.opening import ACTOR, for_contest, in_json, inside
from contest.cli.rows import Fates
from contest.cli.saying import say_rows
from contest.db import db, transaction
from contest.entries.queries import entries_in, entry_by_key
from contest.entries.rules import FileRole
from contest.errors import Refusal
from contest.errors.imports import FileNotNamed, TooManyInRow
from contest.plumbing.clock import now
from contest.screening.queries import standing_decisions

NEEDED = ("title", "category", "author_name", "file")


@dataclass(frozen=True, slots=True)
class Source:
    """Where rows come from and go to; ``contest`` is read anew for each row by the verb itself."""

    contest: Contest
    folder: Path


@click.group("entries")
def command() -> None:
    """Bài dự thi. / Entries."""


@command.command("import")
@for_contest
@click.option(
    "--manifest",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Danh sách .csv, .xlsx hoặc .ods. / The list.",
)
@click.option(
    "--files",
    "folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Thư mục chứa các tệp. / The folder of the files.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi kết quả từng dòng ra CSV. / Write each row's outcome as CSV.",
)
@click.option("--strict", is_flag=True, help="Mã 1 khi có dòng bị từ chối. / Code 1 when any row is refused.")
@inside
def import_manifest(slug: str, manifest: Path, folder: Path, report: Path | None, strict: bool) -> None:
    """Nhận bài theo danh sách: mỗi dòng được nhận, hoặc bị từ chối kèm lý do; chạy lại không nhận trùng.

    Take in a list of entries. Columns: title, category, author_name, author_birth, author_unit, author_phone,
    author_email, figure_name, figure_unit, channel, sent_on, file, photo; several files of one essay, photos
    of its figure and authors are parted by semicolons. Each row is taken or refused with its reason, nothing
    is half-taken, and a rerun takes no row twice. Only plain files inside the folder are read; none is moved
    or deleted.

    The report has the columns row, outcome (taken, already, refused), receipt and reason. Code 1 when every
    row is refused.
    """
    source = Source(contest_named(slug), folder)
    fates = Fates("receipt")
    for number, said in listed_rows(manifest, needs=NEEDED):
        try:
            receipt, fresh = take_row(source, said)
        except Refusal as refusal:
            db.session.rollback()
            fates.refuse(number, refusal)
        else:
            fates.add(number, "taken" if fresh else "already", receipt)
    code = fates.close((("taken", "nhận"), ("already", "đã có")), report=report)
    sys.exit(1 if strict and fates.count("refused") else code)


@command.command("list")
@for_contest
@in_json
@inside
def list_entries(slug: str, as_json: bool) -> None:
    """Liệt kê các bài theo số vào sổ, không nêu tác giả.

    List all entries by register number, without their authors.
    """
    entries = entries_in(contest_named(slug).id, withdrawn=True)
    decided = standing_decisions([entry.id for entry in entries])
    rows = [
        (
            entry.register_number,
            entry.receipt,
            "withdrawn"
            if entry.withdrawal
            else decided[entry.id].verdict.value
            if entry.id in decided
            else "undecided",
            entry.manuscript.words,
            entry.sent_on.isoformat(),
            entry.manuscript.title,
        )
        for entry in entries
    ]
    say_rows(("number", "receipt", "state", "words", "sent_on", "title"), rows, as_json=as_json)


def take_row(source: Source, said: RowSaid) -> tuple[str, bool]:
    """Take one row: its receipt, and whether it is new. Raises a Refusal, then nothing of it is kept."""
    contest = source.contest
    paths = _paths(source, said.file, most=contest.max_files)
    photos = _paths(source, said.photo, most=contest.photos_max)
    if not paths:
        raise FileNotNamed
    standing = entry_by_key(key_of_row(contest, said, [digest_of_file(path) for path in paths]))
    if standing is not None:
        return standing.receipt, False
    received = [_received(path, contest, FileRole.ESSAY) for path in paths]
    received += [_received(path, contest, FileRole.PHOTO) for path in photos]
    with transaction():
        done = import_entry(contest=contest, row=said, files=received, actor=ACTOR, at=now())
    return done.entry.receipt, done.fresh


def _paths(source: Source, cell: str, *, most: int) -> list[Path]:
    """The files that a cell names, parted by semicolons. Raises TooManyInRow and what file_in raises."""
    names = [name.strip() for name in cell.split(";") if name.strip()]
    if len(names) > most:
        raise TooManyInRow(limit=most, count=len(names))
    return [file_in(source.folder, name) for name in names]


def _received(path: Path, contest: Contest, role: FileRole) -> Received:
    with path.open("rb") as stream:
        return receive_file(stream=stream, name=path.name, max_mb=contest.max_file_mb, role=role)


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
