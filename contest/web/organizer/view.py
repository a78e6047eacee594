"""What a visitor of the office may learn: the one place where an envelope is opened for a page.

The secretary knows the authors always, an organizer those of rounds whose seal is open, an observer
sees counts alone. Pages show what is built here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy import Select

from contest.authors.models import Envelope
from contest.authors.queries import (
    entries_of_unit,
    envelopes_of,
    rounds_unsealed,
    unit_names_of,
    units_with_entries,
)
from contest.charter.models import Contest, Round
from contest.charter.rules import AuthorshipKind
from contest.entries.models import Channel, Entry
from contest.overview.queries import Line, State
from contest.people.models import Account, RoleKind
from contest.plumbing import search
from contest.plumbing.search import Document, Piece, Question, excerpt, lit
from contest.screening.queries import all_coded_in, entries_coded_in
from contest.screening.rules import Check, Level
from contest.screening.service import checklist, shown_titles
from contest.shortlist.queries import round_being_read_by
from contest.units.models import Unit
from contest.web.organizer.places import office_places
from contest.web.sessions import visitor
from contest.web.words import word


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a list as this visitor may see it; authors and unit are empty where they may not be known.

    title, figure, authors, unit  in pieces, with the words that were searched for lit
    excerpt                       where else those words stand, in a text that this visitor may read
    """

    id: int
    number: int
    receipt: str
    title: tuple[Piece, ...]
    category: str
    figure: tuple[Piece, ...]
    channel: Channel
    sent_on: date
    words: int
    state: State
    code: str
    authors: tuple[Piece, ...]
    unit: tuple[Piece, ...]
    excerpt: tuple[Piece, ...] = ()


class Viewer:
    """One visitor in one contest, and what they may learn there."""

    def __init__(self, contest: Contest, account: Account) -> None:
        self.contest = contest
        self.account = account
        self.roles = {r.kind for r in account.roles if r.contest_id == contest.id and r.ended_at is None}

    @cached_property
    def reads(self) -> Round | None:
        """A round that this visitor judges and that is not locked: until it is, an organizer is told no author."""
        if RoleKind.JUDGE not in self.roles:
            return None
        return round_being_read_by(self.account.id, self.contest.id)

    @property
    def knows_all_names(self) -> bool:
        """Whether this is the secretary, who knows every author."""
        return RoleKind.SECRETARY in self.roles

    @cached_property
    def may_see_names(self) -> bool:
        """Whether any author may be known: the secretary, or an organizer after a seal was opened."""
        return self.knows_all_names or bool(self._open_rounds)

    @property
    def only_counts(self) -> bool:
        """Whether this is an observer, who sees numbers and no persons."""
        return not self.roles & {RoleKind.ORGANIZER, RoleKind.SECRETARY}

    def opens(self, entry_ids: Collection[int]) -> set[int]:
        """Which of these entries' envelopes this visitor may open."""
        if self.knows_all_names:
            return set(entry_ids)
        return entries_coded_in(self._open_rounds, entry_ids) if self._open_rounds else set()

    def envelopes(self, entry_ids: Collection[int]) -> dict[int, Envelope]:
        """The envelopes this visitor may open, by entry id."""
        opened = self.opens(entry_ids)
        return envelopes_of(opened) if opened else {}

    def rows(self, lines: Sequence[Line], asked: Question | None = None) -> list[EntryRow]:
        """Lines of the register with as much of the authors as this visitor may know.

        asked  what was searched for, to be lit
        """
        envelopes = self.envelopes([line.entry.id for line in lines])
        hidden = [line.entry for line in lines if line.entry.id not in envelopes]
        titles = shown_titles(hidden) if hidden else {}
        kept = search.kept_of([line.entry.id for line in lines]) if asked else {}
        return [
            _row(
                line,
                titles.get(line.entry.id),
                envelopes.get(line.entry.id),
                asked,
                kept.get(line.entry.id),
            )
            for line in lines
        ]

    def title(self, entry: Entry) -> str:
        """The entry's title as this visitor may read it."""
        return entry.manuscript.title if self.opens([entry.id]) else shown_titles([entry])[entry.id]

    def checks(self, entry: Entry) -> list[Check]:
        """The checklist; who stands on the list of the barred is said only to those who may know names."""
        lines = checklist(self.contest, entry)
        return list(lines) if self.opens([entry.id]) else [_unnamed(check) for check in lines]

    @cached_property
    def unsealed(self) -> Select[int] | None:
        """The entries whose authors this visitor may search for, where that is not all of them."""
        return all_coded_in(self._open_rounds) if self._open_rounds and not self.knows_all_names else None

    def of_unit(self, unit_id: int | None) -> Select[int] | None:
        """The entries of a unit, for those who may see all of them."""
        return entries_of_unit(self.contest.id, unit_id) if self.knows_all_names and unit_id else None

    def units(self) -> list[Unit]:
        """The units to filter by, for those who may."""
        return units_with_entries(self.contest.id) if self.knows_all_names else []

    def unit_names(self) -> dict[int, str]:
        """The unit that each entry came from by entry id, for those who may know all of them."""
        return unit_names_of(self.contest.id) if self.knows_all_names else {}

    @cached_property
    def _open_rounds(self) -> set[int]:
        if RoleKind.ORGANIZER not in self.roles or self.reads:
            return set()
        return rounds_unsealed(self.contest.id)


def viewer_of(contest: Contest) -> Viewer:
    """The visitor of this request in this contest."""
    return Viewer(contest, visitor().account)


def show(template: str, contest: Contest, /, **values: object) -> str:
    """A page of the office: with its contest, its viewer, the navigation and what the visitor is here."""
    viewer = viewer_of(contest)
    role = ", ".join(word(kind) for kind in RoleKind if kind in viewer.roles)
    return render_template(
        template,
        contest=contest,
        viewer=viewer,
        account_role=role,
        office_places=office_places(contest),
        **values,
    )


def signed(envelope: Envelope) -> str:
    """Who signed an entry, in one line."""
    if envelope.kind == AuthorshipKind.COLLECTIVE:
        return envelope.collective_name
    return ", ".join(author.name for author in envelope.authors)


def _unnamed(check: Check) -> Check:
    if check.key != "barred" or check.level == Level.OK:
        return check
    return Check(
        check.key, check.level, _("Trùng với danh sách không được dự thi; Tổ Thư ký xem được là ai.")
    )


def asking_again(page: str, *, after: int) -> Response:
    """A page of something being worked on, which asks again after so many seconds unless told to stand ``still``."""
    answer = make_response(page)
    if "still" not in request.args:
        answer.headers["Refresh"] = str(after)
    return answer


def _row(
    line: Line,
    masked_title: str | None,
    envelope: Envelope | None,
    asked: Question | None,
    kept: Document | None,
) -> EntryRow:
    entry, manuscript = line.entry, line.entry.manuscript
    return EntryRow(
        id=entry.id,
        number=entry.register_number,
        receipt=entry.receipt,
        title=lit(masked_title or manuscript.title, asked),
        category=manuscript.category.name,
        figure=lit(entry.figure.name, asked),
        channel=entry.channel,
        sent_on=entry.sent_on,
        words=manuscript.words,
        state=line.state,
        code=line.decision.code if line.decision else "",
        authors=lit(signed(envelope), asked) if envelope else (),
        unit=lit(envelope.unit_name, asked) if envelope and envelope.unit_name else (),
        excerpt=_excerpt(kept, asked, named=envelope is not None) if kept else (),
    )


def _excerpt(kept: Document, asked: Question | None, *, named: bool) -> tuple[Piece, ...]:
    """Where in the text the words stand; of masked places the text as written only for those who may read it."""
    about = kept.head[2:-2]
    return excerpt([*(kept.sealed_body if named else ()), *kept.body, *about], asked)
