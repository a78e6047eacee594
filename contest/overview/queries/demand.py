"""What the next draw of a round would ask for and what its judges can give: counted, with nothing drawn."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, Select, Subquery, func, literal, select

from contest.assignment.models import Assignment, Draw, Recusal
from contest.assignment.queries import dealing_of, problem_for, readers_wanted
from contest.assignment.rules.capacity import even_loads
from contest.assignment.rules.changes import ReadersWanted
from contest.assignment.rules.terms import USUAL
from contest.charter.models import Round
from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript
from contest.overview.queries.dealing import JudgeLoad, entries_to_draw
from contest.screening.models import VerdictKind
from contest.screening.queries import entries_with_verdict
from contest.shortlist.queries import next_round_entries


@dataclass(frozen=True, slots=True)
class Demand:
    """Supply and demand of the next draw, in numbers that a page can show at any size of contest.

    entries, lacking  entries in all, and those that still need a reader
    wanted            readings still to be drawn, those of anchors not counted
    judges            judges who may get entries
    room              readings the judges' maxima leave, None when somebody has no maximum
    least, most       the even load of one judge in all, by capacity, standing readings included
    everybody         every judge reads every entry they may, so that readers is the fewest an entry has
    """

    entries: int
    lacking: int
    readers: int
    wanted: int
    judges: int
    room: int | None
    least: int
    most: int
    everybody: bool = False


def draw_demand(round_: Round, loads: Sequence[JudgeLoad]) -> Demand:
    """Count what the round asks for, entries by category and by how many read them; the judges' loads are given."""
    wanted, everybody = readers_wanted(round_), dealing_of(round_.id).everybody
    here = [row for row in loads if not row.gone]
    if everybody:
        return _of_everybody(round_, here)
    entries = lacking = readings = 0
    for category, read, count, needed in _counted(round_, wanted):
        owed = max(0, (needed or wanted.of(0, category)) - read)
        entries, readings = entries + count, readings + owed * count
        lacking += count if owed else 0
    total = readings + sum(row.assigned for row in here)
    least, most = even_loads(total, [row.capacity for row in here])
    rooms = [_room(row) for row in here]
    return Demand(
        entries=entries,
        lacking=lacking,
        readers=round_.readers,
        wanted=readings,
        judges=len(here),
        room=None if None in rooms else sum(room for room in rooms if room is not None),
        least=least,
        most=most,
    )


def _of_everybody(round_: Round, here: Sequence[JudgeLoad]) -> Demand:
    """The same where all judges read all they may: entry by entry, for conflicts count there."""
    problem = problem_for(round_, entry_ids=entries_to_draw(round_))
    apart = set(problem.excluded) | set(problem.standing)
    owed = [
        sum(judge.may_read(entry) and (entry.id, judge.id) not in apart for judge in problem.judges)
        for entry in problem.entries
    ]
    least, most = even_loads(sum(owed) + sum(row.assigned for row in here), [USUAL for _ in here])
    return Demand(
        entries=len(owed),
        lacking=sum(1 for number in owed if number),
        readers=round_.readers,
        wanted=sum(owed),
        judges=len(here),
        room=None,
        least=least,
        most=most,
        everybody=True,
    )


def _counted(round_: Round, wanted: ReadersWanted) -> list[tuple[int | None, int, int, int | None]]:
    """(category, readers, how many entries, the number chosen for them alone); one row an entry where there is one."""
    chosen, alone = _to_draw(round_), wanted.by_entry.keys()
    read = _readers(round_.id)
    category = literal(None) if not (wanted.by_category or alone) else _category()
    columns = (category.label("category"), func.coalesce(read.c.number, 0).label("read"))
    rows = chosen.outerjoin(read, read.c.entry_id == Entry.id)
    many = rows.where(~one_of(Entry.id, alone)).with_only_columns(*columns).subquery()
    counts = select(many.c.category, many.c.read, func.count()).group_by(many.c.category, many.c.read)
    found: list[tuple[int | None, int, int, int | None]] = [
        (kind, number, count, None) for kind, number, count in db.session.execute(counts)
    ]
    if not alone:
        return found
    single = rows.where(one_of(Entry.id, alone)).with_only_columns(Entry.id, *columns)
    return [
        *found,
        *((kind, number, 1, wanted.of(id_, kind)) for id_, kind, number in db.session.execute(single)),
    ]


def _to_draw(round_: Round) -> Select[int]:
    """The entries a round should read, as a selection."""
    chosen = entries_with_verdict(round_.contest_id, VerdictKind.ELIGIBLE)
    listed: Collection[int] | None = next_round_entries(round_)
    return chosen if listed is None else chosen.where(one_of(Entry.id, listed))


def _readers(round_id: int) -> Subquery:
    """How many judges read each entry of the round."""
    return (
        select(Assignment.entry_id, func.count().label("number"))
        .join(Draw, Draw.id == Assignment.draw_id)
        .outerjoin(Recusal, Recusal.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id, Draw.published_at.is_not(None), Recusal.id.is_(None))
        .group_by(Assignment.entry_id)
        .subquery()
    )


def _category() -> ScalarSelect[int]:
    """The category by the newest version."""
    return (
        select(Manuscript.category_id)
        .where(Manuscript.entry_id == Entry.id)
        .order_by(Manuscript.version.desc())
        .limit(1)
        .correlate(Entry)
        .scalar_subquery()
    )


def _room(row: JudgeLoad) -> int | None:
    if row.limit is None or row.limit.maximum is None:
        return None
    return max(0, row.limit.maximum - row.assigned)
