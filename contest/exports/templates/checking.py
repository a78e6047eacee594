"""A template of strangers: read in a process of its own first, then looked through for what it may not hold.

What is refused names the field, or the thing, and where it stands.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from docx.oxml.ns import qn

from contest.errors import N_
from contest.errors.documents import FileRefused
from contest.errors.exports import (
    FieldBroken,
    FieldMisplaced,
    FieldUnknown,
    TemplateForbids,
    TemplateWithoutFields,
)
from contest.exports.templates.fields import BROKEN, LISTS, PATTERN, ROW, SIMPLE, TOTAL, WHOLE
from contest.exports.templates.places import BODY, TBL, TR, Spot, paragraphs_of, row_of, spots_in, text_of
from contest.plumbing.documents import Kind, Limits, read_document
from contest.plumbing.documents.container import Container
from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import MIB

LIMITS: Final = Limits(
    bytes_in=2 * MIB,
    unpacked_bytes=16 * MIB,
    part_bytes=8 * MIB,
    members=300,
    cpu_seconds=10,
    wall_seconds=20,
)
"""What a template may cost: it is a few pages of text and perhaps an emblem."""

_ACTIVE: Final = re.compile(
    r"vbaProject|vbaData|activeX|embeddings/|oleObject|afchunk|attachedToolbars", re.IGNORECASE
)
_TEXTS: Final = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_HARMLESS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "SEQ"})
_TRACKED: Final = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
_LONGEST: Final = 40


def check_template(path: Path, *, name: str, columns: Iterable[str] | None) -> tuple[str, ...]:
    """The names of the fields that a template asks for, in order, each once.

    name     what the sender calls the file
    columns  the names of the columns of the paper's first table; None while the paper cannot be made
    Raises   FileRefused, TemplateForbids, FieldBroken, FieldUnknown, FieldMisplaced, TemplateWithoutFields
    """
    with tempfile.TemporaryDirectory() as pages:
        reading = read_document(path, into=Path(pages), limits=LIMITS, name=name)
    if reading.refusal is not None or reading.kind is not Kind.DOCX:
        raise FileRefused.because(reading.refusal or "type-not-accepted", file=name)
    known = set(columns or ())
    found: dict[str, None] = {}
    try:
        with Container(path, LIMITS) as box:
            _look_for_active(box)
            for part in sorted(member for member in box.names if _TEXTS.fullmatch(member)):
                root = box.xml(part)
                _look_for_instructions(root)
                for place, paragraph in _placed(root, part):
                    for spot in _spots(paragraph, place):
                        _known(spot, place, known)
                        found.setdefault(spot.name)
    except Refused as refused:
        raise FileRefused.because(refused.why.value, file=name) from refused
    if not found:
        raise TemplateWithoutFields
    return tuple(found)


def _look_for_active(box: Container) -> None:
    """Nothing that runs, and nothing that fetches."""
    for member in box.names:
        if _ACTIVE.search(member):
            raise TemplateForbids(what=N_("macro hoặc tệp nhúng"), where=member)
    types = (
        box.read("[Content_Types].xml").decode("utf-8", "replace")
        if "[Content_Types].xml" in box.names
        else ""
    )
    if "macroEnabled" in types:
        raise TemplateForbids(what=N_("macro hoặc tệp nhúng"), where="[Content_Types].xml")
    for member in box.names:
        if member.endswith(".rels"):
            for relation in box.xml(member):
                if relation.get("TargetMode", "").lower() == "external":
                    raise TemplateForbids(
                        what=N_("liên kết ra ngoài"), where=str(relation.get("Target", ""))[:_LONGEST]
                    )


def _look_for_instructions(root: Any) -> None:
    """No changes that wait to be accepted, and of Word's own fields only those that count pages."""
    for tag in _TRACKED:
        if next(root.iter(tag), None) is not None:
            raise TemplateForbids(what=N_("sửa đổi đang chờ chấp nhận"), where="Track Changes")
    said = [*(one.get(qn("w:instr"), "") for one in root.iter(qn("w:fldSimple")))]
    said += ["".join(one.text or "" for one in p.iter(qn("w:instrText"))) for p in paragraphs_of(root)]
    for instruction in said:
        word = (instruction.split() or [""])[0].upper()
        if word and word not in _HARMLESS:
            raise TemplateForbids(what=N_("trường tự động của Word"), where=word[:_LONGEST])


def _placed(root: Any, part: str) -> Iterator[tuple[str, Any]]:
    """Each paragraph with where it stands, in words."""
    body = root.find(BODY)
    tables = list(root.iter(TBL))
    for number, paragraph in enumerate(paragraphs_of(root), start=1):
        row = row_of(paragraph)
        if body is None:
            yield ("đầu trang" if "header" in part else "chân trang"), paragraph
        elif row is not None:
            table = next(row.iterancestors(TBL))
            yield f"bảng {tables.index(table) + 1}, dòng {table.findall(TR).index(row) + 1}", paragraph
        else:
            yield f"đoạn {number}", paragraph


def _spots(paragraph: Any, place: str) -> list[Spot]:
    """The fields of a paragraph, after looking for braces that make none and for fields that need room of their own."""
    text = text_of(paragraph)
    rest = PATTERN.sub("", text)
    if broken := BROKEN.search(rest):
        raise FieldBroken(field=rest[broken.start() : broken.start() + _LONGEST].strip(), where=place)
    spots = list(spots_in(text))
    for spot in spots:
        if not spot.name:
            raise FieldBroken(field="{{" + spot.typed[:_LONGEST] + "}}", where=place)
        inside = "bảng" in place
        if spot.name == WHOLE and (rest.strip() or len(spots) > 1 or not place.startswith("đoạn")):
            raise FieldMisplaced(
                field=spot.typed, where=place, why=N_("cần đứng một mình trong một đoạn, ngoài bảng")
            )
        if spot.name.startswith(ROW) and not inside:
            raise FieldMisplaced(
                field=spot.typed, where=place, why=N_("chỉ dùng được trong một dòng của bảng")
            )
        if spot.name in LISTS and sum(one.name in LISTS for one in spots) > 1:
            raise FieldMisplaced(field=spot.typed, where=place, why=N_("mỗi đoạn chỉ một danh sách"))
    return spots


def _known(spot: Spot, place: str, columns: set[str]) -> None:
    kind, dot, column = spot.name.partition(".")
    if not dot and (spot.name in SIMPLE or spot.name in LISTS or spot.name == WHOLE):
        return
    if dot and f"{kind}." in (ROW, TOTAL):
        if not columns:
            raise FieldMisplaced(
                field=spot.typed,
                where=place,
                why=N_("văn bản này chưa lập được nên chưa biết bảng có cột nào"),
            )
        if column in columns:
            return
    raise FieldUnknown(field=spot.typed, where=place)
