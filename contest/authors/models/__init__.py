"""The tables of the sealed envelope and of what is on its way into one. They point at entries, never back."""

from contest.authors.models.envelopes import Author, Consent, Draft, DraftFile, Envelope, SealKey

__all__ = ["Author", "Consent", "Draft", "DraftFile", "Envelope", "SealKey"]
