"""Tờ trình: what the jury proposes to whoever decides, with reasons wherever it leaves the structure of prizes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from contest.awards.queries import departures_of
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.exports.face import Group, Naming, Paper, TextPart
from contest.exports.papers.award_decision import attached
from contest.exports.papers.departures import departed
from contest.exports.papers.heading import contest_line, letterhead_of, signed_by_organizers
from contest.exports.papers.prizes import Prizes, check, grounds, lists, money_told, prizes_of
from contest.exports.papers.texts import paragraphs, texts_of
from contest.exports.sheet import Annex, Document, Passage

KEY: Final = "award-proposal"
TEXTS: Final = (
    TextPart("addressees", N_("Kính gửi"), N_("Mỗi nơi một dòng.")),
    TextPart("grounds", N_("Các căn cứ"), N_("Mỗi căn cứ một dòng.")),
    TextPart("request", N_("Lời đề nghị"), N_("Mỗi đoạn một dòng.")),
)


def propose(contest: Contest, round_: Round, *, names: bool) -> Mapping[str, str]:
    """To whom, on what grounds, with what request. Raises SealClosed, NotDecided."""
    return _proposed(contest, prizes_of(contest, round_, names=names))


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The submission with its lists, as the prizes stand. Raises SealClosed, NotDecided."""
    prizes = prizes_of(contest, round_, names=names)
    said = texts_of(contest, KEY, _proposed(contest, prizes))
    head = letterhead_of(contest)
    return Document(
        title="TỜ TRÌNH",
        made_at=prizes.decided_at,
        lines=(f"về việc công nhận kết quả và khen thưởng {contest_line(contest)}",),
        letterhead=head,
        addressees=paragraphs(said["addressees"]),
        parts=(
            grounds(paragraphs(said["grounds"]), head.style),
            Passage(paragraphs(said["request"]), name="de_nghi"),
            *departed(departures_of(contest)),
        ),
        signatures=(signed_by_organizers(contest),),
        recipients=("Như trên", "Lưu hồ sơ cuộc thi"),
        annexes=tuple(
            Annex(
                "DANH SÁCH",
                ("đề nghị trao giải", contest_line(contest), attached(contest, round_, PAPER, "Tờ trình")),
                parts,
            )
            for parts in (lists(prizes),)
            if parts
        ),
        zone=contest.zone,
    )


def _proposed(contest: Contest, prizes: Prizes) -> Mapping[str, str]:
    money = f" Tổng số tiền thưởng: {money_told(prizes.money)}." if prizes.money else ""
    given = f"trao {prizes.told} (có danh sách kèm theo)" if prizes.told else "không trao giải nào"
    return {
        "addressees": contest.head.upper_body or "…" * 14,
        "grounds": (
            f"Căn cứ Thể lệ {contest_line(contest)};\n"
            "Căn cứ kết quả chấm của Ban Giám khảo và biên bản họp xét giải,"
        ),
        "request": (
            f"Ban Tổ chức kính trình xem xét, công nhận kết quả và quyết định {given}.{money}\n"
            "Kính đề nghị xem xét, quyết định."
        ),
    }


PAPER: Final = Paper(
    KEY,
    Group.AWARDS,
    N_("Tờ trình khen thưởng"),
    N_("Đề nghị công nhận kết quả và trao giải, kèm danh sách và lý do của giải để trống hay trao thêm."),
    "to-trinh-khen-thuong",
    build,
    Naming.UNSEALED,
    of_round=False,
    check=check,
    sign="TTr",
    texts=TEXTS,
    propose=propose,
)
