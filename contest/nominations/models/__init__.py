"""The tables of what goes upward and what comes from below."""

from contest.nominations.models.consignments import Choice, Consigned, ConsignedFile, Consignment, Outcome
from contest.nominations.models.levels import ContestLevel, SenderKey, SendingUnit
from contest.nominations.models.packages import Nomination, Package

__all__ = [
    "Choice",
    "Consigned",
    "ConsignedFile",
    "Consignment",
    "ContestLevel",
    "Nomination",
    "Outcome",
    "Package",
    "SenderKey",
    "SendingUnit",
]
