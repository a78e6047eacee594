"""Archives of a judged contest: by code without a trace of an author, by author without a code, each file proven."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from contest.authors.queries import envelope_of
from contest.db import db, transaction
from contest.entries.models import Manuscript
from contest.entries.service import withdraw_entry
from contest.errors.exports import (
    ExportUnknown,
    FileLost,
    NothingToPack,
    ReceivedByAuthorOnly,
    ScoresByCodeOnly,
)
from contest.errors.shortlist import NotFrozen, RoundNotLocked, SealClosed
from contest.exports.archive.verifying import verify_archive
from contest.exports.face import Naming
from contest.exports.long import archives
from contest.exports.long.face import Asked, Unwatched
from contest.plumbing.storage import storage
from contest.screening.queries import blind_codes_of
from tests.awards.stage import FIRST, SECOND, awarding, contest_of, decide, later
from tests.cast import Cast
from tests.conftest import Schema
from tests.crawler import bare
from tests.stage import Stage, staged


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[tuple[Flask, Stage]]:
    with staged(tmp_path_factory.mktemp("archive"), schema, "frozen") as (app, stage):
        yield app, stage


@pytest.fixture
def stage(stood: tuple[Flask, Stage]) -> Iterator[Stage]:
    app, stage = stood
    with app.app_context():
        yield stage
        db.session.remove()


def asked(stage: Stage, naming: Naming = Naming.NEVER, **options: str) -> Asked:
    return Asked(stage.contest, stage.round, options, naming, stage.later(60))


def made(stage: Stage, **options: str) -> bytes:
    return b"".join(archives.make(asked(stage, **options), Unwatched()))


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        assert read.testzip() is None
        return {name: read.read(name) for name in read.namelist()}


def test_by_code_each_entry_of_the_round_has_its_folder(stage: Stage) -> None:
    files = opened(made(stage, by="code", what="all"))
    codes = {code.code for code in blind_codes_of(stage.round.id).values()}
    folders = {name.split("/")[0] for name in files if "/" in name}
    assert folders <= codes
    assert len(folders) == 10
    assert {name for name in files if "/" not in name} == {"DANH-MUC.txt", "manifest.json"}
    assert all(f"{code}/{code}.pdf" in files for code in folders)
    assert sum(name.endswith(".webp") for name in files) >= 2


def test_by_code_nothing_tells_an_author(stage: Stage) -> None:
    data = made(stage, by="code", what="all", scores="yes")
    told = "\n".join([*opened(data), *(text_of(name, part) for name, part in opened(data).items())])
    told = bare(told)
    words = {word for canary in stage.canaries.values() for _kind, word in canary.words}
    assert len(words) > 50
    assert [word for word in sorted(words) if bare(word) in told] == []


def test_by_author_originals_are_byte_for_byte_and_no_code_is_told(stage: Stage) -> None:
    files = opened(made(stage, by="author", what="all"))
    originals = stage.originals()
    digests = {hashlib.sha256(data).hexdigest() for data in files.values()}
    assert len(originals & digests) >= 2
    codes = [code.code for code in blind_codes_of(stage.round.id).values()]
    told = "\n".join([*files, *(text_of(name, data) for name, data in files.items() if "/" not in name)])
    assert not any(code in told for code in codes)
    entry = stage.entry(0)
    first = envelope_of(entry.id).authors[0].name
    assert any(name.startswith(f"{first[:30]}") and entry.receipt in name for name in files)


def test_a_typed_essay_lies_there_as_text(stage: Stage) -> None:
    files = opened(made(stage, by="author", what="all"))
    entry = stage.entry(0)
    text = next(data for name, data in files.items() if entry.receipt in name and name.endswith("bai.txt"))
    assert text.decode("utf-8-sig").replace("\r\n", "\n").startswith(entry.manuscript.title)


def test_every_version_is_in_the_record_and_the_one_that_counts_elsewhere(
    tmp_path: Path, schema: Schema
) -> None:
    with staged(tmp_path, schema, "screened") as (app, stage), app.app_context():
        stage.advance("drawn")
        entry = stage.entry(0)
        first = entry.manuscript
        with transaction():
            columns = [c.key for c in Manuscript.__table__.columns if c.key not in ("id", "version", "title")]
            said = {key: getattr(first, key) for key in columns}
            db.session.add(Manuscript(**said, version=first.version + 1, title="Bản sửa cuối cùng"))
        db.session.expire_all()
        record, round_ = (opened(made(stage, by="author", what=what)) for what in ("received", "all"))
        old = first.title
        db.session.remove()
    texts = {
        name.split("/", 1)[1]: data.decode("utf-8-sig")
        for name, data in record.items()
        if entry.receipt in name
    }
    assert texts["bai.txt"].startswith("Bản sửa cuối cùng")
    assert texts["phien-ban-01/bai.txt"].startswith(old)
    assert [name.split("/", 1)[1] for name in round_ if entry.receipt in name] == ["bai.txt"]
    assert json.loads(record["manifest.json"])["versions"] == "every"
    assert json.loads(round_["manifest.json"])["versions"] == "counts"
    assert "đủ các phiên bản" in record["DANH-MUC.txt"].decode("utf-8-sig")
    assert "bản mới nhất, là bản được tính" in round_["DANH-MUC.txt"].decode("utf-8-sig")


def test_the_list_proves_every_file_and_itself(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(made(stage, by="author", what="received"))
    verdict = verify_archive(tmp_path / "a.zip")
    said = json.loads(opened((tmp_path / "a.zip").read_bytes())["manifest.json"])
    assert verdict.faults == ()
    assert (verdict.files, verdict.list_sha256) == (len(said["files"]) + 1, said["list_sha256"])
    assert (said["by"], said["what"], said["entries"], said["left_out"]) == ("author", "received", 12, [])


@pytest.mark.parametrize("by", ["code", "author"])
def test_twice_the_same_bytes(stage: Stage, by: str) -> None:
    assert made(stage, by=by, what="all") == made(stage, by=by, what="all")


def test_a_frozen_list_packs_its_entries_alone(stage: Stage) -> None:
    files = opened(made(stage, by="code", what="shortlisted", scores="yes"))
    assert len({name.split("/")[0] for name in files if "/" in name}) == 4
    assert "tong-hop-diem.xlsx" in files


def test_an_entry_withdrawn_changes_its_folder_and_the_lists_alone(tmp_path: Path, schema: Schema) -> None:
    with staged(tmp_path, schema, "screened") as (app, stage), app.app_context():
        stage.advance("drawn")
        before = opened(made(stage, by="author", what="all"))
        entry = stage.entry(0)
        with transaction():
            withdraw_entry(
                entry=entry,
                by="tác giả",
                reason="Công văn xin rút số 4.",
                actor=stage.account("secretary").actor(),
                at=stage.later(50),
            )
        after = opened(made(stage, by="author", what="all"))
        gone = set(before) - set(after)
        db.session.remove()
    assert gone
    assert all(entry.receipt in name for name in gone)
    same = set(before) & set(after) - {"manifest.json", "DANH-MUC.txt"}
    assert set(after) <= set(before)
    assert all(before[name] == after[name] for name in same)
    assert before["manifest.json"] != after["manifest.json"]


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"by": "code", "what": "received"}, ReceivedByAuthorOnly),
        ({"by": "author", "what": "all", "scores": "yes"}, ScoresByCodeOnly),
        ({"by": "both", "what": "all"}, ExportUnknown),
        ({"by": "code", "what": "../.."}, ExportUnknown),
        ({}, ExportUnknown),
    ],
)
def test_what_is_not_offered_is_refused(
    stage: Stage, options: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        archives.check(asked(stage, **options))


def test_before_the_lock_and_the_list_there_is_less_to_have(tmp_path: Path, schema: Schema) -> None:
    with staged(tmp_path, schema, "screened") as (app, stage), app.app_context():
        with pytest.raises(NothingToPack):
            archives.check(asked(stage, by="code", what="all"))
        with pytest.raises(NotFrozen):
            archives.check(asked(stage, by="code", what="shortlisted"))
        with pytest.raises(RoundNotLocked):
            archives.check(asked(stage, by="code", what="all", scores="yes"))
        db.session.remove()


@pytest.mark.parametrize(
    ("options", "secretary", "unsealed", "naming"),
    [
        ({"by": "code", "what": "all"}, True, True, Naming.NEVER),
        ({"by": "author", "what": "all"}, False, False, None),
        ({"by": "author", "what": "all"}, True, False, Naming.SECRETARY),
        ({"by": "author", "what": "all"}, False, True, Naming.UNSEALED),
        ({"by": "author", "what": "shortlisted"}, True, True, Naming.UNSEALED),
        ({"by": "author", "what": "received"}, False, True, None),
        ({"by": "author", "what": "received"}, True, True, Naming.SECRETARY),
    ],
)
def test_who_may_have_names(stage, options, secretary, unsealed, naming) -> None:
    if naming is None:
        with pytest.raises(SealClosed):
            archives.naming(asked(stage, **options), secretary=secretary, unsealed=unsealed)
    else:
        assert archives.naming(asked(stage, **options), secretary=secretary, unsealed=unsealed) is naming


def test_a_file_that_is_lost_or_altered_makes_no_archive(tmp_path: Path, schema: Schema) -> None:
    with staged(tmp_path, schema, "screened") as (app, stage), app.app_context():
        file = next(file for n in range(12) for file in stage.entry(n).manuscript.files)
        path = storage().path(file.digest)
        kept = path.read_bytes()
        path.write_bytes(kept[:-1] + b"!")
        with pytest.raises(FileLost):
            made(stage, by="author", what="received")
        path.unlink()
        with pytest.raises(FileLost):
            made(stage, by="author", what="received")
        db.session.remove()


@pytest.mark.parametrize("change", ["content", "missing", "extra", "list", "none", "torn", "packed"])
def test_whatever_is_changed_is_found(stage: Stage, tmp_path: Path, change: str) -> None:
    whole = opened(made(stage, by="code", what="all"))
    pdf = next(name for name in whole if name.endswith(".pdf"))
    if change == "content":
        whole[pdf] = whole[pdf][:-2] + b"xx"
    elif change == "missing":
        del whole[pdf]
    elif change == "extra":
        whole["thêm.txt"] = b"x"
    elif change == "list":
        said = json.loads(whole["manifest.json"])
        said["files"] = said["files"][1:]
        whole["manifest.json"] = json.dumps(said).encode()
    elif change == "none":
        del whole["manifest.json"]
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as out:
        for name, data in whole.items():
            out.writestr(name, data)
    if change == "packed":
        path = tmp_path / "c.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for name, data in whole.items():
                out.writestr(name, data)
        with zipfile.ZipFile(path) as out:
            place = out.getinfo(pdf).header_offset + 30 + len(pdf.encode())
        raw = bytearray(path.read_bytes())
        raw[place : place + 8] = b"\xff" * 8
        path.write_bytes(raw)
    if change == "torn":
        path.write_bytes(path.read_bytes()[:-40])
    assert verify_archive(path).faults


def text_of(name: str, data: bytes) -> str:
    """What a file says, as far as words stand in it."""
    if name.endswith(".pdf"):
        import pypdfium2

        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
        return " ".join(pages) + data.decode("latin-1")
    if name.endswith(".xlsx"):
        return "".join(part.decode(errors="replace") for part in opened(data).values())
    return data.decode(errors="replace")


def test_those_who_hold_a_prize_can_be_packed_alone(house: Flask, cast: Cast) -> None:
    entries = awarding(cast)
    contest = contest_of(cast)
    wanted = Asked(contest, contest.rounds[0], {"by": "code", "what": "winners"}, Naming.NEVER, later(5))
    with pytest.raises(NothingToPack):
        archives.check(wanted)
    decide(cast, {entries[0]: FIRST, entries[1]: SECOND}, reason="Họp quyết định.")
    archives.check(wanted)
    files = opened(b"".join(archives.make(wanted, Unwatched())))
    codes = {code.code for entry, code in blind_codes_of(cast.round_id).items() if entry in entries[:2]}
    assert {name.split("/")[0] for name in files if "/" in name} == codes
