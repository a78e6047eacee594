"""The fixed words of Vietnamese official papers: whose head, which number, what day, on whose behalf."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from contest.exports.formats.cells import shown, tidy
from contest.exports.formats.widths import MM_PER_POINT, ems, evenly
from contest.exports.sheet import Chart, Document, Kind, Letterhead, LetterheadStyle, Signature


@dataclass(frozen=True, slots=True)
class Emblem:
    """The lines at the upper right of a letterhead.

    lines   from above; the last one has a rule of its own length below it
    sizes   of each line, in points
    ems     the last line's length in bold Times, in ems, for the rule
    """

    lines: tuple[str, ...]
    sizes: tuple[int, ...]
    ems: float


EMBLEMS: Final = {
    LetterheadStyle.PARTY: Emblem(("ĐẢNG CỘNG SẢN VIỆT NAM",), (15,), 13.75),
    LetterheadStyle.STATE: Emblem(
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"), (12, 13), 12.23
    ),
    LetterheadStyle.YOUTH: Emblem(("ĐOÀN TNCS HỒ CHÍ MINH",), (15,), 12.88),
}
LEFT_SHARES: Final = {LetterheadStyle.PARTY: 0.45, LetterheadStyle.STATE: 0.44, LetterheadStyle.YOUTH: 0.45}
"""How much of the room the organs take, at the left of a letterhead."""

_SHORT_MONTHS: Final = 2
_PREFIX: Final = re.compile(r"\s*(T/?M|K/?T|T/?L|TUQ|Q)\.?(?=\s|$)\s*", re.IGNORECASE)


NUMBER_TO_WRITE: Final = "…………"
"""Room for a number that is to come."""

NO_ROWS: Final = "Chưa có dòng nào."
"""What stands in a table that has no row."""


def named(document: Document) -> str:
    """What a file's properties call the document: its title and the lines below it, or what a letter is about."""
    about = (subject_line(document.subject),) if document.subject else document.lines
    return tidy(" ".join((document.title, *about)))


def organ_size(style: LetterheadStyle) -> int:
    """The size of the organs' letters, in points."""
    return 14 if style is LetterheadStyle.PARTY else 12


def organs(letterhead: Letterhead, room: float) -> tuple[str, str]:
    """The organ above and the one that issues, a long name over lines of about one length.

    room  the width between the margins, in millimetres
    """
    most = room * LEFT_SHARES[letterhead.style] / (organ_size(letterhead.style) * MM_PER_POINT)
    return evenly(tidy(letterhead.upper_body), most), evenly(tidy(letterhead.issuing_body), most)


def number_line(letterhead: Letterhead) -> str:
    """The number: Số 12-BC/BTC for the Party, Số: 12/BC-BTC for the others; dots where it is to come."""
    label = "Số" if letterhead.style is LetterheadStyle.PARTY else "Số:"
    return f"{label} {tidy(letterhead.number) or NUMBER_TO_WRITE}"


def place_and_day(letterhead: Letterhead) -> str:
    """Place and day: Chi Lăng, ngày 05 tháng 02 năm 2026."""
    day = day_line(letterhead)
    return f"{tidy(letterhead.place)}, {day}" if letterhead.place else day


def day_line(letterhead: Letterhead) -> str:
    """The day in words; dots where it is still to come."""
    return _day_in_words(letterhead.day) if letterhead.day else "ngày …… tháng …… năm ………"


def _day_in_words(day: date) -> str:
    """Days below 10 and the first two months take a zero, against later hands."""
    month = f"{day.month:02d}" if day.month <= _SHORT_MONTHS else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


_NARROWEST: Final = 8.0
_WIDEST: Final = 13.0
_RECEIVING: Final = 10.0


def places_beside(document: Document) -> tuple[int, int]:
    """How the places below a document stand: who receives it at the left, or room where one alone signs.

    Returns  the places before the first signature (0 or 1), and how many stand beside each other: up to three,
             four by two and two
    """
    signers = len(document.signatures)
    before = 1 if document.recipients or signers < 2 else 0
    every = before + max(signers, 1)
    return before, 2 if every == 4 else min(every, 3)


def places_wide(document: Document) -> list[float]:
    """How wide the places below a document stand beside each other, as shares: longer lines have more room."""
    before, across = places_beside(document)
    style = document.letterhead.style
    needs = [_RECEIVING if document.recipients else 0.0] * before
    for one in document.signatures:
        needs.append(max(ems(line) for line in (*signature_lines(one, style), tidy(one.name))))
    return [min(max((*needs[place::across], _NARROWEST)), _WIDEST) for place in range(across)]


def signature_lines(signature: Signature, style: LetterheadStyle) -> tuple[str, ...]:
    """The lines above a signature: T/M BAN TỔ CHỨC, TRƯỞNG BAN (party) or TM. BAN TỔ CHỨC … (others)."""
    first, *rest = tidy(signature.title).split("\n")
    said = f"{signature.prefix} {first}" if signature.prefix else first
    return tuple(_with_prefix(line, style) for line in (said, *rest))


def _with_prefix(line: str, style: LetterheadStyle) -> str:
    """A line that begins with a prefix however typed, as the style writes it: KT TRƯỞNG BAN → K/T or KT."""
    found = _PREFIX.match(line)
    if found is None:
        return line.strip()
    letters = re.sub("[^A-Z]", "", found[1].upper())
    slashed = style is LetterheadStyle.PARTY and len(letters) == 2
    return f"{'/'.join(letters) if slashed else f'{letters}.'} {line[found.end() :]}".strip()


def subject_line(subject: str) -> str:
    """What a letter is about, below its number."""
    return f"V/v {tidy(subject)}"


RECEIVED_BY: Final = "Nơi nhận:"
"""What stands above those who receive a paper."""


def received_by(recipients: Sequence[str]) -> tuple[str, ...]:
    """Nơi nhận: each with a semicolon, the last with a full stop."""
    told = [tidy(one).rstrip(".;") for one in recipients]
    return tuple(f"{one}{'.' if place == len(told) else ';'}" for place, one in enumerate(told, start=1))


def addressed(addressees: Sequence[str]) -> tuple[str, ...]:
    """Kính gửi: one in the same line, several each in a line of its own."""
    told = [tidy(one).rstrip(".;") for one in addressees]
    if len(told) < 2:
        return tuple(f"Kính gửi: {one}." for one in told)
    return ("Kính gửi:", *(f"- {one};" for one in told[:-1]), f"- {told[-1]}.")


def values_told(document: Document, values: Sequence[int | Decimal]) -> str:
    """What stands beside a bar: 120, or 110 + 10 of a stacked one."""
    return " + ".join(shown(value, Kind.NUMBER, document) for value in values)


def bars_told(document: Document, chart: Chart) -> str:
    """The values of a chart in a sentence, for who cannot see it."""
    unit = f" {tidy(chart.unit)}" if chart.unit else ""
    names = f" ({' + '.join(tidy(name) for name in chart.series)})" if len(chart.series) > 1 else ""
    bars = (f"{tidy(label)} {values_told(document, values)}{unit}" for label, values in chart.bars)
    return "; ".join(bars) + names + "."
