"""An office that works by the shell alone: a contest with six entries, two organizers and four judges."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from click.testing import Result
from openpyxl import load_workbook

Shell = Callable[..., Result]

ORGANIZERS = ("an@thi.vn", "binh@thi.vn")
PASSWORDS = ("mot-mat-khau-that-dai", "mat-khau-khac-cung-dai")
WRITERS = ("Hoàng Thị Lanh", "Nông Văn Slao", "Lô Thị Mến", "Vi Văn Páo", "Hứa Thị Nga", "Triệu Văn Sinh")


@dataclass(frozen=True, slots=True)
class Office:
    """A contest with six entries, two organizers and four judges."""

    shell: Shell
    folder: Path

    def run(self, command: str, *more: object, code: int = 0, given: str | None = None) -> str:
        """Run a command on the contest; what it says, errors included."""
        result = self.shell(*command.split(), "--contest", "thi", *more, given=given)
        assert result.exit_code == code, result.output
        return result.output

    def receipts(self) -> list[str]:
        """The receipts in order of the register."""
        return [row["receipt"] for row in json.loads(self.run("entries list", "--json"))]

    def screen(self) -> None:
        """Accept everything."""
        self.run("screen", "--accept-all")

    def draw(self) -> None:
        """Screen and deal round 1."""
        self.screen()
        self.run("draw", "--round", "1", "--seed", "7")

    def sheet(self, name: str = "phieu.xlsx") -> tuple[Path, list[list[object]]]:
        """The template and its rows, headings first."""
        path = self.folder / name
        self.run("scores template", "--round", "1", "--out", path)
        book = load_workbook(path)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
        return path, rows

    def fill(self, rows: list[list[object]], path: Path) -> Path:
        """Write rows back as a list of scores."""
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        return path

    def mark(self) -> list[list[object]]:
        """Deal, fill in every sheet so that judges agree, import; the filled rows."""
        self.draw()
        _, rows = self.sheet()
        codes = sorted({row[0] for row in rows[1:]})
        for row in rows[1:]:
            row[2:8] = [10, 12 + codes.index(row[0]), 20, 10, 10, 7]
            row[8] = "Bài có chi tiết thật."
        self.run("scores import", "--round", "1", self.fill(rows, self.folder / "diem.csv"))
        return rows
