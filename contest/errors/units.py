"""Refusals of the unit directory."""

from contest.errors import N_, Refusal


class UnitUnfit(Refusal):
    """One row of a unit list cannot be taken."""

    sentence = N_("Dòng %(row)s: %(why)s.")
    status = 422
