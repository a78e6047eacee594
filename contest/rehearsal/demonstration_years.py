"""The demonstration's three contests, each brought to its own point of the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from contest.assignment.service import publish_draw
from contest.charter.models import Contest, Round
from contest.charter.queries import contests
from contest.charter.rules import CategorySaid
from contest.charter.rules.letterheads import LetterheadSaid, SignerSaid
from contest.charter.rules.template import TITLE
from contest.charter.service import (
    announce_contest,
    create_contest,
    set_categories,
    set_paper_form,
    set_round,
)
from contest.db import transaction
from contest.nominations.service import set_level
from contest.people.models import Account
from contest.plumbing.audit import SYSTEM
from contest.rehearsal.demonstration_desk import leave_some_waiting, sheets_so_far
from contest.rehearsal.demonstration_files import InFiles
from contest.rehearsal.demonstration_upward import DECISION, issue_decision
from contest.rehearsal.finals import choose_in_meeting, read_by_all
from contest.rehearsal.intake import OFFICE, Trace, hand_in_all
from contest.rehearsal.looking import LOOKS, look_again
from contest.rehearsal.marking import HEAD, mark_round, settle_all
from contest.rehearsal.pieces import Piece, fired_in_one_kiln, in_files, made_up_pieces
from contest.rehearsal.prizes import give_prizes, publish_prizes
from contest.rehearsal.rehearse import reject_some
from contest.rehearsal.staff import Seat, appoint, entrust
from contest.scoring.service import lock_round, settle_round
from contest.screening.models import VerdictKind
from contest.screening.queries import Cluster, clusters_in, standing_decisions
from contest.screening.service import accept_all, compare_contest, rule_copied, seen_of
from contest.shortlist.queries import cut_of
from contest.shortlist.service import draw_round, freeze, publish, unseal

FINISHED, JUDGED, OPEN = 90, 110, 46
"""How many essays each contest has; the open one has those in files besides."""

KILN: Final = (30, 33, 37, 40, 44)
"""Places among the open contest's essays of those that one unit made of one."""

QUOTAS: Final = {"ky-chan-dung": (2, None), "bai-phan-anh": (None, 9)}
DAY: Final = timedelta(days=1)
LEVEL: Final[dict[str, Any]] = {
    "label": "cấp huyện",
    "rank": 2,
    "upper_label": "cấp tỉnh",
    "send_rest": False,
    "receives": False,
    "default_quota": None,
}
SIGNERS: Final = (
    SignerSaid("Ban Tổ chức\nTrưởng ban", "TM", "Lương Văn Hợp"),
    SignerSaid("Trưởng ban\nPhó Trưởng ban", "KT", "Hoàng Thị Nhung", ("upward-letter",)),
)
RECIPIENTS: Final = ("Như Điều 3", "Thường trực Huyện ủy (để báo cáo)", "Lưu hồ sơ cuộc thi")


@dataclass(frozen=True, slots=True)
class Stand:
    """What the three contests share: the seed, the first start, units, office and bench."""

    seed: int
    at: datetime
    unit_ids: dict[str, int]
    office: Sequence[Account]
    seats: Sequence[Seat]

    def rng(self, what: str) -> Random:
        """A seeded source of its own for each purpose."""
        return Random(f"{what}-{self.seed}")


def finished_contest(stand: Stand) -> None:
    """2024: both rounds judged, the final by all, each list chosen in a meeting; unsealed, published, prizes given."""
    opens = datetime(2024, 8, 19, 1, 0, tzinfo=UTC)
    contest = _found(stand, 2024, opens=opens, closes=opens + 75 * DAY)
    traces = _hand_in(stand, contest, count=FINISHED, until=contest.closes_at)
    reject_some(contest, traces, at=contest.closes_at + DAY)
    accept_all(contest=contest, actor=OFFICE, at=contest.closes_at + DAY)
    read_by_all(contest.rounds[-1], actor=stand.office[0].actor(), at=contest.closes_at)
    for round_ in contest.rounds:
        _draw(stand, round_, at=round_.opens_at + DAY)
        mark_round(round_, stand.seats, traces, seed=stand.seed, began=round_.opens_at + 2 * DAY)
        end = round_.closes_at - DAY
        settle_all(round_, stand.seats, traces, seed=stand.seed, at=end)
        if round_.look_percent:
            look_again(round_, stand.seats, traces, seed=stand.seed, at=end)
        lock_round(round_=round_, actor=HEAD, at=end)
        choose_in_meeting(round_, stand.seats, office=stand.office, at=end)
        shortlist = freeze(round_=round_, cut=cut_of(round_), actor=stand.office[0].actor(), at=end)
    for account in stand.office:
        unseal(round_=round_, account=account, at=end + DAY)
    publish(shortlist=shortlist, actor=stand.office[0].actor(), at=end + 2 * DAY)
    give_prizes(contest, actor=stand.office[0].actor(), at=end + 12 * DAY)
    issue_decision(contest, round_, stand.office[0], at=end + 12 * DAY)
    publish_prizes(contest, actor=stand.office[0].actor(), at=end + 13 * DAY)


def judged_contest(stand: Stand) -> None:
    """2025: drawn; some judges have finished, some are late, some differ."""
    opens = datetime(2025, 8, 18, 1, 0, tzinfo=UTC)
    contest = _found(stand, 2025, opens=opens, closes=opens + 75 * DAY)
    traces = _hand_in(stand, contest, count=JUDGED, until=contest.closes_at)
    reject_some(contest, traces, at=contest.closes_at + DAY)
    accept_all(contest=contest, actor=OFFICE, at=contest.closes_at + DAY)
    began, ends = stand.at - 20 * DAY, _at_five(stand.at + 20 * DAY)
    first, final = contest.rounds
    set_round(round_=first, changes={"opens_at": began, "closes_at": ends}, actor=SYSTEM, at=began)
    later = {"opens_at": ends + DAY, "closes_at": ends + 25 * DAY}
    set_round(round_=final, changes=later, actor=SYSTEM, at=began)
    _draw(stand, first, at=began)
    sheets_so_far(first, stand.seats, traces, seed=stand.seed, began=began + DAY, now=stand.at)
    settle_round(round_=first, seed=stand.seed, actor=HEAD, at=stand.at - timedelta(hours=2))


def open_contest(stand: Stand, files: Sequence[InFiles]) -> None:
    """2026: open for five weeks more; some entries wait for the screener, some came as files."""
    contest = _found(stand, 2026, opens=stand.at - 25 * DAY, closes=stand.at + 35 * DAY)
    traces = _hand_in(stand, contest, count=OPEN, until=stand.at, files=files, kiln=KILN)
    leave_some_waiting(contest, list(traces), at=stand.at)


def compare_all(*, at: datetime) -> None:
    """Compare the three contests, the oldest first; opens transactions of its own.

    Where all but one entry of a cluster were rejected, that was ruled on too; the rest waits.
    """
    for contest in sorted(contests(), key=lambda contest: contest.year):
        compare_contest(contest=contest, at=at)
        for cluster in clusters_in(contest.id):
            standing = standing_decisions(cluster.entry_ids)
            kept = set(cluster.entry_ids) - {
                one for one, decision in standing.items() if decision.verdict == VerdictKind.REJECTED
            }
            if len(kept) == 1 and len(standing) == len(cluster.entry_ids):
                _rule(contest, cluster, kept.pop(), at=standing[cluster.first].decided_at)


def _rule(contest: Contest, cluster: Cluster, original: int, *, at: datetime) -> None:
    with transaction():
        rule_copied(
            contest=contest,
            keys=[pair.key for pair in cluster.pairs],
            seen=seen_of(cluster.pairs),
            original_entry_id=original,
            reason="Giống bài đã nhận trước đó của người khác.",
            actor=OFFICE,
            at=at,
        )


def _at_five(day: datetime) -> datetime:
    """That day at five in the afternoon of Hanoi, when offices close."""
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def _found(stand: Stand, year: int, *, opens: datetime, closes: datetime) -> Contest:
    at = opens - 10 * DAY
    contest = create_contest(
        slug=f"chi-lang-{year}",
        title=f"{TITLE} trên địa bàn huyện Chi Lăng",
        year=year,
        area="huyện Chi Lăng",
        organizer="Ban Tổ chức cuộc thi viết huyện Chi Lăng",
        contact="Ban Tổ chức cuộc thi viết, thị trấn Đồng Mỏ, huyện Chi Lăng, tỉnh Lạng Sơn",
        receipt_prefix=f"CL{year % 100}",
        letterhead=LetterheadSaid(
            upper_body="Huyện ủy Chi Lăng", issuing_body="Ban Tổ chức cuộc thi", place="Chi Lăng"
        ),
        signers=SIGNERS,
        quota_up=20,
        photos_min=0,
        demonstration=True,
        opens_at=opens,
        closes_at=_at_five(closes),
        actor=SYSTEM,
        at=at,
    )
    quotas = [CategorySaid(c.key, c.name, *QUOTAS.get(c.key, (None, None))) for c in contest.categories]
    set_categories(contest=contest, categories=quotas, actor=SYSTEM, at=at)
    set_round(round_=contest.rounds[0], changes=LOOKS, actor=SYSTEM, at=at)
    set_paper_form(
        contest=contest, paper=DECISION, number_pattern="", recipients=RECIPIENTS, actor=SYSTEM, at=at
    )
    set_level(contest=contest, **LEVEL, actor=SYSTEM, at=at)
    announce_contest(contest=contest, actor=stand.office[0].actor(), at=at)
    entrust(contest, stand.office, at=at)
    appoint(contest, stand.seats, unit_ids=stand.unit_ids, at=at)
    return contest


def _hand_in(
    stand: Stand,
    contest: Contest,
    *,
    count: int,
    until: datetime,
    files: Sequence[InFiles] = (),
    kiln: Sequence[int] = (),
) -> dict[int, Trace]:
    pieces: list[Piece] = list(
        made_up_pieces(
            stand.rng(f"entries-{contest.year}"),
            contest,
            count=count + len(files),
            unit_ids=stand.unit_ids,
            first=contest.opens_at + timedelta(hours=2),
            last=until,
            copies=0.04,
        )
    )
    for place, one in enumerate(files):
        at = 3 + place * (len(pieces) // len(files))
        pieces[at] = in_files(pieces[at], one.files, essay=one.essay, author=one.author)
    if kiln:
        fired_in_one_kiln(stand.rng("kiln"), pieces, kiln)
    return hand_in_all(contest, pieces, name="demo", receipts=stand.rng(f"receipts-{contest.year}"))


def _draw(stand: Stand, round_: Round, *, at: datetime) -> None:
    draw = draw_round(
        round_=round_,
        seed=stand.seed,
        codes_rng=stand.rng(f"codes-{round_.contest_id}-{round_.number}"),
        actor=stand.office[0].actor(),
        at=at,
    )
    publish_draw(draw=draw, actor=stand.office[0].actor(), at=at)
