"""Kết quả cuộc thi: what everybody may read of the prizes, as a paper to post; name, unit, title and prize alone."""

from datetime import datetime
from typing import Final

from contest.awards.queries import PublishedAwards, has_published_awards, published_awards
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.exports import NotPublishedYet
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import contest_line, letterhead_of, quoted, signed_by_organizers
from contest.exports.papers.prizes import COLLECTIVE, PERSONAL
from contest.exports.sheet import Document, Passage, Table
from contest.plumbing import clock

KEY: Final = "results"


def check(round_: Round, *, names: bool) -> None:
    """Whether there is anything public to post. Raises NotPublishedYet."""
    if not has_published_awards(round_.contest_id):
        raise NotPublishedYet


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The published results, word for word as the public page has them. Raises NotPublishedYet."""
    found = published_awards(contest)
    if found is None:
        raise NotPublishedYet
    tables = []
    if found.personal:
        rows = [
            (number, ", ".join(one.authors), one.unit, one.title, one.prize)
            for number, one in enumerate(found.personal, start=1)
        ]
        tables.append(Table("Giải cá nhân, nhóm tác giả", PERSONAL, rows, name="ca_nhan"))
    if found.collective:
        units = [(number, one.unit, one.prize) for number, one in enumerate(found.collective, start=1)]
        tables.append(Table("Giải tập thể", COLLECTIVE, units, name="tap_the"))
    return Document(
        title="THÔNG BÁO",
        made_at=found.published_at,
        lines=(f"kết quả {contest_line(contest)}",),
        letterhead=letterhead_of(contest),
        paragraphs=(f"Ban Tổ chức thông báo kết quả {contest_line(contest)} như sau:",),
        tables=tuple(tables),
        parts=tuple(Passage((line,), name="ghi_them") for line in _besides(contest, found)),
        signatures=(signed_by_organizers(contest),),
        zone=contest.zone,
    )


def _besides(contest: Contest, found: PublishedAwards) -> list[str]:
    """What was taken back, and until when complaints are taken."""
    said = [
        f"{one.prize} của {quoted(one.of)} đã thu hồi ngày {clock.local(one.at, contest.zone):%d/%m/%Y}."
        for one in found.taken_back
    ]
    if found.complaints_until is not None:
        said.append(
            f"Khiếu nại về kết quả gửi bằng văn bản, chậm nhất ngày {found.complaints_until:%d/%m/%Y}."
        )
    return said


PAPER: Final = Paper(
    KEY,
    Group.AWARDS,
    N_("Thông báo kết quả"),
    N_("Kết quả đã công bố để niêm yết: họ tên, đơn vị, tên tác phẩm, giải. Lập được sau khi công bố."),
    "thong-bao-ket-qua",
    build,
    Naming.NEVER,
    of_round=False,
    check=check,
    sign="TB",
)
