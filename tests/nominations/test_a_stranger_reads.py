"""The documented format is enough: another program reads what this one writes, and refuses what this one refuses."""

import json

import pytest
from flask import Flask

from contest.nominations.rules import SCAN, PaperSent, read_line, read_manifest
from contest.plumbing.packages import fingerprint, open_package
from contest.plumbing.storage import storage
from tests.nominations import a_stranger
from tests.nominations.made import (
    ENTRY,
    a_package,
    lines_of,
    members_of,
    repacked,
    sha,
    signature_of,
    unpacked,
)
from tests.nominations.test_packing import levelled, made
from tests.stage import Stage

PAPERS = [
    PaperSent("score-summary", "Bảng tổng hợp điểm", "docx", b"PK\x03\x04 bang", marks=True),
    PaperSent(SCAN, "Biên bản họp", "pdf", b"%PDF-1.7 bien ban"),
]


@pytest.mark.parametrize("papers", [[], PAPERS])
def test_a_stranger_reads_the_same_out_of_a_package_of_ours(house: Flask, papers: list[PaperSent]) -> None:
    package = made(levelled(Stage.at_level("unsealed")), papers=papers, rest=True)
    path = storage().path(package.file_digest)
    manifest, entries, told, signer = a_stranger.read(path.read_bytes())
    with open_package(path) as opened:
        assert manifest == opened.manifest
        own = [read_line(line, n) for n, line in enumerate(opened.entries.read_bytes().splitlines(), 1)]
        assert entries == [json.loads(json.dumps(entry.as_json())) for entry in own]
        assert signer == fingerprint(opened.key)
        assert [paper.title for paper in read_manifest(opened.manifest).papers] == list(told)
    assert told == {paper.title: paper.data for paper in papers}


FILES = [
    {"sha256": sha(data), "size": len(data), "role": "essay", "caption": ""} for _, data in members_of()[1:]
]
WHOLE = {**ENTRY, "files": FILES}
COUNTS = {"entries": 1, "nominated": 1, "files": 3}


def with_lines(raw: bytes, **changes: object) -> bytes:
    return a_package([("entries.jsonl", raw), *members_of()[1:]], **{"counts": COUNTS, **changes})


def told_twice() -> bytes:
    return with_lines(
        lines_of([WHOLE, {**WHOLE, "receipt": WHOLE["receipt"].lower()}]),
        counts={**COUNTS, "entries": 2, "nominated": 2},
    )


HOSTILE = {
    "cut off in the lines": with_lines(lines_of([WHOLE])[:-1]),
    "written loosely": with_lines(json.dumps(WHOLE).encode() + b"\n"),
    "a name twice in an object": with_lines(lines_of([WHOLE]).replace(b'"words":9', b'"words":9,"words":9')),
    "one receipt twice": told_twice(),
    "another count": with_lines(lines_of([WHOLE]), counts={**COUNTS, "nominated": 0}),
    "another digest of the list": with_lines(lines_of([WHOLE]), list={"sha256": "0" * 64}),
    "a file that nobody names": with_lines(lines_of([{**WHOLE, "files": FILES[:1]}])),
    "a paper that nobody names": a_package(
        [("entries.jsonl", lines_of([WHOLE])), ("papers/01.pdf", b"%PDF-1.7"), *members_of()[1:]],
        version=2,
        papers=[],
    ),
    "signed in capitals": a_package(
        signature=signature_of(dict(unpacked(a_package()))["manifest.json"]).upper().replace(b"KEY", b"key")
    ),
    "a word more beside the signature": repacked(
        [
            (name, data[:-1] + b',"who":"me"}' if name == "signature.json" else data)
            for name, data in unpacked(a_package())
        ]
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_this_program_refuses_a_stranger_refuses_too(what: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        a_stranger.read(HOSTILE[what])


def test_a_package_made_by_another_program_is_read_by_the_stranger() -> None:
    _, entries, _, signer = a_stranger.read(with_lines(lines_of([WHOLE])))
    assert entries == [WHOLE]
    assert len(signer.split()) == 5
