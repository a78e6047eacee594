"""What organizers say about a round's draw and about one judge, in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NEVER: Final = 0
AS_ANY: Final = 1
EXPERT: Final = 3
WEIGHTS: Final = range(NEVER, EXPERT + 1)
"""How gladly a judge reads a category: not at all, as any other, preferred, as an expert."""

USUAL: Final = 100
LEAST_CAPACITY: Final = 10
MOST_CAPACITY: Final = 400
"""Percent of a usual judge's share of the readings."""

MOST_PANELS: Final = 50
MOST_ANCHORS: Final = 100
FEWEST_TOGETHER: Final = 3
"""Judges that an entry needs at least where everybody reads everything."""


@dataclass(frozen=True, slots=True)
class JudgeTerms:
    """What one judge takes in one round.

    minimum, maximum  entries in all, those standing included; None for no limit
    fits              category -> how gladly, of WEIGHTS; a category not named is AS_ANY
    languages         read besides Vietnamese
    panel             from 1; None for a judge of no panel
    capacity          percent of a usual judge's share: loads are level in proportion to it
    reads             whether the judge is one of the round's at all
    """

    minimum: int = 0
    maximum: int | None = None
    fits: Mapping[int, int] = field(default_factory=dict)
    languages: frozenset[str] = frozenset()
    panel: int | None = None
    capacity: int = USUAL
    reads: bool = True


@dataclass(frozen=True, slots=True)
class Dealing:
    """How one round is dealt.

    readers        category -> judges for each of its entries; the round's own number for one not named
    merged_units   units of the same line as a judge's own count as own
    parent_units   so do the units directly above and below
    earlier_apart  nobody reads what they read in an earlier round
    anchors        entries that everybody reads
    named_anchors  those among them that were chosen by hand; the rest is drawn
    panels         "none", "split" (one reader from anywhere, the others from one panel) or "closed"
    apart          pairs of judges who never read the same entry
    declare_ahead  judges see titles and figures before the draw, and say what they cannot read
    everybody      every judge of the round reads every entry they may; nothing is dealt by lot but the order
    """

    readers: Mapping[int, int] = field(default_factory=dict)
    merged_units: bool = True
    parent_units: bool = False
    earlier_apart: bool = False
    anchors: int = 0
    panels: str = "none"
    apart: frozenset[tuple[int, int]] = frozenset()
    declare_ahead: bool = False
    named_anchors: frozenset[int] = frozenset()
    everybody: bool = False
