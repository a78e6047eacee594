"""The cut of a round: as the charter says it, or another that is tried."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from contest.charter.models import Round
from contest.charter.queries import contest_of_round, quotas_of, quotas_of_categories
from contest.charter.rules import CutKind, QuotaSaid
from contest.errors.shortlist import CutUnfit
from contest.screening.queries import eligible_entry_ids
from contest.shortlist.models import MemberVerdict
from contest.shortlist.queries.grouping import Grouping, grouping
from contest.shortlist.queries.members import member_decisions
from contest.shortlist.queries.shown import Shown, shown_entries
from contest.shortlist.rules import Cut


def charters_quotas(round_: Round) -> list[QuotaSaid]:
    """All quotas of a round: its own and its contest's on categories."""
    return [*quotas_of_categories(contest_of_round(round_)), *quotas_of(round_)]


def cut_of(round_: Round) -> Cut:
    """The cut as the charter says it, with its quotas and what was decided of members. Raises CutUnfit."""
    kind = round_.cut_kind
    return cut_like(
        round_,
        top=round_.cut_top if kind is CutKind.TOP else None,
        threshold=round_.cut_threshold if kind is CutKind.THRESHOLD else None,
        share=round_.cut_percent if kind is CutKind.PERCENT else None,
        ties_in=round_.ties_in,
    )


def cut_like(
    round_: Round,
    *,
    top: int | None,
    threshold: Decimal | None,
    ties_in: bool,
    share: Decimal | None = None,
    quotas: Sequence[QuotaSaid] | None = None,
) -> Cut:
    """Another cut of the round, under the charter's quotas or those given. Raises CutUnfit.

    What was decided of an entry that is withdrawn, or out of the contest since, plays no part.
    """
    said = charters_quotas(round_) if quotas is None else quotas
    decided = {entry: row.verdict for entry, row in member_decisions(round_.id).items()}
    judged = set(eligible_entry_ids(round_.contest_id, among=decided)) if decided else set()
    try:
        return Cut(
            top=top,
            threshold=threshold,
            ties_in=ties_in,
            quotas=groups_in(round_, said).quotas if said else {},
            share=share,
            into=frozenset(entry for entry in judged if decided[entry] is MemberVerdict.IN),
            out=frozenset(entry for entry in judged if decided[entry] is MemberVerdict.OUT),
        )
    except ValueError as error:
        raise CutUnfit from error


def groups_in(round_: Round, said: Sequence[QuotaSaid], shown: Mapping[int, Shown] | None = None) -> Grouping:
    """The groups that the round's eligible entries belong to under these quotas."""
    return grouping(eligible_shown(round_) if shown is None else shown, said)


def eligible_shown(round_: Round) -> dict[int, Shown]:
    """The entries of the round that are eligible and not withdrawn, as they may be shown."""
    eligible = set(eligible_entry_ids(round_.contest_id))
    return {entry: seen for entry, seen in shown_entries(round_.id).items() if entry in eligible}
