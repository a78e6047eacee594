"""A batch of scanned pages dealt into pieces, one behind each cover sheet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from contest.scanning.rules.codes import Cover, cover_of


@dataclass(frozen=True, slots=True)
class Seen:
    """One scanned side as it was read.

    place   its place in the batch
    codes   what its QR codes say
    turn    degrees clockwise by which its own code had it turned upright
    blank   nothing is written on it
    unread  it could not be read at all
    """

    place: int
    codes: Sequence[str] = ()
    turn: int = 0
    blank: bool = False
    unread: bool = False


@dataclass(slots=True)
class Piece:
    """A run of pages that belong together, by their places in the batch.

    covers   its cover sheet; more than one when the same sheet came twice in a row, none when it has no cover
    token    what the cover says; None when there is none or it cannot be read
    pages    the pages of the essay, unread ones among them
    blanks   sides without writing, left out
    unread   the pages that could not be read
    turn     by how much the cover had to be turned
    """

    token: str | None = None
    covers: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    turn: int = 0

    @property
    def first(self) -> int:
        """Its first place in the batch."""
        return min([*self.covers, *self.pages, *self.blanks])


def split(seen: Iterable[Seen]) -> list[Piece]:
    """Deal pages into pieces in their order; every page is in exactly one piece.

    A cover opens a piece. The same cover again with nothing written in between is one cover scanned twice.
    Blank sides before the first cover belong to the piece that follows, so that they make none of their own.
    """
    pieces: list[Piece] = []
    for side in seen:
        cover = cover_of(side.codes)
        if cover is not None:
            _open(pieces, side, cover)
            continue
        if not pieces:
            pieces.append(Piece())
        piece = pieces[-1]
        (piece.blanks if side.blank else piece.pages).append(side.place)
        if side.unread:
            piece.unread.append(side.place)
    return pieces


def _open(pieces: list[Piece], side: Seen, cover: Cover) -> None:
    last = pieces[-1] if pieces else None
    if last is not None and not last.pages:
        if last.covers and cover.token is not None and cover.token == last.token:
            last.covers.append(side.place)
            return
        if not last.covers:
            last.token, last.turn = cover.token, side.turn
            last.covers.append(side.place)
            return
    pieces.append(Piece(token=cover.token, covers=[side.place], turn=side.turn))


def turn_of_batch(pieces: Sequence[Piece]) -> int:
    """How the whole batch lay in the feeder: the turn of more than half of its readable covers, else 0.

    Units  degrees clockwise that its pages need
    """
    turns = Counter(piece.turn for piece in pieces if piece.token is not None)
    for turn, count in turns.most_common(1):
        if count * 2 > turns.total():
            return turn
    return 0


def repeated(pieces: Sequence[tuple[int | None, object]]) -> Iterator[int]:
    """The places of pieces whose entry, or whose sheet when it has no entry yet, another piece has too.

    pieces  (entry id or None, something that tells the sheet) for each piece; (None, None) for one without
    """
    named = [("entry", entry) if entry is not None else ("sheet", sheet) for entry, sheet in pieces]
    counts = Counter(named)
    yield from (place for place, name in enumerate(named) if name[1] is not None and counts[name] > 1)
