"""What a method found of what was planted, and what each of its steps took."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.measuring import peak_mb
from benchmarks.planted import KINDS


@dataclass
class Tally:
    """What was found, and when."""

    truth: dict[tuple[int, int], str]
    found: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    wall: Counter[str] = field(default_factory=Counter)
    processor: Counter[str] = field(default_factory=Counter)
    _steps: list[str] = field(default_factory=lambda: ["unmeasured"])
    _since: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def clock(self, step: str) -> Iterator[None]:
        """Put what is done meanwhile down to a step, and to no step around it."""
        self._turn()
        self._steps.append(step)
        try:
            yield
        finally:
            self._turn()
            self._steps.pop()

    def _turn(self) -> None:
        now = time.perf_counter(), time.process_time()
        self.wall[self._steps[-1]] += now[0] - self._since[0]
        self.processor[self._steps[-1]] += now[1] - self._since[1]
        self._since = now

    def take(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Count pairs, lesser number first, each once."""
        for pair in pairs:
            if pair in self.truth:
                self.found[self.truth[pair]] += 1
            else:
                self.wrong += 1

    def rows(self, case: str, method: str, size: int) -> Iterator[dict[str, Any]]:
        """One row a kind and one for all."""
        planted = Counter(self.truth.values())
        right = self.found.total()
        steps = [step for step in self.wall if step != "unmeasured"]
        seconds = sum(self.wall[step] for step in steps)
        for kind in (*KINDS, "all"):
            of = planted.total() if kind == "all" else planted[kind]
            found = right if kind == "all" else self.found[kind]
            yield {
                "case": case,
                "method": method,
                "kind": kind,
                "planted": of,
                "found": found,
                "recall": round(found / of, 4),
                "precision": round(right / max(right + self.wrong, 1), 4),
                "seconds": round(seconds, 2),
                "processor_seconds": round(sum(self.processor[step] for step in steps), 2),
                "steps": {step: round(self.wall[step], 2) for step in steps},
                "peak_mb": peak_mb(),
                "per_essay_ms": round(seconds / size * 1e3, 3),
            }
