"""The stages of a run: how long each took and over how many things."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Stage:
    """One stage: its name, seconds on the wall, and how many things passed it."""

    name: str
    seconds: float = 0.0
    count: int = 0


@dataclass(slots=True)
class Stages:
    """The stages so far; ``tell`` hears of each when it ends."""

    tell: Callable[[Stage], None] = lambda _stage: None
    done: list[Stage] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[Stage]:
        """Time what is done inside; the stage's ``count`` is for the caller to set."""
        stage = Stage(name)
        began = time.perf_counter()
        yield stage
        stage.seconds = round(time.perf_counter() - began, 3)
        self.done.append(stage)
        self.tell(stage)
