"""What organizers set before a draw: for the round, and for each judge."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select

from contest.assignment.models import (
    CategoryReaders,
    DealingRule,
    EntryLanguage,
    PanelRule,
    ReaderFit,
    ReaderLimit,
    ReadersApart,
)
from contest.assignment.queries import dealing_of, settings_version, terms_of
from contest.assignment.rules.languages import LANGUAGES
from contest.assignment.rules.terms import (
    AS_ANY,
    FEWEST_TOGETHER,
    LEAST_CAPACITY,
    MOST_ANCHORS,
    MOST_CAPACITY,
    MOST_PANELS,
    WEIGHTS,
    Dealing,
    JudgeTerms,
)
from contest.assignment.service.holding import hold_for_draws
from contest.charter.models import Contest, Round
from contest.charter.rules.fitness import MOST_READERS, method_unfit
from contest.charter.service import note_readers
from contest.db import db, one_of
from contest.errors import N_, Stale
from contest.errors.assignment import DealingUnfit, LimitsUnfit, PanelsApart
from contest.errors.charter import RulesFrozen
from contest.people.queries import judges_of
from contest.plumbing.audit import Actor, record

READERS_BY_CATEGORY: Final = "readers_by_category"
"""How an amendment calls the numbers of readers that categories have of their own."""

PUBLIC: Final = {"readers": READERS_BY_CATEGORY, "everybody": "everybody"}
"""What of the dealing says how many read an entry, and how an amendment calls it."""


def hold_settings(*, round_: Round, seen: str) -> Round:
    """The round held until the transaction ends, as long as its settings are the ones that were seen.

    seen    what ``settings_version`` told when they were shown
    Raises  Stale
    """
    held = hold_for_draws(round_.id)
    if settings_version(held) != seen:
        raise Stale
    return held


def set_dealing(
    *,
    round_: Round,
    said: Dealing,
    insisted: bool = False,
    notice: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Set how a round is dealt, for draws to come; readers that stand are not touched.

    How many read an entry is public: once the contest is announced, another number is an amendment.

    insisted  whether closed panels without a common entry are really wanted
    Raises    DealingUnfit, PanelsApart, RulesFrozen for how many read an entry once judges read, NoticeMissing
    """
    standing = dealing_of(round_.id)
    if said == standing:
        return
    _check_dealing(round_, said)
    before, after = _told(standing), _told(said)
    public = {told: [before[of], after[of]] for of, told in PUBLIC.items() if before[of] != after[of]}
    if round_.rules_frozen_at is not None and public:
        raise RulesFrozen
    if said.panels == PanelRule.CLOSED and not (said.anchors or said.named_anchors) and not insisted:
        raise PanelsApart
    note_readers(round_=round_, changes=public, notice=notice, actor=actor, at=at)
    rule = db.session.scalar(select(DealingRule).where(DealingRule.round_id == round_.id))
    if rule is None:
        rule = DealingRule(round_id=round_.id)
        db.session.add(rule)
    rule.merged_units, rule.parent_units = said.merged_units, said.parent_units
    rule.earlier_apart, rule.anchors, rule.panels = said.earlier_apart, said.anchors, PanelRule(said.panels)
    rule.everybody = said.everybody
    rule.declare_ahead, rule.named_anchors = said.declare_ahead, sorted(said.named_anchors)
    write_category_readers(round_.id, said.readers)
    db.session.execute(delete(ReadersApart).where(ReadersApart.round_id == round_.id))
    pairs = [
        {"round_id": round_.id, "first_id": min(pair), "second_id": max(pair)} for pair in sorted(said.apart)
    ]
    if pairs:
        db.session.execute(insert(ReadersApart), pairs)
    db.session.flush()
    record(
        "dealing.set",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        changes={"dealing": [before, after]},
    )


def set_judges_terms(*, round_: Round, terms: Mapping[int, JudgeTerms], actor: Actor, at: datetime) -> int:
    """Set what judges take in a round, for draws to come; those not named keep theirs. Returns how many changed.

    terms   account id -> JudgeTerms
    Raises  LimitsUnfit, DealingUnfit
    """
    standing = terms_of(round_.id)
    fresh = {
        judge: said
        for judge, said in terms.items()
        if _plain(said) != _plain(standing.get(judge, JudgeTerms()))
    }
    if not fresh:
        return 0
    contest = db.session.get_one(Contest, round_.contest_id)
    categories = {category.id for category in contest.categories}
    judges = {role.account_id for role in judges_of(contest.id)}
    for judge, said in fresh.items():
        _check_terms(said, categories)
        if judge not in judges:
            raise DealingUnfit(why=N_("người được ghi không phải giám khảo của cuộc thi."))
    _write_terms(round_.id, fresh)
    record(
        "reader_terms.set",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        judges=sorted(fresh),
    )
    return len(fresh)


def set_languages(*, contest: Contest, languages: Mapping[int, str], actor: Actor, at: datetime) -> None:
    """Say in which language entries are written; an empty one is Vietnamese again. Raises DealingUnfit.

    languages  entry id -> code of LANGUAGES, or ""
    """
    if any(code and code not in LANGUAGES for code in languages.values()):
        raise DealingUnfit(why=N_("ngôn ngữ này không có trong danh sách."))
    db.session.execute(delete(EntryLanguage).where(one_of(EntryLanguage.entry_id, languages)))
    rows = [{"entry_id": entry, "language": code} for entry, code in sorted(languages.items()) if code]
    if rows:
        db.session.execute(insert(EntryLanguage), rows)
    record(
        "entry_languages.set",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=contest,
        entries=len(languages),
    )


def told_readers(readers: Mapping[int, int]) -> dict[str, int]:
    """Categories' own numbers of readers as the log and an amendment keep them."""
    return {str(category): number for category, number in sorted(readers.items())}


def write_category_readers(round_id: int, readers: Mapping[int, int]) -> None:
    """Make the rows say these numbers and no others."""
    db.session.execute(delete(CategoryReaders).where(CategoryReaders.round_id == round_id))
    rows = [
        {"round_id": round_id, "category_id": category, "readers": number}
        for category, number in sorted(readers.items())
    ]
    if rows:
        db.session.execute(insert(CategoryReaders), rows)


def check_readers(readers: Collection[int]) -> None:
    """Raises DealingUnfit for a number of readers that no round may have."""
    if not all(1 <= number <= MOST_READERS for number in readers):
        raise DealingUnfit(why=N_("mỗi bài cần từ 1 đến 9 giám khảo."))


def _write_terms(round_id: int, terms: Mapping[int, JudgeTerms]) -> None:
    for table in (ReaderLimit, ReaderFit):
        db.session.execute(delete(table).where(table.round_id == round_id, table.judge_id.in_(terms)))
    limits: list[dict[str, Any]] = [
        {
            "round_id": round_id,
            "judge_id": judge,
            "minimum": said.minimum,
            "maximum": said.maximum,
            "languages": sorted(said.languages),
            "panel": said.panel,
            "capacity": said.capacity,
            "reads": said.reads,
        }
        for judge, said in sorted(terms.items())
        if replace(said, fits={}) != JudgeTerms()
    ]
    fits = [
        {"round_id": round_id, "judge_id": judge, "category_id": category, "weight": weight}
        for judge, said in sorted(terms.items())
        for category, weight in sorted(said.fits.items())
        if weight != AS_ANY
    ]
    if limits:
        db.session.execute(insert(ReaderLimit), limits)
    if fits:
        db.session.execute(insert(ReaderFit), fits)


def _check_dealing(round_: Round, said: Dealing) -> None:
    contest = db.session.get_one(Contest, round_.contest_id)
    if said.readers.keys() - {category.id for category in contest.categories}:
        raise DealingUnfit(why=N_("thể loại này không có trong cuộc thi."))
    check_readers(said.readers.values())
    for readers in said.readers.values():
        if (why := method_unfit(round_.method, readers)) is not None:
            raise DealingUnfit(why=why)
    if not 0 <= said.anchors <= MOST_ANCHORS or len(said.named_anchors) > MOST_ANCHORS:
        raise DealingUnfit(why=N_("số bài neo từ 0 đến 100."))
    if said.panels not in set(PanelRule):
        raise DealingUnfit(why=N_("cách chia ban này không có."))
    if said.everybody and said.panels != PanelRule.NONE:
        raise DealingUnfit(why=N_("mọi giám khảo chấm mọi bài thì không chia ban."))
    if said.everybody and min([round_.readers, *said.readers.values()]) < FEWEST_TOGETHER:
        raise DealingUnfit(
            why=N_(
                "mọi giám khảo chấm mọi bài thì mỗi bài cần ít nhất 3 giám khảo; xin sửa số giám khảo mỗi bài."
            )
        )
    judges = {role.account_id for role in judges_of(contest.id)}
    for first, second in said.apart:
        if first == second or not {first, second} <= judges:
            raise DealingUnfit(why=N_("hai người không chấm chung phải là hai giám khảo khác nhau."))


def _check_terms(said: JudgeTerms, categories: set[int]) -> None:
    if said.minimum < 0 or (said.maximum is not None and said.maximum < said.minimum):
        raise LimitsUnfit
    if said.fits.keys() - categories or not set(said.fits.values()) <= set(WEIGHTS):
        raise DealingUnfit(why=N_("mức ưu tiên thể loại không hợp lệ."))
    if said.languages - LANGUAGES.keys():
        raise DealingUnfit(why=N_("ngôn ngữ này không có trong danh sách."))
    if said.panel is not None and not 1 <= said.panel <= MOST_PANELS:
        raise DealingUnfit(why=N_("số ban chấm từ 1 đến 50."))
    if not LEAST_CAPACITY <= said.capacity <= MOST_CAPACITY:
        raise DealingUnfit(why=N_("sức đọc từ 10 đến 400 %."))


def _plain(said: JudgeTerms) -> tuple[object, ...]:
    fits = {category: weight for category, weight in said.fits.items() if weight != AS_ANY}
    return said.minimum, said.maximum, fits, said.languages, said.panel, said.capacity, said.reads


def _told(said: Dealing) -> dict[str, object]:
    return {
        "readers": told_readers(said.readers),
        "merged_units": said.merged_units,
        "parent_units": said.parent_units,
        "earlier_apart": said.earlier_apart,
        "anchors": said.anchors,
        "panels": said.panels,
        "declare_ahead": said.declare_ahead,
        "everybody": said.everybody,
        "named_anchors": sorted(said.named_anchors),
        "apart": sorted(list(pair) for pair in said.apart),
    }
