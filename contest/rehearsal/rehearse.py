"""A whole contest in a throw-away database, through the verbs that a real one passes.

The same seed gives the same shortlist, and the same CSV byte for byte.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from contest.assignment.service import preview_draw, publish_draw
from contest.charter.models import Contest, Round
from contest.charter.rules.template import TITLE
from contest.charter.service import announce_contest, create_contest, set_round
from contest.db import transaction
from contest.entries.queries import entries_whole
from contest.exports.formats import FORMATS
from contest.exports.registry import record_export, write_paper
from contest.people.models import RoleKind
from contest.people.queries import roles_in
from contest.plumbing.audit import SYSTEM
from contest.rehearsal.finals import FEWEST_JUDGES, choose_in_meeting, judge_final, read_by_all
from contest.rehearsal.intake import OFFICE, Trace, hand_in_all
from contest.rehearsal.looking import LOOKS, look_again
from contest.rehearsal.marking import HEAD, mark_round, settle_all
from contest.rehearsal.papers import Written, write_all, write_sheets
from contest.rehearsal.pieces import made_up_pieces
from contest.rehearsal.prizes import give_prizes
from contest.rehearsal.staff import Seat, appoint, entrust, fill_units, found_organizer, seat_judges
from contest.rehearsal.stages import Stage, Stages
from contest.rehearsal.throwaway import throwaway
from contest.rehearsal.work import unit_of_work
from contest.scoring.service import lock_round
from contest.screening.models import VerdictKind
from contest.screening.service import accept_all, decide
from contest.shortlist.models import Shortlist
from contest.shortlist.queries import cut_of, frozen
from contest.shortlist.service import freeze, unseal

OPENS = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=60)
BATCH = 400
MOST_PLACES = 30
"""Places of the first list; of few entries half, so that there is a line to look at."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of a run: its stages, its counts, and the digest of the list."""

    entries: int
    judges: int
    seed: int
    stages: tuple[Stage, ...]
    counts: Mapping[str, int]
    digest: str
    files: tuple[str, ...]
    papers: tuple[Written, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``summary.json``."""
        return {
            "entries": self.entries,
            "judges": self.judges,
            "seed": self.seed,
            "stages": [{"stage": s.name, "seconds": s.seconds, "count": s.count} for s in self.stages],
            "seconds": round(sum(stage.seconds for stage in self.stages), 3),
            "counts": dict(self.counts),
            "shortlist_digest": self.digest,
            "files": list(self.files),
            "papers": [one.as_json() for one in self.papers],
        }


def rehearse(
    *,
    entries: int,
    judges: int,
    seed: int,
    out: Path,
    tell: Callable[[Stage], None] = lambda _stage: None,
) -> Rehearsal:
    """Run a whole contest with made-up people and write its shortlist into a folder, with ``summary.json``.

    out     made when missing; files of an earlier run are replaced
    tell    hears of each stage as it ends
    Raises  NoDrawPossible when so few judges cannot read so many entries twice
    """
    out.mkdir(parents=True, exist_ok=True)
    stages = Stages(tell)
    with throwaway():
        counts, digest, files, papers = _run(stages, entries=entries, judges=judges, seed=seed, out=out)
    done = Rehearsal(entries, judges, seed, tuple(stages.done), counts, digest, files, tuple(papers))
    told = json.dumps(done.as_json(), ensure_ascii=False, indent=2)
    (out / "summary.json").write_text(told + "\n", encoding="utf-8")
    return done


def _run(
    stages: Stages, *, entries: int, judges: int, seed: int, out: Path
) -> tuple[dict[str, int], str, tuple[str, ...], list[Written]]:
    rng = Random(f"rehearsal-{seed}")
    with stages.stage("contest") as stage:
        contest, seats, unit_ids = _found(rng, judges, places=max(1, min(MOST_PLACES, entries // 2)))
        stage.count = len(seats)
    with stages.stage("entries") as stage:
        pieces = made_up_pieces(
            rng, contest, count=entries, unit_ids=unit_ids, first=OPENS + timedelta(hours=1), last=CLOSES
        )
        traces = hand_in_all(contest, pieces, name="r", receipts=Random(f"receipts-{seed}"))
        stage.count = len(traces)
    round_ = contest.rounds[0]
    with stages.stage("screening") as stage:
        rejected = reject_some(contest, traces, at=round_.opens_at)
        with transaction():
            accepted = accept_all(contest=contest, actor=OFFICE, at=round_.opens_at)
        stage.count = accepted + rejected
    with stages.stage("draw") as stage:
        with transaction():
            draw = preview_draw(
                round_=round_,
                seed=seed,
                codes_rng=Random(f"codes-{seed}"),
                actor=OFFICE,
                at=round_.opens_at,
            )
            publish_draw(draw=draw, actor=OFFICE, at=round_.opens_at)
        stage.count = accepted * round_.readers
    with stages.stage("sheets") as stage:
        stage.count = mark_round(round_, seats, traces, seed=seed, began=round_.opens_at)
    end = round_.closes_at - timedelta(days=2)
    with stages.stage("settling") as stage:
        report = settle_all(round_, seats, traces, seed=seed, at=end)
        stage.count = report.settled
    with stages.stage("second_look") as stage:
        looks = look_again(round_, seats, traces, seed=seed, at=end)
        with transaction():
            lock_round(round_=round_, actor=HEAD, at=end)
        stage.count = sum(look.handed_in for look in looks)
    office = [role.account for role in roles_in(contest.id, RoleKind.ORGANIZER)]
    with stages.stage("meeting") as stage:
        meeting = choose_in_meeting(round_, seats, office=office, at=end)
        stage.count = len(meeting.motions)
    with stages.stage("shortlist") as stage:
        shortlist = _freeze(round_, at=end)
        stage.count = sum(place.taken for place in shortlist.places)
    final = contest.rounds[1]
    with stages.stage("final") as stage:
        if len(seats) >= FEWEST_JUDGES:
            read_by_all(final, actor=OFFICE, at=end)
            stage.count = judge_final(final, seats, traces, seed=seed, actor=OFFICE)
            end = final.closes_at - timedelta(days=2)
            _freeze(final, at=end)
    rounds = tuple(one for one in contest.rounds if frozen(one.id) is not None)
    with transaction():
        for judged in rounds:
            for role in roles_in(contest.id, RoleKind.ORGANIZER):
                unseal(round_=judged, account=role.account, at=end)
    with stages.stage("awards") as stage, transaction():
        stage.count = give_prizes(contest, actor=OFFICE, at=end)
    with stages.stage("exports") as stage:
        files = write_papers(contest, round_, out, at=end)
        stage.count = len(files)
    with stages.stage("papers") as stage:
        papers = write_all(contest, rounds, out, actor=OFFICE, at=end)
        papers += write_sheets(contest, round_, out, seed=seed, at=end)
        stage.count = sum(not one.refused for one in papers)
    counts = {stage.name: stage.count for stage in stages.done} | {
        "accepted": accepted,
        "rejected": rejected,
        "looks": len(looks),
        "replaced_by_looks": sum(look.replaced or 0 for look in looks),
    }
    return counts, shortlist.digest, files, papers


def reject_some(contest: Contest, traces: Mapping[int, Trace], *, at: datetime) -> int:
    """Reject what was copied, and every fortieth besides, each for a reason; returns how many."""
    reasons = {
        entry: ("SC", "Giống bài đã nhận trước đó của người khác.")
        if trace.copied
        else ("TL", "Không nêu người thật, việc thật theo thể lệ.")
        for place, (entry, trace) in enumerate(traces.items(), start=1)
        if trace.copied or place % 40 == 0
    }
    chosen = list(reasons)
    for start in range(0, len(chosen), BATCH):
        with unit_of_work():
            for entry in entries_whole(contest.id, chosen[start : start + BATCH]):
                code, reason = reasons[entry.id]
                decide(
                    entry=entry, verdict=VerdictKind.REJECTED, code=code, reason=reason, actor=OFFICE, at=at
                )
    return len(chosen)


def _found(rng: Random, judges: int, *, places: int) -> tuple[Contest, Sequence[Seat], dict[str, int]]:
    at = OPENS - timedelta(days=7)
    with transaction():
        unit_ids = fill_units(at=at)
        contest = create_contest(
            slug="dien-tap",
            title=f"{TITLE} trên địa bàn huyện Chi Lăng",
            year=2025,
            area="huyện Chi Lăng",
            organizer="Ban Tổ chức cuộc thi viết huyện Chi Lăng",
            receipt_prefix="DT25",
            photos_min=0,
            opens_at=OPENS,
            closes_at=CLOSES,
            actor=SYSTEM,
            at=at,
        )
        set_round(round_=contest.rounds[0], changes={**LOOKS, "cut_top": places}, actor=SYSTEM, at=at)
        announce_contest(contest=contest, actor=SYSTEM, at=at)
        office = [
            found_organizer(email=f"to-chuc-{n}@guong-sang.example.vn", name=name, at=at)
            for n, name in enumerate(("Hoàng Thị Nhung", "Nông Văn Thịnh"), start=1)
        ]
        entrust(contest, office, at=at)
        seats = seat_judges(rng, count=judges, at=at)
        appoint(contest, seats, unit_ids=unit_ids, at=at)
    return contest, seats, unit_ids


def _freeze(round_: Round, *, at: datetime) -> Shortlist:
    with transaction():
        return freeze(round_=round_, cut=cut_of(round_), actor=HEAD, at=at)


def write_papers(contest: Contest, round_: Round, out: Path, *, at: datetime) -> tuple[str, ...]:
    """Write the shortlist with names in every format; returns the files' names."""
    names = []
    for fmt, form in FORMATS.items():
        name = f"shortlist{form.suffix}"
        with (out / name).open("wb") as file:
            write_paper("shortlist", fmt, contest=contest, round_=round_, names=True, out=file, at=at)
        with transaction():
            record_export("shortlist", fmt, contest=contest, round_=round_, names=True, actor=OFFICE, at=at)
        names.append(name)
    return tuple(names)
