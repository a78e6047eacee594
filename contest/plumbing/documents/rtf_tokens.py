"""RTF cut into tokens: braces, control words, bytes of text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    rb"""(?P<open>\{)|(?P<close>\})
    |\\u(?P<unit>-?\d{1,10})\x20?(?:\\'(?P<instead>[0-9a-fA-F]{2})|(?P<mark>\?))?
    |\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?\x20?
    |\\'(?P<byte>[0-9a-fA-F]{2})
    |\\(?P<sign>[^a-zA-Z'])
    |(?P<text>[^\\{}\r\n]+)""",
    re.VERBOSE,
)
_BINARY: Final = b"bin"


@dataclass(slots=True)
class Token:
    """One token; kind is open, close, word, unit (of UTF-16, with the byte that stands in for it), sign or text."""

    kind: str
    name: str = ""
    number: int | None = None
    data: bytes = b""


def tokens_of(data: bytes) -> Iterator[Token]:
    """The tokens of a file; binary data announced by ``\\bin`` is skipped."""
    position = 0
    names: dict[bytes, str] = {}
    while found := _TOKEN.search(data, position):
        position = found.end()
        kind = found.lastgroup or ""
        if kind in ("unit", "instead", "mark"):
            instead = bytes.fromhex(found["instead"].decode()) if found["instead"] else found["mark"] or b""
            yield Token("unit", number=int(found["unit"]), data=instead)
        elif kind in ("word", "number"):
            number = int(found["number"]) if found["number"] else None
            if found["word"] == _BINARY:
                position += max(number or 0, 0)
            word = found["word"]
            if word not in names:
                names[word] = word.decode()
            yield Token("word", names[word], number)
        elif kind == "byte":
            yield Token("text", data=bytes.fromhex(found["byte"].decode()))
        elif kind == "sign":
            yield Token("sign", found["sign"].decode("latin-1"))
        else:
            yield Token(kind, data=found["text"] or b"")
