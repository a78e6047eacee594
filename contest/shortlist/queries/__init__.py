"""Questions about rankings, frozen lists and what is published."""

from contest.shortlist.queries.certainty import (
    Basis,
    CertainRow,
    basis_of,
    certain_rows,
    figures_at_hand,
    is_open,
)
from contest.shortlist.queries.cuts import charters_quotas, cut_like, cut_of
from contest.shortlist.queries.feeding import (
    Feeding,
    feeding_of,
    later_round_read_by,
    round_after,
    round_being_read_by,
    rounds_under_way_after,
)
from contest.shortlist.queries.field import Field, field_of, head_decisions, why_unranked
from contest.shortlist.queries.figures import Figures, figures_of, seed_of
from contest.shortlist.queries.frozen import (
    count_taken,
    entries_taken,
    frozen,
    frozen_head,
    frozen_lists,
    frozen_numbered,
    next_round_entries,
    places_taken,
    publications_of,
)
from contest.shortlist.queries.lean import LeanRanking, LeanRow, lean_ranking, most_sheets, totals_of
from contest.shortlist.queries.looks import (
    Budget,
    LineLook,
    PastLook,
    line_look,
    look_budget,
    past_looks,
    why_no_look,
)
from contest.shortlist.queries.meetings import meeting_of, meetings_of, meetings_of_round
from contest.shortlist.queries.members import member_decisions
from contest.shortlist.queries.notes import Said
from contest.shortlist.queries.opinions import Opinion, Opinions, opinions
from contest.shortlist.queries.published import (
    PublishedList,
    PublishedRow,
    publication_of,
    published_list,
    signed_by,
    unit_of,
)
from contest.shortlist.queries.ranking import (
    RankedRow,
    Ranking,
    ranking,
    ranking_in,
)
from contest.shortlist.queries.readings import RoundReadings, readings_of
from contest.shortlist.queries.shown import CountedSheet, Shown, counted_sheets, shown_entries
from contest.shortlist.queries.verifying import Verified, verify_list

__all__ = [
    "Basis",
    "Budget",
    "CertainRow",
    "CountedSheet",
    "Feeding",
    "Field",
    "Figures",
    "LeanRanking",
    "LeanRow",
    "LineLook",
    "Opinion",
    "Opinions",
    "PastLook",
    "PublishedList",
    "PublishedRow",
    "RankedRow",
    "Ranking",
    "RoundReadings",
    "Said",
    "Shown",
    "Verified",
    "basis_of",
    "certain_rows",
    "charters_quotas",
    "count_taken",
    "counted_sheets",
    "cut_like",
    "cut_of",
    "entries_taken",
    "feeding_of",
    "field_of",
    "figures_at_hand",
    "figures_of",
    "frozen",
    "frozen_head",
    "frozen_lists",
    "frozen_numbered",
    "head_decisions",
    "is_open",
    "later_round_read_by",
    "lean_ranking",
    "line_look",
    "look_budget",
    "meeting_of",
    "meetings_of",
    "meetings_of_round",
    "member_decisions",
    "most_sheets",
    "next_round_entries",
    "opinions",
    "past_looks",
    "places_taken",
    "publication_of",
    "publications_of",
    "published_list",
    "ranking",
    "ranking_in",
    "readings_of",
    "round_after",
    "round_being_read_by",
    "rounds_under_way_after",
    "seed_of",
    "shown_entries",
    "signed_by",
    "totals_of",
    "unit_of",
    "verify_list",
    "why_no_look",
    "why_unranked",
]
