"""Essays with copies planted among them, made quickly from a seed, for `benchmarks/duplicates.py`.

Hard on purpose: the words follow Zipf's law with a vocabulary of the theme mixed in; half of the
sentences carry one of 300 set phrases; whole sentences belong to a theme and stand in up to 4 % of the
essays; fourteen quotations and directives of 40 to 120 words stand in 6 to 25 % of them. Every essay
follows from its number alone, so that 100,000 of them need no memory.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

Paragraphs = list[str]
KINDS: Final = ("whole", "60 %", "30 %", "paragraph")
WORDS: Final = 1_500
PARAGRAPH: Final = (80, 110)
ALTERED: Final = ("", "stripped", "", "exchanged")
_TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_ONSETS: Final = ["", *"b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()]
_RIMES: Final = (
    "a ac ai am an ang anh ao ap at au ay ăm ăn ăng âm ân âng âp ât âu ây e em en eo ê êch êm ên ênh êt êu i "
    "ia ich iêm iên iêng iêt iêu im in inh it iu o oa oai oan oc oi om on ong ot ô ôc ôi ôm ôn ông ôt ơ ơi "
    "ơm ơn u ua uân ui um un ung uôc uôi uôn uông ư ưa ưng ươc ươi ươm ươn ương ươu"
).split()
_THEMES: Final = 25
_QUOTED: Final = re.compile("“[^”]*”")


class World:
    """All that the essays of one seed have in common."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        syllables = [
            unicodedata.normalize("NFC", onset + rime[:1] + tone + rime[1:])
            for onset in _ONSETS
            for rime in _RIMES
            for tone in _TONES
        ]
        self.seed = seed
        self.words = rng.sample(syllables, 6_000)
        weights = 1 / (np.arange(len(self.words)) + 2.7)
        self._ladder = np.cumsum(weights / weights.sum())
        self._theme_words = [rng.sample(range(len(self.words)), 250) for _ in range(_THEMES)]
        draw = np.random.default_rng(seed)
        self.phrases = [self._say(draw, rng.randint(5, 11)) for _ in range(300)]
        self.sentences = [[self._say(draw, rng.randint(15, 34)) for _ in range(90)] for _ in range(_THEMES)]
        self.popular = [(self._say(draw, rng.randint(15, 34)), rng.uniform(0.005, 0.04)) for _ in range(40)]
        self.quotations = [
            (self._say(draw, rng.randint(40, 120)), rng.uniform(0.06, 0.25)) for _ in range(14)
        ]

    def _say(self, draw: np.random.Generator, words: int) -> list[str]:
        return [self.words[at] for at in self._drawn(draw, words).tolist()]

    def _drawn(self, draw: np.random.Generator, words: int) -> np.ndarray:
        return np.minimum(np.searchsorted(self._ladder, draw.random(words)), len(self.words) - 1)

    def essay(self, number: int) -> Paragraphs:
        """The essay of that number: some 1,500 words in paragraphs of about 110."""
        rng = random.Random(self.seed * 1_000_003 + number)
        draw = np.random.default_rng((self.seed, number))
        theme = rng.randrange(_THEMES)
        own = self._drawn(draw, WORDS + 100)
        themed = np.flatnonzero(draw.random(own.size) < 0.3)
        own[themed] = np.array(self._theme_words[theme])[(draw.random(themed.size) ** 2 * 250).astype(int)]
        said = [self.words[at] for at in own.tolist()]
        borrowed = [sentence for sentence, often in self.popular if rng.random() < often]
        borrowed += rng.sample(self.sentences[theme], 3)
        borrowed += [
            ["“" + words[0], *words[1:-1], words[-1] + "”"]
            for words, often in self.quotations
            if rng.random() < often
        ]
        at, total, sentences = 0, sum(map(len, borrowed)), []
        while total < WORDS:
            length = rng.randint(12, 28)
            sentence = said[at : at + length]
            at += length
            if rng.random() < 0.5:
                where = rng.randrange(length)
                sentence[where:where] = self.phrases[int(rng.random() ** 2 * len(self.phrases))]
            total += len(sentence)
            sentences.append(sentence)
        for one in borrowed:
            sentences.insert(rng.randrange(len(sentences)), one)
        return list(_paragraphs(sentences))


def _paragraphs(sentences: Sequence[list[str]]) -> Iterator[str]:
    held: list[str] = []
    words = 0
    for sentence in sentences:
        said = " ".join(sentence)
        held.append(said[:1].upper() + said[1:] + ".")
        words += len(sentence)
        if words >= 100:
            yield " ".join(held)
            held, words = [], 0
    if held:
        yield " ".join(held)


@dataclass(frozen=True)
class Planted:
    """A contest of ``size`` essays, some of which are copied from others.

    essay   what tells the essay of a number
    copies  number of the copy -> (number of what it is copied from, kind, how its marks are altered)
    """

    size: int
    essay: Callable[[int], Paragraphs]
    copies: dict[int, tuple[int, str, str]]

    def paragraphs(self, number: int) -> Paragraphs:
        """The entry of that number, be it a copy or not."""
        if number not in self.copies:
            return self.essay(number)
        source, kind, altered = self.copies[number]
        return copied(self.essay(number), self.essay(source), kind, altered, seed=number)

    def truth(self) -> dict[tuple[int, int], str]:
        """The pairs that should be found, and their kinds."""
        return {(min(a, b), max(a, b)): kind for a, (b, kind, _) in self.copies.items()}


def plant(size: int, essay: Callable[[int], Paragraphs], *, seed: int, of_each: int | None = None) -> Planted:
    """Choose who copies from whom: one entry in a hundred of each kind, each from a source of its own."""
    each = of_each or max(size // 100, 5)
    order = random.Random(seed).sample(range(size), 2 * each * len(KINDS))
    copies = {}
    for at in range(each * len(KINDS)):
        kind, altered = KINDS[at % len(KINDS)], ALTERED[at // len(KINDS) % len(ALTERED)]
        copies[order[2 * at]] = (order[2 * at + 1], kind, altered)
    return Planted(size, essay, copies)


def copied(mine: Paragraphs, source: Paragraphs, kind: str, altered: str, *, seed: int) -> Paragraphs:
    """An essay of one's own in which a part is taken from another, its marks altered or not."""
    rng = random.Random(seed)
    total = sum(len(one.split()) for one in source)
    if kind == "whole":
        taken, kept = list(source), []
    elif kind == "paragraph":
        taken, kept = [_one_paragraph(rng, source)], list(mine)
    else:
        part = int(kind.split()[0]) / 100
        taken = _some(rng, source, part * total)
        kept = _some(rng, mine, (1 - part) * total)
    taken = [_alter(one, altered, rng) for one in taken]
    for one in taken:
        kept.insert(rng.randrange(len(kept) + 1) if kind != "whole" else len(kept), one)
    return kept


def _some(rng: random.Random, paragraphs: Paragraphs, words: float) -> Paragraphs:
    """Paragraphs in their order until so many words are together, the last one cut."""
    chosen = []
    for at in rng.sample(range(len(paragraphs)), len(paragraphs)):
        said = paragraphs[at].split()[: max(int(words), 0)]
        if not said:
            break
        chosen.append((at, " ".join(said)))
        words -= len(said)
    return [said for _, said in sorted(chosen)]


def _one_paragraph(rng: random.Random, source: Paragraphs) -> str:
    length = rng.randint(*PARAGRAPH)
    between = [
        one.split() for one in _QUOTED.split(" ".join(source))
    ]  # to quote what all quote is no copying
    said = rng.choice([one for one in between if len(one) >= length] or [" ".join(source).split()])
    start = rng.randrange(len(said) - length + 1)
    return " ".join(said[start : start + length])


def _alter(text: str, how: str, rng: random.Random) -> str:
    if not how:
        return text
    bare = unicodedata.normalize("NFD", text)
    if how == "stripped":
        return "".join(c for c in bare if unicodedata.category(c) != "Mn").translate(_D)
    tones = [tone for tone in _TONES if tone]
    return unicodedata.normalize("NFC", "".join(rng.choice(tones) if c in tones else c for c in bare))


_D: Final = str.maketrans("đĐ", "dD")


@cache
def world(seed: int) -> World:
    """The world of that seed, made once."""
    return World(seed)
