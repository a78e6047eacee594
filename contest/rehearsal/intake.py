"""Made-up hand-ins through the verb that everybody hands in by, some hundreds to a transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from contest.authors.service import hand_in
from contest.charter.models import Contest
from contest.entries.models import Channel
from contest.plumbing.audit import CITIZEN, Actor
from contest.rehearsal.pieces import Piece
from contest.rehearsal.work import unit_of_work

OFFICE = Actor(None, "Tổ Thư ký")
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Trace:
    """What is remembered of a hand-in: how good the essay is, 0 to 1, and whether it was copied."""

    quality: float
    copied: bool


def hand_in_all(
    contest: Contest, pieces: Iterable[Piece], *, name: str, receipts: Random
) -> dict[int, Trace]:
    """Hand in every piece in order; returns what is remembered of each, by entry id.

    name      tells these hand-ins' keys apart from others'
    receipts  a seeded source of receipts
    """
    taken: dict[int, Trace] = {}
    waiting: list[Piece] = []
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) == CHUNK:
            _hand_in(contest, waiting, taken, name, receipts)
            waiting = []
    _hand_in(contest, waiting, taken, name, receipts)
    return taken


def _hand_in(
    contest: Contest, pieces: list[Piece], taken: dict[int, Trace], name: str, receipts: Random
) -> None:
    with unit_of_work():
        for piece in pieces:
            on_web = piece.channel == Channel.WEB
            done = hand_in(
                contest=contest,
                submission=piece.submission,
                key=f"{name}-{contest.slug[:20]}-{len(taken) + 1}",
                channel=piece.channel,
                sent_on=piece.sent_on,
                entered_by="" if on_web else OFFICE.name,
                receipts=receipts,
                actor=CITIZEN if on_web else OFFICE,
                at=piece.at,
            )
            taken[done.entry.id] = Trace(piece.quality, piece.copied)
