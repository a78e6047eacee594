"""What becomes of the rows of a list: counted, said on screen, written to a report."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from contest.errors import Refusal
from contest.plumbing.formulas import neutralised

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fate:
    """One row's number as the sheet counts it, its outcome, what it is known by, and the reason if refused."""

    row: int
    outcome: str
    known_by: str = ""
    reason: str = ""


@dataclass(slots=True)
class Fates:
    """The fates of all rows; ``known_by`` heads the column in the report."""

    known_by: str
    rows: list[Fate] = field(default_factory=list)

    def add(self, row: int, outcome: str, known_by: str = "") -> None:
        """Note a row that was taken, or had been before."""
        self.rows.append(Fate(row, outcome, known_by))

    def refuse(self, row: int, refusal: Refusal, known_by: str = "") -> None:
        """Note a refused row and say so at once."""
        self.rows.append(Fate(row, REFUSED, known_by, str(refusal)))
        click.echo(f"Dòng {row}: {refusal}", err=True)

    def count(self, outcome: str) -> int:
        """How many rows came out so."""
        return Counter(fate.outcome for fate in self.rows)[outcome]

    def write(self, report: Path) -> None:
        """Write the report: CSV in UTF-8 with a mark, as Excel opens it."""
        with report.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(("row", "outcome", self.known_by, "reason"))
            for fate in self.rows:
                writer.writerow((fate.row, fate.outcome, fate.known_by, neutralised(fate.reason)))

    def close(self, outcomes: Sequence[tuple[str, str]], *, report: Path | None = None) -> int:
        """Say the summary, write the report, and give the exit code: 1 when every row was refused."""
        if report is not None:
            self.write(report)
        words = [f"{said} {self.count(outcome)}" for outcome, said in outcomes]
        click.echo(f"{len(self.rows)} dòng: {', '.join(words)}, từ chối {self.count(REFUSED)}.")
        return 1 if self.rows and self.count(REFUSED) == len(self.rows) else 0
