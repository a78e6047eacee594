"""Names inside XMP, the metadata packet that PDF files and pictures carry."""

import html
import re
from collections.abc import Iterator
from mmap import mmap
from typing import Final

_PACKET: Final = re.compile(rb"<x:xmpmeta\b.{0,200000}?</x:xmpmeta>", re.DOTALL)
_TEXT: Final = re.compile(r">([^<>]*[^<>\s][^<>]*)<|(?:\w+:)?\w+=[\"']([^\"'<>]{2,500})[\"']")


def texts_of_xmp(data: bytes | mmap) -> Iterator[str]:
    """Each text and attribute of each packet in the data, namespaces left out; parsed as text, never as XML."""
    for packet in _PACKET.finditer(data):
        for found in _TEXT.finditer(packet[0].decode("utf-8", "ignore")):
            text = html.unescape(found[1] or found[2] or "").strip()
            if text and not text.startswith(("http://", "adobe:ns", "uuid:")):
                yield text
