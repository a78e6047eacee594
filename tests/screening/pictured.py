"""Entries that came as pictures of pages, each page with its own colour in every corner."""

import io
import secrets

from PIL import Image, ImageDraw

from contest.authors.rules import EssaySaid, FileKept, PageKept
from contest.authors.service import hand_in
from contest.db import transaction
from contest.entries.models import Channel
from contest.plumbing.storage import storage
from tests.authors.said import a_submission
from tests.conftest import NOON
from tests.office import OFFICE, the_contest

SIZE = (200, 280)
PAPER, INK = (240, 236, 220), (40, 60, 160)


def a_page(number: int, *, times: int = 1) -> PageKept:
    """A sheet with ink in its upper left quarter, kept as the readers keep pages; so many times as large."""
    size = (SIZE[0] * times, SIZE[1] * times)
    sheet = Image.new("RGB", size, PAPER)
    ink = (5 * times, 5 * times, 95 * times, (50 + number) * times)
    ImageDraw.Draw(sheet).rectangle(ink, fill=INK)
    packed = io.BytesIO()
    sheet.save(packed, "WEBP", quality=90)
    packed.seek(0)
    return PageKept(storage().keep(packed, limit=10**7).digest, *size)


def pictured_essay(cast, pages) -> EssaySaid:
    """An essay of nothing but pages, each of which came in a file of its own."""
    files = tuple(FileKept(page.digest[::-1], 1000, "jpeg") for page in pages)
    return EssaySaid(
        "Trang viết tay", cast.category_id, files=files, pages=tuple(pages), page_count=len(pages)
    )


def a_pictured_entry(cast, *, channel=Channel.POST, pages=2, times=1, **changes) -> int:
    """An entry of that many pages; returns its id."""
    contest = the_contest(cast)
    kept = tuple(a_page(number, times=times) for number in range(pages))
    essay = pictured_essay(cast, kept)
    with transaction():
        done = hand_in(
            contest=contest,
            submission=a_submission(contest, essay=essay, **changes),
            key=secrets.token_hex(32),
            channel=channel,
            sent_on=NOON.date(),
            entered_by="" if channel == Channel.WEB else "Nông Văn Cường",
            actor=OFFICE,
            at=NOON,
        )
    return done.entry.id


def colours(data: bytes) -> Image.Image:
    """The picture in these bytes."""
    return Image.open(io.BytesIO(data)).convert("RGB")


def is_black(colour) -> bool:
    return max(colour) <= 16


def is_paper(colour) -> bool:
    return all(abs(one - other) <= 16 for one, other in zip(colour, PAPER, strict=True))


def is_ink(colour) -> bool:
    return all(abs(one - other) <= 16 for one, other in zip(colour, INK, strict=True))
