"""The worker under its limits, and the caller who believes nothing it says."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from contest.plumbing.documents import Limits, Reading, host, read_document
from tests.plumbing.documents.conftest import Read
from tests.plumbing.documents.made import docx, p

MIB = 1024 * 1024
CUTS = (0.02, 0.3, 0.6, 0.97)
WORKER = [sys.executable, "-m", "contest.plumbing.documents.worker"]
ROOT = Path(host.__file__).parents[3]


def test_a_worker_out_of_memory_is_a_refusal(read: Read) -> None:
    reading = read(docx(p("a") * 150_000), limits=Limits(memory=160 * MIB))

    assert reading.refusal == "too-big"


def test_a_worker_without_memory_for_its_own_libraries_is_a_refusal(read: Read, samples: Path) -> None:
    photograph = (samples / "12-anh-trang-1.jpg").read_bytes()

    assert read(photograph, limits=Limits(memory=24 * MIB)).refusal in ("too-big", "unreadable")


def test_a_worker_out_of_cpu_time_is_ended(read: Read) -> None:
    slow = b"{\\rtf1 " + b"\\b0 a" * 3_000_000 + b"}"

    assert read(slow, limits=Limits(cpu_seconds=1)).refusal == "took-too-long"


def test_a_worker_that_hangs_is_ended(read: Read) -> None:
    assert read(docx(p("a")), limits=Limits(wall_seconds=0.01)).refusal == "took-too-long"


@pytest.mark.parametrize(
    "told",
    [
        "",
        "no JSON",
        "[]",
        '{"pages": [["../../../etc/passwd", 1, 1, [], 0]]}',
        '{"pages": [["/etc/hostname.webp", 1, 1, [], 0]]}',
        '{"pages": [["missing.webp", 1, 1, [], 0]]}',
        '{"pages": [], "kind": "exe"}',
    ],
)
def test_a_worker_that_lies_is_not_believed(read: Read, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    whole = asdict(Reading(kind=None)) | (json.loads(told) if told.startswith("{") else {})
    said = json.dumps(whole) if told.startswith("{") else told
    script = (
        "import json, sys; into = json.loads(sys.stdin.readline())['into'];"
        "open(into + '/reading.json', 'w').write(sys.argv[1]); open(into + '/left-behind', 'w').write('x')"
    )
    monkeypatch.setattr(host, "_WORKER", (sys.executable, "-c", script, said))

    assert read(b"a").refusal == "unreadable"


def test_a_worker_that_dies_is_a_refusal(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "_WORKER", (sys.executable, "-c", "import os; os.kill(os.getpid(), 11)"))

    assert read(b"a").refusal == "unreadable"


def test_a_file_that_is_not_there_is_no_matter_of_content(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_document(tmp_path / "missing", into=tmp_path)


@pytest.fixture(scope="module")
def cut_readings(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Every sample cut off at several places, all read by one worker, one after another."""
    folder = tmp_path_factory.mktemp("cut")

    def requests() -> Iterator[tuple[str, Path]]:
        for file in sorted(samples.glob("[0-9]*")):
            data = file.read_bytes()
            for cut in CUTS:
                into = folder / f"{file.name}-{cut}"
                into.mkdir()
                (into / "upload").write_bytes(data[: int(len(data) * cut)])
                yield f"{file.name}-{cut}", into

    asked = dict(requests())
    lines = [
        json.dumps(
            {
                "path": str(into / "upload"),
                "name": "",
                "into": str(into),
                "limits": asdict(Limits()),
                "ours": None,
            }
        )
        for into in asked.values()
    ]
    done = subprocess.run(
        WORKER, input="\n".join(lines), cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "done\n" * len(lines)
    assert done.stderr == ""
    return {name: json.loads((into / "reading.json").read_text("utf-8")) for name, into in asked.items()}


def test_one_worker_answers_for_every_cut_copy(cut_readings: dict[str, dict[str, object]]) -> None:
    refused = {name for name, reading in cut_readings.items() if reading["refusal"]}
    taken = {name[:2] for name in cut_readings.keys() - refused}

    assert {str(cut_readings[name]["refusal"]) for name in refused} <= {
        "damaged",
        "empty",
        "type-not-accepted",
    }
    assert taken <= {"06", "07"}  # half of a plain text is a plain text
