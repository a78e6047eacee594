"""Why one judge may not read one entry: for moves by hand, where no lot is asked."""

from enum import StrEnum

from contest.assignment.rules.columns import EntryToRead
from contest.assignment.rules.values import JudgeAtHand, Problem


class Hindrance(StrEnum):
    """What keeps a judge from an entry; the first that applies is told."""

    GONE = "gone"
    READS_IT = "reads_it"
    CONFLICT = "conflict"
    UNIT = "unit"
    CATEGORY = "category"
    LANGUAGE = "language"
    TOGETHER = "together"
    PANEL = "panel"
    MAXIMUM = "maximum"


class Hindrances:
    """The same question asked of one problem for many pairs.

    problem  with the standing readers of the entries asked about
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.judges = {judge.id: judge for judge in problem.judges}
        self.excluded = set(problem.excluded)
        self.load: dict[int, int] = {}
        self.readers: dict[int, set[int]] = {}
        for entry, judge in (*problem.standing, *problem.kept):
            self.load[judge] = self.load.get(judge, 0) + 1
            self.readers.setdefault(entry, set()).add(judge)

    def of(self, entry: EntryToRead, judge_id: int) -> Hindrance | None:
        """What keeps the judge from the entry, None for nothing."""
        judge = self.judges.get(judge_id)
        if judge is None:
            return Hindrance.GONE
        reading = self.readers.get(entry.id, set())
        if judge_id in reading:
            return Hindrance.READS_IT
        if (entry.id, judge_id) in self.excluded:
            return Hindrance.CONFLICT
        if not judge.may_read(entry):
            return _by_structure(entry, judge)
        if any(
            (min(judge_id, other), max(judge_id, other)) in self.problem.never_together for other in reading
        ):
            return Hindrance.TOGETHER
        if self._fit_panels(reading) and not self._fit_panels(reading | {judge_id}):
            return Hindrance.PANEL
        if judge.maximum is not None and self.load.get(judge_id, 0) >= judge.maximum:
            return Hindrance.MAXIMUM
        return None

    def give(self, entry: EntryToRead, judge_id: int) -> None:
        """From now on the judge reads the entry too."""
        self.load[judge_id] = self.load.get(judge_id, 0) + 1
        self.readers.setdefault(entry.id, set()).add(judge_id)

    def _fit_panels(self, reading: set[int]) -> bool:
        """Whether some panel has all these readers but those who may come from across."""
        panels = self.problem.panels
        return panels is None or any(len(reading - members) <= panels.across for members in panels.members)


def _by_structure(entry: EntryToRead, judge: JudgeAtHand) -> Hindrance:
    if judge.units & entry.units:
        return Hindrance.UNIT
    if judge.categories is not None and entry.category is not None and entry.category not in judge.categories:
        return Hindrance.CATEGORY
    return Hindrance.LANGUAGE
