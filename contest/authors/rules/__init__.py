"""What an entrant says, what of it is missing or impossible, and what is kept of it: plain values."""

from contest.authors.rules.bundles import (
    ASKED,
    Level,
    RowNote,
    changed_fields,
    code_of_bundle,
    digest_of_bundle,
    ends_list,
    field_of_problem,
    identity_of,
    marks_of,
)
from contest.authors.rules.checks import Problem, Terms, problems, softened
from contest.authors.rules.columns import fits, guess_columns, heading_under, headings_key, suffices
from contest.authors.rules.drafted import STEPS, said_in
from contest.authors.rules.matching import By, Found, Wanted, match_files
from contest.authors.rules.rows import LABELS, RowSaid, is_blank, is_yes, parts_of, said_in_cells
from contest.authors.rules.said import (
    AuthorSaid,
    EssaySaid,
    FigureSaid,
    FileKept,
    PageKept,
    Received,
    Submission,
    digest_of,
    essay_of,
)
from contest.authors.rules.surveys import month_first, stamp_of

__all__ = [
    "ASKED",
    "LABELS",
    "STEPS",
    "AuthorSaid",
    "By",
    "EssaySaid",
    "FigureSaid",
    "FileKept",
    "Found",
    "Level",
    "PageKept",
    "Problem",
    "Received",
    "RowNote",
    "RowSaid",
    "Submission",
    "Terms",
    "Wanted",
    "changed_fields",
    "code_of_bundle",
    "digest_of",
    "digest_of_bundle",
    "ends_list",
    "essay_of",
    "field_of_problem",
    "fits",
    "guess_columns",
    "heading_under",
    "headings_key",
    "identity_of",
    "is_blank",
    "is_yes",
    "marks_of",
    "match_files",
    "month_first",
    "parts_of",
    "problems",
    "said_in",
    "said_in_cells",
    "softened",
    "stamp_of",
    "suffices",
]
