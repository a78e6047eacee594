"""Verbs of the awards: set the prizes, decide, take back, publish, ask and note what localities say."""

from contest.awards.service.copying import copy_structure
from contest.awards.service.deciding import decide_awards
from contest.awards.service.publishing import publish_awards
from contest.awards.service.revoking import revoke_award
from contest.awards.service.scans import NO_SCAN, KeptLetter, keep_scan
from contest.awards.service.structure import set_award_terms, set_prizes
from contest.awards.service.units import decide_collective
from contest.awards.service.verifying import LetterSaid, ask_locality, note_answer
from contest.awards.service.writing import DecisionSaid

__all__ = [
    "NO_SCAN",
    "DecisionSaid",
    "KeptLetter",
    "LetterSaid",
    "ask_locality",
    "copy_structure",
    "decide_awards",
    "decide_collective",
    "keep_scan",
    "note_answer",
    "publish_awards",
    "revoke_award",
    "set_award_terms",
    "set_prizes",
]
