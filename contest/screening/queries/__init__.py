"""Questions of the screening desk."""

from contest.screening.queries.areas import (
    area_on,
    areas_of,
    areas_of_all,
    copies_of,
    copy_of_version,
)
from contest.screening.queries.blind import (
    blind_codes_of,
    blind_copies_of,
    blind_copy_of,
    entries_coded_in,
    entry_behind,
    masks_of,
    masks_of_all,
)
from contest.screening.queries.decisions import (
    decisions_of,
    eligible_entry_ids,
    entries_corrected_since,
    entries_with_verdict,
    entry_ids_to_screen,
    standing_decision,
    standing_decisions,
    undecided_entry_ids,
    verdict_counts,
)

__all__ = [
    "area_on",
    "areas_of",
    "areas_of_all",
    "blind_codes_of",
    "blind_copies_of",
    "blind_copy_of",
    "copies_of",
    "copy_of_version",
    "decisions_of",
    "eligible_entry_ids",
    "entries_coded_in",
    "entries_corrected_since",
    "entries_with_verdict",
    "entry_behind",
    "entry_ids_to_screen",
    "masks_of",
    "masks_of_all",
    "standing_decision",
    "standing_decisions",
    "undecided_entry_ids",
    "verdict_counts",
]
