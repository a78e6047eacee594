"""Questions about what was set for a round's draw."""

from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import func, select

from contest.assignment.models import (
    CategoryReaders,
    DealingRule,
    EntryLanguage,
    PanelRule,
    ReaderFit,
    ReaderLimit,
    ReadersApart,
)
from contest.assignment.rules.terms import USUAL, Dealing, JudgeTerms
from contest.charter.models import Category, Round
from contest.db import about, db
from contest.entries.models import Entry
from contest.people.queries import judges_of


def limits_of(round_id: int) -> dict[int, ReaderLimit]:
    """The judges' own limits in a round, by account id."""
    return {
        row.judge_id: row
        for row in db.session.scalars(select(ReaderLimit).where(ReaderLimit.round_id == round_id))
    }


def terms_of(round_id: int) -> dict[int, JudgeTerms]:
    """What each judge takes in a round, by account id; only those of whom something was said. Two questions."""
    fits: dict[int, dict[int, int]] = {}
    rows = select(ReaderFit.judge_id, ReaderFit.category_id, ReaderFit.weight)
    for judge, category, weight in db.session.execute(rows.where(ReaderFit.round_id == round_id)):
        fits.setdefault(judge, {})[category] = weight
    limits = limits_of(round_id)
    return {
        judge: JudgeTerms(
            minimum=limits[judge].minimum if judge in limits else 0,
            maximum=limits[judge].maximum if judge in limits else None,
            fits=fits.get(judge, {}),
            languages=frozenset(limits[judge].languages) if judge in limits else frozenset(),
            panel=limits[judge].panel if judge in limits else None,
            capacity=limits[judge].capacity if judge in limits else USUAL,
            reads=limits[judge].reads if judge in limits else True,
        )
        for judge in limits.keys() | fits.keys()
    }


def dealing_of(round_id: int) -> Dealing:
    """How the round is dealt; the defaults where nothing was said. Three questions."""
    rule = db.session.scalar(select(DealingRule).where(DealingRule.round_id == round_id))
    said = rule or DealingRule(
        merged_units=True,
        parent_units=False,
        earlier_apart=False,
        anchors=0,
        declare_ahead=False,
        everybody=False,
    )
    return Dealing(
        readers=category_readers(round_id),
        merged_units=said.merged_units,
        parent_units=said.parent_units,
        earlier_apart=said.earlier_apart,
        anchors=said.anchors,
        panels=(said.panels or PanelRule.NONE).value,
        apart=readers_apart(round_id),
        declare_ahead=said.declare_ahead,
        named_anchors=frozenset(said.named_anchors or ()),
        everybody=said.everybody,
    )


def settings_version(round_: Round) -> str:
    """A short word that changes whenever what was set, or the people and categories it speaks of, changed."""
    dealing, terms = dealing_of(round_.id), terms_of(round_.id)
    categories = select(Category.id).where(Category.contest_id == round_.contest_id).order_by(Category.id)
    said = (
        sorted(dealing.readers.items()),
        (dealing.merged_units, dealing.parent_units, dealing.earlier_apart, dealing.anchors, dealing.panels),
        (dealing.declare_ahead, dealing.everybody, sorted(dealing.named_anchors)),
        sorted(dealing.apart),
        [
            (judge, one.minimum, one.maximum, one.capacity, one.panel, one.reads, *_listed(one))
            for judge, one in sorted(terms.items())
        ],
        sorted(role.account_id for role in judges_of(round_.contest_id)),
        list(db.session.scalars(categories)),
        round_.rules_frozen_at is not None,
    )
    return sha256(repr(said).encode()).hexdigest()[:16]


def _listed(said: JudgeTerms) -> tuple[list[tuple[int, int]], list[str]]:
    return sorted(said.fits.items()), sorted(said.languages)


def category_readers(round_id: int) -> dict[int, int]:
    """How many judges read each entry, by category, where that is not the round's own number."""
    question = select(CategoryReaders.category_id, CategoryReaders.readers)
    return dict(db.session.execute(question.where(CategoryReaders.round_id == round_id)).all())


def readers_apart(round_id: int) -> frozenset[tuple[int, int]]:
    """Pairs of judges who never read the same entry."""
    question = select(ReadersApart.first_id, ReadersApart.second_id)
    rows = db.session.execute(question.where(ReadersApart.round_id == round_id))
    return frozenset((first, second) for first, second in rows)


def rounds_declaring(contest_id: int) -> list[Round]:
    """The contest's rounds in which judges say ahead of the draw what they cannot read, and may still do so."""
    question = (
        select(Round)
        .join(DealingRule, DealingRule.round_id == Round.id)
        .where(
            Round.contest_id == contest_id,
            Round.rules_frozen_at.is_(None),
            DealingRule.declare_ahead.is_(True),
        )
        .order_by(Round.number)
    )
    return list(db.session.scalars(question))


def languages_of_entries(entry_ids: Collection[int]) -> dict[int, str]:
    """The language of those of these entries that are not written in Vietnamese."""
    wanted = set(entry_ids)
    question = select(EntryLanguage.entry_id, EntryLanguage.language)
    rows = db.session.execute(question.where(about(EntryLanguage.entry_id, wanted)))
    return {entry: language for entry, language in rows if entry in wanted}


def language_counts(contest_id: int) -> dict[str, int]:
    """How many entries of the contest are written in each language besides Vietnamese."""
    question = select(EntryLanguage.language, func.count()).join(Entry, Entry.id == EntryLanguage.entry_id)
    rows = question.where(Entry.contest_id == contest_id).group_by(EntryLanguage.language)
    return dict(db.session.execute(rows.order_by(EntryLanguage.language)).all())
