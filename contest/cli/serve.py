"""``serve``: answer requests with waitress, a production server in pure Python."""

import errno
import ipaddress
import signal
import socket
import sys
from typing import NoReturn

import click
from flask import Flask, current_app
from flask_migrate import upgrade
from waitress.server import create_server

from contest.app import create_app
from contest.db import db
from contest.people.queries import demonstration_accounts

TRIES = 50
EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  named to be announced well, not to be chosen
DEMONSTRATION_STANDS = (
    "Không chạy ở chế độ thật khi còn tài khoản trình diễn, vì ai cũng biết mật khẩu của chúng: hãy dùng dữ liệu "
    "riêng (CONTEST_DATA) và start-contest. / Production mode does not serve demonstration accounts, whose "
    "passwords everybody knows: use data of its own (CONTEST_DATA) and start-contest."
)
TAKEN = {errno.EADDRINUSE, errno.EACCES} if sys.platform == "win32" else {errno.EADDRINUSE}


@click.command("serve")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Cổng muốn dùng. / Port."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Địa chỉ lắng nghe; 0.0.0.0 là mọi địa chỉ. / Address to listen on.",
)
def serve_command(port: int, host: str) -> None:
    """Cập nhật cơ sở dữ liệu rồi chạy máy chủ, không nạp dữ liệu trình diễn; dừng bằng Ctrl-C.

    Bring the database up to date and serve, without loading the demonstration; Ctrl-C stops. A port that is
    taken gives way to the next free one. With CONTEST_PRODUCTION=1 demonstration accounts are refused.
    """
    app = create_app()
    with app.app_context():
        upgrade()
        refuse_demonstration_accounts()
        db.session.remove()
    serve(app, host=host, port=port, public=not is_loopback(host))


command = serve_command


def refuse_demonstration_accounts() -> None:
    """Raises click.ClickException in production while accounts stand whose password everybody knows."""
    if current_app.config["PRODUCTION"] and demonstration_accounts():
        raise click.ClickException(DEMONSTRATION_STANDS)


def serve(app: Flask, *, host: str, port: int, public: bool) -> None:
    """Serve until Ctrl-C or SIGTERM; the next free port is taken when the wanted one is not.

    public  whether other machines may call: then the addresses they can use are said too
    Raises  click.ClickException when the address cannot be listened on
    """
    listener = listen(host, port)
    taken = listener.getsockname()[1]
    if port not in {0, taken}:
        click.echo(f"Cổng {port} đang bận nên dùng cổng {taken}.")
    places = addresses(host, taken, public=public)
    if not app.config.get("BASE_URL"):
        app.config["BASE_URL"] = places[-1 if public else 0].rstrip("/")
    jobs = app.extensions.get("jobs")
    server = create_server(app, sockets=[listener], **limits(app))
    signal.signal(signal.SIGTERM, stop)
    try:
        if jobs is not None:
            jobs.start()
        announce(places)
        server.run()
    finally:
        server.close()
        if jobs is not None:
            jobs.stop()
    click.echo("Đã dừng máy chủ.")


def limits(app: Flask) -> dict[str, object]:
    """What waitress is held to. Source: measured under 600 slow uploads at once.

    The application itself counts its proxies; without any, what callers claim to be is struck out.
    """
    largest = max(app.config[name] for name in ("SCAN_MB", "BUNDLE_MB", "PACKAGE_MB"))
    return {
        "threads": 8,
        "connection_limit": 2000,
        "asyncore_use_poll": True,
        "channel_timeout": 60,
        "max_request_body_size": max(app.config["MAX_CONTENT_LENGTH"], (largest + 1) * 1_000_000),
        "clear_untrusted_proxy_headers": not app.config["TRUSTED_PROXIES"],
        "ident": None,
    }


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the wanted port, or to the first free one after it.

    Raises  click.ClickException: no such address, no right to the port, or all are taken
    """
    family, *_, place = resolve(host)
    for wanted in range(port, min(port + TRIES, 65536)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((place[0], wanted))
            listener.listen(1024)
        except OSError as error:
            listener.close()
            if error.errno in TAKEN:
                continue
            raise click.ClickException(f"Không mở được {host}:{wanted} ({error.strerror}).") from error
        return listener
    raise click.ClickException(f"Các cổng từ {port} trở đi đều bận: hãy chọn cổng khác bằng --port.")


def resolve(host: str) -> tuple[socket.AddressFamily, int, int, str, tuple[str, int]]:
    """The first address that a host name stands for. Raises click.ClickException for none."""
    try:
        return socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]  # type: ignore[return-value]
    except OSError as error:
        raise click.ClickException(f"Không có địa chỉ nào tên là {host}.") from error


def addresses(host: str, port: int, *, public: bool) -> list[str]:
    """The addresses to type into a browser: on this machine first, then from others."""
    if host not in EVERYWHERE:
        return [url(host, port)]
    return [url("127.0.0.1", port), *([url(name, port) for name in own_addresses()] if public else [])]


def own_addresses() -> list[str]:
    """This machine's addresses in its network, as far as its own name tells; nothing is sent."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, family=socket.AF_INET, type=socket.SOCK_STREAM)
    except OSError:
        return []
    names = dict.fromkeys(str(entry[4][0]) for entry in found)
    return [name for name in names if not is_loopback(name)]


def url(host: str, port: int) -> str:
    """The address as a browser wants it, IPv6 in brackets."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine can call that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def announce(places: list[str]) -> None:
    """Say where the contest is to be found, at once even into a file."""
    click.echo("Gương Sáng đang chạy, mở bằng trình duyệt:")
    for place in places:
        click.echo(f"  {place}")
    click.echo("Dừng bằng Ctrl-C.")
    sys.stdout.flush()


def stop(*_: object) -> NoReturn:
    """Turn SIGTERM into the same clean end as Ctrl-C."""
    raise SystemExit(0)
