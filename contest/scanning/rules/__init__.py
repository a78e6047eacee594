"""What cover sheets say, how a batch is split by them, and what a person has to settle, as plain values."""

from contest.scanning.rules.codes import MARK, OURS, Cover, cover_of, payload_of
from contest.scanning.rules.looking import is_blank
from contest.scanning.rules.splitting import Piece, Seen, repeated, split, turn_of_batch
from contest.scanning.rules.troubles import (
    EntryFacts,
    PieceFacts,
    Trouble,
    entry_troubles,
    troubles_of,
)

__all__ = [
    "MARK",
    "OURS",
    "Cover",
    "EntryFacts",
    "Piece",
    "PieceFacts",
    "Seen",
    "Trouble",
    "cover_of",
    "entry_troubles",
    "is_blank",
    "payload_of",
    "repeated",
    "split",
    "troubles_of",
    "turn_of_batch",
]
