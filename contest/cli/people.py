"""``people``: who may do what in a contest."""

import click
from flask import current_app, url_for

from contest.charter.models import Contest
from contest.charter.queries import contest_named
from contest.cli.opening import ACTOR, for_contest, in_json, inside
from contest.cli.passwords import password_from_stdin
from contest.cli.saying import say_rows
from contest.db import transaction
from contest.people.models import RoleKind
from contest.people.queries import account_of, roles_in
from contest.people.service import create_account, give_role, hash_password, invite
from contest.plumbing.clock import now
from contest.plumbing.mail import absolute
from contest.units.queries import unit_named

NO_PASSWORD = "!"
ROLE = click.Choice([kind.value for kind in RoleKind])


@click.group("people")
def command() -> None:
    """Tài khoản và vai trò. / Accounts and roles."""


@command.command("invite")
@for_contest
@click.option("--role", "kind", required=True, type=ROLE, help="Vai trò. / Role.")
@click.option("--email", required=True, help="Thư điện tử. / E-mail address.")
@click.option("--name", required=True, help="Họ và tên. / Full name.")
@click.option("--unit", help="Mã hoặc tên đơn vị của người này. / Code or name of their unit.")
@inside
def invite_person(slug: str, kind: str, email: str, name: str, unit: str | None) -> None:
    """Tạo đường dẫn mời dùng một lần, in ra một lần này; gửi cho đúng người.

    Make a link that opens one account with one role, once, for 14 days. It is printed now and never again.
    """
    contest = contest_named(slug)
    with transaction():
        _, token = invite(
            contest=contest,
            kind=RoleKind(kind),
            email=email,
            name=name,
            unit_id=_unit_id(unit),
            actor=ACTOR,
            at=now(),
        )
    with current_app.test_request_context():
        path = url_for("account.open_invitation", token=token)
    click.echo(absolute(path))


@command.command("add")
@for_contest
@click.option("--role", "kind", required=True, type=ROLE, help="Vai trò. / Role.")
@click.option("--email", required=True, help="Thư điện tử. / E-mail address.")
@click.option("--name", required=True, help="Họ và tên. / Full name.")
@click.option("--unit", help="Mã hoặc tên đơn vị của người này. / Code or name of their unit.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Đọc mật khẩu từ đầu vào chuẩn. / Read a password from standard input.",
)
@inside
def add_person(slug: str, kind: str, email: str, name: str, unit: str | None, password_stdin: bool) -> None:
    """Ghi tên một người không cần đăng nhập, như giám khảo chấm trên giấy; có mật khẩu thì đăng nhập được.

    Put down somebody who need not sign in, such as a judge who marks on paper; with a password they can.
    An account that exists keeps its password and gets the role.
    """
    contest, at = contest_named(slug), now()
    kept = hash_password(password_from_stdin()) if password_stdin else NO_PASSWORD
    with transaction():
        account = account_of(email) or create_account(email=email, name=name, password_hash=kept, at=at)
        give_role(
            account=account, contest=contest, kind=RoleKind(kind), unit_id=_unit_id(unit), actor=ACTOR, at=at
        )
    click.echo(f"{account.email}: {kind}")


@command.command("list")
@for_contest
@in_json
@inside
def list_people(slug: str, as_json: bool) -> None:
    """Liệt kê vai trò trong một cuộc thi. / List a contest's roles."""
    contest: Contest = contest_named(slug)
    rows = [
        (role.kind.value, role.account.email, role.account.name, role.unit.name if role.unit else "")
        for role in roles_in(contest.id)
    ]
    say_rows(("role", "email", "name", "unit"), rows, as_json=as_json)


def _unit_id(said: str | None) -> int | None:
    if not said:
        return None
    unit = unit_named(said)
    if unit is None:
        raise click.BadParameter(f"không có đơn vị nào là “{said}”.", param_hint="--unit")
    return unit.id
