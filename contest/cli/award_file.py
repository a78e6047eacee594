"""A decision on prizes as a list: which entry gets which prize, and why where it is not as proposed."""

from pathlib import Path

from contest.awards.queries import prizes_of
from contest.awards.service import DecisionSaid
from contest.charter.models import Contest
from contest.cli.screen import entry_of_row
from contest.errors.awards import PrizeUnknown, TwoPrizes
from contest.plumbing.spreadsheets import read_rows
from contest.plumbing.vietnamese import fold


def read_decision(contest: Contest, file: Path, reason: str) -> DecisionSaid:
    """The list's rows as a decision; a row without a prize says why the entry gets none.

    Shapes  columns receipt, prize (a prize's key or name) and reason
    Raises  ReceiptUnknown, PrizeUnknown, TwoPrizes, and what cannot be read as a sheet
    """
    names = {fold(word): prize.key for prize in prizes_of(contest.id) for word in (prize.name, prize.key)}
    prizes: dict[int, str] = {}
    reasons: dict[int, str] = {}
    for row in read_rows(file, needs=("receipt", "prize")):
        entry = entry_of_row(contest, row.text("receipt"))
        wanted = row.text("prize")
        if wanted and fold(wanted) not in names:
            raise PrizeUnknown
        if entry.id in prizes:
            raise TwoPrizes
        prizes[entry.id] = names[fold(wanted)] if wanted else ""
        reasons[entry.id] = row.text("reason")
    return DecisionSaid(prizes, reasons, reason=reason)
