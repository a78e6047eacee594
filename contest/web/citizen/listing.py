"""What the citizen's pages show of a draft's files: each list in its order, every page with its number."""

from collections.abc import Iterator
from typing import Any, Final

from flask import url_for
from flask_babel import format_decimal, gettext, ngettext

from contest.authors.models import Draft, DraftFile, Upload
from contest.authors.queries import open_uploads_of
from contest.authors.service import offset_of
from contest.authors.service.files import PICTURES
from contest.entries.rules import FileRole
from contest.errors.documents import WARNINGS
from contest.plumbing.clock import now
from contest.plumbing.vietnamese import count_words

FIELDS: Final = {
    "files": FileRole.ESSAY,
    "photos": FileRole.PHOTO,
    "statements": FileRole.STATEMENT,
}
"""The names of the forms' file fields, which are also the anchors of the lists."""

LISTS: Final = {role: name for name, role in FIELDS.items()}


def files_shown(draft: Draft, role: FileRole = FileRole.ESSAY) -> list[dict[str, Any]]:
    """The draft's files of one use: what they are called, what was read, every page as a picture."""
    shown, place = [], 0
    for file in draft.files:
        if file.role == role:
            pages = [
                {"url": _picture(file, number), "number": place + number, **_size(page)}
                for number, page in enumerate(file.reading["pages"], start=1)
            ]
            place += len(pages)
            shown.append(
                {
                    "id": file.id,
                    "name": file.sent_name,
                    "note": file_note(file),
                    "pages": pages,
                    "caption": file.caption,
                    "picture": bool(pages) and file.reading["page_count"] <= 1,
                }
            )
    return shown


def lists_shown(draft: Draft, *roles: FileRole) -> dict[str, Any]:
    """The lists of one step by the name of their field, and the files on their way into them."""
    going = unfinished_shown(open_uploads_of(draft, at=now()))
    names = [LISTS[role] for role in roles]
    return {
        "lists": {name: files_shown(draft, FIELDS[name]) for name in names},
        "going": {name: [upload for upload in going if upload["list"] == name] for name in names},
    }


def pages_shown(draft: Draft) -> list[dict[str, Any]]:
    """Every page picture of the essay in order, then the photos of the figure with their captions."""
    return [
        {**page, "label": label}
        for role in (FileRole.ESSAY, FileRole.PHOTO)
        for file in files_shown(draft, role)
        for page in file["pages"]
        for label in (_label(role, page["number"], file["caption"]),)
    ]


def unfinished_shown(uploads: list[Upload]) -> list[dict[str, Any]]:
    """Files of which a part has come: what they are called and how much of them is here, in megabytes."""
    return [
        {
            "id": upload.id,
            "name": upload.sent_name,
            "list": LISTS[upload.role],
            "here": megabytes(offset_of(upload)),
            "all": megabytes(upload.length),
        }
        for upload in uploads
    ]


def megabytes(size: int) -> str:
    """A size as people say it: "3,2"."""
    return str(format_decimal(round(size / 1_000_000, 1)))


def file_note(file: DraftFile) -> str:
    """What was read of one file, and what its sender should know of it."""
    if file.role == FileRole.PHOTO:
        return ""
    return " · ".join(_said_of(file))


def _said_of(file: DraftFile) -> Iterator[str]:
    words = count_words("\n".join(file.reading["paragraphs"]))
    pages = len(file.reading["pages"])
    if words:
        yield ngettext("%(words)s từ", "%(words)s từ", words, words=format_decimal(words))
    if pages > 1:
        yield ngettext("%(num)s trang ảnh", "%(num)s trang ảnh", pages)
    for code in file.reading["file"]["warnings"]:
        told = code == "no-text" and file.reading["file"]["kind"] in PICTURES
        if code in WARNINGS and file.role == FileRole.ESSAY and not told:
            yield gettext(WARNINGS[code])


def _label(role: FileRole, number: int, caption: str) -> str:
    if role == FileRole.ESSAY:
        return str(gettext("Trang %(number)s", number=number))
    said = str(gettext("Ảnh nhân vật %(number)s", number=number))
    return f"{said}: {caption}" if caption else said


def _picture(file: DraftFile, number: int) -> str:
    return url_for("citizen.draft_page", draft_id=file.draft_id, file_id=file.id, number=number)


def _size(page: dict[str, int]) -> dict[str, int]:
    return {"width": page["width"], "height": page["height"]}
