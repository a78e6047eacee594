"""A batch dealt into pieces by its covers: the truth table of what comes out of a scanner."""

from random import Random

import pytest

from contest.plumbing.codes import draw_token
from contest.scanning.rules import (
    MARK,
    Cover,
    EntryFacts,
    PieceFacts,
    Seen,
    Trouble,
    cover_of,
    payload_of,
    repeated,
    split,
    troubles_of,
    turn_of_batch,
)

A, B = (payload_of(draw_token(rng=Random(seed))) for seed in (1, 2))
TOKENS = {"A": (A, MARK), "B": (B, MARK), "?": (MARK,), "AB": (A, B)}


def seen(story: str) -> list[Seen]:
    """Pages by words: A and B are covers, ? one that cannot be read, p a page, . a blank, x an unread page."""
    return [
        Seen(place, codes=TOKENS.get(word, ()), blank=word == ".", unread=word == "x")
        for place, word in enumerate(story.split(), start=1)
    ]


def told(story: str) -> list[tuple[str, str, str]]:
    """(cover, pages, blanks) of each piece, in words."""
    names = {A.removeprefix("TB:"): "A", B.removeprefix("TB:"): "B", None: "?"}
    return [
        (
            names[piece.token] if piece.covers else "",
            " ".join(map(str, piece.pages)),
            " ".join(map(str, piece.blanks)),
        )
        for piece in split(seen(story))
    ]


@pytest.mark.parametrize(
    ("story", "pieces"),
    [
        ("", []),
        ("A p p B p", [("A", "2 3", ""), ("B", "5", "")]),
        ("p p A p", [("", "1 2", ""), ("A", "4", "")]),  # pages before the first cover
        ("p", [("", "1", "")]),
        ("A p ? p", [("A", "2", ""), ("?", "4", "")]),  # a cover that cannot be read ends the piece before it
        ("A . p . B . p", [("A", "3", "2 4"), ("B", "7", "6")]),  # scanned on both sides
        (". . A p", [("A", "4", "1 2")]),  # blanks before a cover make no piece
        (". .", [("", "", "1 2")]),
        ("A A p", [("A", "3", "")]),  # the same cover twice in a row is one
        ("A . A p", [("A", "4", "2")]),
        ("A p A p", [("A", "2", ""), ("A", "4", "")]),  # and twice apart is two
        ("A B p", [("A", "", ""), ("B", "3", "")]),  # a cover without pages
        ("A ? p", [("A", "", ""), ("?", "3", "")]),
        ("? ? p", [("?", "", ""), ("?", "3", "")]),  # nobody knows whether these are the same
        ("AB p", [("?", "2", "")]),  # two tokens on one page
        ("A p x p B p", [("A", "2 3 4", ""), ("B", "6", "")]),
        ("x A p", [("", "1", ""), ("A", "3", "")]),
    ],
)
def test_split(story, pieces):
    assert told(story) == pieces


@pytest.mark.parametrize("story", ["A p p B . p", "p . ? A A p x B", ". . .", "A B ? p p p"])
def test_every_page_is_in_exactly_one_piece(story):
    places = [place for piece in split(seen(story)) for place in (*piece.covers, *piece.pages, *piece.blanks)]
    assert sorted(places) == list(range(1, len(story.split()) + 1))


@pytest.mark.parametrize(
    ("codes", "cover"),
    [
        ((), None),
        (("https://thi.example.vn/look-up#CL26-7KQ4-9.secret",), None),  # a receipt stapled to the essay
        ((A,), Cover(A.removeprefix("TB:"))),
        ((A, A, MARK, "https://vi-du.vn"), Cover(A.removeprefix("TB:"))),
        ((MARK,), Cover(None)),
        ((A, B), Cover(None)),
        ((A[:-1] + ("2" if A[-1] != "2" else "3"),), Cover(None)),  # misread by one sign
        (("TB:",), Cover(None)),
    ],
)
def test_what_the_codes_of_a_page_say(codes, cover):
    assert cover_of(codes) == cover


def test_tokens_are_without_order_and_fit_the_smallest_code_that_bears_damage():
    rng = Random(3)
    tokens = [draw_token(rng=rng) for _ in range(200)]
    assert len(set(tokens)) == 200
    assert {len(payload_of(token)) for token in tokens} == {20}


@pytest.mark.parametrize(
    ("turns", "turn"),
    [([0, 0, 0], 0), ([180, 180, 0], 180), ([180, 0], 0), ([180], 180), ([90, 90], 90), ([], 0)],
)
def test_the_whole_lot_is_turned_when_most_covers_were(turns, turn):
    tokens = [payload_of(draw_token(rng=Random(seed))) for seed in range(len(turns))]
    sides = [Seen(place, codes=(tokens[place],), turn=turns[place]) for place in range(len(turns))]
    assert turn_of_batch(split(sides)) == turn


@pytest.mark.parametrize(
    ("pieces", "places"),
    [
        ([(1, "a"), (2, "b"), (None, None)], []),
        ([(1, "a"), (2, "b"), (1, "a")], [0, 2]),
        ([(1, "a"), (1, "b")], [0, 1]),  # two sheets of one entry
        ([(None, "a"), (None, "a"), (None, None), (None, None)], [0, 1]),
    ],
)
def test_pieces_of_one_entry_or_one_sheet_are_repeated(pieces, places):
    assert list(repeated(pieces)) == places


ENTRY = EntryFacts()


@pytest.mark.parametrize(
    ("facts", "troubles"),
    [
        (PieceFacts(entry=ENTRY), []),
        (PieceFacts(has_cover=False, readable=False, known=False, ours=False), [Trouble.NO_COVER]),
        (PieceFacts(readable=False, known=False, ours=False), [Trouble.UNREADABLE]),
        (PieceFacts(known=False, ours=False), [Trouble.UNKNOWN]),
        (PieceFacts(ours=False), [Trouble.OTHER_CONTEST]),
        (PieceFacts(entry=None), [Trouble.UNBOUND]),
        (PieceFacts(entry=EntryFacts(withdrawn=True)), [Trouble.WITHDRAWN]),
        (PieceFacts(entry=EntryFacts(accepted=True)), [Trouble.ACCEPTED]),
        (PieceFacts(entry=EntryFacts(rejected=True)), [Trouble.REJECTED]),
        (PieceFacts(entry=EntryFacts(pages=3)), [Trouble.HAS_PAGES]),
        (PieceFacts(entry=EntryFacts(declared=1)), []),
        (PieceFacts(entry=EntryFacts(declared=4), pages=5), [Trouble.COUNT_DIFFERS]),
        (PieceFacts(entry=EntryFacts(declared=4, pages=4), pages=5), [Trouble.HAS_PAGES]),
        (PieceFacts(entry=ENTRY, repeated=True), [Trouble.REPEATED]),
        (PieceFacts(entry=EntryFacts(declared=4), pages=0), [Trouble.NO_PAGES]),
        (PieceFacts(entry=ENTRY, unread=1), [Trouble.PAGE_UNREAD]),
        (PieceFacts(entry=ENTRY, askew=True), [Trouble.TURNED]),
        (
            PieceFacts(entry=EntryFacts(accepted=True, pages=2), repeated=True, askew=True),
            [Trouble.ACCEPTED, Trouble.HAS_PAGES, Trouble.REPEATED, Trouble.TURNED],
        ),
    ],
)
def test_what_a_person_has_to_settle(facts, troubles):
    assert list(troubles_of(facts)) == troubles
