"""What a visitor of the office may see of texts that resemble each other: the one place that decides it.

An entry whose envelope the visitor may not open is shown as judges read it, without its unit. An entry of
an earlier contest follows that contest's rules; without an office there, it has neither title nor receipt.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from contest.authors.models import Envelope
from contest.charter.queries import contests
from contest.entries.models import Entry
from contest.entries.queries import entries_whole
from contest.errors.resemblances import ResemblanceUnknown
from contest.screening.models import ScreeningDecision
from contest.screening.queries import (
    Likeness,
    reference_in,
    references_named,
    standing_decisions,
)
from contest.screening.service import blind_preview, shown_titles
from contest.web.organizer.view import Viewer, signed
from contest.web.sessions import visitor


@dataclass(frozen=True, slots=True)
class TextShown:
    """One text of a pair or a cluster as this visitor may know it.

    number   the entry's id, or the reference's below zero
    name     what it is called in a sentence: a receipt, a quoted title, or only what kind it is
    title    empty where it may not be known
    whence   the earlier contest, for those who hold an office there
    ours     whether it is an entry of this contest
    """

    number: int
    name: str
    title: str
    whence: str = ""
    authors: str = ""
    unit: str = ""
    unit_key: object = None
    ours: bool = False
    handed_in_at: datetime | None = None
    decision: ScreeningDecision | None = None
    url: str | None = None


def texts_shown(viewer: Viewer, likenesses: Collection[Likeness]) -> dict[int, TextShown]:
    """Every text of these pairs, by its number, in a fixed number of queries for each contest among them."""
    by_contest: dict[int, set[int]] = {}
    references = set()
    for likeness in likenesses:
        by_contest.setdefault(viewer.contest.id, set()).add(likeness.found.entry_id)
        if likeness.other_contest_id is None:
            references.add(likeness.found.other)
        else:
            by_contest.setdefault(likeness.other_contest_id, set()).add(likeness.found.other)
    shown = _references(references)
    for contest_id, entry_ids in by_contest.items():
        if contest_id == viewer.contest.id:
            shown |= _own(viewer, entry_ids)
        else:
            shown |= _earlier(contest_id, entry_ids)
    return shown


def texts_of_key(
    viewer: Viewer, pairs: Collection[Likeness], *, extra: Collection[int] = ()
) -> dict[int, TextShown]:
    """The texts of these pairs, and of the contest's own entries named besides."""
    shown = texts_shown(viewer, pairs)
    lacking = [number for number in extra if number not in shown]
    return shown | _own(viewer, lacking) if lacking else shown


def text_of(viewer: Viewer, number: int, likeness: Likeness | None) -> tuple[str, list[str]]:
    """Title and paragraphs of one text as this visitor may read it.

    Raises  ResemblanceUnknown for an entry of another contest that resembles nothing here
    """
    if number < 0:
        reference = reference_in(viewer.contest.id, -number)
        return reference.title, reference.paragraphs
    own = entries_whole(viewer.contest.id, [number])
    if own:
        return _text(own[0], opened=bool(viewer.opens([number])))
    if likeness is None or likeness.found.other != number or likeness.other_contest_id is None:
        raise ResemblanceUnknown
    there = _viewer_in(likeness.other_contest_id)
    (entry,) = entries_whole(there.contest.id, [number])
    title, paragraphs = _text(entry, opened=not there.only_counts and bool(there.opens([number])))
    return ("" if there.only_counts else title), paragraphs


def _own(viewer: Viewer, entry_ids: Collection[int]) -> dict[int, TextShown]:
    entries = entries_whole(viewer.contest.id, entry_ids)
    envelopes = viewer.envelopes(entry_ids)
    titles = _titles(entries, envelopes)
    decisions = standing_decisions(entry_ids)
    return {
        entry.id: TextShown(
            number=entry.id,
            name=entry.receipt,
            title=titles[entry.id],
            ours=True,
            handed_in_at=entry.handed_in_at,
            decision=decisions.get(entry.id),
            url=url_for("organizer.screen", slug=viewer.contest.slug, entry_id=entry.id),
            **_signed(envelopes.get(entry.id)),
        )
        for entry in entries
    }


def _earlier(contest_id: int, entry_ids: Collection[int]) -> dict[int, TextShown]:
    """Entries of another contest, by what the visitor may know there."""
    there = _viewer_in(contest_id)
    if there.only_counts:
        said = _("một bài của cuộc thi trước")
        return {entry_id: TextShown(number=entry_id, name=said, title="") for entry_id in entry_ids}
    entries = entries_whole(contest_id, entry_ids)
    envelopes = there.envelopes(entry_ids)
    titles = _titles(entries, envelopes)
    return {
        entry.id: TextShown(
            number=entry.id,
            name=entry.receipt,
            title=titles[entry.id],
            whence=there.contest.title,
            handed_in_at=entry.handed_in_at,
            url=url_for("organizer.entry", slug=there.contest.slug, entry_id=entry.id),
            **_signed(envelopes.get(entry.id)),
        )
        for entry in entries
    }


def _references(numbers: Collection[int]) -> dict[int, TextShown]:
    return {
        -reference.id: TextShown(
            number=-reference.id, name=_("tài liệu “%(title)s”", title=reference.title), title=reference.title
        )
        for reference in references_named([-number for number in numbers])
    }


def _viewer_in(contest_id: int) -> Viewer:
    (contest,) = (contest for contest in contests() if contest.id == contest_id)
    return Viewer(contest, visitor().account)


def _titles(entries: Sequence[Entry], envelopes: Mapping[int, Envelope]) -> dict[int, str]:
    hidden = [entry for entry in entries if entry.id not in envelopes]
    titles = {entry.id: entry.manuscript.title for entry in entries}
    return titles | (shown_titles(hidden) if hidden else {})


def _signed(envelope: Envelope | None) -> dict[str, Any]:
    if envelope is None:
        return {}
    unit = envelope.unit_name
    return {
        "authors": signed(envelope),
        "unit": unit,
        "unit_key": envelope.unit_id or (unit.casefold() if unit else None),
    }


def _text(entry: Entry, *, opened: bool) -> tuple[str, list[str]]:
    if opened:
        return entry.manuscript.title, entry.manuscript.paragraphs
    copy = blind_preview(entry)
    return copy.title, copy.paragraphs
