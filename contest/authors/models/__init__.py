"""The tables of the sealed envelope and of what is on its way into one. They point at entries, never back."""

from contest.authors.models.bundles import Bundle, BundleFile, BundleKind, BundleRow, Choice, Outcome
from contest.authors.models.drafts import Draft, DraftFile, Upload
from contest.authors.models.envelopes import Author, Consent, Envelope, SealKey

__all__ = [
    "Author",
    "Bundle",
    "BundleFile",
    "BundleKind",
    "BundleRow",
    "Choice",
    "Consent",
    "Draft",
    "DraftFile",
    "Envelope",
    "Outcome",
    "SealKey",
    "Upload",
]
