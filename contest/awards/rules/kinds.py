"""Words of the awards that are plain values: kinds of prizes, why an entry is passed over, why a place stays empty."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class PrizeKind(StrEnum):
    """Who gets a prize: authors by rank, authors for something of their own, or a unit."""

    PERSONAL = "personal"
    SPECIAL = "special"
    COLLECTIVE = "collective"


class PassedBy(StrEnum):
    """Why an entry is passed over when prizes are proposed."""

    AUTHOR_LIMIT = "author_limit"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    REVOKED = "revoked"


class Gap(StrEnum):
    """Why a place of a prize is left empty by the proposal."""

    NO_ENTRIES = "no_entries"
    BELOW_LEAST = "below_least"


class Verification(StrEnum):
    """What the locality has said of the person or collective an entry is about."""

    UNVERIFIED = "unverified"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class PrizeSaid:
    """One prize in its place among those of its kind; key "" for a new one.

    Units  money in whole đồng for each place, None while not said; least_mark in points of the ranking's scale
    """

    key: str
    name: str
    kind: PrizeKind
    places: int
    money: int | None = None
    least_mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the charter says about awards besides the prizes themselves.

    Units   weights in percent, together 100; complaint_days from the day of publication, None when not said
    Shapes  most_per_author counts personal prizes; ties_share: equals all get the better prize, else they wait;
            relative: rate and winners are measured against the best unit, else against all that could be;
            best_entries: the quality of a unit is the mean of so many of its best marks, a missing one counting 0;
            verification_required: no prize without the locality's word, else its lack is only shown
    """

    most_per_author: int = 1
    ties_share: bool = False
    weight_rate: int = 40
    weight_quality: int = 40
    weight_winners: int = 20
    relative: bool = True
    best_entries: int = 3
    least_finalists: int = 1
    least_winners: int = 0
    complaint_days: int | None = 10
    verification_required: bool = False
