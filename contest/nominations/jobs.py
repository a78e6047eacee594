"""Packages from below made ready, taken and let go; whose bytes the janitor leaves alone; what is no copy."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from contest.db import db
from contest.nominations.models import ConsignedFile, Consignment, Package
from contest.nominations.queries.origins import works_sent_up_here
from contest.nominations.rules import read_manifest
from contest.nominations.service.preparing import prepare
from contest.nominations.service.receiving import LET_GO, PREPARE, TAKE
from contest.nominations.service.sweeping import let_go
from contest.nominations.service.taking import take_entries
from contest.plumbing.audit import Actor
from contest.plumbing.clock import now
from contest.plumbing.jobs import handles
from contest.plumbing.storage import names_blobs
from contest.screening.service.one_work import tells_one_work

AT_ONCE = 25


@handles(PREPARE, lease=timedelta(minutes=30))
def prepare_consignment(payload: Mapping[str, Any]) -> None:
    """Open a package, or read some of its files; after the last of them look through its entries."""
    prepare(consignment_id=payload["consignment"], at=now(), most=AT_ONCE)


@handles(TAKE)
def take_consignment(payload: Mapping[str, Any]) -> None:
    """Take some entries of a package into the register."""
    actor = Actor(payload["actor"], payload["name"])
    take_entries(consignment_id=payload["consignment"], actor=actor, at=now(), most=AT_ONCE)


@handles(LET_GO)
def let_go_of_consignment(payload: Mapping[str, Any]) -> None:
    """Let go of the files of a package that has been done for two weeks."""
    let_go(consignment_id=payload["consignment"], at=now())


tells_one_work(works_sent_up_here)


@names_blobs("packages")
def named_by_packages() -> Iterator[str]:
    """Digests of packages that were made."""
    yield from db.session.scalars(select(Package.file_digest))


@names_blobs("consignments")
def named_by_consignments() -> Iterator[str]:
    """Digests of packages that came, of their papers, and of their files and pages, until they are let go."""
    standing = select(Consignment.file_digest, Consignment.manifest).where(Consignment.swept_at.is_(None))
    for digest, said in db.session.execute(standing):
        yield digest
        if said:
            manifest = read_manifest(said)
            yield from (manifest.digest_of(paper.name) for paper in manifest.papers)
    for digest, reading in db.session.execute(select(ConsignedFile.digest, ConsignedFile.reading)):
        yield digest
        yield from (page["digest"] for page in (reading or {}).get("pages", ()))
