"""Every paper of a rehearsed contest in every format, with what a reader of each file finds in it."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Final

import pypdfium2

from contest.charter.models import Contest, Round
from contest.db import transaction
from contest.errors import Refusal
from contest.exports.face import Naming, Paper
from contest.exports.formats import FORMATS
from contest.exports.printing import Sheets
from contest.exports.registry import PAPERS, download_name, record_export, write_paper
from contest.exports.score_sheets import WRITERS, score_sheets
from contest.plumbing.audit import SYSTEM, Actor
from contest.plumbing.mail.links import absolute
from contest.scoring.queries import readings_on_paper, sheets_among
from contest.scoring.service import print_sheets

FOLDER: Final = "papers"
QPDF: Final = shutil.which("qpdf")


@dataclass(frozen=True, slots=True)
class Written:
    """One paper written into the folder.

    format  "sheets" for the PDF of the sheets that go to whoever the paper names
    pages   of a PDF; None for other formats
    checks  what was looked at and found in order: "opens", "qpdf", "zip"
    refused why the paper could not be made, instead of everything else
    """

    paper: str
    format: str
    file: str = ""
    bytes: int = 0
    pages: int | None = None
    checks: tuple[str, ...] = ()
    refused: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values for ``summary.json``, without what says nothing."""
        told = {
            "paper": self.paper,
            "format": self.format,
            "file": self.file,
            "bytes": self.bytes,
            "pages": self.pages,
            "checks": list(self.checks),
            "refused": self.refused,
        }
        return {name: value for name, value in told.items() if value not in (None, "", [], 0)}


def write_all(
    contest: Contest, rounds: tuple[Round, ...], out: Path, *, actor: Actor, at: datetime
) -> list[Written]:
    """Write every paper that can be made, with names where it may have them, and log each as taken out.

    rounds  those whose papers are wanted; papers of the whole contest are written once, with the last one
    """
    folder = out / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return [
        written
        for paper in PAPERS.values()
        for round_ in (rounds if paper.of_round else rounds[-1:])
        for written in _in_every_format(paper, contest, round_, folder, actor=actor, at=at)
    ]


def _in_every_format(
    paper: Paper, contest: Contest, round_: Round, folder: Path, *, actor: Actor, at: datetime
) -> Iterator[Written]:
    names = paper.naming is not Naming.NEVER
    try:
        paper.check(round_, names=names)
    except Refusal as refusal:
        yield Written(paper.key, "", refused=refusal.code)
        return
    for fmt in FORMATS:
        made = io.BytesIO()
        write_paper(paper.key, fmt, contest=contest, round_=round_, names=names, out=made, at=at)
        with transaction():
            record_export(paper.key, fmt, contest=contest, round_=round_, names=names, actor=actor, at=at)
        path = folder / download_name(paper, fmt, round_=round_)
        path.write_bytes(made.getvalue())
        yield _written(paper.key, fmt, path)
    if paper.sheets:
        path = folder / f"{paper.file_name}-tung-to.pdf"
        path.write_bytes(Sheets(paper, contest, round_, names=names, at=at).whole())
        yield _written(paper.key, "sheets", path)


def write_sheets(contest: Contest, round_: Round, out: Path, *, seed: int, at: datetime) -> list[Written]:
    """Write the filled score sheets of the round's first judge in every format they have."""
    every = readings_on_paper(round_.id)
    own = [one for one in every if one.judge_id == every[0].judge_id]
    with transaction():
        tokens = print_sheets(
            round_=round_, assignments=own, actor=SYSTEM, at=at, rng=Random(f"tokens-{seed}")
        )
    addresses = {
        key: (token, absolute(f"/office/{contest.slug}/sheets/by/{token}")) for key, token in tokens.items()
    }
    sheets = sheets_among(set(tokens))
    found = []
    for fmt, writer in WRITERS.items():
        path = out / FOLDER / f"phieu-cham-vong-{round_.number}{writer.suffix}"
        path.write_bytes(score_sheets(contest, round_, own, addresses=addresses, sheets=sheets, fmt=fmt))
        found.append(_written("score-sheets", fmt, path))
    return found


def _written(key: str, fmt: str, path: Path) -> Written:
    pages, checks = _looked_at(path)
    return Written(key, fmt, f"{FOLDER}/{path.name}", path.stat().st_size, pages, checks)


def _looked_at(path: Path) -> tuple[int | None, tuple[str, ...]]:
    """The pages of a PDF, and which checks the file passed; one that does not open ends the run."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as made:
            pages = len(made)
        sound = (
            QPDF is not None and subprocess.run([QPDF, "--check", path], capture_output=True).returncode == 0
        )
        return pages, ("opens", "qpdf") if sound else ("opens",)
    if path.suffix == ".csv":
        path.read_text("utf-8-sig")
        return None, ("opens",)
    with zipfile.ZipFile(path) as packed:
        broken = packed.testzip()
    if broken is not None:
        raise ValueError(f"{path.name}: {broken}")
    return None, ("opens",)
