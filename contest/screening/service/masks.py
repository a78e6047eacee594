"""Blacking out what tells the author, and showing it again for a stated reason."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from contest.authors.queries import envelopes_of
from contest.db import db
from contest.entries.models import Entry
from contest.errors.screening import MaskUnfit, PhraseNotThere, ReasonMissing
from contest.plumbing.audit import Actor, record
from contest.plumbing.following import changed
from contest.plumbing.vietnamese import clean
from contest.screening.models import Mask
from contest.screening.queries import masks_of
from contest.screening.rules import places_of
from contest.screening.service.blind import show_judges
from contest.screening.service.look import found_in, texts_of
from contest.screening.service.pages import Burned


def make_mask(
    *,
    entry: Entry,
    paragraph: int,
    start: int,
    stop: int,
    actor: Actor,
    at: datetime,
    burned: Collection[Burned] = (),
) -> Mask:
    """Black out one stretch of the entry's newest manuscript; judges of an accepted entry see it at once.

    Raises  MaskUnfit, PicturesNotReady
    """
    mask = _mask(entry, (paragraph, start, stop), actor, at)
    db.session.flush()
    record("mask.made", actor=actor, at=at, contest_id=entry.contest_id, subject=mask)
    show_judges(entry, actor, at, burned)
    return mask


def mask_phrase(
    *, entry: Entry, phrase: str, actor: Actor, at: datetime, burned: Collection[Burned] = ()
) -> int:
    """Black out words wherever they stand in what judges read, marks and capitals aside; returns how many places.

    Raises  PhraseNotThere, PicturesNotReady
    """
    found = places_of(texts_of(entry.manuscript), phrase)
    if not found:
        raise PhraseNotThere(phrase=phrase.strip())
    for place in found:
        _mask(entry, place, actor, at)
    db.session.flush()
    record("masks.made", actor=actor, at=at, contest_id=entry.contest_id, subject=entry, count=len(found))
    show_judges(entry, actor, at, burned)
    return len(found)


def lift_mask(
    *,
    entry: Entry,
    paragraph: int,
    start: int,
    stop: int,
    reason: str,
    actor: Actor,
    at: datetime,
    burned: Collection[Burned] = (),
) -> Mask:
    """Let a stretch be seen, for a stated reason, and for good: the finder does not mask it again.

    Raises  ReasonMissing, MaskUnfit, PicturesNotReady
    """
    said = clean(reason).strip()
    if not said:
        raise ReasonMissing
    mask = _mask(entry, (paragraph, start, stop), actor, at)
    mask.lifted_at, mask.lifted_by, mask.lifted_because = at, actor.name, said
    db.session.flush()
    record("mask.lifted", actor=actor, at=at, contest_id=entry.contest_id, subject=mask)
    show_judges(entry, actor, at, burned)
    return mask


def mask_all_found(*, entry: Entry, actor: Actor, at: datetime, burned: Collection[Burned] = ()) -> int:
    """Mask every place the finder shows, sure or not, that nobody has lifted; returns how many are new."""
    envelope = envelopes_of([entry.id]).get(entry.id)
    found = found_in(entry.manuscript, envelope, figure_name=entry.figure.name)
    standing = {(m.paragraph, m.start, m.stop) for m in masks_of(entry.manuscript.id)}
    fresh = sorted({(f.paragraph, f.start, f.stop) for f in found} - standing)
    for place in fresh:
        _mask(entry, place, actor, at)
    db.session.flush()
    record("masks.made", actor=actor, at=at, contest_id=entry.contest_id, subject=entry, count=len(fresh))
    show_judges(entry, actor, at, burned)
    return len(fresh)


def _mask(entry: Entry, place: tuple[int, int, int], actor: Actor, at: datetime) -> Mask:
    manuscript, (paragraph, start, stop) = entry.manuscript, place
    if not 0 <= start < stop <= len(dict(texts_of(manuscript)).get(paragraph, "")):
        raise MaskUnfit
    standing = db.session.scalar(
        select(Mask).where(
            Mask.manuscript_id == manuscript.id,
            Mask.paragraph == paragraph,
            Mask.start == start,
            Mask.stop == stop,
        )
    )
    mask = standing or Mask(manuscript_id=manuscript.id, paragraph=paragraph, start=start, stop=stop)
    mask.made_at, mask.made_by = at, actor.name
    mask.lifted_at, mask.lifted_by, mask.lifted_because = None, "", ""
    db.session.add(mask)
    changed("entry", entry.id)
    return mask
