"""Which rounds may change places: those that nothing has happened in, and that nothing later rests on."""

from collections.abc import Collection, Sequence


def held_rounds(standing: Sequence[int], begun: Collection[int]) -> int:
    """How many of a contest's rounds keep their places: all up to the last that has begun.

    What a round reads, and under which codes, follows from the rounds before it; so neither it nor they move.

    Shapes  standing: ids in order; begun: ids of those in which something stands
    """
    return max((place for place, one in enumerate(standing, start=1) if one in begun), default=0)


def displaced(standing: Sequence[int], wanted: Sequence[int], begun: Collection[int]) -> int | None:
    """The last begun round whose place, or what comes before it, another order would change; None where it may be.

    Shapes  wanted: ids in the order that is asked for; those of new rounds are in neither ``standing`` nor ``begun``
    """
    held = held_rounds(standing, begun)
    return None if list(standing[:held]) == list(wanted[:held]) else standing[held - 1]
