"""Every paper by its key, and the one way to have it written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import BinaryIO, Final, Protocol

from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.exports import FormatUnknown, PaperUnknown
from contest.exports.formats import FORMATS, Format
from contest.exports.papers import (
    author_list,
    intake_register,
    judge_progress,
    marking_minutes,
    score_summary,
    screening_minutes,
    settling_minutes,
    shortlist,
)
from contest.exports.sheet import Document
from contest.plumbing.audit import Actor, record


class Builder(Protocol):
    """What each paper's file offers; refusals say what is still to be done."""

    def __call__(self, contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
        """The paper as it stands."""
        ...


class Check(Protocol):
    """Whether a paper can be made now: it returns, or refuses as the builder would."""

    def __call__(self, round_: Round, *, names: bool) -> object:
        """Refuse, or say nothing."""
        ...


def at_any_time(round_: Round, *, names: bool) -> None:
    """A paper that can always be made."""


class Naming(StrEnum):
    """When a paper may name authors.

    NEVER     it has no place for them
    UNSEALED  once both keys of the round's seal are turned
    SECRETARY at any time, for the secretary, who keeps the envelopes
    """

    NEVER = "never"
    UNSEALED = "unsealed"
    SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper.

    title      what the interface calls it, to be translated
    about      what it holds and when it can be made, to be translated
    file_name  the start of a download's name, without marks
    of_round   whether it speaks of one round; else of the whole contest
    check      whether it can be made now
    """

    key: str
    title: str
    about: str
    file_name: str
    build: Builder
    naming: Naming = Naming.NEVER
    of_round: bool = True
    check: Check = at_any_time


_ALL: Final = (
    Paper(
        "shortlist",
        N_("Danh sách được chọn"),
        N_(
            "Các bài trong danh sách đã chốt, theo xếp hạng; có tác giả, đơn vị, điện thoại sau khi ghép phách."
        ),
        "danh-sach",
        shortlist.build,
        Naming.UNSEALED,
        check=shortlist.check,
    ),
    Paper(
        "author-list",
        N_("Danh sách tác giả"),
        N_("Tác giả có bài trong danh sách đã chốt, xếp theo vần tên. Chỉ lập được sau khi ghép phách."),
        "danh-sach-tac-gia",
        author_list.build,
        Naming.UNSEALED,
        check=author_list.check,
    ),
    Paper(
        "score-summary",
        N_("Bảng tổng hợp điểm"),
        N_("Mọi bài đã chấm với điểm từng giám khảo, theo mã phách. Lập được sau khi khóa điểm."),
        "tong-hop-diem",
        score_summary.build,
        check=score_summary.check,
    ),
    Paper(
        "settling-minutes",
        N_("Biên bản thống nhất điểm"),
        N_(
            "Các bài chênh lệch đã thống nhất: điểm từng giám khảo, điểm thống nhất, ai quyết định và vì sao."
        ),
        "bien-ban-thong-nhat-diem",
        settling_minutes.build,
        check=settling_minutes.check,
    ),
    Paper(
        "marking-minutes",
        N_("Biên bản chấm thi"),
        N_(
            "Vòng chấm từ bốc thăm đến khóa điểm: giám khảo, số bài, chênh lệch, kết quả. Lập được sau khi khóa điểm."
        ),
        "bien-ban-cham-thi",
        marking_minutes.build,
        check=marking_minutes.check,
    ),
    Paper(
        "judge-progress",
        N_("Tiến độ chấm"),
        N_("Số bài được phân công và đã nộp phiếu của từng giám khảo, đến lúc xuất."),
        "tien-do-cham",
        judge_progress.build,
    ),
    Paper(
        "intake-register",
        N_("Sổ tiếp nhận"),
        N_("Mọi bài đã nhận theo số vào sổ. Cột tác giả chỉ dành cho Tổ thư ký."),
        "so-tiep-nhan",
        intake_register.build,
        Naming.SECRETARY,
        of_round=False,
    ),
    Paper(
        "screening-minutes",
        N_("Biên bản sàng lọc"),
        N_("Kết quả, lý do và căn cứ của từng bài đã xét, không có tên tác giả."),
        "bien-ban-sang-loc",
        screening_minutes.build,
        of_round=False,
    ),
)
PAPERS: Final[Mapping[str, Paper]] = MappingProxyType({paper.key: paper for paper in _ALL})
"""Every paper by the key that the pages and ``export`` use."""


def paper_of(key: str) -> Paper:
    """The paper of that key, hyphens or underscores alike. Raises PaperUnknown."""
    found = PAPERS.get(key.replace("_", "-"))
    if found is None:
        raise PaperUnknown(key=key)
    return found


def format_of(fmt: str) -> Format:
    """The format of that name. Raises FormatUnknown."""
    if fmt not in FORMATS:
        raise FormatUnknown(fmt=fmt, known=", ".join(FORMATS))
    return FORMATS[fmt]


def download_name(paper: Paper, fmt: str, *, round_: Round) -> str:
    """What a download is called: ``danh-sach-vong-1.xlsx``, in letters that every disk keeps."""
    round_part = f"-vong-{round_.number}" if paper.of_round else ""
    return f"{paper.file_name}{round_part}{format_of(fmt).suffix}"


def write_paper(
    key: str, fmt: str, *, contest: Contest, round_: Round, names: bool, out: BinaryIO, at: datetime
) -> None:
    """Write a paper; the same frozen list gives the same bytes.

    It reads alone, so that a long paper holds nobody up: call record_export in a transaction of its own.

    names   ask for authors where the paper has a place for them; who may is the caller's matter, but
            before both keys are turned a round's papers refuse
    Raises  PaperUnknown, FormatUnknown, and what the paper refuses: NotFrozen, SealClosed, RoundNotLocked
    """
    paper, chosen = paper_of(key), format_of(fmt)
    chosen.write(paper.build(contest, round_, names=names, at=at), out)


def record_export(
    key: str, fmt: str, *, contest: Contest, round_: Round, names: bool, actor: Actor, at: datetime
) -> None:
    """Log that a paper left the house; the caller opens the transaction."""
    paper = paper_of(key)
    record(
        "paper.exported",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=round_ if paper.of_round else contest,
        paper=paper.key,
        format=fmt,
        names=names and paper.naming is not Naming.NEVER,
    )
