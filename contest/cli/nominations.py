"""``nominations``: packages of works to the level above, and from those below."""

import secrets
from pathlib import Path

import click

from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import ACTOR, for_contest, in_json, inside
from contest.cli.saying import say_json, say_rows
from contest.db import db, transaction
from contest.errors.nominations import ConsignmentRefused, ListNotFrozen, NothingChosen
from contest.errors.packages import PACKAGES
from contest.exports.upward import FORMATS, OFFERED, paper_sent
from contest.nominations.models import Consignment
from contest.nominations.queries import (
    candidates,
    consignment_of,
    consignment_of_file,
    round_to_nominate_from,
    rows_of,
)
from contest.nominations.rules import SCAN, PaperSent, read_line, read_manifest
from contest.nominations.service import (
    accept_key,
    pack,
    receive_consignment,
    record_package_taken,
    register_package,
    say_sender,
    start_taking,
)
from contest.nominations.service.choices import wanted
from contest.nominations.service.preparing import prepare
from contest.nominations.service.taking import take_entries
from contest.plumbing.clock import now
from contest.plumbing.packages import fingerprint, open_package, public_key
from contest.plumbing.storage import storage
from contest.units.queries import unit_of_code

LARGEST = 2_000_000_000
AT_ONCE = 1000


@click.group("nominations")
def command() -> None:
    """Tác phẩm gửi dự thi cấp trên. / Works nominated upward."""


@command.command("key")
@inside
def key() -> None:
    """In khóa công khai của máy này và dấu của khóa.

    Print this installation's public key, which the level above registers, and its fingerprint.
    """
    own = public_key()
    click.echo(f"{own}\n{fingerprint(own)}")


@command.command("pack")
@for_contest
@click.option(
    "--round", "number", type=click.IntRange(1), help="Vòng; mặc định vòng cuối đã ghép phách. / Round."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp để ghi. / File to write.",
)
@click.option("--all", "every", is_flag=True, help="Đề cử mọi bài hợp lệ. / Nominate every eligible entry.")
@click.option("--rest", is_flag=True, help="Gửi kèm các bài còn lại. / Take the rest along.")
@click.option("--no-scores", is_flag=True, help="Không kèm điểm. / Leave marks out.")
@click.option("--no-phones", is_flag=True, help="Không kèm điện thoại. / Leave telephones out.")
@click.option(
    "--paper",
    "keys",
    multiple=True,
    type=click.Choice(tuple(OFFERED)),
    help="Văn bản lập kèm. / Paper written along.",
)
@click.option("--papers-as", "fmt", type=click.Choice(FORMATS), default=FORMATS[0], help="Dạng. / Format.")
@click.option(
    "--scan",
    "scans",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bản quét PDF. / Scan put along.",
)
@inside
def pack_works(
    slug: str,
    number: int | None,
    out: Path,
    every: bool,
    rest: bool,
    no_scores: bool,
    no_phones: bool,
    keys: tuple[str, ...],
    fmt: str,
    scans: tuple[Path, ...],
) -> None:
    """Lập và ký gói tác phẩm của danh sách đã chốt; nội dung như cũ thì ghi lại gói cũ.

    Make a signed package of the frozen list's works, once names are known. The same content is the same
    package, byte for byte.
    """
    contest, at = contest_named(slug), now()
    round_ = round_numbered(contest, number) if number else round_to_nominate_from(contest)
    if round_ is None:
        raise ListNotFrozen
    found = candidates(contest, round_)
    packed = pack(
        contest=contest,
        round_=round_,
        chosen=[row.entry.id for row in (found.rows if every else found.listed)],
        rest=rest,
        scores=not no_scores,
        phones=not no_phones,
        papers=[
            *(paper_sent(key, fmt, contest=contest, round_=round_, at=at) for key in dict.fromkeys(keys)),
            *(PaperSent(SCAN, scan.stem[:120], "pdf", scan.read_bytes()) for scan in scans),
        ],
        at=at,
    )
    with transaction():
        package = register_package(contest=contest, packed=packed, actor=ACTOR, at=at)
        record_package_taken(package=package, actor=ACTOR, at=at)
    waiting = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        waiting.write_bytes(storage().path(package.file_digest).read_bytes())
        waiting.replace(out)
    finally:
        waiting.unlink(missing_ok=True)
    click.echo(
        f"Gói số {package.number}: {len(packed.entries)} tác phẩm, đã ghi {out}. Mã kiểm tra {package.digest}"
    )


@command.command("inspect")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_json
def inspect_package(file: Path, as_json: bool) -> None:
    """Xem một gói ghi gì và có nguyên vẹn không; không cần cơ sở dữ liệu, không nhận gì.

    Print what a package says and whether it holds: signature, digests, format. Needs no database and takes
    nothing; code 1 with the reason when it does not hold. Whether the key is its sender's is yours to know.
    """
    with open_package(file) as opened:
        manifest = read_manifest(opened.manifest)
        told = [
            read_line(line, n) for n, line in enumerate(opened.entries.read_bytes().splitlines(), start=1)
        ]
        sender = manifest.sender
    rows = [
        (n, e.receipt, "x" if e.nominated else "", e.category_name, len(e.files), e.title)
        for n, e in enumerate(told, 1)
    ]
    if as_json:
        say_json(
            {
                "digest": opened.digest,
                "key": opened.key,
                "fingerprint": fingerprint(opened.key),
                "manifest": opened.manifest,
                "entries": [entry.as_json() for entry in told],
            }
        )
        return
    click.echo(f"{sender.body}, {sender.area} ({sender.level}): {sender.title} {sender.year}")
    click.echo(
        f"Lập lúc {manifest.created_at:%d/%m/%Y %H:%M} UTC, {manifest.entries} tác phẩm, {manifest.nominated} đề cử"
    )
    for paper in manifest.papers:
        click.echo(f"Kèm {paper.name}: {paper.title or paper.kind}")
    click.echo(f"Chữ ký và mọi tệp khớp. Dấu của khóa {fingerprint(opened.key)}\nMã kiểm tra {opened.digest}")
    say_rows(("position", "receipt", "nominated", "category", "files", "title"), rows)


@command.command("import")
@for_contest
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--sender", "code", metavar="CODE", help="Mã đơn vị gửi, nếu khóa chưa nói. / The sending unit."
)
@click.option(
    "--accept-key",
    "typed",
    metavar="FINGERPRINT",
    help="Dấu của khóa, đã so qua điện thoại. / Compared by telephone.",
)
@click.option("--preview", is_flag=True, help="Chỉ xem, không nhận. / Look only.")
@in_json
@inside
def import_package(
    slug: str, file: Path, code: str | None, typed: str | None, preview: bool, as_json: bool
) -> None:
    """Nhận một gói từ cấp dưới: kiểm tra, xem, rồi đưa vào sổ các bài trong chỉ tiêu; chạy lại không nhận trùng.

    Take a package from a level below: check it, look through it, and take its fresh entries within the
    sender's quota. The same package again takes nothing.
    """
    contest, at = contest_named(slug), now()
    row = _received(slug, file)
    unit = unit_of_code(code) if code else None
    if unit is not None:
        with transaction():
            say_sender(consignment=row, contest=contest, unit_id=unit.id, actor=ACTOR, at=at)
        row = _ready(row)
    if typed:
        with transaction():
            accept_key(consignment=row, contest=contest, typed=typed, actor=ACTOR, at=at)
    if not preview:
        try:
            with transaction():
                start_taking(consignment=row, contest=contest, actor=ACTOR, at=at)
        except NothingChosen:
            click.echo("Không có bài nào mới trong chỉ tiêu để nhận.", err=True)
        while not take_entries(consignment_id=row.id, actor=ACTOR, at=now(), most=AT_ONCE):
            pass
        db.session.expire_all()
    rows = [
        (
            one.position,
            one.receipt,
            one.outcome.value if one.outcome else f"{one.fate.value}, {wanted(one).value}",
            ", ".join(note["code"] for note in one.notes),
            one.title,
        )
        for one in rows_of(row)
    ]
    say_rows(("position", "receipt", "outcome", "notes", "title"), rows, as_json=as_json)


def _received(slug: str, file: Path) -> Consignment:
    """The package on the list of what came, made ready; the same bytes are the package that came before."""
    contest, at = contest_named(slug), now()
    with file.open("rb") as stream:
        kept = storage().keep(stream, limit=LARGEST)
    standing = consignment_of_file(contest.id, kept.digest)
    if standing is not None:
        return _ready(standing)
    with transaction():
        row = receive_consignment(contest=contest, kept=kept, sent_name=file.name, actor=ACTOR, at=at)
    return _ready(row)


def _ready(row: Consignment) -> Consignment:
    """The package opened, read and looked through. Raises what it was refused for."""
    while not prepare(consignment_id=row.id, at=now(), most=AT_ONCE):
        pass
    db.session.expire_all()
    ready = consignment_of(row.contest_id, row.id)
    if ready.refusal:
        raise PACKAGES.get(ready.refusal, ConsignmentRefused)(**ready.refused_for)
    return ready
