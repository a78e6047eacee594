"""Texts to compare: a real article, essays of the project's own, and what copiers do to them."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

from contest.rehearsal.essays import write_essay

ARTICLE = Path(__file__).parents[2] / "samples" / "06-van-ban-thuan.txt"
ARTICLE_WORDS = 1135
TONES = "\u0300\u0301\u0303\u0309\u0323"

QUOTATION = (
    "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh là công việc thường xuyên của các tổ chức đảng, "
    "các cấp chính quyền, các tổ chức chính trị - xã hội, địa phương, cơ quan, đơn vị, gắn với chức năng, nhiệm vụ "
    "được giao, với việc rèn luyện, tu dưỡng của mỗi cán bộ, đảng viên và các tầng lớp nhân dân trong cả nước."
)
"""62 words that every second essay quotes."""


@cache
def article() -> tuple[str, ...]:
    """A real article of ARTICLE_WORDS words, its title left out."""
    paragraphs = [line for line in ARTICLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(paragraphs[1:])


@cache
def essay(seed: int) -> tuple[str, ...]:
    """An essay of 800 to 1,600 words, the same for the same seed."""
    return write_essay(Random(seed), words=(800, 1600)).paragraphs


def stripped(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """All marks left out, in capitals, without punctuation."""
    bare = (
        "".join(c for c in unicodedata.normalize("NFD", one) if unicodedata.category(c) != "Mn")
        for one in paragraphs
    )
    return tuple(one.replace("đ", "d").replace("Đ", "D").replace(",", "").upper() for one in bare)


def exchanged(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Every tone another one."""
    rng = Random(1)
    return tuple(
        unicodedata.normalize(
            "NFC",
            "".join(rng.choice(TONES) if c in TONES else c for c in unicodedata.normalize("NFD", one)),
        )
        for one in paragraphs
    )


def decomposed(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """As an old keyboard or a Mac writes it."""
    return tuple(unicodedata.normalize("NFD", one) for one in paragraphs)


def cut(paragraphs: Sequence[str], words: int, *, start: int = 0) -> str:
    """So many words in a row, as one paragraph; a dash between spaces counts here, and for nothing else."""
    return " ".join(" ".join(paragraphs).split()[start : start + words])
