"""What stands at the head and the foot of every paper of a contest."""

import re
from collections.abc import Iterable
from datetime import datetime

from contest.charter.models import Contest, Round
from contest.exports.sheet import Document, Letterhead, LetterheadStyle, Signature, Table


def letterhead_of(contest: Contest) -> Letterhead:
    """The contest's own letterhead; number and day are left to be written by hand."""
    return Letterhead(
        style=LetterheadStyle(contest.letterhead_style.value),
        upper_body=contest.upper_body.upper(),
        issuing_body=(contest.issuing_body or "Ban Tổ chức cuộc thi").upper(),
        place=contest.place_name,
    )


def contest_line(contest: Contest) -> str:
    """The contest by its full name and year."""
    return f"Cuộc thi “{contest.title}” năm {contest.year}"


def round_after(contest: Contest, round_: Round) -> Round | None:
    """The round that follows."""
    return next((later for later in contest.rounds if later.number > round_.number), None)


def lowered(name: str) -> str:
    """A name inside a line: "Vòng chung khảo" → "vòng chung khảo"."""
    return name[:1].lower() + name[1:]


def signed_by_organizers(contest: Contest) -> Signature:
    """Whoever signs for the organizers, as the contest's settings say: "BAN TỔ CHỨC, TRƯỞNG BAN" is two lines."""
    said = [part.strip() for part in re.split("[,;\n]", contest.signer_title.upper()) if part.strip()]
    title = "\n".join(said) or "BAN TỔ CHỨC"
    prefix = contest.signer_prefix or ("" if contest.signer_title else "TM")
    return Signature(title, prefix, contest.signer_name)


OTHER_OPINIONS = "Ý kiến khác: " + "…" * 22
"""Room for what somebody wants written down besides."""


def _held_at() -> tuple[str, str]:
    """When and where a meeting was held, to be written by hand."""
    return (
        "Thời gian: …… giờ ……, ngày …… tháng …… năm ………",
        "Địa điểm: " + "…" * 22,
    )


ENDED_AT = "Biên bản lập xong lúc …… giờ …… cùng ngày, đã đọc cho mọi người cùng nghe và thống nhất ký tên."
"""When it ended, to be written by hand."""


def minutes_of(
    contest: Contest,
    *,
    title: str,
    about: str,
    made_at: datetime,
    told: Iterable[str],
    tables: Iterable[Table],
    results: Iterable[str] = (),
    signatures: tuple[Signature, ...],
) -> Document:
    """Minutes of a meeting: when and where, what was told and settled, other opinions, when it ended."""
    return Document(
        title=title,
        made_at=made_at,
        lines=(about, contest_line(contest)),
        letterhead=letterhead_of(contest),
        paragraphs=(*_held_at(), *told),
        tables=tuple(tables),
        closing=(*results, OTHER_OPINIONS, ENDED_AT),
        signatures=signatures,
        zone=contest.zone,
    )


SECRETARIES = Signature("TỔ THƯ KÝ")
JURY = Signature("BAN GIÁM KHẢO\nTRƯỞNG BAN", "TM")
