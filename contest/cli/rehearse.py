"""``rehearse``: a whole simulated contest in a throw-away database."""

from pathlib import Path

import click

from contest.cli.opening import in_json
from contest.cli.saying import say_json
from contest.rehearsal.rehearse import rehearse
from contest.rehearsal.stages import Stage


@click.command("rehearse")
@click.option("--entries", default=220, show_default=True, type=click.IntRange(1), help="Số bài. / Entries.")
@click.option(
    "--judges", default=12, show_default=True, type=click.IntRange(2), help="Số giám khảo. / Judges."
)
@click.option("--seed", default=7, show_default=True, type=click.IntRange(0), help="Hạt giống. / Seed.")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục nhận danh sách và summary.json. / Folder for the lists and summary.json.",
)
@in_json
def command(entries: int, judges: int, seed: int, out: Path, as_json: bool) -> None:
    """Diễn tập cả một cuộc thi với người và bài bịa ra, trong cơ sở dữ liệu dùng một lần.

    Rehearse a whole contest with made-up people in a throw-away database: entries, screening, draw, score
    sheets, third readers, settling, further readings near the line, lock, shortlist, unsealing, exports. The
    shortlist is written into the folder as XLSX, CSV and DOCX, with summary.json. The same seed gives the same
    shortlist.
    """

    def tell(stage: Stage) -> None:
        if not as_json:
            click.echo(f"{stage.name:<11} {stage.seconds:8.2f} s  {stage.count:>7}")

    done = rehearse(entries=entries, judges=judges, seed=seed, out=out, tell=tell)
    if as_json:
        say_json(done.as_json())
        return
    click.echo(f"Danh sách có {done.counts['shortlist']} bài, ghi vào {out}. Mã kiểm tra {done.digest}")
