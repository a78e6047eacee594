"""The desk's numbers and the register's pages, each in a number of queries that does not grow."""

from datetime import date, timedelta
from random import Random

import pytest

from contest.assignment.models import EntryReaders
from contest.assignment.queries import problem_for
from contest.assignment.rules import supply_of
from contest.assignment.service import preview_draw, publish_draw
from contest.assignment.service.settings import write_category_readers
from contest.authors.rules import EssaySaid
from contest.authors.service import withdraw_entry
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.entries.queries import entry_of
from contest.overview.queries import (
    Sort,
    State,
    Wanted,
    course_of,
    current_round,
    days_of_intake,
    draw_demand,
    judge_lines,
    judge_loads,
    pair_table,
    pipeline,
    register_page,
)
from contest.overview.rules import Pace
from contest.scoring.queries import readings_held
from contest.screening.models import VerdictKind
from contest.screening.service import accept_all, decide
from tests.authors.said import an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, codes, selects, the_contest, the_round, whole_words
from tests.shortlist.finals import finalists
from tests.shortlist.stage import open_seal

NAMES = ("Lô Văn A", "Vi Thị B", "Hứa Văn C", "Triệu Thị D", "Lương Văn E")


@pytest.fixture
def entries(house, cast):
    """Five entries by five authors."""
    return [an_entry(cast, authors=(an_author(name=name),), unit_name="Tự do") for name in NAMES]


def drawn(cast, *, publish=True):
    with transaction():
        accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON)
        draw = preview_draw(round_=the_round(cast), seed=7, actor=OFFICE, at=NOON, codes_rng=Random(7))
        if publish:
            publish_draw(draw=draw, actor=OFFICE, at=NOON)
    return draw


def numbers(cast):
    return pipeline(the_contest(cast), the_round(cast), at=NOON)


def test_the_pipeline_counts_each_stage(cast, entries):
    codes(cast)
    first, second, third, *_ = (entry_of(cast.contest_id, entry_id) for entry_id in entries)
    with transaction():
        decide(entry=first, verdict=VerdictKind.REJECTED, code="QH", reason="Muộn.", actor=OFFICE, at=NOON)
        decide(entry=second, verdict=VerdictKind.MORE_NEEDED, reason="Ảnh.", actor=OFFICE, at=NOON)
        withdraw_entry(entry=third, by="tác giả", reason="", contest=the_contest(cast), at=NOON)
    n = numbers(cast)
    assert (n.received, n.today, n.withdrawn, n.undecided, n.more_needed, n.rejected, n.eligible) == (
        5,
        5,
        1,
        2,
        1,
        1,
        0,
    )


def test_the_pipeline_follows_the_draw(cast, entries):
    draw = drawn(cast, publish=False)
    n = numbers(cast)
    assert (n.in_round, n.assigned, n.lacking, n.unpublished) == (5, 0, 5, draw)
    with transaction():
        publish_draw(draw=draw, actor=OFFICE, at=NOON)
    n = numbers(cast)
    assert (n.assigned, n.lacking, n.read, n.differing, n.settled, n.listed, n.unpublished) == (
        5,
        0,
        0,
        0,
        0,
        None,
        None,
    )


def test_the_round_at_work_is_the_latest_with_a_draw(cast, entries):
    assert current_round(the_contest(cast)).number == 1
    drawn(cast)
    assert current_round(the_contest(cast)).id == cast.round_id


def test_judges_are_quiet_from_the_publication_on(cast, entries):
    drawn(cast)
    lines = judge_lines(the_round(cast), at=NOON + timedelta(days=6))
    assert {(line.going.pace, line.going.days) for line in lines} == {(Pace.QUIET, 6)}
    assert [line.name for line in lines] == ["Lương Văn An", "Hứa Thị Bình", "Triệu Văn Chiến", "Vi Thị Hạnh"]


def test_days_of_intake_have_no_gaps_and_gather_what_is_old(cast, house):
    contest = the_contest(cast)
    with transaction():
        contest.opens_at = NOON - timedelta(days=90)
    for back in (80, 3, 0):
        an_entry(cast, at=NOON - timedelta(days=back), authors=(an_author(name=f"Lô Văn {'ABC'[back % 3]}"),))
    days = days_of_intake(contest, at=NOON)
    assert len(days) == 60
    assert days[0][1] == 1
    assert days[-4:] == [
        (date(2026, 11, 20), 1),
        (date(2026, 11, 21), 0),
        (date(2026, 11, 22), 0),
        (date(2026, 11, 23), 1),
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), 5),
        (Wanted(state=State.UNDECIDED), 3),
        (Wanted(state=State.ELIGIBLE), 1),
        (Wanted(state=State.WITHDRAWN), 1),
        (Wanted(state=State.REJECTED), 0),
        (Wanted(state=State.SUSPECTED), 0),
        (Wanted(channel=Channel.POST), 0),
        (Wanted(search="con duong"), 5),
        (Wanted(search="slao"), 5),
        (Wanted(search="100%"), 0),
        (Wanted(category_id=-1), 0),
    ],
)
def test_the_register_is_filtered(cast, entries, wanted, found):
    with transaction():
        decide(
            entry=entry_of(cast.contest_id, entries[0]), verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=NOON
        )
        withdraw_entry(
            entry=entry_of(cast.contest_id, entries[1]),
            by="tác giả",
            reason="",
            contest=the_contest(cast),
            at=NOON,
        )
    page = register_page(cast.contest_id, wanted)
    assert (page.total, len(page.lines)) == (found, found)


def test_the_register_finds_a_receipt_as_it_was_typed(cast, entries):
    receipt = entry_of(cast.contest_id, entries[2]).receipt
    for typed in (receipt, receipt.lower(), receipt.replace("-", " ")):
        page = register_page(cast.contest_id, Wanted(search=typed))
        assert [line.entry.id for line in page.lines] == [entries[2]], typed


def test_the_register_is_ordered_either_way(cast, house):
    for title, count in (("Ấm áp", 30), ("Đường xa", 10), ("Bản mới", 20)):
        essay = EssaySaid(title, cast.category_id, paragraphs=whole_words(count), typed=True)
        an_entry(cast, essay=essay, authors=(an_author(name=f"Lô Văn {title}"),))

    def titles(**wanted):
        page = register_page(cast.contest_id, Wanted(**wanted))
        return [line.entry.manuscript.title for line in page.lines]

    assert titles(sort=Sort.TITLE, down=False) == ["Ấm áp", "Bản mới", "Đường xa"]
    assert titles(sort=Sort.WORDS, down=True) == ["Ấm áp", "Bản mới", "Đường xa"]
    assert titles() == ["Bản mới", "Đường xa", "Ấm áp"]


def test_supply_and_demand_in_numbers(cast, entries):
    with transaction():
        accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON)
    before = demand(cast)
    assert (before.entries, before.wanted, before.judges, before.least, before.most) == (5, 10, 4, 2, 3)
    drawn(cast)
    assert demand(cast).wanted == 0
    assert sum(row.assigned for row in judge_loads(the_round(cast))) == 10


def test_the_numbers_are_those_the_draw_would_find(cast, entries):
    with transaction():
        accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON)
    look = drawn(cast)
    chosen = readings_held(cast.round_id)[0].entry_id
    with transaction():
        write_category_readers(cast.round_id, {cast.category_id: 3})
        db.session.add(EntryReaders(draw_id=look.id, entry_id=chosen, readers=4))
    found, wanted = demand(cast), supply_of(problem_for(the_round(cast)))

    assert found.wanted
    assert (found.entries, found.lacking, found.wanted) == (wanted.entries, wanted.lacking, wanted.wanted)
    assert (found.judges, found.room) == (wanted.judges, wanted.room)
    assert (found.least, found.most) == (wanted.least, wanted.most)


def demand(cast):
    return draw_demand(the_round(cast), judge_loads(the_round(cast)))


@pytest.mark.parametrize("early", [False, True])
def test_once_names_are_out_the_next_round_comes_only_where_the_charter_lets_them_out_early(
    house, cast, early
):
    finalists(cast)
    open_seal(cast)
    with transaction():
        the_round(cast).names_early = early
    assert course_of(the_contest(cast), the_round(cast), numbers(cast), unsealed=True, at=NOON).later is early


def test_pairs_are_counted_both_ways(cast, entries):
    table = pair_table(drawn(cast))
    assert all(table.cells[i][i] is None for i in range(4))
    assert all(table.cells[i][j] == table.cells[j][i] for i in range(4) for j in range(4))
    assert sum(cell or 0 for row in table.cells for cell in row) == 2 * 5


def test_nothing_is_begun_before_a_judge_saves(cast, entries):
    drawn(cast)
    held = judge_loads(the_round(cast))[0]
    own = readings_held(cast.round_id, judge_id=held.judge.id)
    assert len(own) == held.assigned
    assert not any(row.begun for row in own)


def test_queries_do_not_grow_with_the_entries(app, cast, house):
    def look():
        contest, round_ = the_contest(cast), the_round(cast)
        pipeline(contest, round_, at=NOON)
        judge_lines(round_, at=NOON)
        days_of_intake(contest, at=NOON)
        register_page(cast.contest_id, Wanted())

    an_entry(cast, authors=(an_author(name=NAMES[0]),), unit_name="Tự do")
    drawn(cast)
    few = selects(app, look)
    for name in NAMES[1:]:
        an_entry(cast, authors=(an_author(name=name),), unit_name="Tự do")
    drawn(cast)
    assert selects(app, look) <= few
