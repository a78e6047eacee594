"""Pictures of pages as judges see them: which areas are black, and new pictures with those areas burned in."""

import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from contest.charter.models import Contest
from contest.charter.rules import CornerPages
from contest.db import db, transaction
from contest.entries.models import Channel, Entry, ManuscriptPage
from contest.entries.rules import FileRole
from contest.errors.screening import PageUnreadable, PicturesNotReady
from contest.plumbing.documents.burning import burn
from contest.plumbing.storage import storage
from contest.screening.models import AreaKind, BlindCopy, PageArea
from contest.screening.rules import Area
from contest.screening.rules.areas import merged, percent, pixels, recipe

ON_PAPER: Final = frozenset({Channel.HAND, Channel.POST, Channel.UNIT})
TRIES: Final = 3
MOST_BYTES: Final = 32 * 1024 * 1024

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page picture of ours, by digest, that is wanted with these areas black."""

    digest: str
    width: int
    height: int
    areas: tuple[Area, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What is burned into what: the picture's digest and the areas' name."""
        return self.digest, recipe(self.areas)


@dataclass(frozen=True, slots=True)
class Burned:
    """A picture that was made: of which picture, by which recipe, and where the storage keeps it."""

    source: str
    recipe: str
    digest: str


Ready = Mapping[tuple[str, str], str]
"""Burned pictures by what they were made of."""


def releasing(verb: Callable[[tuple[Burned, ...]], Done]) -> Done:
    """Run a verb that may release blind copies in a transaction; what pictures it lacks are burned between two tries.

    This opens the transactions itself, because burning takes long and must never wait inside one. Nothing of
    a try that lacked a picture is kept, and what was read before it has to be read again.

    verb    takes the pictures burned so far and hands them to the room's verb
    Raises  whatever the verb raises; PageUnreadable; PicturesNotReady when others change areas all the while
    """
    burned: tuple[Burned, ...] = ()
    for _ in range(TRIES):
        try:
            with transaction():
                return verb(burned)
        except PicturesNotReady as lacking:
            wanted: Iterable[Wanted] = lacking.values["wanted"]  # type: ignore[assignment]
            burned += tuple(_burned(one) for one in wanted)
    raise PicturesNotReady


def picture_of(wanted: Wanted) -> bytes:
    """The picture with its areas burned in, kept nowhere. Raises PageUnreadable."""
    boxes = [pixels(area, width=wanted.width, height=wanted.height) for area in merged(wanted.areas)]
    try:
        path = storage().path(wanted.digest)
        return burn(path, boxes) if boxes else path.read_bytes()
    except (FileNotFoundError, ValueError) as error:
        raise PageUnreadable from error


def wanted_pages(entry: Entry, contest: Contest, rows: Collection[PageArea]) -> list[Wanted]:
    """Each page of the newest manuscript with the areas that judges must not see through.

    Shapes  rows: every area of the entry, lifted ones too
    """
    wanted = []
    for page in entry.manuscript.pages:
        here = [row for row in rows if row.digest == page.digest]
        areas = [area_in(row) for row in here if row.kind == AreaKind.DRAWN and row.lifted_at is None]
        corner = corner_on(entry, page, contest)
        if corner is not None and not corner_lifts(here):
            areas.append(corner)
        wanted.append(Wanted(page.digest, page.width, page.height, merged(areas)))
    return wanted


def corner_on(entry: Entry, page: ManuscriptPage, contest: Contest) -> Area | None:
    """The identity corner of a page by the contest's setting, whether or not somebody lifted it."""
    if entry.channel not in ON_PAPER or page.role != FileRole.ESSAY:
        return None
    first = min(p.position for p in entry.manuscript.pages if p.role == FileRole.ESSAY)
    if contest.corner_pages == CornerPages.NONE:
        return None
    if contest.corner_pages == CornerPages.FIRST and page.position != first:
        return None
    return percent(contest.corner_left, contest.corner_top, contest.corner_width, contest.corner_height)


def corner_lifts(rows: Iterable[PageArea]) -> list[PageArea]:
    """The rows by which somebody spared a page of its corner."""
    return [row for row in rows if row.kind == AreaKind.CORNER and row.lifted_at is not None]


def area_in(row: PageArea) -> Area:
    """The rectangle of a row."""
    return Area(row.x, row.y, row.width, row.height)


def pages_shown(
    entry: Entry, wanted: Sequence[Wanted], ready: Ready
) -> tuple[list[dict[str, int | str]], list[Wanted]]:
    """The pages of a blind copy, and what has to be burned before it can be made."""
    shown: list[dict[str, int | str]] = []
    lacking = []
    for page, one in zip(entry.manuscript.pages, wanted, strict=True):
        told: dict[str, int | str] = {"digest": page.digest, "width": page.width, "height": page.height}
        if one.areas:
            if one.key not in ready:
                lacking.append(one)
            source, made_by = one.key
            told |= {"digest": ready.get(one.key, ""), "source": source, "recipe": made_by}
        shown.append(told)
    return shown, lacking


def ready_in(copies: Iterable[BlindCopy], burned: Iterable[Burned]) -> Ready:
    """The pictures that earlier blind copies hold, and those burned just now."""
    ready = {
        (str(page["source"]), str(page["recipe"])): str(page["digest"])
        for copy in copies
        for page in copy.pages
        if "recipe" in page
    }
    return ready | {(one.source, one.recipe): one.digest for one in burned}


def _burned(wanted: Wanted) -> Burned:
    if db.session().info.get("writing"):
        raise RuntimeError("pictures are burned outside any transaction")
    kept = storage().keep(io.BytesIO(picture_of(wanted)), limit=MOST_BYTES)
    return Burned(wanted.digest, recipe(wanted.areas), kept.digest)
