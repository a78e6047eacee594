"""Making what judges may see: blind copies and blind codes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from contest.authors.models import Envelope
from contest.authors.queries import envelopes_of
from contest.charter.models import Contest, Round
from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript, ManuscriptPage
from contest.entries.rules import FileRole
from contest.errors.screening import PicturesNotReady
from contest.plumbing.audit import Actor, record
from contest.screening.models import BlindCode, BlindCopy, Mask, VerdictKind
from contest.screening.queries import (
    areas_of_all,
    blind_copies_of,
    eligible_entry_ids,
    masks_of_all,
    standing_decision,
)
from contest.screening.rules import TITLE, Stretch, caption_at, draw_codes, masked
from contest.screening.service.look import found_in
from contest.screening.service.pages import Burned, Ready, Wanted, pages_shown, ready_in, wanted_pages

BATCH = 500

Place = tuple[int, int, int]
"""Paragraph (TITLE for the title, caption_at for a photo's caption), start and stop of a stretch."""

Shown = Mapping[str, int | str]
"""One picture of a blind copy as its JSON column keeps it."""


def release_blind_copies(
    *,
    entry_ids: Sequence[int],
    contest_id: int,
    actor: Actor,
    at: datetime,
    burned: Collection[Burned] = (),
) -> int:
    """Make and release the blind copies of these entries; one that would be the same as the newest is not made.

    What surely tells the author (names, numbers, addresses) is masked first, and page pictures with black
    areas are those that ``releasing`` has burned.

    Returns  how many were made
    Raises   PicturesNotReady, with what is wanted, when such a picture is not made yet
    """
    made = 0
    lacking: list[Wanted] = []
    for place in range(0, len(entry_ids), BATCH):
        made += _release_batch(entry_ids[place : place + BATCH], contest_id, actor, at, burned, lacking)
    if lacking:
        raise PicturesNotReady(wanted=tuple(lacking))
    record("blind_copies.released", actor=actor, at=at, contest_id=contest_id, count=made)
    return made


def show_judges(entry: Entry, actor: Actor, at: datetime, burned: Collection[Burned] = ()) -> None:
    """An accepted entry may be on a judge's table: the copy there follows at once. Raises PicturesNotReady."""
    decision = standing_decision(entry.id)
    if decision is not None and decision.verdict == VerdictKind.ELIGIBLE:
        release_blind_copies(
            entry_ids=[entry.id], contest_id=entry.contest_id, actor=actor, at=at, burned=burned
        )


def blind_preview(entry: Entry) -> BlindCopy:
    """The text that judges would see if the entry were accepted now; nothing is kept.

    Shapes  entry: as entry_of gives it
    """
    manuscript = entry.manuscript
    envelope = envelopes_of([entry.id]).get(entry.id)
    known = _told(masks_of_all([manuscript.id]).get(manuscript.id, ()))
    return BlindCopy(entry_id=entry.id, **_shown(entry, _active(known, _sure_places(entry, envelope))))


def shown_titles(entries: Sequence[Entry]) -> dict[int, str]:
    """The titles of these entries as somebody may read them who must not learn the authors.

    Shapes  entries: with manuscripts and figure
    """
    envelopes = envelopes_of([entry.id for entry in entries])
    masks = masks_of_all([entry.manuscript.id for entry in entries])
    titles = {}
    for entry in entries:
        manuscript = entry.manuscript
        sure = {
            (found.paragraph, found.start, found.stop)
            for found in found_in(
                _TitleAlone(manuscript.title), envelopes.get(entry.id), figure_name=entry.figure.name
            )
            if found.certain
        }
        places = _active(_told(masks.get(manuscript.id, ())), sure)
        titles[entry.id] = _masked(manuscript.title, TITLE, places)
    return titles


def draw_blind_codes(*, round_: Round, entry_ids: Collection[int] | None, rng: Random) -> int:
    """Draw the round's codes for these entries (None: all eligible) that have none; returns how many.

    No code of another round of the contest comes again, so that a code never means two entries.

    rng  secrets.SystemRandom() for a real round
    """
    question = select(BlindCode.entry_id, BlindCode.code).where(BlindCode.round_id == round_.id)
    standing = dict(db.session.execute(question).all())
    wanted = eligible_entry_ids(round_.contest_id) if entry_ids is None else entry_ids
    bare = sorted(set(wanted) - set(standing))
    if not bare:
        return 0
    others = select(BlindCode.code).join(Round, Round.id == BlindCode.round_id)
    taken = set(db.session.scalars(others.where(Round.contest_id == round_.contest_id)))
    codes = draw_codes(len(bare), taken=taken, rng=rng)
    rows = [
        {"round_id": round_.id, "entry_id": entry, "code": code}
        for entry, code in zip(bare, codes, strict=True)
    ]
    rng.shuffle(rows)
    db.session.execute(insert(BlindCode), rows)
    return len(bare)


class _TitleAlone:
    """A manuscript of which only the title is looked at."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.paragraphs: list[str] = []
        self.pages: list[ManuscriptPage] = []


def _release_batch(
    entry_ids: Sequence[int],
    contest_id: int,
    actor: Actor,
    at: datetime,
    burned: Collection[Burned],
    lacking: list[Wanted],
) -> int:
    entries = list(_with_manuscripts(entry_ids))
    pages = _pages_of(entries, contest_id, burned, lacking)
    envelopes, newest = envelopes_of(entry_ids), blind_copies_of(entry_ids)
    masks = masks_of_all([entry.manuscript.id for entry in entries])
    fresh: list[dict[str, object]] = []
    made: list[BlindCopy] = []
    for entry in entries:
        known = _told(masks.get(entry.manuscript.id, ()))
        sure = _sure_places(entry, envelopes.get(entry.id))
        fresh += [_mask_row(entry.manuscript.id, place, actor, at) for place in sorted(sure - set(known))]
        active = _active(known, sure)
        shown = {**_shown(entry, active), "pages": list(_captioned(entry, pages[entry.id], active))}
        last = newest.get(entry.id)
        if last is None or any(getattr(last, name) != value for name, value in shown.items()):
            version = last.version + 1 if last else 1
            copy = BlindCopy(
                entry_id=entry.id, version=version, released_at=at, released_by=actor.name, **shown
            )
            made.append(copy)
    if fresh:
        db.session.execute(insert(Mask), fresh)
    db.session.add_all(made)
    db.session.flush()
    return len(made)


def _pages_of(
    entries: Sequence[Entry], contest_id: int, burned: Collection[Burned], lacking: list[Wanted]
) -> dict[int, list[dict[str, int | str]]]:
    """The pages of each copy; pictures that have to be burned first are added to what is lacking."""
    contest = db.session.get_one(Contest, contest_id)
    with_pages = [entry for entry in entries if entry.manuscript.pages]
    rows = areas_of_all([entry.id for entry in with_pages]) if with_pages else {}
    wanted = {entry.id: wanted_pages(entry, contest, rows.get(entry.id, ())) for entry in with_pages}
    marked = [entry_id for entry_id, ones in wanted.items() if any(one.areas for one in ones)]
    ready: Ready = ready_in(_every_copy(marked), burned) if marked else {}
    pages = {}
    for entry in entries:
        pages[entry.id], wanting = pages_shown(entry, wanted.get(entry.id, ()), ready)
        lacking.extend(wanting)
    return pages


def _every_copy(entry_ids: Sequence[int]) -> Sequence[BlindCopy]:
    return db.session.scalars(select(BlindCopy).where(one_of(BlindCopy.entry_id, entry_ids))).all()


def _shown(entry: Entry, places: Collection[Place]) -> dict[str, Any]:
    """The columns of a blind copy that a judge sees."""
    manuscript, figure = entry.manuscript, entry.figure
    return {
        "manuscript_id": manuscript.id,
        "title": _masked(manuscript.title, TITLE, places),
        "category_name": manuscript.category.name,
        "paragraphs": [_masked(text, number, places) for number, text in enumerate(manuscript.paragraphs)],
        "words": manuscript.words,
        "figure_name": figure.name,
        "figure_note": ", ".join(part for part in (figure.position, figure.place) if part),
    }


def _captioned(
    entry: Entry, pages: Sequence[Shown], places: Collection[Place]
) -> Iterator[dict[str, int | str]]:
    """The pictures of a blind copy; photos of the figure say so and have their captions, masked like the text."""
    for shown, page in zip(pages, entry.manuscript.pages, strict=True):
        if page.role == FileRole.PHOTO:
            caption = _masked(page.caption, caption_at(page.position), places)
            yield {**shown, "role": page.role.value, "caption": caption}
        else:
            yield {**shown}


def _masked(text: str, number: int, places: Collection[Place]) -> str:
    return masked(text, (Stretch(*place) for place in places if place[0] == number))


def _told(masks: Collection[Mask]) -> dict[Place, bool]:
    """Each place somebody has decided on, and whether it stays masked."""
    return {(mask.paragraph, mask.start, mask.stop): mask.lifted_at is None for mask in masks}


def _active(known: dict[Place, bool], sure: set[Place]) -> set[Place]:
    return {place for place, stays in known.items() if stays} | (sure - set(known))


def _mask_row(manuscript_id: int, place: Place, actor: Actor, at: datetime) -> dict[str, object]:
    paragraph, start, stop = place
    return {
        "manuscript_id": manuscript_id,
        "paragraph": paragraph,
        "start": start,
        "stop": stop,
        "made_at": at,
        "made_by": actor.name,
        "lifted_by": "",
        "lifted_because": "",
    }


def _with_manuscripts(entry_ids: Sequence[int]) -> Iterator[Entry]:
    versions = selectinload(Entry.manuscripts)
    question = (
        select(Entry)
        .where(one_of(Entry.id, entry_ids))
        .options(versions.joinedload(Manuscript.category), versions.selectinload(Manuscript.pages))
        .options(selectinload(Entry.figure))
        .order_by(Entry.id)
        .execution_options(populate_existing=True)
    )
    yield from db.session.scalars(question)


def _sure_places(entry: Entry, envelope: Envelope | None) -> set[Place]:
    found = found_in(entry.manuscript, envelope, figure_name=entry.figure.name)
    return {(f.paragraph, f.start, f.stop) for f in found if f.certain}
