"""What stands at the head and the foot of every paper of a contest."""

import re
from collections.abc import Iterable
from datetime import datetime

from contest.charter.models import Contest, Round
from contest.charter.queries import signers_of
from contest.charter.rules.letterheads import SignerSaid, signing
from contest.exports.sheet import Document, Letterhead, LetterheadStyle, Margins, Signature, Table


def letterhead_of(contest: Contest) -> Letterhead:
    """The contest's own letterhead; number and day are left to be written by hand until the paper is issued."""
    head = contest.head
    return Letterhead(
        style=LetterheadStyle(head.style.value),
        upper_body=head.upper_body.upper(),
        issuing_body=(head.issuing_body or "Ban Tổ chức cuộc thi").upper(),
        place=head.place,
        margins=Margins(head.margin_top, head.margin_bottom, head.margin_left, head.margin_right),
    )


def quoted(title: str) -> str:
    """A title between quotation marks; marks inside it become single ones."""
    inside = re.sub('"([^"]*)"', r"‘\1’", title.replace("“", "‘").replace("”", "’"))
    return f"“{inside}”"


def contest_line(contest: Contest) -> str:
    """The contest by its full name and year."""
    return f"Cuộc thi {quoted(contest.title)} năm {contest.year}"


def round_after(contest: Contest, round_: Round) -> Round | None:
    """The round that follows."""
    return next((later for later in contest.rounds if later.number > round_.number), None)


def lowered(name: str) -> str:
    """A name inside a line: "Vòng chung khảo" → "vòng chung khảo"."""
    return name[:1].lower() + name[1:]


def signed_by_organizers(contest: Contest, paper: str = "") -> Signature:
    """The organizers' place to sign. The registry puts there whoever signs that paper.

    paper  its key, for a paper outside the registry
    """
    return signatures_of(signing(signers_of(contest.id), paper))[0]


def signatures_of(signers: Iterable[SignerSaid]) -> tuple[Signature, ...]:
    """The places of those who sign for the organizers; of the board itself when nobody is named."""
    places = tuple(Signature(one.office.upper(), one.prefix, one.name, organizers=True) for one in signers)
    return places or (Signature("BAN TỔ CHỨC", "TM", organizers=True),)


OTHER_OPINIONS = "Ý kiến khác: " + "…" * 22
"""Room for what somebody wants written down besides."""


LED_BY = f"Chủ trì: {'…' * 14}; thư ký: {'…' * 14}"
"""Who led a meeting and who wrote its minutes, to be written by hand."""


HELD_AT = ("Thời gian: …… giờ ……, ngày …… tháng …… năm ………", "Địa điểm: " + "…" * 22)
"""When and where a meeting was held, to be written by hand."""


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
    held: Iterable[str] | None = None,
    signatures: tuple[Signature, ...],
) -> Document:
    """Minutes of a meeting: when and where, what was told and settled, other opinions, when it ended.

    held  when and where, when it is known; else room to write it by hand
    """
    return Document(
        title=title,
        made_at=made_at,
        lines=(about, contest_line(contest)),
        letterhead=letterhead_of(contest),
        paragraphs=(*(HELD_AT if held is None else held), *told),
        tables=tuple(tables),
        closing=(*results, OTHER_OPINIONS, ENDED_AT),
        signatures=signatures,
        zone=contest.zone,
    )


SECRETARIES = Signature("TỔ THƯ KÝ")
JURY = Signature("BAN GIÁM KHẢO\nTRƯỞNG BAN", "TM")
