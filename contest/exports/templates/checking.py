"""A template of strangers: read in a process of its own first, then looked through for what it may not hold.

What is refused names the field, or the thing, and where it stands.
"""

import re
from pathlib import Path
from typing import Any, Final

from docx.oxml.ns import qn

from contest.errors import N_
from contest.errors.documents import FileRefused
from contest.errors.exports import FieldMisplaced, TemplateForbids, TemplateWithoutFields
from contest.exports.templates.asking import look_at_fields
from contest.exports.templates.fields import Offer
from contest.exports.templates.places import P, T, paragraphs_of, placed, text_of
from contest.plumbing.documents import Kind, Limits, read_document
from contest.plumbing.documents.container import Container
from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import MIB
from contest.plumbing.scratch import scratch

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
_TEXTS: Final = re.compile(r"word/(?:document\d*|header\d*|footer\d*)\.xml")
_OTHERS: Final = re.compile(r"word/.*\.xml")
_HARMLESS: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "SEQ"})
_TRACKED: Final = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
_LONGEST: Final = 40
_OPENING: Final = "{{"
_WHERE: Final = {
    "footnotes": "chú thích cuối trang",
    "endnotes": "chú thích cuối bài",
    "comments": "lời bình",
    "diagrams": "hình SmartArt",
    "charts": "biểu đồ",
}


def check_template(path: Path, *, name: str, offer: Offer | None) -> tuple[str, ...]:
    """The names of the fields that a template asks for, in order, each once.

    name     what the sender calls the file
    offer    the tables and texts of the paper; None while the paper cannot be made
    Raises   FileRefused, TemplateForbids, FieldBroken, FieldUnknown, FieldMisplaced, TemplateWithoutFields
    """
    with scratch("template") as pages:
        reading = read_document(path, into=pages, limits=LIMITS, name=name)
    if reading.refusal is not None or reading.kind is not Kind.DOCX:
        raise FileRefused.because(reading.refusal or "type-not-accepted", file=name)
    found: dict[str, None] = {}
    try:
        with Container(path, LIMITS) as box:
            _look_for_active(box)
            for part in sorted(member for member in box.names if _TEXTS.fullmatch(member)):
                root = box.xml(part)
                _look_for_instructions(root)
                _look_beside(root)
                found |= dict.fromkeys(look_at_fields(placed(root, part), offer))
            for part in sorted(member for member in box.names if _OTHERS.fullmatch(member)):
                if not _TEXTS.fullmatch(part):
                    _look_elsewhere(box.xml(part), part)
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


def _look_beside(root: Any) -> None:
    """No field where a paragraph has no text of its own: what stands for a picture, a formula, a drawing's letters."""
    for one in root.iter():
        for text in (*one.attrib.values(), "" if one.tag == T else one.text or ""):
            _refuse_field(text, "mô tả hoặc chữ của hình")


def _look_elsewhere(root: Any, part: str) -> None:
    """No field in a part that is not filled: it would be handed out as it stands."""
    where = next((said for name, said in _WHERE.items() if name in part), part.removeprefix("word/"))
    for text in (*map(text_of, root.iter(P)), "".join(root.itertext())):
        _refuse_field(text, where)
    for one in root.iter():
        for text in one.attrib.values():
            _refuse_field(text, where)


def _refuse_field(text: str, where: str) -> None:
    if _OPENING in text:
        field = text[text.index(_OPENING) :][:_LONGEST]
        raise FieldMisplaced(field=field, where=where, why=N_("ở chỗ này không điền được"))
