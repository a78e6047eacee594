"""``contests``: list, show and create them."""

from datetime import datetime, timedelta
from typing import Any

import click

from contest.charter.models import Contest
from contest.charter.queries import contest_named, contests
from contest.charter.rules import prefix_of, slug_of
from contest.charter.rules.template import TITLE
from contest.charter.service import announce_contest, copy_contest, create_contest
from contest.cli.moments import BEGINNING, END, moment
from contest.cli.opening import ACTOR, in_json, inside
from contest.cli.saying import say_json, say_rows
from contest.db import transaction
from contest.entries.queries import entry_counts
from contest.people.queries import judges_of
from contest.plumbing.clock import local, now
from contest.screening.queries import verdict_counts

OPEN_DAYS = 60


@click.group("contests")
def command() -> None:
    """Xem và lập cuộc thi. / See and found contests."""


@command.command("list")
@in_json
@inside
def list_contests(as_json: bool) -> None:
    """Liệt kê các cuộc thi, năm mới nhất trước.

    List all contests, newest year first.
    """
    at = now()
    rows = [
        (c.slug, c.year, c.window(at), _wall(c, c.closes_at), entry_counts(c.id)[0], c.title)
        for c in contests()
    ]
    say_rows(("slug", "year", "window", "closes_at", "entries", "title"), rows, as_json=as_json)


@command.command("show")
@click.argument("slug", required=False)
@click.option("--contest", "named", metavar="SLUG", help="Như SLUG. / The same as SLUG.")
@in_json
@inside
def show_contest(slug: str | None, named: str | None, as_json: bool) -> None:
    """Xem lịch, thể loại, các vòng và tiêu chí của một cuộc thi.

    Show a contest's calendar, categories, rounds and criteria.
    """
    if not (slug or named):
        raise click.UsageError("Thiếu SLUG: địa chỉ của cuộc thi.")
    told = _told(contest_named(str(slug or named)))
    if as_json:
        say_json(told)
        return
    for name, value in told.items():
        if not isinstance(value, list):
            click.echo(f"{name}: {value}")
            continue
        click.echo(f"{name}:")
        for line in value:
            click.echo("  " + "; ".join(f"{key}: {_line(said)}" for key, said in line.items()))


@command.command("create")
@click.option("--title", default=TITLE, show_default=True, help="Tên cuộc thi. / Title.")
@click.option(
    "--slug", help="Địa chỉ; mặc định theo tên và năm. / Address; from title and year when not given."
)
@click.option(
    "--year", type=click.IntRange(1990, 2100), help="Năm; mặc định năm nay. / Year; this one when not given."
)
@click.option("--prefix", help="Đầu mã hồ sơ, như CL26. / How receipts begin, such as CL26.")
@click.option(
    "--opens", help="Mở nhận bài: 2026-10-01T08:00 hoặc 01/10/2026 08:00; mặc định ngay bây giờ. / Opening."
)
@click.option(
    "--closes",
    help="Hạn nhận bài, cùng cách ghi; mặc định sau 60 ngày. / Closing; 60 days on when not given.",
)
@click.option("--area", default="", help="Địa bàn, như “huyện Chi Lăng”. / Area.")
@click.option("--organizer", default="", help="Cơ quan tổ chức. / Organizing body.")
@click.option(
    "--copy-of",
    metavar="SLUG",
    help="Chép mọi thiết lập của cuộc thi trước. / Copy all that was set for an earlier contest.",
)
@click.option(
    "--announce/--no-announce", default=False, help="Công bố ngay. / Show it to the public at once."
)
@in_json
@inside
def create(
    title: str,
    slug: str | None,
    year: int | None,
    prefix: str | None,
    opens: str | None,
    closes: str | None,
    area: str,
    organizer: str,
    copy_of: str | None,
    announce: bool,
    as_json: bool,
) -> None:
    """Lập một cuộc thi từ thể lệ mẫu, hoặc chép mọi thiết lập của cuộc thi trước; mọi mục còn sửa được.

    Found a contest on the default template, or with all that was set for an earlier one; all of it can be edited later.
    """
    at = now()
    opens_at = moment(opens, day=BEGINNING) if opens else at
    year = year or local(opens_at, "Asia/Ho_Chi_Minh").year
    fixed: dict[str, Any] = {
        "slug": slug or slug_of(title, year),
        "year": year,
        "receipt_prefix": prefix or prefix_of(area, year),
        "opens_at": opens_at,
        "closes_at": moment(closes, day=END) if closes else opens_at + timedelta(days=OPEN_DAYS),
        "actor": ACTOR,
        "at": at,
    }
    with transaction():
        if copy_of:
            contest = copy_contest(earlier=contest_named(copy_of), **fixed)
        else:
            contest = create_contest(title=title, area=area, organizer=organizer, **fixed)
        if announce:
            announce_contest(contest=contest, actor=ACTOR, at=at)
    if as_json:
        say_json(_told(contest))
    else:
        click.echo(f"Đã lập cuộc thi {contest.slug}: nhận bài đến {_wall(contest, contest.closes_at)}.")


def _told(contest: Contest) -> dict[str, object]:
    came, withdrawn = entry_counts(contest.id)
    screened = verdict_counts(contest.id)
    return {
        "slug": contest.slug,
        "title": contest.title,
        "year": contest.year,
        "area": contest.area,
        "window": contest.window(now()).value,
        "announced": contest.announced_at is not None,
        "opens_at": _wall(contest, contest.opens_at),
        "closes_at": _wall(contest, contest.closes_at),
        "entries": came,
        "withdrawn": withdrawn,
        "undecided": screened[None],
        **{verdict.value: count for verdict, count in screened.items() if verdict is not None},
        "judges": len(judges_of(contest.id)),
        "categories": [{"key": c.key, "name": c.name} for c in contest.categories],
        "rounds": [
            {
                "number": r.number,
                "name": r.name,
                "readers": r.readers,
                "opens_at": _wall(contest, r.opens_at),
                "closes_at": _wall(contest, r.closes_at),
                "criteria": [line.key for line in r.criteria],
            }
            for r in contest.rounds
        ],
    }


def _line(said: object) -> str:
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def _wall(contest: Contest, at: datetime) -> str:
    return local(at, contest.zone).isoformat(timespec="minutes")
