"""Rectangles on a picture of a page: as drawn, as ticked cell by cell, as pixels, and under one name."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

WHOLE: Final = 1000
"""The picture's width and its height, whatever its pixels."""

LEAST: Final = 5
"""The narrowest an area may be: a slip of the finger is no area."""

ROWS, COLUMNS = 12, 6
"""The cells of a page that can be ticked where nothing can be drawn."""


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """One rectangle in thousandths of a picture: its left upper corner, its width and height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def fits(self) -> bool:
        """Whether it lies inside the picture and can be seen."""
        inside = min(self.x, self.y) >= 0 and max(self.x + self.width, self.y + self.height) <= WHOLE
        return inside and min(self.width, self.height) >= LEAST

    def covers(self, other: "Area") -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )


def percent(left: int, top: int, width: int, height: int) -> Area:
    """An area told in percent of the picture."""
    return Area(left * 10, top * 10, width * 10, height * 10)


def area_of(told: str) -> Area | None:
    """The area that a form tells as "x,y,width,height" in thousandths; None for anything else."""
    parts = told.split(",")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    area = Area(*map(int, parts))
    return area if area.fits else None


def areas_of_cells(ticked: Collection[tuple[int, int]]) -> tuple[Area, ...]:
    """The fewest areas, row by row and then down, that make up ticked cells.

    Shapes  ticked: (row, column) from 0 in a page of ROWS by COLUMNS; others are passed over
    """
    cells = {(row, column) for row, column in ticked if 0 <= row < ROWS and 0 <= column < COLUMNS}
    blocks: list[list[int]] = []
    for row in range(ROWS):
        for first, last in _stretches(sorted(column for r, column in cells if r == row)):
            above = next((b for b in blocks if b[0] == first and b[1] == last and b[3] == row - 1), None)
            if above is not None:
                above[3] = row
            else:
                blocks.append([first, last, row, row])
    return tuple(_block(*block) for block in blocks)


def _stretches(columns: list[int]) -> Iterable[tuple[int, int]]:
    while columns:
        count = 1
        while count < len(columns) and columns[count] == columns[0] + count:
            count += 1
        yield columns[0], columns[count - 1]
        columns = columns[count:]


def _block(first: int, last: int, top: int, bottom: int) -> Area:
    x, y = first * WHOLE // COLUMNS, top * WHOLE // ROWS
    return Area(x, y, (last + 1) * WHOLE // COLUMNS - x, (bottom + 1) * WHOLE // ROWS - y)


def merged(areas: Iterable[Area]) -> tuple[Area, ...]:
    """The areas in a fixed order, each once, without those that lie inside another."""
    once = sorted(set(areas))
    return tuple(a for a in once if not any(b != a and b.covers(a) for b in once))


def recipe(areas: Iterable[Area]) -> str:
    """A name for these areas together, the same in whatever order they were drawn: 64 hexadecimal digits."""
    told = ";".join(f"{a.x},{a.y},{a.width},{a.height}" for a in merged(areas))
    return hashlib.sha256(told.encode()).hexdigest()


def pixels(area: Area, *, width: int, height: int) -> tuple[int, int, int, int]:
    """The area's left, top, right and bottom in pixels of a picture, rounded outwards; right and bottom lie outside."""
    right, bottom = (area.x + area.width) * width, (area.y + area.height) * height
    return (area.x * width // WHOLE, area.y * height // WHOLE, -(-right // WHOLE), -(-bottom // WHOLE))
