"""A unit as it is typed into a form, with or without marks."""

from contest.errors.people import UnitUnknown
from contest.units.queries import unit_named


def unit_id_of(typed: str | None) -> int | None:
    """The id of the only unit of that name, short name or code; None when nothing is typed. Raises UnitUnknown."""
    said = (typed or "").strip()
    if not said:
        return None
    unit = unit_named(said)
    if unit is None:
        raise UnitUnknown(name=said)
    return unit.id
