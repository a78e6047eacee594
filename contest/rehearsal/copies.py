"""Planted copies: what people who copy really do to an essay."""

import unicodedata
from dataclasses import replace
from enum import StrEnum
from random import Random
from typing import Final

from contest.rehearsal.essays import Essay, write_essay

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"


class CopyKind(StrEnum):
    """How much of an essay is copied, and how it is hidden."""

    WHOLE = "whole"
    ALTERED_MARKS = "altered-marks"
    PARTIAL = "partial"
    ONE_PARAGRAPH = "one-paragraph"


def copy_of(essay: Essay, rng: Random, *, kind: CopyKind | str) -> Essay:
    """A copy of an essay, as it would be handed in under another author's name.

    whole          the same essay to the letter
    altered-marks  about a tenth of the syllables lose their marks or carry another tone, under another title
    partial        about three fifths of the words are copied, the rest is written anew about the same kind of figure
    one-paragraph  another essay with one of this essay's paragraphs inside
    Raises         ValueError for another kind
    """
    chosen = CopyKind(kind)
    if chosen is CopyKind.WHOLE:
        return essay
    if chosen is CopyKind.ALTERED_MARKS:
        paragraphs = tuple(_with_altered_marks(paragraph, rng) for paragraph in essay.paragraphs)
        return replace(essay, title=_another(essay, rng).title, paragraphs=paragraphs)
    if chosen is CopyKind.PARTIAL:
        return _partial(essay, rng)
    host = _another(essay, rng)
    inner = max(essay.paragraphs[1:-1], key=len)
    at = rng.randrange(1, len(host.paragraphs) - 1)
    return replace(host, paragraphs=(*host.paragraphs[:at], inner, *host.paragraphs[at + 1 :]))


def _another(essay: Essay, rng: Random) -> Essay:
    return write_essay(rng, frame=essay.frame, words=(600, 1600))


def _partial(essay: Essay, rng: Random) -> Essay:
    host = _another(essay, rng)
    wanted = essay.word_count * 3 // 5
    kept: list[str] = []
    for paragraph in essay.paragraphs:
        if sum(len(one.split()) for one in kept) >= wanted:
            break
        kept.append(paragraph)
    own: list[str] = []
    for paragraph in reversed(host.paragraphs):
        if sum(len(one.split()) for one in own) >= essay.word_count - wanted:
            break
        own.insert(0, paragraph)
    return replace(essay, title=host.title, paragraphs=(*kept, *own))


def _with_altered_marks(text: str, rng: Random) -> str:
    return " ".join(_altered(word, rng) if rng.random() < 0.12 else word for word in text.split(" "))


def _altered(word: str, rng: Random) -> str:
    bare = unicodedata.normalize("NFD", word)
    if rng.random() < 0.5:
        stripped = "".join(letter for letter in bare if not unicodedata.combining(letter))
        return stripped.replace("đ", "d").replace("Đ", "D")
    tone = rng.choice(_TONES)
    return unicodedata.normalize("NFC", "".join(tone if letter in _TONES else letter for letter in bare))
