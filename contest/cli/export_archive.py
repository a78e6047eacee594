"""``export archive`` and ``verify-archive``: entries as a ZIP that streams, and whether one is what its list says."""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from contest.authors.queries import names_known
from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import ACTOR, for_round, in_json, inside
from contest.cli.saying import say_json
from contest.db import transaction
from contest.exports.archive.chosen import CHOICES
from contest.exports.archive.verifying import verify_archive
from contest.exports.face import Naming
from contest.exports.long import archives
from contest.exports.long.face import Asked, Unwatched
from contest.plumbing.audit import record
from contest.plumbing.clock import now


@click.command("archive")
@for_round
@click.option(
    "--by",
    required=True,
    type=click.Choice(list(archives.BY)),
    help="code: bản chấm kín theo mã phách; author: tệp gốc theo tác giả. / Blind copies or originals.",
)
@click.option(
    "--what",
    default="all",
    show_default=True,
    type=click.Choice(list(CHOICES)),
    help="Lấy bài nào. / Which entries.",
)
@click.option("--scores", is_flag=True, help="Kèm bảng điểm, chỉ với --by code. / With the marks.")
@click.option(
    "--sealed",
    is_flag=True,
    help="Theo tác giả dù chưa ghép phách, việc của Tổ Thư ký. / By author before unsealing, as the secretary may.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Tệp .zip để ghi, - là đầu ra chuẩn. / File to write, - for the standard output.",
)
@inside
def archive(slug: str, number: int, by: str, what: str, scores: bool, sealed: bool, out: Path) -> None:
    """Đóng gói bài của một vòng thành một tệp ZIP, có danh mục SHA-256; cùng dữ liệu cho cùng một gói.

    Write the entries of a round as one ZIP: blind copies in folders named by code, or originals in folders
    named by author, never both. It streams: memory stays small, whatever the size. The list inside
    (manifest.json, DANH-MUC.txt) has the size and SHA-256 of each file. The same rows give the same bytes. A
    file that stands is replaced only when the new one is complete.
    """
    contest = contest_named(slug)
    round_ = round_numbered(contest, number)
    options = {"by": by, "what": what, **({"scores": "yes"} if scores else {})}
    asked = Asked(contest, round_, options, Naming.NEVER, now())
    naming = archives.naming(asked, secretary=sealed, unsealed=names_known(round_.id))
    archives.check(asked)
    with _written(out) as file:
        for piece in archives.make(asked, Unwatched()):
            file.write(piece)
    with transaction():
        record(
            "archive.exported",
            actor=ACTOR,
            at=now(),
            contest_id=contest.id,
            subject=round_,
            names=naming is not Naming.NEVER,
            **options,
        )
    click.echo(f"Đã ghi {out}." if str(out) != "-" else "Đã ghi xong.", err=str(out) == "-")


@click.command("verify-archive")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_json
def verify(file: Path, as_json: bool) -> None:
    """Đối chiếu từng tệp trong một gói ZIP với danh mục của gói; mã 1 khi có chỗ không khớp.

    Hold every file of an archive against the archive's own list: size, SHA-256, nothing missing, nothing
    more. Code 1 when anything does not agree. It needs no database and unpacks nothing.
    """
    verdict = verify_archive(file)
    if as_json:
        faults = [{"sentence": fault.sentence, "name": fault.name} for fault in verdict.faults]
        say_json(
            {
                "files": verdict.files,
                "bytes": verdict.size,
                "list_sha256": verdict.list_sha256,
                "faults": faults,
            }
        )
    elif not verdict.faults:
        click.echo(f"Gói nguyên vẹn: {verdict.files} tệp, {verdict.size} byte.")
        click.echo(f"SHA-256 của danh mục: {verdict.list_sha256}")
    else:
        for fault in verdict.faults:
            click.echo(" ".join(part for part in (fault.sentence, fault.name) if part), err=True)
    sys.exit(1 if verdict.faults else 0)


@contextmanager
def _written(out: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when it is complete; nothing is left of one that is not."""
    if str(out) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    waiting = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with waiting.open("xb") as file:
            yield file
        waiting.replace(out)
    finally:
        waiting.unlink(missing_ok=True)


command = verify
