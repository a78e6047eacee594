"""Second opinions: where each entry would stand by every other method, never mixed into its mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contest.charter.models import Round
from contest.charter.rules import QuotaSaid
from contest.shortlist.queries.cuts import cut_of
from contest.shortlist.queries.field import SEVERAL, Field, field_of
from contest.shortlist.queries.ranking import choice_of
from contest.shortlist.rules import METHODS, Choice, Cut, Group, Ranked, Unfit


@dataclass(frozen=True, slots=True)
class Opinion:
    """One method's ranking under one cut.

    unfit    why there is none
    ranks    by entry id, and who would be on the list
    comes, goes  entries it would take in beside the official list, and leave out of it, in order of rank
    """

    method: str
    unfit: Unfit | None
    ranks: Mapping[int, int]
    members: frozenset[int]
    comes: tuple[int, ...] = ()
    goes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinions:
    """The charter's method first, then every other; and the entries that any of them would move across the line."""

    official: Opinion
    others: tuple[Opinion, ...]
    codes: Mapping[int, str]

    @property
    def moved(self) -> tuple[int, ...]:
        """Entries in or out by one method and not by another, in order of official rank, then of code."""
        found = {entry for one in self.others for entry in (*one.comes, *one.goes)}
        ranks = self.official.ranks
        return tuple(sorted(found, key=lambda entry: (ranks.get(entry, 0), self.codes[entry])))


def opinions(round_: Round, *, cut: Cut | None = None, quotas: Sequence[QuotaSaid] | None = None) -> Opinions:
    """Every method on the same sheets, tie-breaks and cut; those that cannot be used say why. Raises CutUnfit."""
    field, cut = field_of(round_), cut_of(round_) if cut is None else cut
    groups = field.groups(quotas)
    official = _opinion(field, groups, round_.method, cut, None)
    others = tuple(
        _opinion(field, groups, method, cut, official) for method in METHODS if method != round_.method
    )
    return Opinions(official, others, {entry: seen.blind_code for entry, seen in field.shown.items()})


def _opinion(
    field: Field, groups: Mapping[int, frozenset[Group]], method: str, cut: Cut, official: Opinion | None
) -> Opinion:
    found = field.marked(method)
    if isinstance(found, Unfit):
        return Opinion(method, found, {}, frozenset())
    ranked = field.ranked(found.marks, groups)
    choice = choice_of(ranked, _on_its_scale(cut, field, method))
    members = frozenset(choice.members)
    comes, goes = _against(official, ranked, choice)
    return Opinion(method, None, {one.entry: one.rank for one in ranked}, members, comes, goes)


def _against(
    official: Opinion | None, ranked: tuple[Ranked, ...], choice: Choice
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if official is None or official.unfit is not None:
        return (), ()
    members = set(choice.members)
    comes = tuple(entry for entry in choice.members if entry not in official.members)
    goes = tuple(one.entry for one in ranked if one.entry in official.members - members)
    return comes, goes


def _on_its_scale(cut: Cut, field: Field, method: str) -> Cut:
    """A threshold told on the scale of the method's marks: a sum is as many times a mean as there are sheets."""
    official = field.round.method
    sums = official == "sum" and min(field.planned, default=0) >= SEVERAL
    if cut.threshold is None or method == official or sums == (method == "sum"):
        return cut
    times = field.readings.readings.blocks[-1].size
    return replace(cut, threshold=cut.threshold / times if sums else cut.threshold * times)
