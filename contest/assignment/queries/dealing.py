"""The round's draw as plain values: what was set, what stands, who must not meet."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import func, select, union_all

from contest.assignment.models import Anchor, Assignment, Conflict, Draw, EntryReaders, PanelRule, Recusal
from contest.assignment.queries.draws import judges_left
from contest.assignment.queries.settings import (
    category_readers,
    dealing_of,
    languages_of_entries,
    terms_of,
)
from contest.assignment.queries.standing import standing_pairs
from contest.assignment.rules import Entries, EntryKind, JudgeAtHand, Panels, Problem, Wishes, column
from contest.assignment.rules.changes import NOTHING, Change, ReadersWanted
from contest.assignment.rules.terms import AS_ANY, NEVER, Dealing, JudgeTerms
from contest.authors.queries import units_of_entries
from contest.charter.models import Category, Round
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import categories_of_entries
from contest.people.models import Role
from contest.people.queries import judges_of
from contest.screening.models import BlindCode
from contest.screening.queries import eligible_entry_ids
from contest.units.queries import kin_of_units

Pair = tuple[int, int]


def anchors_of(round_id: int) -> frozenset[int]:
    """The entries that everybody reads, by the round's published draws."""
    question = select(Anchor.entry_id).join(Draw, Draw.id == Anchor.draw_id)
    return frozenset(
        db.session.scalars(question.where(Draw.round_id == round_id, Draw.published_at.is_not(None)))
    )


def readers_wanted(round_: Round) -> ReadersWanted:
    """How many judges read each entry of the round, by what is in force; two questions."""
    question = (
        select(EntryReaders.entry_id, func.max(EntryReaders.readers))
        .join(Draw, Draw.id == EntryReaders.draw_id)
        .where(Draw.round_id == round_.id, Draw.published_at.is_not(None))
        .group_by(EntryReaders.entry_id)
    )
    return ReadersWanted(
        usual=round_.readers,
        by_category=category_readers(round_.id),
        by_entry=dict(db.session.execute(question).all()),
    )


def problem_for(
    round_: Round, *, entry_ids: Collection[int] | None = None, change: Change = NOTHING
) -> Problem:
    """The round's draw as plain values, in a number of questions that no number of entries changes.

    entry_ids  the entries in question; None for all that have a code in the round and are eligible
    change     what a later draw changes about what stands
    """
    if entry_ids is None:
        coded = set(db.session.scalars(select(BlindCode.entry_id).where(BlindCode.round_id == round_.id)))
        entry_ids = coded & set(eligible_entry_ids(round_.contest_id))
    dealing, terms, roles = dealing_of(round_.id), terms_of(round_.id), judges_of(round_.contest_id)
    gone = (judges_left(round_.id) | change.leaving) - change.joining
    gone |= {judge for judge, said in terms.items() if not said.reads}
    roles = [role for role in roles if role.account_id not in gone]
    standing = (standing_pairs(round_.id) - change.ended.keys() - change.movable.keys()) | change.given
    if change.out:
        standing = {pair for pair in standing if pair[0] not in change.out}
    anchors = set(entry_ids) if dealing.everybody else anchors_of(round_.id) | change.anchors
    return Problem(
        entries=_entries(
            sorted(entry_ids),
            readers_wanted(round_),
            replace(change, needs={}) if dealing.everybody else change,
        ),
        judges=_judges(round_, roles, terms, dealing, change),
        readers=change.readers or round_.readers,
        excluded=_excluded(round_, dealing) | change.ended.keys() | change.apart,
        standing=standing | change.back,
        kept=change.movable.keys(),
        never_together=dealing.apart,
        anchors=anchors & set(entry_ids),
        wishes=_wishes(terms),
        panels=None if dealing.everybody else _panels(roles, terms, dealing),
        insist=dealing.panels == PanelRule.CLOSED,
    )


def _entries(entry_ids: list[int], wanted: ReadersWanted, change: Change) -> Entries:
    units, categories = units_of_entries(entry_ids), categories_of_entries(entry_ids)
    languages = languages_of_entries(entry_ids)
    if change.by_category is not None or change.readers is not None:
        by_category = wanted.by_category if change.by_category is None else change.by_category
        wanted = ReadersWanted(change.readers or wanted.usual, by_category, wanted.by_entry)
    places: dict[tuple[frozenset[int], int | None, str | None, int], int] = {}
    nowhere = frozenset[int]()
    kind_of = []
    for entry in entry_ids:
        category = categories.get(entry)
        needed = max(wanted.of(entry, category), change.needs.get(entry, 0))
        said = (units.get(entry, nowhere), category, languages.get(entry), needed)
        kind_of.append(places.setdefault(said, len(places)))
    return Entries(column(entry_ids), column(kind_of), tuple(EntryKind(*said) for said in places))


def _judges(
    round_: Round,
    roles: list[Role],
    terms: Mapping[int, JudgeTerms],
    dealing: Dealing,
    change: Change,
) -> list[JudgeAtHand]:
    own = kin_of_units(
        {role.unit_id for role in roles if role.unit_id is not None},
        merged=dealing.merged_units,
        parents=dealing.parent_units,
    )
    question = select(Category.id).where(Category.contest_id == round_.contest_id)
    categories = frozenset(db.session.scalars(question))
    found = []
    for role in roles:
        said = terms.get(role.account_id, JudgeTerms())
        never = {category for category, weight in said.fits.items() if weight == NEVER}
        found.append(
            JudgeAtHand(
                id=role.account_id,
                units=own[role.unit_id] if role.unit_id is not None else frozenset(),
                minimum=0 if change.is_partial or dealing.everybody else said.minimum,
                maximum=None if dealing.everybody else said.maximum,
                categories=categories - never if never else None,
                languages=said.languages,
                capacity=said.capacity,
            )
        )
    return found


def _wishes(terms: Mapping[int, JudgeTerms]) -> Wishes:
    return Wishes(
        categories={
            (judge, category): float(weight - AS_ANY)
            for judge, said in terms.items()
            for category, weight in said.fits.items()
            if weight > AS_ANY
        }
    )


def _panels(roles: list[Role], terms: Mapping[int, JudgeTerms], dealing: Dealing) -> Panels | None:
    if dealing.panels == PanelRule.NONE:
        return None
    members: dict[int, set[int]] = {}
    for role in roles:
        panel = terms[role.account_id].panel if role.account_id in terms else None
        if panel is not None:
            members.setdefault(panel, set()).add(role.account_id)
    if len(members) < 2:
        return None
    across = 1 if dealing.panels == PanelRule.SPLIT else 0
    return Panels(tuple(frozenset(members[panel]) for panel in sorted(members)), across)


def _excluded(round_: Round, dealing: Dealing) -> set[Pair]:
    """Declared conflicts, readings that ended in the round, and readers of earlier rounds where so set."""
    ended = (
        select(Assignment.entry_id, Assignment.judge_id)
        .join(Recusal, Recusal.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_.id)
    )
    declared = select(Conflict.entry_id, Conflict.judge_id).join(Entry, Entry.id == Conflict.entry_id)
    declared = declared.where(Entry.contest_id == round_.contest_id)
    pairs = {(entry, judge) for entry, judge in db.session.execute(union_all(declared, ended))}
    if dealing.earlier_apart:
        earlier = (
            select(Assignment.entry_id, Assignment.judge_id)
            .join(Assignment.draw)
            .join(Round, Round.id == Assignment.round_id)
            .where(
                Round.contest_id == round_.contest_id,
                Round.number < round_.number,
                Draw.published_at.is_not(None),
            )
        )
        pairs |= {(entry, judge) for entry, judge in db.session.execute(earlier)}
    return pairs
