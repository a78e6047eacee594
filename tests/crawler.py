"""A visitor who opens everything there is to open, and the search for words that tell who wrote what."""

import html
import io
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit
from zipfile import BadZipFile, ZipFile

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, UnidentifiedImageError
from werkzeug.test import TestResponse

from tests.doors import visit
from tests.writers import Canary

MOST = 1500
FEW_MARKS = 20
"""A text has a dozen different marks, which are soon taken out one by one; bytes read as text have hundreds."""

TOKEN = re.compile(r"\bw[a-z]{2,4}zj[a-z]{2}qwx\b")


def bare(text: str) -> str:
    """Text without marks, capitals and doubled spaces; đ is d."""
    plain = unicodedata.normalize("NFD", html.unescape(text))
    marks = set(filter(unicodedata.combining, set(plain)))
    if len(marks) > FEW_MARKS:
        plain = "".join(sign for sign in plain if sign not in marks)
    else:
        for mark in marks:
            plain = plain.replace(mark, "")
    return " ".join(plain.casefold().replace("đ", "d").split())


class _Links(HTMLParser):
    """Every address a page names: links, sources, GET forms with their fields, addresses for scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._form: str | None = None
        self._fields: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = said.get("action", "") if said.get("method", "get").lower() == "get" else None
            self._fields = []
        elif tag in {"input", "select", "textarea"} and self._form is not None and said.get("name"):
            self._fields.append((said["name"], said.get("value", "")))
        for name, value in said.items():
            if name in {"href", "src", "hx-get"} or name.endswith("-url"):
                self.found.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            self.found.append(f"{self._form}?{urlencode(self._fields)}")
            self._form = None


class Page:
    """One answer: where, and everything in it that can be read; packed, for thousands are held at once."""

    def __init__(self, address: str, status: int, kind: str, text: str, headers: str) -> None:
        self.address, self.status, self.kind, self.headers = address, status, kind, headers
        self._text = packed(text)
        self._everything = b""

    @property
    def text(self) -> str:
        """The body as it was sent."""
        return unpacked(self._text)

    @property
    def everything(self) -> str:
        """Address, headers and body, without marks."""
        if self._everything:
            return unpacked(self._everything)
        plain = bare("\n".join((unquote(self.address), self.headers, self.text)))
        self._everything = packed(plain)
        return plain


def packed(text: str) -> bytes:
    return zlib.compress(text.encode(errors="surrogatepass"), 1)


def unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode(errors="surrogatepass")


@dataclass(slots=True)
class Crawler:
    """Opens addresses as one signed-in client and follows what it finds, each address once.

    led  where pages lead, other than each to itself
    """

    app: Flask
    client: FlaskClient
    pages: dict[str, Page] = field(default_factory=dict)
    led: set[str] = field(default_factory=set)

    def crawl(self, start: Iterable[str]) -> "Crawler":
        waiting = list(dict.fromkeys(start))
        while waiting:
            address = waiting.pop(0)
            if address in self.pages:
                continue
            assert len(self.pages) < MOST, f"more than {MOST} pages, the last {address}"
            answer = visit(self.app, self.client, address)
            self.pages[address] = page_of(address, answer)
            found = list(self._leads(address, answer))
            self.led.update(one for one in found if one != address)
            waiting.extend(one for one in found if one not in self.pages)
        return self

    @property
    def opened(self) -> dict[str, Page]:
        """The pages that were not refused."""
        return {address: page for address, page in self.pages.items() if page.status == 200}

    def _leads(self, here: str, answer: TestResponse) -> Iterator[str]:
        links: list[str] = [answer.headers.get("Location", "")]
        if answer.mimetype == "text/html":
            parser = _Links()
            parser.feed(answer.get_data(as_text=True))
            links += parser.found
        elif answer.mimetype == "application/json":
            links += re.findall(r'"(/[^"]+)"', answer.get_data(as_text=True))
        for link in filter(None, links):
            place = urlsplit(urljoin(f"http://localhost{here}", link))
            if (
                place.netloc == "localhost"
                and place.scheme == "http"
                and not place.path.startswith("/static/")
            ):
                query = urlencode(sorted(set(parse_qsl(place.query))))
                yield place.path + (f"?{query}" if query else "")


def page_of(address: str, answer: TestResponse) -> Page:
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return Page(address, answer.status_code, answer.mimetype, readable(answer.get_data()), headers)


def readable(data: bytes) -> str:
    """What can be read in bytes: the text, a picture's metadata, a package's parts."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        found = [
            data.decode("utf-8", errors="replace"),
            data.decode("latin-1"),
            data.decode("utf-16-le", errors="ignore"),
        ]
    try:
        with Image.open(io.BytesIO(data)) as picture:
            said = [picture.info, dict(picture.getexif()), picture.getexif().get_ifd(0x8825)]
            found.append(repr(said))
    except (UnidentifiedImageError, OSError):
        pass
    try:
        with ZipFile(io.BytesIO(data)) as package:
            found += [
                name + package.read(name).decode("utf-8", errors="replace") for name in package.namelist()
            ]
    except BadZipFile:
        pass
    return "\n".join(found)


def needles(canary: Canary) -> list[tuple[str, str]]:
    """(kind, words without marks) to look for; a token is looked for alone too, a number by its last nine digits."""
    found = []
    for kind, words in canary.words:
        plain = bare(words)
        found.append((kind, plain))
        found += [(kind, token) for token in TOKEN.findall(plain) if token != plain]
    return found


def hits(
    pages: Iterable[Page], canaries: Iterable[Canary], *, besides: frozenset[str] = frozenset()
) -> set[tuple[str, str, str]]:
    """(kind, words, address) of everything that tells an author, wherever it stands in an answer."""
    sought = [pair for canary in canaries for pair in needles(canary) if pair[0] not in besides]
    numbers = [number[-9:] for canary in canaries for number in canary.phones]
    found = set()
    for page in pages:
        everything = page.everything
        found |= {(kind, words, page.address) for kind, words in sought if words in everything}
        if page.kind.startswith("image/"):
            continue
        if "phone" not in besides:
            digits = everything
            for sign in " .-()+":
                digits = digits.replace(sign, "")
            found |= {("phone", number, page.address) for number in numbers if number in digits}
    return found
