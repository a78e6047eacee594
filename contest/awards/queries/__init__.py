"""Questions about prizes: the structure, what is proposed, what stands, what everybody may read."""

from contest.awards.queries.awarded import (
    AwardRow,
    CollectiveRow,
    DepartureRow,
    awards_of,
    collective_awards_of,
    departures_of,
)
from contest.awards.queries.candidates import Basis, Candidate, Written, award_basis, candidates
from contest.awards.queries.proposals import Proposed, proposed_awards
from contest.awards.queries.published import (
    PublishedAward,
    PublishedAwards,
    TakenBack,
    children_named,
    contests_with_awards,
    has_published_awards,
    published_awards,
)
from contest.awards.queries.standing import (
    award_in,
    award_publications,
    awards_seen,
    decisions_of,
    last_word_at,
    live_awards,
    prizes_at,
    standing_decision,
)
from contest.awards.queries.structure import prizes_of, said_of, terms_of
from contest.awards.queries.trace import Step, StepKind, TraceLine, award_trace
from contest.awards.queries.units import (
    UnitRow,
    UnitTable,
    copied_entries,
    day_of_units,
    proposed_units,
    unit_table,
)
from contest.awards.queries.verifying import (
    Letters,
    VerificationRow,
    answer_in,
    letters_of,
    verification_states,
    verifications_of,
)

__all__ = [
    "AwardRow",
    "Basis",
    "Candidate",
    "CollectiveRow",
    "DepartureRow",
    "Letters",
    "Proposed",
    "PublishedAward",
    "PublishedAwards",
    "Step",
    "StepKind",
    "TakenBack",
    "TraceLine",
    "UnitRow",
    "UnitTable",
    "VerificationRow",
    "Written",
    "answer_in",
    "award_basis",
    "award_in",
    "award_publications",
    "award_trace",
    "awards_of",
    "awards_seen",
    "candidates",
    "children_named",
    "collective_awards_of",
    "contests_with_awards",
    "copied_entries",
    "day_of_units",
    "decisions_of",
    "departures_of",
    "has_published_awards",
    "last_word_at",
    "letters_of",
    "live_awards",
    "prizes_at",
    "prizes_of",
    "proposed_awards",
    "proposed_units",
    "published_awards",
    "said_of",
    "standing_decision",
    "terms_of",
    "unit_table",
    "verification_states",
    "verifications_of",
]
