"""The manifest: what a package is, of which contest and level, by whom, and what lies in it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from contest.nominations.rules.reading import Said
from contest.plumbing.packages import FORMAT, MINUTES, PAPERS

LINE_OF_MANIFEST: Final = 0
"""Where a refusal says that the manifest is unfit: entries count from 1."""

PLAIN, WITH_PAPERS = 1, 2
"""The versions that are written: the older one wherever it says everything, so that older readers read it."""

MOST_ENTRIES: Final = 2000
MOST_PAPERS: Final = 20
SCAN: Final = "scan"


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
class PaperTold:
    """One paper in the archive: by which member, what it is by its maker's key, what people call it."""

    name: str
    kind: str
    title: str

    @property
    def suffix(self) -> str:
        """The end of its name: pdf, docx or zip."""
        return self.name.rsplit(".", 1)[-1]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in manifest.json.

    nominated, entries  how many, of how many in all; list_digest: of the lines about them
    scores, phones      whether the sender let them along
    papers              each of them lies among the files; in the order of their names
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
    papers: tuple[PaperTold, ...] = ()

    def digest_of(self, name: str) -> str:
        """The SHA-256 of a member that is listed."""
        return next(file.sha256 for file in self.files if file.name == name)

    def as_json(self) -> dict[str, Any]:
        """The manifest as it is signed."""
        sender = self.sender
        papers = [{"name": p.name, "kind": p.kind, "title": p.title} for p in self.papers]
        return {
            "format": FORMAT,
            "version": WITH_PAPERS if papers else PLAIN,
            **({"papers": papers} if papers else {}),
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
    files = said.rows("files", 10_000, _member)
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
        files=files,
        papers=_papers(said, [file.name for file in files]),
    )


def _member(said: Said) -> MemberTold:
    return MemberTold(said.text("name", 100, needed=True), said.digest("sha256"), said.number("size"))


def _papers(said: Said, names: Sequence[str]) -> tuple[PaperTold, ...]:
    """The papers; before version 2 there was one at most, and nobody said what it was. Raises PackageUnfit."""
    if said.values.get("version") == PLAIN:
        return (PaperTold(MINUTES, SCAN, ""),) if MINUTES in names else ()
    told = said.rows("papers", MOST_PAPERS, _paper) if "papers" in said.values else ()
    if [one.name for one in told] != [name for name in names if name.startswith(PAPERS)]:
        raise said.unfit("papers")
    return told


def _paper(said: Said) -> PaperTold:
    return PaperTold(
        said.text("name", 100, needed=True),
        said.text("kind", 40, needed=True),
        said.text("title", 200, needed=True),
    )


def list_digest(lines: Sequence[bytes]) -> str:
    """The SHA-256 of the lines about the entries, by which the same choice is known again."""
    return hashlib.sha256(b"".join(lines)).hexdigest()
