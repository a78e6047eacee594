"""The desk: how far the contest has come, who reads how fast, and what came on which day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from sqlalchemy import Select, func, select

from contest.assignment.models import Assignment, Draw, DrawKind
from contest.assignment.queries import newest_draw
from contest.charter.models import Contest, Round
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import entry_counts
from contest.overview.rules import Forecast, Going, forecast, going
from contest.plumbing import clock
from contest.scoring.models import Suspicion
from contest.scoring.queries import progress, sheets_by_moment, standings
from contest.scoring.queries.standing import DISPUTED
from contest.screening.models import ScreeningDecision, VerdictKind
from contest.screening.queries import count_unsettled_clusters, entries_corrected_since, verdict_counts
from contest.shortlist.models import Place, Shortlist

DAYS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Pipeline:
    """How many entries stand where, the round's part for one round.

    corrected   sent again by their authors after a request or an acceptance, not looked at since
    lacking     in the round, with fewer readers than the charter wants
    read        every reader's sheet is in
    differing   the judges differ and the mark is open
    listed      how many the newest frozen shortlist takes, None when nothing is frozen
    unpublished the draw that waits to be published, or None
    suspected   reported by a judge and not decided on since
    resembling  clusters of entries that resemble each other, on which nobody has ruled
    """

    received: int
    today: int
    withdrawn: int
    undecided: int
    corrected: int
    more_needed: int
    eligible: int
    rejected: int
    in_round: int
    assigned: int
    lacking: int
    read: int
    differing: int
    settled: int
    listed: int | None
    unpublished: Draw | None
    suspected: int
    resembling: int

    @property
    def to_screen(self) -> int:
        """How many wait for a screener."""
        return self.undecided + self.corrected


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """One judge's progress in a round, how it goes, and when it will be done at this speed."""

    judge_id: int
    name: str
    assigned: int
    handed_in: int
    saved: int
    last_at: datetime | None
    reminded_at: datetime | None
    going: Going
    forecast: Forecast

    @property
    def left(self) -> int:
        """Entries of which no sheet is handed in."""
        return self.assigned - self.handed_in


def current_round(contest: Contest) -> Round:
    """The round the office works on: the latest that has a draw, else the first."""
    with_draws = set(
        db.session.scalars(select(Draw.round_id).join(Draw.round).where(Round.contest_id == contest.id))
    )
    drawn = [round_ for round_ in contest.rounds if round_.id in with_draws]
    return drawn[-1] if drawn else contest.rounds[0]


def pipeline(contest: Contest, round_: Round, *, at: datetime) -> Pipeline:
    """Every number of the desk, in a fixed number of queries."""
    came, gone = entry_counts(contest.id)
    verdicts = verdict_counts(contest.id)
    marking = standings(round_)
    newest = newest_draw(round_.id)
    return Pipeline(
        received=came,
        today=_came_since(contest, at),
        withdrawn=gone,
        undecided=verdicts[None],
        corrected=_count(entries_corrected_since(contest.id, VerdictKind.MORE_NEEDED, VerdictKind.ELIGIBLE)),
        more_needed=verdicts[VerdictKind.MORE_NEEDED],
        eligible=verdicts[VerdictKind.ELIGIBLE],
        rejected=verdicts[VerdictKind.REJECTED],
        in_round=len(marking),
        assigned=sum(1 for s in marking if s.readings),
        lacking=sum(1 for s in marking if len(s.readings) < round_.readers),
        read=sum(1 for s in marking if s.readings and len(s.handed_in) == len(s.readings)),
        differing=sum(1 for s in marking if s.owed in DISPUTED),
        settled=sum(1 for s in marking if s.mark is not None),
        listed=_listed(round_.id),
        unpublished=newest if newest is not None and newest.published_at is None else None,
        suspected=_suspected(round_.id),
        resembling=count_unsettled_clusters(contest.id),
    )


def judge_lines(round_: Round, *, at: datetime) -> list[JudgeLine]:
    """Each judge with entries in the round and whether they keep pace, by given name; two queries."""
    first = select(func.min(Draw.published_at)).where(Draw.round_id == round_.id, Draw.kind != DrawKind.THIRD)
    published = db.session.scalar(first)
    began = max(round_.opens_at, published) if published else round_.opens_at
    return [
        JudgeLine(
            judge_id=row.judge.id,
            name=row.judge.name,
            assigned=row.assigned,
            handed_in=row.handed_in,
            saved=row.saved,
            last_at=row.last_at,
            reminded_at=row.reminded_at,
            going=going(
                assigned=row.assigned,
                handed_in=row.handed_in,
                last_at=row.last_at,
                began=began,
                ends=round_.closes_at,
                at=at,
            ),
            forecast=forecast(assigned=row.assigned, handed_in=row.handed_in, began=began, at=at),
        )
        for row in progress(round_)
    ]


def days_of_sheets(contest: Contest, round_: Round) -> list[tuple[date, int]]:
    """How many standing sheets were handed in on each day of the contest's calendar; at most the last 60 days."""
    found = Counter(clock.local(moment, contest.zone).date() for moment in sheets_by_moment(round_.id))
    if not found:
        return []
    last = max(found)
    first = max(min(found), last - timedelta(days=DAYS_SHOWN - 1))
    return [(day, found[day]) for day in (first + timedelta(days=n) for n in range((last - first).days + 1))]


def days_of_intake(contest: Contest, *, at: datetime) -> list[tuple[date, int]]:
    """How many entries came on each day of the contest's calendar, from the first to the last or today.

    At most the last 60 days; what came before is counted in the first of them.
    """
    question = select(Entry.received_on, func.count(Entry.id)).where(Entry.contest_id == contest.id)
    counts: Counter[date] = Counter(dict(db.session.execute(question.group_by(Entry.received_on)).all()))
    if not counts:
        return []
    last = max(
        max(counts),
        min(clock.local(at, contest.zone).date(), clock.local(contest.closes_at, contest.zone).date()),
    )
    first = max(min(counts), last - timedelta(days=DAYS_SHOWN - 1))
    days = list(accumulate(range((last - first).days), lambda day, _: day + timedelta(days=1), initial=first))
    earlier = sum(count for day, count in counts.items() if day < first)
    return [(day, counts[day] + (earlier if day == first else 0)) for day in days]


def entries_suspected(round_id: int) -> set[int]:
    """The entries that a judge of the round reported and that nobody has decided on since."""
    later = (
        select(ScreeningDecision.id)
        .where(
            ScreeningDecision.entry_id == Assignment.entry_id,
            ScreeningDecision.decided_at > Suspicion.reported_at,
        )
        .correlate(Assignment, Suspicion)
        .exists()
    )
    question = select(Assignment.entry_id).join(Suspicion, Suspicion.assignment_id == Assignment.id)
    return set(db.session.scalars(question.where(Assignment.round_id == round_id, ~later)))


def _suspected(round_id: int) -> int:
    return len(entries_suspected(round_id))


def _came_since(contest: Contest, at: datetime) -> int:
    midnight = clock.local(at, contest.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    question = select(func.count(Entry.id)).where(
        Entry.contest_id == contest.id, Entry.handed_in_at >= midnight
    )
    return db.session.scalar(question) or 0


def _listed(round_id: int) -> int | None:
    newest = (
        select(Shortlist.id).where(Shortlist.round_id == round_id).order_by(Shortlist.number.desc()).limit(1)
    )
    shortlist_id = db.session.scalar(newest)
    if shortlist_id is None:
        return None
    taken = select(func.count(Place.id)).where(Place.shortlist_id == shortlist_id, Place.taken)
    return db.session.scalar(taken) or 0


def _count(chosen: Select[int]) -> int:
    return db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
