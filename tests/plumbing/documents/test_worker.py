"""The worker under its limits, and the caller who believes nothing it says."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from contest.plumbing.documents import Limits, Reading, host, read_document
from contest.plumbing.documents.pool import Pool
from tests.plumbing.documents.conftest import Read
from tests.plumbing.documents.made import docx, p

MIB = 1024 * 1024
CUTS = (0.02, 0.3, 0.6, 0.97)


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
    slow = b"{\\rtf1 " + b"\\b0 a" * 3_000_000 + b"}"

    assert read(slow, limits=Limits(wall_seconds=0.2)).refusal == "took-too-long"


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
        "import json, sys; print('ready', flush=True); into = json.loads(sys.stdin.readline())['into'];"
        "open(into + '/reading.json', 'w').write(sys.argv[1]); open(into + '/left-behind', 'w').write('x');"
        "print('done', flush=True)"
    )
    with Pool(1, command=(sys.executable, "-c", script, said)) as pool:
        monkeypatch.setattr(host, "ESSAYS", pool)

        assert read(b"a").refusal == "unreadable"


@pytest.mark.parametrize("last_words", ["import os; os.kill(os.getpid(), 11)", "print('nonsense')", "pass"])
def test_a_worker_that_dies_is_a_refusal(
    read: Read, monkeypatch: pytest.MonkeyPatch, last_words: str
) -> None:
    script = f"import sys; print('ready', flush=True); sys.stdin.readline(); {last_words}"
    with Pool(1, command=(sys.executable, "-c", script)) as pool:
        monkeypatch.setattr(host, "ESSAYS", pool)

        assert read(b"a").refusal == "unreadable"


def test_a_file_that_is_not_there_is_no_matter_of_content(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_document(tmp_path / "missing", into=tmp_path)


def test_a_page_larger_than_the_limit_is_a_refusal(tmp_path: Path, samples: Path) -> None:
    reading = read_document(samples / "12-anh-trang-1.jpg", into=tmp_path, limits=Limits(output_bytes=1000))

    assert reading.refusal == "too-big"


@pytest.mark.parametrize("cut", CUTS)
def test_a_cut_copy_of_any_sample_is_refused(samples: Path, tmp_path: Path, cut: float) -> None:
    refused, taken = set(), set()
    for file in sorted(samples.glob("[0-9]*")):
        data = file.read_bytes()
        (tmp_path / "upload").write_bytes(data[: int(len(data) * cut)])
        reading = read_document(tmp_path / "upload", into=tmp_path / "pages", name="")
        if reading.refusal:
            refused.add(reading.refusal)
        else:
            taken.add(file.name[:2])

    assert refused <= {"damaged", "empty", "type-not-accepted"}
    assert taken <= {"06", "07"}  # half of a plain text is a plain text
