"""``demonstration``: load four made-up contests when there are none, and serve."""

from importlib import import_module
from types import ModuleType

import click
from flask_babel import force_locale

from contest.app import create_app
from contest.cli.opening import bring_up_to_date
from contest.cli.serve import is_loopback, serve
from contest.db import db
from contest.plumbing.clock import now
from contest.rehearsal.demonstration import has_real_contests, is_finished, is_loaded, sign_ins

REFUSED = (
    "Đang ở chế độ thật (CONTEST_PRODUCTION=1): không nạp dữ liệu trình diễn; hãy dùng start-contest và serve. / "
    "In production mode the demonstration is not loaded: use start-contest and serve."
)


@click.command("demonstration")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Cổng. / Port.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe. / Address to listen on."
)
@click.option("--no-serve", is_flag=True, help="Chỉ nạp, không chạy máy chủ. / Load only.")
def command(port: int, host: str, no_serve: bool) -> None:
    """Nạp dữ liệu trình diễn khi chưa có, in tài khoản dùng thử, rồi chạy máy chủ.

    Load the demonstration when it is absent (four made-up contests: finished, in judging, open, and the province's
    that takes works in), print the sign-ins of two organizers and two judges, and serve. A database that holds a
    real contest is left as it is.
    """
    app = create_app()
    if app.config["PRODUCTION"]:
        raise click.ClickException(REFUSED)
    with app.app_context(), force_locale("vi"):
        bring_up_to_date()
        prepare()
        db.session.remove()
        db.engine.dispose()
    if not no_serve:
        serve(app, host=host, port=port, public=not is_loopback(host))


def prepare() -> None:
    """Load the demonstration when it is absent and there is no real contest; say who can sign in."""
    if is_loaded() and not is_finished():
        loading().finish_demonstration(at=now(), tell=lambda line: click.echo(f"  {line}"))
    if not is_loaded():
        if has_real_contests():
            click.echo("Đã có cuộc thi thật nên không nạp dữ liệu trình diễn.")
            return
        click.echo("Nạp dữ liệu trình diễn, chỉ lần đầu này:")
        loading().load_demonstration(at=now(), tell=lambda line: click.echo(f"  {line}"))
    click.echo("Tài khoản dùng thử (dữ liệu bịa ra, không dùng cho cuộc thi thật):")
    for one in sign_ins():
        click.echo(f"  {one.role:<12} {one.email:<38} mật khẩu: {one.password}")


def loading() -> ModuleType:
    """What loads it: only a first start needs its libraries."""
    return import_module("contest.rehearsal.demonstration_loading")
