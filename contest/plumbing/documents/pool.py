"""Processes that read files, kept for the next file: a few at a time, each ended when it is no longer wanted.

See docs/decisions/0007 for why a worker forks for each file, and what holds where it cannot.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import IO, Any, Final, Self
from weakref import WeakSet

COMMAND: Final = (sys.executable, "-E", "-s", "-m", "contest.plumbing.documents.worker")
_ROOT: Final = Path(__file__).resolve().parents[3]
_KEPT: Final = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
_START_SECONDS: Final = 60.0
_IDLE_SECONDS: Final = 20.0
_MOST_FILES: Final = 50 if sys.platform in ("win32", "darwin") else 1_000
_LONGEST_ANSWER: Final = 100
_OUT_OF_TIME: Final = -getattr(signal, "SIGXCPU", 24)


class Worker:
    """One process, seen from this side of its pipes; it belongs to one thread at a time.

    worn  it shall serve nobody else
    """

    def __init__(self, command: tuple[str, ...]) -> None:
        self.served = 0
        self.worn = False
        self.since = monotonic()
        self._process: Final = subprocess.Popen(
            command,
            cwd=_ROOT,
            env={key: os.environ[key] for key in _KEPT if key in os.environ} | {"MALLOC_ARENA_MAX": "2"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def start(self) -> None:
        """Wait until it has its parsers at hand. Raises OSError when it can't be brought up."""
        if self._line(_START_SECONDS) != "ready":
            raise OSError("the process that reads files does not start")

    def ask(self, request: bytes, *, seconds: float) -> str | None:
        """Its answer to one request, a line: empty when it died, None when the time on the wall was over."""
        with suppress(OSError):  # dead: the missing answer says so
            _pipe(self._process.stdin).write(request + b"\n")
        self.served += 1
        answer = self._line(seconds)
        self.since = monotonic()
        return "time" if answer == "" and self._used_up() else answer

    def end(self) -> None:
        """End it and whatever it has started; another thread may be asking it just now."""
        self._kill()
        self._process.wait()

    def close(self) -> None:
        """End it and let go of its pipes; nothing to do when it is gone."""
        self.end()
        self._let_go()

    def forget(self) -> None:
        """Drop it in a process that was forked off: it belongs to the parent, which must see its pipes close."""
        self._process.returncode = 0
        self._let_go()

    def _line(self, seconds: float) -> str | None:
        watch = threading.Timer(seconds, self._kill)
        watch.daemon = True
        late = monotonic() + seconds
        watch.start()
        try:
            said: bytes = _pipe(self._process.stdout).readline(_LONGEST_ANSWER)
        finally:
            watch.cancel()
            watch.join()
        return said.decode("ascii", "replace").strip() if said or monotonic() < late else None

    def _used_up(self) -> bool:
        """Whether it died of its limit of processor time."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=1) == _OUT_OF_TIME
        return False

    def _kill(self) -> None:
        if self._process.poll() is None:
            with suppress(OSError):
                if sys.platform == "win32":
                    self._process.kill()
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)

    def _let_go(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> Any:
    """A pipe that Popen was asked for, unbuffered: no lock of it can be held by a thread of before a fork."""
    return pipe


class Pool:
    """At most so many workers; who comes when all are busy waits in line.

    idle_seconds  how long a worker may wait for its next file
    most_files    how many files one worker may serve
    """

    def __init__(
        self,
        size: int,
        *,
        command: tuple[str, ...] = COMMAND,
        idle_seconds: float = _IDLE_SECONDS,
        most_files: int = _MOST_FILES,
    ) -> None:
        self.size: Final = size
        self._command: Final = command
        self._idle_seconds: Final = idle_seconds
        self._most_files: Final = most_files
        self._seats = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._tidying: threading.Timer | None = None
        _POOLS.add(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """A worker for one file. Raises OSError when none can be brought up."""
        with self._seats:
            worker = self._take()
            try:
                yield worker
            except BaseException:
                self._end(worker)
                raise
            self._put_back(worker)

    def close(self) -> None:
        """End every worker, busy or not; the pool can be used again."""
        with self._lock:
            idle, self._idle = self._idle, []
            busy = list(self._busy)
            if self._tidying is not None:
                self._tidying.cancel()
                self._tidying = None
        for worker in idle:
            worker.close()
        for worker in busy:
            worker.end()

    def forget(self) -> None:
        """In a process that was forked off: locks as new, and none of the parent's workers."""
        for worker in (*self._idle, *self._busy):
            worker.forget()
        self._seats = threading.BoundedSemaphore(self.size)
        self._lock = threading.Lock()
        self._idle, self._busy, self._tidying = [], set(), None

    def _take(self) -> Worker:
        """The worker that was used last, or a new one."""
        while (worker := self._idle_worker()) is not None:
            if worker.alive:
                return worker
            self._end(worker)
        worker = Worker(self._command)
        with self._lock:
            self._busy.add(worker)
        try:
            worker.start()
        except BaseException:
            self._end(worker)
            raise
        return worker

    def _idle_worker(self) -> Worker | None:
        with self._lock:
            if not self._idle:
                return None
            self._busy.add(self._idle[-1])
            return self._idle.pop()

    def _put_back(self, worker: Worker) -> None:
        if worker.worn or worker.served >= self._most_files or not worker.alive:
            self._end(worker)
            return
        with self._lock:
            self._busy.discard(worker)
            self._idle.append(worker)
            if self._tidying is None:
                self._tidy_in(self._idle_seconds)

    def _end(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
        worker.close()

    def _tidy(self) -> None:
        """End the workers that nobody has needed for a while; come again while any is left."""
        with self._lock:
            left = {worker: worker.since + self._idle_seconds - monotonic() for worker in self._idle}
            self._idle = [worker for worker in self._idle if left[worker] > 0]
            self._tidying = None
            if self._idle:
                self._tidy_in(min(left[worker] for worker in self._idle))
        for worker in left.keys() - set(self._idle):
            worker.close()

    def _tidy_in(self, seconds: float) -> None:
        self._tidying = threading.Timer(seconds, self._tidy)
        self._tidying.daemon = True
        self._tidying.start()


_POOLS: Final[WeakSet[Pool]] = WeakSet()


def close_all() -> None:
    """End every worker of this process."""
    for pool in list(_POOLS):
        pool.close()


def _forget_all() -> None:
    for pool in list(_POOLS):
        pool.forget()


atexit.register(close_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
