"""What entries share by their authors and units, in numbers that name nobody."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass

from contest.authors.models import Envelope
from contest.authors.queries.envelopes import envelopes_of
from contest.authors.rules.people import Signature, same_people
from contest.charter.rules import AuthorshipKind
from contest.plumbing.vietnamese import fold
from contest.units.queries import units_as_they_became


@dataclass(frozen=True, slots=True)
class Belonging:
    """One entry's unit and authors as numbers that mean something only beside each other.

    unit       equal for entries of one unit, under whatever name it goes now; None where none was said
    codes      the codes in the directory of the unit and of those that became it; none for a unit only typed
    unit_kind  its kind there
    authors    one number a person, or one for a collective
    """

    unit: int | None
    codes: frozenset[str]
    unit_kind: str
    authors: frozenset[int]


def belongings_of(entry_ids: Collection[int]) -> dict[int, Belonging]:
    """What each of these entries belongs to, by entry id; in four questions."""
    envelopes = envelopes_of(entry_ids)
    listed = sorted(envelopes.items())
    signed = [(entry, signature) for entry, envelope in listed for signature in _signatures(envelope)]
    people: dict[int, set[int]] = {}
    for (entry, _), person in zip(signed, same_people([one for _, one in signed]), strict=True):
        people.setdefault(entry, set()).add(person)
    became, codes = units_as_they_became()
    numbers: dict[Hashable, int] = {}
    found = {}
    for entry, envelope in listed:
        unit_id, name = _unit(envelope)
        unit = became.get(unit_id) if unit_id is not None else None
        key: Hashable = unit.id if unit is not None else fold(name)
        found[entry] = Belonging(
            unit=numbers.setdefault(key, len(numbers)) if unit is not None or name else None,
            codes=codes[unit.id] if unit is not None else frozenset(),
            unit_kind=unit.kind if unit is not None else "",
            authors=frozenset(people.get(entry, ())),
        )
    return found


def _signatures(envelope: Envelope) -> list[Signature]:
    if envelope.kind is AuthorshipKind.COLLECTIVE and envelope.collective_name:
        return [Signature(fold(envelope.collective_name), None, _unit(envelope), "")]
    return [
        Signature(author.folded_name, author.birth_year, _unit(envelope), author.phone)
        for author in envelope.authors
    ]


def _unit(envelope: Envelope) -> tuple[int | None, str]:
    """The unit an entry came from; that of its first author who names one where the envelope does not."""
    if envelope.unit_id is not None or envelope.unit_name:
        return envelope.unit_id, envelope.unit_name
    named = (author for author in envelope.authors if author.unit_id is not None or author.unit_name)
    first = next(named, None)
    return (None, "") if first is None else (first.unit_id, first.unit_name)
