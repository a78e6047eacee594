"""Words in papers: the office's own where it wrote some, else those the paper proposes."""

from collections.abc import Mapping

from contest.charter.models import Contest
from contest.charter.queries import paper_texts_of


def texts_of(contest: Contest, paper: str, proposed: Mapping[str, str]) -> dict[str, str]:
    """Every part of the paper with what it says now."""
    written = paper_texts_of(contest.id, paper)
    return {part: written[part].text if part in written else text for part, text in proposed.items()}


def paragraphs(text: str) -> tuple[str, ...]:
    """Each line that says something is a paragraph."""
    return tuple(line.strip() for line in text.split("\n") if line.strip())
