"""``verify-shortlist``: a frozen list re-computed, from its proof or the database; ``proof`` hands the proof out."""

import sys
from pathlib import Path

import click

from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import inside
from contest.errors.shortlist import NotFrozen
from contest.exports.proofs import proof_zip
from contest.exports.verify.verify_shortlist import main
from contest.shortlist.queries import frozen, frozen_numbered, verify_list

contest_option = click.option("--contest", "slug", metavar="SLUG", help="Cuộc thi. / Contest.")
round_option = click.option(
    "--round", "number", type=click.IntRange(1), default=1, metavar="N", help="Vòng. / Round."
)
list_option = click.option(
    "--list",
    "which",
    type=click.IntRange(1),
    metavar="K",
    help="Lần chốt; mặc định: mới nhất. / Which freezing.",
)


@click.command("verify-shortlist")
@click.argument(
    "path", metavar="[FILE]", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@contest_option
@round_option
@list_option
def command(path: Path | None, slug: str | None, number: int, which: int | None) -> None:
    """Tính lại một danh sách đã chốt: từ tệp kiểm chứng, hoặc từ cơ sở dữ liệu (--contest).

    Re-compute a frozen list: from FILE, its proof, as verify_shortlist.py does; or with --contest from the
    database, adjusted lists too. Code 0: equal; 1: different, and where; 2: FILE cannot be used, or is adjusted.
    """
    if path is not None and slug is None:
        sys.exit(main([str(path)]))
    if slug is None or path is not None:
        raise click.UsageError("Cần một tệp hoặc --contest. / Give a file or --contest.")
    _from_database(slug=slug, number=number, which=which)


@inside
def _from_database(slug: str, number: int, which: int | None) -> None:
    round_ = round_numbered(contest_named(slug), number)
    shortlist = frozen(round_.id) if which is None else frozen_numbered(round_.id, which)
    if shortlist is None:
        raise NotFrozen
    found = verify_list(round_, shortlist)
    for sentence, values in found.differences:
        click.echo(sentence % values)
    equal = not found.differences and found.digest == shortlist.digest
    click.echo(f"{'BẰNG NHAU / EQUAL' if equal else 'KHÁC / DIFFERENT'} {shortlist.number} {found.digest}")
    if not equal:
        sys.exit(1)


@click.command("proof")
@click.option("--contest", "slug", required=True, metavar="SLUG", help="Cuộc thi. / Contest.")
@round_option
@list_option
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Tệp ZIP. / ZIP to write."
)
@inside
def proof(slug: str, number: int, which: int | None, out: Path) -> None:
    """Ghi bản kiểm chứng của một danh sách đã chốt: JSON theo mã phách và chương trình tính lại.

    Write the proof of a frozen list: JSON by blind codes, judges by letters, and the program that re-computes it.
    """
    round_ = round_numbered(contest_named(slug), number)
    shortlist = frozen(round_.id) if which is None else frozen_numbered(round_.id, which)
    if shortlist is None:
        raise NotFrozen
    out.write_bytes(proof_zip(shortlist))
    click.echo(f"{out}: {out.stat().st_size} byte")
