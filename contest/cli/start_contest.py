"""``start-contest``: the first step of a real installation."""

from datetime import datetime, time, timedelta

import click

from contest.charter.rules import prefix_of, slug_of
from contest.charter.rules.template import TITLE
from contest.charter.service import create_contest
from contest.cli.contests import OPEN_DAYS
from contest.cli.moments import BEGINNING, END, ZONE, moment
from contest.cli.opening import ACTOR, inside
from contest.cli.passwords import new_password, password_from_stdin
from contest.db import transaction
from contest.people.models import RoleKind
from contest.people.queries import account_of
from contest.people.service import create_account, give_role, hash_password
from contest.plumbing.clock import from_wall, local, now

EVENING = time(17)
"""The hour at which a contest stops taking entries unless somebody says otherwise."""


@click.command("start-contest")
@click.option("--title", help="Tên cuộc thi. / The contest's title.")
@click.option("--area", help="Địa bàn, như “huyện Chi Lăng”. / Where it is held.")
@click.option(
    "--slug",
    help="Địa chỉ; mặc định theo địa bàn (hoặc tên) và năm. / Address; from area (or title) and year.",
)
@click.option(
    "--email", help="Thư điện tử của người đầu tiên trong Ban Tổ chức. / First organizer's address."
)
@click.option("--name", help="Họ và tên người ấy. / Their full name.")
@click.option("--opens", help="Mở nhận bài, như 2026-10-01T08:00; mặc định ngay bây giờ. / Opening.")
@click.option("--closes", help="Hạn nhận bài, cùng cách ghi; mặc định 17 giờ, sau 60 ngày. / Closing.")
@click.option(
    "--password-stdin", is_flag=True, help="Đọc mật khẩu từ đầu vào chuẩn. / Password from standard input."
)
@inside
def command(
    title: str | None,
    area: str | None,
    slug: str | None,
    email: str | None,
    name: str | None,
    opens: str | None,
    closes: str | None,
    password_stdin: bool,
) -> None:
    """Lập cuộc thi đầu tiên và tài khoản Ban Tổ chức; không có dữ liệu trình diễn.

    Found the first contest and its first organizer, asking for what the options leave open. The contest is
    not shown to the public before the organizer announces it. No demonstration data.
    """
    at = now()
    if title is None:
        title = click.prompt("Tên cuộc thi", default=TITLE)
        area = area or click.prompt("Địa bàn, như huyện Chi Lăng", default="", show_default=False)
    area = (area or "").strip()
    email = email or click.prompt("Thư điện tử của người đầu tiên trong Ban Tổ chức")
    known = account_of(str(email))
    name = name or (known.name if known else click.prompt("Họ và tên"))
    password = None if known else password_from_stdin() if password_stdin else new_password()
    kept = hash_password(password) if password is not None else ""
    opens_at = moment(opens, day=BEGINNING) if opens else at
    year = local(opens_at, ZONE).year
    with transaction():
        contest = create_contest(
            slug=slug or slug_of(area or str(title), year),
            title=str(title),
            year=year,
            receipt_prefix=prefix_of(area, year),
            area=area,
            opens_at=opens_at,
            closes_at=moment(closes, day=END) if closes else _evening_after(opens_at),
            actor=ACTOR,
            at=at,
        )
        account = known or create_account(email=str(email), name=str(name), password_hash=kept, at=at)
        for kind in (RoleKind.ORGANIZER, RoleKind.SECRETARY):
            give_role(account=account, contest=contest, kind=kind, actor=ACTOR, at=at)
    click.echo(f"Đã lập cuộc thi {contest.slug}; {account.email} là người của Ban Tổ chức và Tổ Thư ký.")
    click.echo(
        "Chạy tiếp: python3 run.py serve, rồi đăng nhập ở cuối trang đầu, mục “Ban Tổ chức, giám khảo đăng nhập”."
    )


def _evening_after(opens_at: datetime) -> datetime:
    day = local(opens_at, ZONE).date() + timedelta(days=OPEN_DAYS)
    return from_wall(datetime.combine(day, EVENING), ZONE)
