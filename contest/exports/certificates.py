"""Certificates on paper: what each says, and the PDF of many, one a page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from contest.exports.formats import pdf, wording
from contest.exports.formats.cells import tidy
from contest.exports.formats.pdf.joined import joined
from contest.exports.sheet import Letterhead, LetterheadStyle, Signature

MOST_TOGETHER: Final = 200
"""Certificates up to which a PDF is set in one piece and tells readers what is a heading."""

BATCH: Final = 25
"""More are set so many at a time, since what has been set is remembered for a while: memory stays as it is."""


@dataclass(frozen=True, slots=True)
class SheetSaid:
    """One certificate.

    name    a person's, a collective's or a unit's, in the letters it is to stand in
    honour  "ĐẠT GIẢI NHẤT"
    work    the line about the work: "với tác phẩm “…”"; empty for a unit
    """

    name: str
    unit: str
    honour: str
    work: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What all certificates of one printing say alike.

    title   "GIẤY CHỨNG NHẬN" or "GIẤY KHEN"
    giver   who gives it, above the title; phrase: what stands above the name: "chứng nhận tác giả"
    about   the contest
    basis   lines at the lower left: the decision it follows, the number in the register
    """

    title: str
    giver: str
    phrase: str
    about: str
    basis: tuple[str, ...] = ()


def unwatched(_count: int) -> None:
    """Nobody follows."""


def certificates(
    words: Wording,
    head: Letterhead,
    signatures: Sequence[Signature],
    sheets: Sequence[SheetSaid],
    *,
    done: Callable[[int], None] = unwatched,
) -> bytes:
    """The PDF of these certificates, A4 across, one a page; the same sheets give the same bytes.

    Long names, units and titles are set smaller, then on more lines; nothing is cut off.
    done    hears how many more are set
    Raises  ValueError for no certificate
    """
    if not sheets:
        raise ValueError("no certificate to print")
    if len(sheets) <= MOST_TOGETHER:
        whole = _typeset(words, head, signatures, sheets, tagged=True)
        done(len(sheets))
        return whole

    def batches() -> Iterator[bytes]:
        for place in range(0, len(sheets), BATCH):
            batch = sheets[place : place + BATCH]
            yield _typeset(words, head, signatures, batch, tagged=False)
            done(len(batch))

    return joined(batches())


def _typeset(
    words: Wording,
    head: Letterhead,
    signatures: Sequence[Signature],
    sheets: Sequence[SheetSaid],
    *,
    tagged: bool,
) -> bytes:
    values = {
        "title": tidy(words.title),
        "about": tidy(words.about),
        "style": head.style.value,
        "head": _head(head),
        "words": {
            "giver": tidy(words.giver),
            "phrase": tidy(words.phrase),
            "basis": [tidy(line) for line in words.basis],
        },
        "day": wording.place_and_day(head),
        "signatures": [
            {"lines": list(wording.signature_lines(one, head.style)), "name": tidy(one.name)}
            for one in signatures
        ],
        "sheets": [
            {
                "name": tidy(one.name),
                "unit": tidy(one.unit),
                "honour": tidy(one.honour),
                "work": tidy(one.work),
            }
            for one in sheets
        ],
    }
    return pdf.typeset("certificates", values, tagged=tagged)


def _head(head: Letterhead) -> dict[str, Any] | None:
    if head.style is LetterheadStyle.NONE:
        return None
    return {
        "upper": tidy(head.upper_body),
        "body": tidy(head.issuing_body),
        "emblem": list(wording.EMBLEMS[head.style].lines),
    }
