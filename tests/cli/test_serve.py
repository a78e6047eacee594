"""The server finds a port, says where it is and stops cleanly."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from contest.cli import serve

ROOT = Path(__file__).resolve().parents[2]
SERVE = """
import signal, sys
from flask import Flask
from contest.cli.serve import serve

signal.signal(signal.SIGINT, signal.default_int_handler)  # a gate begun in the background hands down an ignored one

class Jobs:
    def start(self): print("jobs started", flush=True)
    def stop(self): print("jobs stopped", flush=True)

app = Flask("contest")
app.config.update(MAX_CONTENT_LENGTH=1000, SCAN_MB=1, BUNDLE_MB=1, PACKAGE_MB=1, TRUSTED_PROXIES=0)
app.extensions["jobs"] = Jobs()
app.add_url_rule("/", view_func=lambda: "xin chào")
serve(app, host="127.0.0.1", port=int(sys.argv[1]), public=False)
"""


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody else listens on, with the next one free."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_gives_the_next_one(taken: int) -> None:
    with serve.listen("127.0.0.1", taken) as listener:
        assert taken < listener.getsockname()[1] < taken + serve.TRIES


def test_a_free_port_is_taken_as_wanted(taken: int) -> None:
    with serve.listen("127.0.0.1", taken) as first:
        free = first.getsockname()[1]

    with serve.listen("127.0.0.1", free) as listener:
        assert listener.getsockname()[1] == free


def test_an_unknown_address_is_refused_in_one_sentence() -> None:
    with pytest.raises(click.ClickException, match="Không có địa chỉ"):
        serve.listen("no such host", 0)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("guongsang.vn", False)],
)
def test_is_loopback(host: str, loopback: bool) -> None:
    assert serve.is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:8000/"), ("::1", "http://[::1]:8000/")],
)
def test_an_address_is_said_as_browsers_want_it(host: str, url: str) -> None:
    assert serve.addresses(host, 8000, public=False) == [url]


def test_everywhere_is_announced_as_this_machine() -> None:
    assert serve.addresses("0.0.0.0", 8000, public=True)[0] == "http://127.0.0.1:8000/"


@pytest.mark.parametrize("largest", ["SCAN_MB", "BUNDLE_MB", "PACKAGE_MB"])
def test_the_server_lets_in_whatever_a_door_takes(largest: str) -> None:
    app = Flask("contest")
    app.config.update(
        {
            "MAX_CONTENT_LENGTH": 21_000_000,
            "SCAN_MB": 1,
            "BUNDLE_MB": 1,
            "PACKAGE_MB": 1,
            "TRUSTED_PROXIES": 0,
        }
    )
    app.config[largest] = 1000

    most = serve.limits(app)["max_request_body_size"]

    assert isinstance(most, int)
    assert most > 1000 * 1_000_000


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_on_the_next_port_and_stops_cleanly(taken: int, ending: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(taken)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as server:
        assert server.stdout is not None
        said = [server.stdout.readline() for _ in range(4)]
        address = said[3].strip()

        with urllib.request.urlopen(address, timeout=60) as answer:
            page = answer.read().decode()
        server.send_signal(ending)
        rest = server.stdout.read()

    assert f"Cổng {taken} đang bận" in said[0]
    assert page == "xin chào"
    assert rest.splitlines()[-2:] == ["jobs stopped", "Đã dừng máy chủ."]
    assert server.returncode == 0
