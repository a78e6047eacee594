"""Questions across the rooms; each takes the same number of queries however long its list is."""

from contest.overview.queries.dealing import (
    JudgeLoad,
    PairTable,
    draw_supply,
    entries_to_draw,
    judge_loads,
    pair_table,
    unbegun_assignments,
)
from contest.overview.queries.desk import (
    JudgeLine,
    Pipeline,
    current_round,
    days_of_intake,
    entries_suspected,
    judge_lines,
    pipeline,
)
from contest.overview.queries.meant import entry_meant
from contest.overview.queries.register import (
    ANY_WARNING,
    PAGE_SIZE,
    Line,
    RegisterPage,
    Sort,
    State,
    Wanted,
    lines_of,
    register_ids,
    register_page,
    state_of,
)

__all__ = [
    "ANY_WARNING",
    "PAGE_SIZE",
    "JudgeLine",
    "JudgeLoad",
    "Line",
    "PairTable",
    "Pipeline",
    "RegisterPage",
    "Sort",
    "State",
    "Wanted",
    "current_round",
    "days_of_intake",
    "draw_supply",
    "entries_suspected",
    "entries_to_draw",
    "entry_meant",
    "judge_lines",
    "judge_loads",
    "lines_of",
    "pair_table",
    "pipeline",
    "register_ids",
    "register_page",
    "state_of",
    "unbegun_assignments",
]
