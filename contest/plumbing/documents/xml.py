"""XML of strangers: parsed without entities, document types, network or giant trees."""

from typing import Any, Final

from lxml import etree

from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import Why

Element = Any
"""An element as lxml has it, which ships no types; comments and instructions are not kept."""

_PARSER: Final = etree.XMLParser(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_DOCTYPE: Final = b"<!DOCTYPE"
_TOO_MUCH: Final = frozenset(
    {
        etree.ErrorTypes.ERR_INTERNAL_ERROR,  # so older versions call their limit of depth
        etree.ErrorTypes.ERR_RESOURCE_LIMIT,
        etree.ErrorTypes.ERR_ENTITY_LOOP,
    }
)


def parse_xml(data: bytes) -> Element:
    """The root of a document.

    Raises  Refused for what is not well-formed, nests or grows beyond measure, or brings a document type and
            with it entities of any sort, whatever its encoding
    """
    if _DOCTYPE in (data.replace(b"\0", b"") if b"\0" in data[:64] else data):
        raise Refused(Why.UNREADABLE)
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        raise Refused(Why.UNREADABLE if error.code in _TOO_MUCH else Why.DAMAGED) from error
    except (LookupError, ValueError) as error:
        raise Refused(Why.DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that hid it from the search above
        raise Refused(Why.UNREADABLE)
    return root


class _Names(dict[str, str]):
    """Tags without their namespaces, each worked out once."""

    def __missing__(self, tag: str) -> str:
        self[tag] = name = str(tag).rpartition("}")[2]
        return name


LOCAL: Final = _Names()
"""``LOCAL[element.tag]``: a tag or attribute without its namespace, for strict and transitional files differ there."""


def attribute(element: Element, name: str) -> str | None:
    """The attribute of this local name, whatever its namespace."""
    for key, value in element.items():
        if LOCAL[key] == name:
            return str(value)
    return None


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this local name."""
    if element is not None:
        for sub in element:
            if LOCAL[sub.tag] == name:
                return sub
    return None


def all_text(element: Element) -> str:
    """All text within an element."""
    return "".join(element.itertext())
