"""Questions about who wrote what, about drafts, and whether names may be known."""

from contest.authors.queries.belonging import Belonging, belongings_of
from contest.authors.queries.envelopes import (
    draft_behind,
    draft_with,
    entries_of_unit,
    entries_signed_by,
    envelope_of,
    envelopes_of,
    names_known,
    open_entry,
    rounds_unsealed,
    seal_keys_of,
    signatures_of,
    terms_of,
    unit_names_of,
    units_of_entries,
    units_said,
    units_with_entries,
)
from contest.authors.queries.uploads import most_megabytes, open_uploads_of, upload_behind

__all__ = [
    "Belonging",
    "belongings_of",
    "draft_behind",
    "draft_with",
    "entries_of_unit",
    "entries_signed_by",
    "envelope_of",
    "envelopes_of",
    "most_megabytes",
    "names_known",
    "open_entry",
    "open_uploads_of",
    "rounds_unsealed",
    "seal_keys_of",
    "signatures_of",
    "terms_of",
    "unit_names_of",
    "units_of_entries",
    "units_said",
    "units_with_entries",
    "upload_behind",
]
