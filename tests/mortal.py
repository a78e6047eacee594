"""A server that is killed without warning, and people outside it who write down what it acknowledged."""

import hashlib
import http.client
import http.cookiejar
import itertools
import json
import multiprocessing
import os
import random
import re
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from jinja2 import FileSystemBytecodeCache

RECEIPT = re.compile(r"Mã hồ sơ: (\S+)\n.*?: (\S+)\n.*?SHA-256: ([0-9a-f]{64})", re.DOTALL)
EDITS = re.compile(r'name="edits"[^>]*value="(\d+)"')
BOUNDARY = "----ranh-gioi-cua-bieu-mau"
GONE = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)


def die_once(reached: Callable[[], bool]) -> None:
    """SIGKILL for this process as soon as so much is reached; from within, so that no busy machine comes too late."""

    def watch() -> None:
        while not reached():
            time.sleep(0.001)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def serve(settings: Mapping[str, object], port: int) -> None:
    """The application behind waitress, until somebody kills it."""
    from waitress import create_server

    from contest.app import create_app

    app = create_app(settings)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(settings["INSTANCE"]))
    create_server(app, host="127.0.0.1", port=port, threads=4).run()


def a_free_port() -> int:
    """A port below those that systems give to whoever calls out, so that it is still free after each death."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


class Mortal:
    """One address, and the lives of the server behind it."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        self.settings, self.port = dict(settings), a_free_port()
        self.deaths = 0
        self._kind = multiprocessing.get_context("forkserver")
        self._kind.set_forkserver_preload(["contest.app", "waitress"])
        self._life: multiprocessing.process.BaseProcess | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._life = self._kind.Process(target=serve, args=(self.settings, self.port), daemon=True)
        self._life.start()
        until = time.monotonic() + 120
        while time.monotonic() < until:
            assert self._life.is_alive(), "the server did not start again"
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("nobody answers")

    def kill(self) -> None:
        """SIGKILL: nothing of the server runs any more when this returns."""
        assert self._life is not None
        self._life.kill()
        self._life.join()
        self._life.close()
        self._life = None
        self.deaths += 1


@dataclass
class Citizen:
    """Hands in essay after essay, and keeps each receipt in a drawer of their own."""

    address: str
    name: str
    slug: str
    category: int
    statements: tuple[int, ...]
    receipts: list[tuple[str, str, str]] = field(default_factory=list)
    sent: dict[str, str] = field(default_factory=dict)
    interrupted: int = 0
    _count: "itertools.count[int]" = field(default_factory=itertools.count)

    def hand_in_until_it_dies(self) -> None:
        while True:
            try:
                self.hand_in()
            except GONE as gone:
                if isinstance(gone, urllib.error.HTTPError):
                    raise
                self.interrupted += 1
                return

    def hand_in(self) -> None:
        """The four steps, the receipt, and its text; what is written down was acknowledged."""
        number = next(self._count)
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        at, page = self._send(browser, f"/c/{self.slug}/drafts", {})
        draft = at.removesuffix("/essay")
        file = f"Bài số {number} của {self.name}.\n\nNăm ấy đường vào bản còn là lối mòn.".encode()
        title = f"Con đường {self.name} {number}"
        essay = {"title": title, "category_id": self.category, "edits": edits(page), "do": "next"}
        if number % 4 == 0:
            _, page = self._send(browser, f"{draft}/essay", essay, file=file)
        else:
            _, page = self._send(browser, f"{draft}/essay", {**essay, "text": file.decode()})
        figure = {"kind": "person", "name": "Nông Văn Slao", "place": "Thôn Làng Giàng", "edits": edits(page)}
        _, page = self._send(browser, f"{draft}/figure", {**figure, "do": "next"})
        person = {
            "name": f"Hứa Thị {self.name.title()} {number}",
            "birth": "1980",
            "phone": f"0912{number:06d}",
        }
        authors = {f"people-0-{key}": value for key, value in person.items()}
        authors |= {"kind": "person", "unit": "Tự do", "leader": "0", "edits": edits(page), "do": "next"}
        self._send(browser, f"{draft}/authors", authors)
        at, _ = self._send(browser, f"{draft}/review", [("statements", each) for each in self.statements])
        assert at.endswith("/receipt"), at
        _, text = self._send(browser, f"{draft}/receipt.txt", None)
        found = RECEIPT.search(text)
        assert found is not None, text
        self.receipts.append((found[1], found[2], found[3]))
        self.sent[found[1]] = hashlib.sha256(file).hexdigest() if number % 4 == 0 else ""

    def _send(
        self, browser: urllib.request.OpenerDirector, path: str, fields: object, file: bytes | None = None
    ) -> tuple[str, str]:
        data, headers = None, {}
        if file is not None:
            data = multipart(dict(fields), file)  # type: ignore[call-overload]
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
        elif fields is not None:
            data = urlencode(fields).encode()  # type: ignore[arg-type]
        request = urllib.request.Request(self.address + path, data, headers)
        with browser.open(request, timeout=60) as answer:
            return answer.geturl().removeprefix(self.address), answer.read().decode()


@dataclass
class Judge:
    """Saves one sheet over and over; a version that was answered is written down with its points."""

    address: str
    cookie: str
    paths: list[str]
    saved: dict[str, dict[int, str]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    _count: "itertools.count[int]" = field(default_factory=itertools.count)

    def save_until_it_dies(self) -> None:
        while True:
            try:
                self.save(self.paths[next(self._count) % len(self.paths)])
            except GONE as gone:
                if isinstance(gone, urllib.error.HTTPError):
                    raise
                return

    def save(self, path: str) -> None:
        points = f"{next(self._count) % 29 / 2:g}"
        version = self.versions.get(path)
        sheet = {
            "key": path,
            "assignment": int(path.rsplit("/", 1)[1]),
            "points": {"c1": points, "c2": "12,5"},
            "remark": f"lần {version}",
            "version": version,
        }
        place = path.partition("/assignments/")[0] + "/sync"
        headers = {"Accept": "application/json", "Content-Type": "application/json", "Cookie": self.cookie}
        request = urllib.request.Request(
            self.address + place, json.dumps({"sheets": [sheet]}).encode(), headers
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            told = json.loads(answer.read())["sheets"][0]
        if told["outcome"] == "stale":
            self.versions[path] = (version or 0) + 1
            return
        assert told["outcome"] == "kept", told
        self.versions[path] = told["sheet"]["version"]
        self.saved.setdefault(path, {})[told["sheet"]["version"]] = points


def edits(page: str) -> str:
    found = EDITS.search(page)
    assert found is not None, page[-2000:]
    return found[1]


def multipart(fields: Mapping[str, object], file: bytes) -> bytes:
    """A form with one text file, as a browser sends it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="bai.txt"\r\n'
    parts.append(head.encode() + b"Content-Type: text/plain\r\n\r\n" + file + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


can_be_killed = os.name == "posix"
