"""Prizes in plain values: the structure, what the ranks propose, how units are compared."""

from contest.awards.rules.collective import Lack, UnitFacts, UnitScore, unit_scores
from contest.awards.rules.fitness import DISTRICT, NAMES, PRESS, RANGES, SETS, prizes_unfit, terms_unfit
from contest.awards.rules.kinds import Gap, PassedBy, PrizeKind, PrizeSaid, Terms, Verification
from contest.awards.rules.proposing import Given, Places, Proposal, Standing, Waiting, move_up, propose

__all__ = [
    "DISTRICT",
    "NAMES",
    "PRESS",
    "RANGES",
    "SETS",
    "Gap",
    "Given",
    "Lack",
    "PassedBy",
    "Places",
    "PrizeKind",
    "PrizeSaid",
    "Proposal",
    "Standing",
    "Terms",
    "UnitFacts",
    "UnitScore",
    "Verification",
    "Waiting",
    "move_up",
    "prizes_unfit",
    "propose",
    "terms_unfit",
    "unit_scores",
]
