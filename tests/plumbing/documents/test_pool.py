"""Workers are kept for the next file, ended when they should be, and never left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest

from contest.plumbing.documents import Limits, Reading, host, read_document
from contest.plumbing.documents.pool import COMMAND, Pool, close_all
from tests.plumbing.documents.conftest import Read

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes under /proc")

ROOT = Path(host.__file__).parents[3]
EVIL = (sys.executable, "-m", "tests.plumbing.documents.evil")
QUICK = Limits(wall_seconds=0.3)
Open = Callable[..., Pool]
Workers = Callable[[], set[int]]


@pytest.fixture
def workers() -> Workers:
    """The children of this process that began with the test, zombies among them; others come and go as they like."""
    close_all()
    others = children()
    return lambda: children() - others


@pytest.fixture
def opened(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Puts a pool of these makings in the place of the house's own."""
    pools: list[Pool] = []

    def open_pool(size: int = 1, **makings: object) -> Pool:
        pools.append(Pool(size, **makings))  # type: ignore[arg-type]
        monkeypatch.setattr(host, "ESSAYS", pools[-1])
        return pools[-1]

    yield open_pool
    for pool in pools:
        pool.close()
    assert workers() == set()


def test_one_worker_serves_one_file_after_another(opened: Open, read: Read, workers: Workers) -> None:
    opened()

    served = [(read(text).text, workers()) for text in (b"one", b"two", b"three")]

    assert [text for text, _ in served] == ["one", "two", "three"]
    assert len(served[0][1]) == 1
    assert served[0][1] == served[1][1] == served[2][1]


def test_nothing_of_one_file_reaches_the_next(opened: Open, read: Read) -> None:
    opened(command=EVIL)

    assert [read(b"seen").text, read(b"seen").text] == ["1 seen", "1 seen"]


@pytest.mark.parametrize(
    ("does", "limits", "refusal"),
    [
        ("crash", None, "unreadable"),
        ("hang", QUICK, "took-too-long"),
        ("spin", Limits(cpu_seconds=1), "took-too-long"),
        ("eat", None, "too-big"),
        ("flood", None, "unreadable"),
    ],
)
def test_a_bad_file_costs_nobody_else_anything(
    opened: Open,
    read: Read,
    workers: Workers,
    monkeypatch: pytest.MonkeyPatch,
    does: str,
    limits: Limits | None,
    refusal: str,
) -> None:
    monkeypatch.setattr(host, "_GRACE", 60.0)  # on a busy machine too it is the alarm that ends a file
    opened(command=EVIL)
    read(b"good")
    before = workers()

    assert read(does.encode(), limits=limits).refusal == refusal
    assert read(b"good").text == "1 good"
    assert workers() == before


def test_a_file_that_hears_no_alarm_is_ended_with_its_worker(
    opened: Open, read: Read, workers: Workers
) -> None:
    opened(command=EVIL)
    read(b"good")
    before, started = workers(), monotonic()

    assert read(b"hang deaf", limits=Limits(wall_seconds=2)).refusal == "took-too-long"
    assert monotonic() - started < 50, "the file itself hangs for sixty seconds"
    assert read(b"good").text == "1 good"
    assert not before & workers()


def test_what_a_file_says_to_the_host_is_not_heard(opened: Open, read: Read) -> None:
    opened(command=EVIL)

    assert [read(b"speak").text, read(b"good").text] == ["1 speak", "1 good"]


def test_a_process_that_a_file_started_ends_with_its_worker(opened: Open, read: Read) -> None:
    pool = opened(command=EVIL)
    started = int(read(b"breed").text.split()[-1])

    pool.close()

    assert ends(started)


@pytest.mark.parametrize("most_files", [1, 2])
def test_a_worker_retires_after_so_many_files(
    opened: Open, read: Read, workers: Workers, most_files: int
) -> None:
    opened(most_files=most_files)
    seen = set()
    for _ in range(2 * most_files):
        read(b"a")
        seen |= workers()

    assert workers() == set()
    assert len(seen) == (0 if most_files == 1 else 2)


def test_a_worker_that_nobody_needs_goes(opened: Open, read: Read, workers: Workers) -> None:
    pool = opened(idle_seconds=1.0)
    with pool.worker():
        assert len(workers()) == 1

    assert within(60, lambda: workers() == set())
    assert read(b"b").text == "b"
    assert read(b"b").text == "b"


def test_a_worker_that_was_killed_while_it_waited_is_replaced(
    opened: Open, read: Read, workers: Workers
) -> None:
    opened()
    read(b"a")
    for worker in workers():
        os.kill(worker, signal.SIGKILL)

    assert read(b"b").text == "b"


def test_many_threads_share_few_workers(opened: Open, workers: Workers, tmp_path: Path) -> None:
    opened(size=2, command=EVIL)
    deeds = ["good", "crash", "good", "hang", "good", "speak"] * 4

    def one(number: int) -> tuple[Reading, int]:
        upload = tmp_path / f"{number}.txt"
        upload.write_text(deeds[number], encoding="utf-8")
        limits = QUICK if deeds[number] == "hang" else None
        return read_document(upload, into=tmp_path / str(number), limits=limits), len(workers())

    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(one, range(len(deeds))))

    expected = {"good": None, "speak": None, "crash": "unreadable", "hang": "took-too-long"}
    assert [reading.refusal for reading, _ in done] == [expected[deed] for deed in deeds]
    assert max(count for _, count in done) <= 2


def test_a_worker_that_does_not_start_is_no_matter_of_content(opened: Open, read: Read) -> None:
    opened(command=(sys.executable, "-c", "raise SystemExit"))

    with pytest.raises(OSError, match="does not start"):
        read(b"a")


def test_where_there_is_no_forking_one_process_reads_them_all(
    opened: Open, read: Read, workers: Workers
) -> None:
    opened(command=(*COMMAND, "--together"))

    texts = [read(text).text for text in (b"one", b"two")]
    here = workers()
    slow = read(b"{\\rtf1 " + b"\\b0 a" * 3_000_000 + b"}", limits=Limits(cpu_seconds=1))

    assert texts == ["one", "two"]
    assert len(here) == 1
    assert slow.refusal == "took-too-long"
    assert read(b"three", limits=Limits(memory=2 * Limits().memory)).text == "three"
    assert not here & workers()


FORKING = """
import os, sys
from pathlib import Path
from contest.plumbing.documents import read_document
folder = Path(sys.argv[1])
(folder / "a.txt").write_text("a b")
def read(into): return read_document(folder / "a.txt", into=folder / into).words
assert read("1") == 2
child = os.fork()
if not child:
    sys.exit(read("2"))
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
assert read("3") == 2
print(*(pid for pid in os.listdir("/proc") if pid.isdigit()
    and f"({os.getpid()})" in f"({Path(f'/proc/{pid}/stat').read_text().split()[3]})"))
"""


def test_a_fork_of_the_host_has_workers_of_its_own_and_none_outlives_it(tmp_path: Path) -> None:
    words = [sys.executable, "-W", "error", "-c", FORKING, str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert (done.stderr, done.returncode) == ("", 0)
    (worker,) = map(int, done.stdout.split())
    assert ends(worker)


def children() -> set[int]:
    return {pid for pid, parent in parents() if parent == os.getpid()}


def parents() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            yield int(entry.name), int(fields[1])


def ends(process: int) -> bool:
    """Whether a process is gone, or is soon."""
    return within(60, lambda: not Path(f"/proc/{process}").exists() or _is_zombie(process))


def _is_zombie(process: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return True


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    late = monotonic() + seconds
    while not holds():
        if monotonic() > late:
            return False
        sleep(0.02)
    return True
