"""Making what judges may see: masks, blind copies, blind codes."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from random import Random

from sqlalchemy import insert, select
from sqlalchemy.orm import selectinload

from contest.authors.models import Envelope
from contest.authors.queries import envelopes_of
from contest.charter.models import Round
from contest.db import db
from contest.entries.models import Entry, Manuscript
from contest.errors.screening import MaskUnfit, ReasonMissing
from contest.plumbing.audit import Actor, record
from contest.screening.models import BlindCode, BlindCopy, Mask
from contest.screening.queries import blind_codes_of, blind_copies_of, eligible_entry_ids
from contest.screening.rules import TITLE, Stretch, draw_codes, masked
from contest.screening.service.look import found_in

BATCH = 500


def make_mask(*, entry: Entry, paragraph: int, start: int, stop: int, actor: Actor, at: datetime) -> Mask:
    """Black out one stretch of the entry's newest manuscript. Raises MaskUnfit."""
    manuscript = entry.manuscript
    text = (
        manuscript.title if paragraph == TITLE else dict(enumerate(manuscript.paragraphs)).get(paragraph, "")
    )
    if not 0 <= start < stop <= len(text):
        raise MaskUnfit
    mask = _mask_at(manuscript.id, paragraph, start, stop) or Mask(
        manuscript_id=manuscript.id, paragraph=paragraph, start=start, stop=stop
    )
    mask.made_at, mask.made_by, mask.lifted_at, mask.lifted_by, mask.lifted_because = (
        at,
        actor.name,
        None,
        "",
        "",
    )
    db.session.add(mask)
    db.session.flush()
    record("mask.made", actor=actor, at=at, contest_id=entry.contest_id, subject=mask)
    return mask


def lift_mask(*, entry: Entry, mask: Mask, reason: str, actor: Actor, at: datetime) -> None:
    """Show a masked stretch again, for a stated reason. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    mask.lifted_at, mask.lifted_by, mask.lifted_because = at, actor.name, reason.strip()
    db.session.flush()
    record(
        "mask.lifted", actor=actor, at=at, contest_id=entry.contest_id, subject=mask, reason=reason.strip()
    )


def mask_all_found(*, entry: Entry, actor: Actor, at: datetime) -> int:
    """Mask every place the finder shows, sure or not, that nobody has lifted; returns how many are new."""
    envelope = envelopes_of([entry.id]).get(entry.id)
    found = found_in(entry.manuscript, envelope, figure_name=entry.figure.name)
    standing = _places(entry.manuscript.id)
    fresh = sorted({(f.paragraph, f.start, f.stop) for f in found} - standing)
    for paragraph, start, stop in fresh:
        make_mask(entry=entry, paragraph=paragraph, start=start, stop=stop, actor=actor, at=at)
    return len(fresh)


def release_blind_copies(*, entry_ids: Sequence[int], contest_id: int, actor: Actor, at: datetime) -> int:
    """Make and release the blind copies of these entries; one that would be the same as the newest is not made.

    What surely tells the author (names, numbers, addresses) is masked first. Returns how many were made.
    """
    made = 0
    for place in range(0, len(entry_ids), BATCH):
        made += _release_batch(entry_ids[place : place + BATCH], actor, at)
    record("blind_copies.released", actor=actor, at=at, contest_id=contest_id, count=made)
    return made


def draw_blind_codes(*, round_: Round, entry_ids: Collection[int] | None, rng: Random) -> int:
    """Draw the round's codes for these entries (None: all eligible) that have none; returns how many.

    rng  secrets.SystemRandom() for a real round
    """
    standing = blind_codes_of(round_.id)
    wanted = eligible_entry_ids(round_.contest_id) if entry_ids is None else entry_ids
    bare = sorted(set(wanted) - set(standing))
    if not bare:
        return 0
    codes = draw_codes(len(bare), taken={code.code for code in standing.values()}, rng=rng)
    rows = [
        {"round_id": round_.id, "entry_id": entry, "code": code}
        for entry, code in zip(bare, codes, strict=True)
    ]
    rng.shuffle(rows)
    db.session.execute(insert(BlindCode), rows)
    return len(bare)


def _release_batch(entry_ids: Sequence[int], actor: Actor, at: datetime) -> int:
    entries = list(_with_manuscripts(entry_ids))
    envelopes, newest = envelopes_of(entry_ids), blind_copies_of(entry_ids)
    standing = _all_places([entry.manuscript.id for entry in entries])
    fresh: list[dict[str, object]] = []
    masks: dict[int, list[Stretch]] = {}
    for entry in entries:
        manuscript = entry.manuscript
        known = standing.get(manuscript.id, {})
        sure = _sure_places(entry, envelopes.get(entry.id)) - set(known)
        fresh.extend(
            {
                "manuscript_id": manuscript.id,
                "paragraph": paragraph,
                "start": start,
                "stop": stop,
                "made_at": at,
                "made_by": actor.name,
                "lifted_by": "",
                "lifted_because": "",
            }
            for paragraph, start, stop in sorted(sure)
        )
        active = {place for place, lifted in known.items() if not lifted} | sure
        masks[entry.id] = [Stretch(*place) for place in active]
    if fresh:
        db.session.execute(insert(Mask), fresh)
    copies = [_copy_of(entry, masks[entry.id], newest.get(entry.id), actor, at) for entry in entries]
    made = [copy for copy in copies if copy is not None]
    db.session.add_all(made)
    db.session.flush()
    return len(made)


def _copy_of(
    entry: Entry, masks: Sequence[Stretch], newest: BlindCopy | None, actor: Actor, at: datetime
) -> BlindCopy | None:
    manuscript, figure = entry.manuscript, entry.figure
    shown = {
        "manuscript_id": manuscript.id,
        "title": masked(manuscript.title, (m for m in masks if m.paragraph == TITLE)),
        "category_name": manuscript.category.name,
        "paragraphs": [
            masked(text, (m for m in masks if m.paragraph == number))
            for number, text in enumerate(manuscript.paragraphs)
        ],
        "words": manuscript.words,
        "pages": [{"digest": p.digest, "width": p.width, "height": p.height} for p in manuscript.pages],
        "figure_name": figure.name,
        "figure_note": ", ".join(part for part in (figure.position, figure.place) if part),
    }
    if newest is not None and all(getattr(newest, name) == value for name, value in shown.items()):
        return None
    version = newest.version + 1 if newest else 1
    return BlindCopy(entry_id=entry.id, version=version, released_at=at, released_by=actor.name, **shown)


def _with_manuscripts(entry_ids: Sequence[int]) -> Iterator[Entry]:
    versions = selectinload(Entry.manuscripts)
    question = (
        select(Entry)
        .where(Entry.id.in_(entry_ids))
        .options(versions.joinedload(Manuscript.category), versions.selectinload(Manuscript.pages))
        .options(selectinload(Entry.figure))
        .order_by(Entry.id)
        .execution_options(populate_existing=True)
    )
    yield from db.session.scalars(question)


def _sure_places(entry: Entry, envelope: Envelope | None) -> set[tuple[int, int, int]]:
    found = found_in(entry.manuscript, envelope, figure_name=entry.figure.name)
    return {(f.paragraph, f.start, f.stop) for f in found if f.certain}


def _mask_at(manuscript_id: int, paragraph: int, start: int, stop: int) -> Mask | None:
    return db.session.scalar(
        select(Mask).where(
            Mask.manuscript_id == manuscript_id,
            Mask.paragraph == paragraph,
            Mask.start == start,
            Mask.stop == stop,
        )
    )


def _places(manuscript_id: int) -> set[tuple[int, int, int]]:
    return set(_all_places([manuscript_id]).get(manuscript_id, {}))


def _all_places(manuscript_ids: Sequence[int]) -> dict[int, dict[tuple[int, int, int], bool]]:
    places: dict[int, dict[tuple[int, int, int], bool]] = {}
    for mask in db.session.scalars(select(Mask).where(Mask.manuscript_id.in_(manuscript_ids))):
        place = (mask.paragraph, mask.start, mask.stop)
        places.setdefault(mask.manuscript_id, {})[place] = mask.lifted_at is not None
    return places
