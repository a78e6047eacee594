"""What the readers' tests share: the samples, and a folder for what is read out of a file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contest.plumbing.documents import Kind, Limits, Reading, read_document
from contest.plumbing.documents.draft import Draft, Refused
from contest.plumbing.documents.registry import reader_of

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real files; its README says what must come of each."""
    return Path(__file__).parents[2] / "samples"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read bytes as an upload is read, in a process of its own, and see that nothing is left behind."""

    def read_bytes(data: bytes, *, name: str = "", limits: Limits | None = None) -> Reading:
        upload, into = tmp_path / "upload", tmp_path / "pages"
        upload.write_bytes(data)
        reading = read_document(upload, into=into, limits=limits, name=name)
        left = sorted(into.iterdir()) if into.exists() else []
        assert left == sorted(page.path for page in reading.pages)
        return reading

    return read_bytes


@pytest.fixture
def read_here(tmp_path: Path) -> Read:
    """Read bytes with a reader alone, in this process: for files that mean no harm."""

    def read_bytes(kind: Kind, data: bytes) -> Reading:
        upload = tmp_path / "upload"
        upload.write_bytes(data)
        draft = Draft(kind, Limits(), tmp_path)
        try:
            reader_of(kind)(upload, draft)
            return draft.settle()
        except Refused as refused:
            return Reading(kind=kind, refusal=refused.why.value)

    return read_bytes
