"""Archives of entries: blind copies by code, or originals by author. The two never lie in one file."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from contest.errors import N_
from contest.errors.exports import ExportUnknown, NothingToPack, ReceivedByAuthorOnly, ScoresByCodeOnly
from contest.errors.shortlist import SealClosed
from contest.exports.archive import manifest
from contest.exports.archive.by_author import entries_by_author
from contest.exports.archive.by_code import entries_by_code, scores
from contest.exports.archive.chosen import CHOICES, RECEIVED
from contest.exports.archive.listed import Listed
from contest.exports.archive.manifest import About
from contest.exports.archive.zipped import ZipStream
from contest.exports.face import Naming
from contest.exports.long.face import Asked, Work
from contest.exports.papers import score_summary

CODE, AUTHOR = "code", "author"
BY: Final = {CODE: N_("Gói bài theo mã phách"), AUTHOR: N_("Gói bài gốc theo tác giả")}
FILE_NAMES: Final = {CODE: "theo-ma-phach", AUTHOR: "theo-tac-gia"}
WITH_SCORES: Final = N_("kèm bảng tổng hợp điểm")


def words(asked: Asked) -> tuple[str, ...]:
    """By what, which entries, and whether marks come with them."""
    more = (WITH_SCORES,) if _with_scores(asked) else ()
    return (BY[_by(asked)], CHOICES[_what(asked)][0], *more)


def naming(asked: Asked, *, secretary: bool, unsealed: bool) -> Naming:
    """None by code. By author: after unsealing for the office, before it for the secretary alone. Raises SealClosed."""
    if _by(asked) == CODE:
        return Naming.NEVER
    if unsealed and _what(asked) != RECEIVED:
        return Naming.UNSEALED
    if not secretary:
        raise SealClosed
    return Naming.SECRETARY


def check(asked: Asked) -> None:
    """Raises ExportUnknown, ReceivedByAuthorOnly, ScoresByCodeOnly, RoundNotLocked, NotFrozen, NothingToPack."""
    by, what = _by(asked), _what(asked)
    if by == CODE and what == RECEIVED:
        raise ReceivedByAuthorOnly
    if _with_scores(asked):
        if by != CODE:
            raise ScoresByCodeOnly
        score_summary.check(asked.round, names=False)
    if not CHOICES[what][1](asked.round):
        raise NothingToPack


def file_name(asked: Asked) -> str:
    """``guong-sang-2026-vong-1-theo-ma-phach.zip``."""
    part = "" if _what(asked) == RECEIVED else f"-vong-{asked.round.number}"
    return f"{asked.contest.slug[:60]}{part}-{FILE_NAMES[_by(asked)]}.zip"


def media_type(asked: Asked) -> str:
    """ZIP."""
    return "application/zip"


def make(asked: Asked, work: Work) -> Iterator[bytes]:
    """The archive, streamed; each entry is a step. The list of files comes last, for it proves all others."""
    with Listed() as listed:
        yield from _made(asked, work, ZipStream(listed.add), listed)


def _made(asked: Asked, work: Work, pack: ZipStream, listed: Listed) -> Iterator[bytes]:
    contest, round_, left_out = asked.contest, asked.round, list[str]()
    about = _about(asked)
    entry_ids = CHOICES[about.what][1](round_)
    work.begin(len(entry_ids))
    if about.by == CODE:
        if _with_scores(asked):
            yield from scores(pack, contest, round_)
        yield from entries_by_code(pack, round_, entry_ids, work=work, left_out=left_out)
    else:
        every = about.versions == manifest.EVERY
        yield from entries_by_author(
            pack, contest.id, entry_ids, every_version=every, work=work, left_out=left_out
        )
    told = replace(about, entries=len(entry_ids) - len(left_out), left_out=tuple(sorted(left_out)))
    called = {**BY, **{key: sentence for key, (sentence, _) in CHOICES.items()}}
    text = yield from pack.add_list(manifest.TEXT_NAME, lambda: manifest.as_text(told, listed, words=called))
    yield from pack.add_list(manifest.JSON_NAME, lambda: manifest.as_json(told, listed, text=text))
    yield from pack.end()


def _about(asked: Asked) -> About:
    contest = asked.contest
    return About(
        contest=contest.title,
        slug=contest.slug,
        year=contest.year,
        round=asked.round.name,
        by=_by(asked),
        what=_what(asked),
        versions=manifest.EVERY if _what(asked) == RECEIVED else manifest.COUNTS,
        entries=0,
    )


def _by(asked: Asked) -> str:
    by = asked.options.get("by", "")
    if by not in BY:
        raise ExportUnknown
    return by


def _what(asked: Asked) -> str:
    what = asked.options.get("what", "")
    if what not in CHOICES:
        raise ExportUnknown
    return what


def _with_scores(asked: Asked) -> bool:
    return asked.options.get("scores", "") == "yes"
