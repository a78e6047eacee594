"""Which signatures are of the same person, for limits on entries by one author."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """One name under one entry: folded, with what else tells people of the same name apart; "" for no telephone."""

    name: str
    born: int | None
    unit: Hashable
    phone: str


def same_people(signatures: Sequence[Signature]) -> list[int]:
    """For each signature a number, equal where the same person signed.

    The same: the same folded name, with the same birth year and unit or the same telephone, also by way of a third
    signature. A telephone alone is not enough, for a class may give its teacher's.

    Returns  numbers from 0 in the order of first signatures
    """
    first: dict[tuple[object, ...], int] = {}
    head = list(range(len(signatures)))
    for place, one in enumerate(signatures):
        marks: list[tuple[object, ...]] = [(one.name, one.born, one.unit)]
        if one.phone:
            marks.append((one.name, one.phone))
        for mark in marks:
            other = first.setdefault(mark, place)
            low, high = sorted((_top(head, other), _top(head, place)))
            head[high] = low
    numbers: dict[int, int] = {}
    return [numbers.setdefault(_top(head, place), len(numbers)) for place in range(len(head))]


def _top(head: list[int], place: int) -> int:
    while head[place] != place:
        head[place] = head[head[place]]
        place = head[place]
    return place
