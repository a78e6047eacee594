"""Quyết định công nhận kết quả, khen thưởng: its articles, and the lists of winners attached to it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from contest.charter.models import Contest, Round
from contest.charter.rules.letterheads import SERIAL
from contest.errors import N_
from contest.exports.face import Group, Naming, Paper, TextPart
from contest.exports.papers.heading import contest_line, letterhead_of, signed_by_organizers
from contest.exports.papers.prizes import Prizes, check, grounds, lists, money_told, prizes_of
from contest.exports.papers.texts import paragraphs, texts_of
from contest.exports.queries import pattern_of, standing_issue
from contest.exports.sheet import Annex, Document, Passage, PassageForm

KEY: Final = "award-decision"
TEXTS: Final = (
    TextPart(
        "issuer", N_("Người hoặc cơ quan quyết định"), N_("Đứng trên các căn cứ, như “Trưởng Ban Tổ chức”.")
    ),
    TextPart("grounds", N_("Các căn cứ"), N_("Mỗi căn cứ một dòng.")),
    TextPart("articles", N_("Các điều"), N_("Mỗi điều một dòng; số của điều tự ghi.")),
)


def propose(contest: Contest, round_: Round, *, names: bool) -> Mapping[str, str]:
    """Grounds and articles as such decisions usually have them. Raises SealClosed, NotDecided."""
    return _proposed(contest, prizes_of(contest, round_, names=names))


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The decision with its lists, as the prizes stand. Raises SealClosed, NotDecided."""
    prizes = prizes_of(contest, round_, names=names)
    said = texts_of(contest, KEY, _proposed(contest, prizes))
    head = letterhead_of(contest)
    articles = [
        Passage((text,), lead=f"Điều {number}.", name="cac_dieu")
        for number, text in enumerate(paragraphs(said["articles"]), start=1)
    ]
    return Document(
        title="QUYẾT ĐỊNH",
        made_at=prizes.decided_at,
        lines=(f"về việc công nhận kết quả và khen thưởng {contest_line(contest)}",),
        letterhead=head,
        parts=(
            grounds(paragraphs(said["grounds"]), head.style),
            Passage((said["issuer"].upper(), "QUYẾT ĐỊNH:"), form=PassageForm.CENTRED, name="quyet_dinh"),
            *articles,
        ),
        signatures=(signed_by_organizers(contest),),
        recipients=(f"Như Điều {len(articles)}", "Cơ quan cấp trên (để báo cáo)", "Lưu hồ sơ cuộc thi"),
        annexes=tuple(
            Annex(
                "DANH SÁCH",
                ("tập thể, cá nhân đạt giải", attached(contest, round_, PAPER, "Quyết định")),
                parts,
            )
            for parts in (lists(prizes),)
            if parts
        ),
        zone=contest.zone,
    )


def attached(contest: Contest, round_: Round, paper: Paper, called: str) -> str:
    """(Kèm theo Quyết định số …, ngày …): as the paper was issued, or with room to write."""
    number, day = issued(contest, round_, paper)
    organ = contest.head.issuing_body or "Ban Tổ chức cuộc thi"
    return f"(Kèm theo {called} số {number}, ngày {day} của {organ})"


def issued(contest: Contest, round_: Round, paper: Paper | None = None) -> tuple[str, str]:
    """Number and day of a paper that was issued, or dots where they are still to come; of the decision at first."""
    paper = paper or PAPER
    issue = standing_issue(contest.id, paper, round_)
    if issue is None:
        return pattern_of(contest, paper).replace(SERIAL, "……"), "…/…/……"
    return issue.number, _day(issue.day)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _proposed(contest: Contest, prizes: Prizes) -> Mapping[str, str]:
    organ = contest.head.issuing_body or "Ban Tổ chức cuộc thi"
    people, units = len(prizes.personal), len(prizes.collective)
    given = [f"{people} tác phẩm"] * bool(people) + [f"{units} tập thể"] * bool(units)
    money = f", tổng số tiền thưởng {money_told(prizes.money)}" if prizes.money else ""
    recognised = (
        f"Công nhận kết quả và trao {prizes.told} cho {' và '.join(given)} đạt giải {contest_line(contest)} "
        f"(có danh sách kèm theo){money}."
        if given
        else f"Công nhận kết quả {contest_line(contest)}; không trao giải."
    )
    return {
        "issuer": organ,
        "grounds": (
            f"Căn cứ Thể lệ {contest_line(contest)};\n"
            f"Căn cứ kết quả chấm và biên bản họp xét giải của Ban Giám khảo;\n"
            f"Xét đề nghị của Ban Giám khảo và Tổ Thư ký,"
        ),
        "articles": (
            f"{recognised}\n"
            "Kinh phí khen thưởng lấy từ nguồn kinh phí tổ chức cuộc thi.\n"
            "Các thành viên Ban Tổ chức, các đơn vị có liên quan và các tập thể, cá nhân có tên trong danh sách "
            "chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký."
        ),
    }


PAPER: Final = Paper(
    KEY,
    Group.AWARDS,
    N_("Quyết định công nhận kết quả"),
    N_(
        "Các điều và danh sách tập thể, cá nhân đạt giải kèm theo, với tiền thưởng. Lập được sau khi quyết định giải."
    ),
    "quyet-dinh-khen-thuong",
    build,
    Naming.UNSEALED,
    of_round=False,
    check=check,
    sign="QĐ",
    texts=TEXTS,
    propose=propose,
)
