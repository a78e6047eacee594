"""The cut carried out on a ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from contest.charter.rules import QuotaKind
from contest.shortlist.rules.cut import Cut
from contest.shortlist.rules.filling import Filled, fill
from contest.shortlist.rules.ranking import Ranked


@dataclass(frozen=True, slots=True)
class Choice:
    """The outcome of a cut, each list in the order of rank.

    members            the entries on the list
    line               the lowest mark the cut itself took in; None when it took none
    left_out_by_quota  entries that the same cut without quotas would have taken
    in_by_quota        entries that it would not have taken
    tied_at_line       equals across a line, of the list or of a group: all in or all out
    stopped            entries a group's limit kept out, and of which kind that group is
    """

    members: tuple[int, ...]
    line: Decimal | None
    left_out_by_quota: tuple[int, ...]
    in_by_quota: tuple[int, ...]
    tied_at_line: tuple[int, ...]
    stopped: Mapping[int, QuotaKind]


def choose(ranked: Sequence[Ranked], cut: Cut) -> Choice:
    """Fill the places from the best down; docs/cut.md says it step by step.

    1. Who was put in by decision takes a place first, who was put out is passed over; a mark below the threshold
       is not considered.
    2. Each group that has places of its own keeps them for its own best.
    3. The other places go to the best, as long as no group of theirs is full.

    Nobody is parted by chance from an equal that belongs to the same groups, so ties may lengthen or shorten the
    list; and nobody is passed by a lower rank, except into a place kept for another group, by reaching a group's
    limit, or by decision.

    Shapes   ranked: best first, as rank returns it
    Raises   ValueError when a share makes fewer places than quotas reserve
    """
    filled = fill(ranked, cut)
    without = fill(ranked, replace(cut, quotas={})) if cut.quotas else filled
    members, by_the_cut = filled.members, filled.members - cut.into
    return Choice(
        members=_in_order(ranked, members),
        line=min((one.mark for one in ranked if one.entry in by_the_cut), default=None),
        left_out_by_quota=_in_order(ranked, without.members - members),
        in_by_quota=_in_order(ranked, members - without.members),
        tied_at_line=_in_order(ranked, filled.tied),
        stopped=_stopped(filled),
    )


def _in_order(ranked: Sequence[Ranked], entries: set[int]) -> tuple[int, ...]:
    return tuple(one.entry for one in ranked if one.entry in entries) if entries else ()


def _stopped(filled: Filled) -> dict[int, QuotaKind]:
    return {entry: kind for entry, kind in filled.stopped.items() if entry not in filled.members}
