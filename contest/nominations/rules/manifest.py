"""The manifest: what a package is, of which contest and level, by whom, and what lies in it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from contest.nominations.rules.reading import Said
from contest.plumbing.packages import FORMAT, VERSION

LINE_OF_MANIFEST: Final = 0
"""Where a refusal says that the manifest is unfit: entries count from 1."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the organ in its own words, its level and rank, and its contest.

    body     the organ that issues the package; area is where
    contest  the contest's slug there; title and year for people
    """

    body: str
    area: str
    level: str
    rank: int
    contest: str
    title: str
    year: int


@dataclass(frozen=True, slots=True)
class MemberTold:
    """One member of the archive behind the signature, in the order in which it lies there."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in manifest.json.

    nominated, entries  how many, of how many in all; list_digest: of the lines about them
    scores, phones      whether the sender let them along
    """

    sender: Sender
    created_at: datetime
    software: str
    nominated: int
    entries: int
    scores: bool
    phones: bool
    list_digest: str
    files: tuple[MemberTold, ...]

    def as_json(self) -> dict[str, Any]:
        """The manifest as it is signed."""
        sender = self.sender
        return {
            "format": FORMAT,
            "version": VERSION,
            "software": self.software,
            "created_at": self.created_at.isoformat(timespec="seconds"),
            "sender": {"body": sender.body, "area": sender.area, "level": sender.level, "rank": sender.rank},
            "contest": {"slug": sender.contest, "title": sender.title, "year": sender.year},
            "counts": {"entries": self.entries, "nominated": self.nominated, "files": len(self.files)},
            "options": {"scores": self.scores, "phones": self.phones},
            "list": {"sha256": self.list_digest},
            "files": [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in self.files],
        }


def read_manifest(values: Mapping[str, Any]) -> Manifest:
    """A manifest that is signed and whole. Raises PackageUnfit for a value that cannot be."""
    said = Said(values, LINE_OF_MANIFEST)
    sender, contest, counts = said.part("sender"), said.part("contest"), said.part("counts")
    options, chosen = said.part("options"), said.part("list")
    return Manifest(
        sender=Sender(
            body=sender.text("body", 200),
            area=sender.text("area", 200),
            level=sender.text("level", 80),
            rank=sender.number("rank", 99),
            contest=contest.text("slug", 60, needed=True),
            title=contest.text("title", 300),
            year=contest.number("year", 9999),
        ),
        created_at=said.moment("created_at"),
        software=said.text("software", 40),
        nominated=counts.number("nominated"),
        entries=counts.number("entries"),
        scores=options.flag("scores"),
        phones=options.flag("phones"),
        list_digest=chosen.digest("sha256"),
        files=said.rows("files", 10_000, _member),
    )


def _member(said: Said) -> MemberTold:
    return MemberTold(said.text("name", 100, needed=True), said.digest("sha256"), said.number("size"))


def list_digest(lines: Sequence[bytes]) -> str:
    """The SHA-256 of the lines about the entries, by which the same choice is known again."""
    return hashlib.sha256(b"".join(lines)).hexdigest()
