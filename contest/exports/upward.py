"""What the house itself can put into a package upward: papers of its own, as bytes, written when the package is."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from contest.authors.queries import names_known
from contest.charter.models import Contest, Round
from contest.errors import N_, Refusal
from contest.errors.exports import FormatUnknown, PaperUnknown
from contest.exports.face import Naming, Paper
from contest.exports.proofs import proof_zip
from contest.exports.registry import paper_of, write_paper
from contest.nominations.queries.choosing import list_to_nominate_from
from contest.nominations.rules import PaperSent

PROOF: Final = "list-proof"
PROOF_TITLE: Final = N_("Hồ sơ kiểm chứng danh sách")
OFFERED: Final = {
    "marking-minutes": False,
    "meeting-minutes": False,
    "award-minutes": False,
    "score-summary": True,
    PROOF: True,
}
"""The papers that may go along, in their order, and whether each tells marks."""

FORMATS: Final = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Offered:
    """One paper of the house that may go along: its title to be translated, and why it cannot be written now."""

    key: str
    title: str
    marks: bool
    refused: Refusal | None = None


def papers_offered(round_: Round) -> list[Offered]:
    """Every paper that may go along with works of this round."""
    return [Offered(key, title_of(key), marks, _refused(key, round_)) for key, marks in OFFERED.items()]


def title_of(key: str) -> str:
    """What people call a paper that may go along, to be translated."""
    return PROOF_TITLE if key == PROOF else paper_of(key).title


def paper_sent(key: str, fmt: str, *, contest: Contest, round_: Round, at: datetime) -> PaperSent:
    """One of them written; the same rows give the same bytes.

    fmt     "pdf" or "docx"; a proof is a ZIP whatever it says
    Raises  PaperUnknown, FormatUnknown, TooManyRows, and what the paper refuses
    """
    if key not in OFFERED:
        raise PaperUnknown(key=key)
    if key == PROOF:
        return PaperSent(PROOF, PROOF_TITLE, "zip", proof_zip(list_to_nominate_from(round_)), marks=True)
    if fmt not in FORMATS:
        raise FormatUnknown(fmt=fmt, known=", ".join(FORMATS))
    out, names = BytesIO(), _names(paper_of(key), round_)
    write_paper(key, fmt, contest=contest, round_=round_, names=names, out=out, at=at)
    return PaperSent(key, paper_of(key).title, fmt, out.getvalue(), OFFERED[key])


def _refused(key: str, round_: Round) -> Refusal | None:
    try:
        if key == PROOF:
            list_to_nominate_from(round_)
        else:
            paper_of(key).check(round_, names=_names(paper_of(key), round_))
    except Refusal as refusal:
        return refusal
    return None


def _names(paper: Paper, round_: Round) -> bool:
    return paper.naming is Naming.UNSEALED and names_known(round_.id)
