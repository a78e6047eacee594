"""The words of tus 1.0, the protocol by which files come in parts (https://tus.io/protocols/resumable-upload).

Refusals are told in the visitor's language in X-Reason, percent-encoded; a page would be lost on a script.
"""

import base64
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from functools import wraps
from typing import IO, Any, Final, cast
from urllib.parse import quote

from flask import Response, make_response, request
from werkzeug.exceptions import ClientDisconnected

from contest.db import db
from contest.errors import Refusal
from contest.errors.authors import DraftHandedIn
from contest.errors.uploads import UploadMisspoken
from contest.web.refusals import said
from contest.web.typed import whole

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,termination,expiration"
BODY: Final = "application/offset+octet-stream"


class WrongVersion(UploadMisspoken):
    """The client speaks another version of the protocol."""

    status = 412


class WrongBody(UploadMisspoken):
    """The bytes of a part have a media type of their own."""

    status = 415


def speaks_tus(view: Callable[..., Response]) -> Callable[..., Response]:
    """Answer in the protocol's words, refusals too. A view reads what was asked after it knows who asks."""

    @wraps(view)
    def spoken(**places: Any) -> Response:
        try:
            answer = view(**places)
        except Refusal as refusal:
            db.session.rollback()
            gone = isinstance(refusal, DraftHandedIn)
            answer = told(410 if gone else refusal.status, x_reason=quote(said(refusal)))
            if refusal.status in (423, 429):
                answer.headers["Retry-After"] = "5"
        answer.headers["Tus-Resumable"] = VERSION
        return answer

    return spoken


def told(status: int, **headers: object) -> Response:
    """An answer without a body: ``upload_offset=5`` is the header Upload-Offset."""
    answer = make_response("", status)
    for name, value in headers.items():
        answer.headers[name.replace("_", "-").title()] = str(value)
    return answer


def moment(at: datetime) -> str:
    """A moment as HTTP writes it."""
    return format_datetime(at, usegmt=True)


def check_version() -> None:
    """Raises WrongVersion."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise WrongVersion


def asked_number(header: str) -> int:
    """A whole number among the headers. Raises UploadMisspoken."""
    number = whole(request.headers.get(header))
    if number is None:
        raise UploadMisspoken
    return number


def asked_metadata() -> dict[str, str]:
    """Upload-Metadata as words. Raises UploadMisspoken."""
    pairs = (part.split() for part in request.headers.get("Upload-Metadata", "").split(",") if part.strip())
    try:
        return {
            pair[0]: base64.b64decode(pair[1], validate=True).decode() if len(pair) > 1 else ""
            for pair in pairs
        }
    except ValueError as error:
        raise UploadMisspoken from error


class Arriving:
    """The body of a request; a line that breaks in the middle ends it, and what came counts."""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        try:
            return request.stream.read(size)
        except ClientDisconnected:
            return b""


def arriving() -> IO[bytes]:
    """The bytes of a part. Raises WrongBody."""
    if request.mimetype != BODY:
        raise WrongBody
    return cast(IO[bytes], Arriving())
