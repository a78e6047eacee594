"""The papers of the awards: what each says once prizes are decided, in whose form, and that children are spared."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from contest.authors.models import Author
from contest.awards.queries import standing_decision
from contest.awards.service import DecisionSaid, decide_collective, publish_awards
from contest.charter.rules import LetterheadStyle
from contest.charter.rules.letterheads import SignerSaid
from contest.charter.service import set_letterhead, write_paper_texts
from contest.db import db, transaction
from contest.errors.awards import NotDecided
from contest.errors.exports import NotPublishedYet, PaperUnknown
from contest.errors.nominations import ListNotFrozen, NamesSealed
from contest.errors.shortlist import SealClosed
from contest.exports.face import Naming
from contest.exports.formats import FORMATS
from contest.exports.long.face import Asked, Unwatched
from contest.exports.long.registry import long_export
from contest.exports.printing import Sheets
from contest.exports.registry import document_of, paper_of, write_paper
from contest.exports.service import issue_paper
from contest.exports.sheet import Passage, Table
from contest.shortlist.rules.voting import MeetingKind, MotionKind
from contest.shortlist.service import close_meeting, note_dissent
from tests.awards.stage import (
    FIRST,
    SECOND,
    THIRD,
    as_proposed,
    awarding,
    contest_of,
    counted,
    decide,
    later,
    of_units,
    revoke,
)
from tests.conftest import NOON
from tests.shortlist.meetings import a_meeting, put, vote
from tests.shortlist.stage import AUTHORS, CLERK, UNIT, judged, the_round

OF_AWARDS = ("award-minutes", "award-proposal", "award-decision", "certificates", "commendations")


@pytest.fixture
def decided(house, cast):
    """Four prizes as the ranks propose; ids of all six entries in order of rank."""
    entries = awarding(cast)
    decide(cast, as_proposed(entries))
    return cast, entries


def document(cast, key, *, names=True):
    return document_of(paper_of(key), contest_of(cast), the_round(cast), names=names, at=later(90))


def tables(said):
    return [
        (table.caption, [tuple(row) for row in table.rows], table.total_row) for table in said.told_tables()
    ]


def words(said):
    """All text outside tables, and below the signatures."""
    passages = [
        part
        for part in (*said.parts, *(p for a in said.annexes for p in a.parts))
        if isinstance(part, Passage)
    ]
    told = [text for part in passages for text in (part.heading, part.lead, *part.paragraphs)]
    return "\n".join(
        [
            *said.lines,
            *said.paragraphs,
            *told,
            *(line for a in said.annexes for line in a.lines),
            *said.closing,
        ]
    )


def made(cast, key, fmt):
    out = io.BytesIO()
    write_paper(key, fmt, contest=contest_of(cast), round_=the_round(cast), names=True, out=out, at=later(90))
    return out.getvalue()


def issue(cast, key, serial=7):
    with transaction():
        return issue_paper(
            contest=contest_of(cast),
            round_=the_round(cast),
            paper=paper_of(key),
            serial=serial,
            day=date(2026, 6, 5),
            signers=(SignerSaid("Ban Tổ chức\nTrưởng Ban", "TM", "Lương Văn Bình"),),
            names=True,
            actor=CLERK,
            at=later(80),
        )


def test_the_decision_lists_winners_with_money_and_its_sum_in_words(decided) -> None:
    cast, _entries = decided
    said = document(cast, "award-decision")
    ((caption, rows, total),) = tables(said)
    assert caption == "I. Giải cá nhân, nhóm tác giả"
    assert rows[0] == (1, AUTHORS[0], UNIT, "Na trên đá", "Giải Nhất", 5_000_000)
    assert [row[4] for row in rows] == ["Giải Nhất", "Giải Nhì", "Giải Ba", "Giải Ba"]
    assert total == (None, "Cộng", None, None, None, 12_000_000)
    assert "Tổng số tiền thưởng: 12.000.000 đồng (Mười hai triệu đồng)." in words(said)
    assert "Công nhận kết quả và trao 1 Giải Nhất, 1 Giải Nhì, 2 Giải Ba cho 4 tác phẩm đạt giải" in words(
        said
    )


def test_the_articles_are_numbered_and_the_party_writes_grounds_with_a_dash(decided) -> None:
    cast, _entries = decided
    said = document(cast, "award-decision")
    leads = [part.lead for part in said.parts if isinstance(part, Passage) and part.lead]
    assert leads == ["Điều 1.", "Điều 2.", "Điều 3."]
    assert said.parts[0].paragraphs[0].startswith("- Căn cứ Thể lệ")
    with transaction():
        set_letterhead(
            contest=contest_of(cast),
            said=replace(contest_of(cast).head, style=LetterheadStyle.STATE),
            actor=CLERK,
            at=later(70),
        )
    assert document(cast, "award-decision").parts[0].paragraphs[0].startswith("Căn cứ Thể lệ")


def test_the_decision_is_sent_to_those_its_last_article_names(decided) -> None:
    cast, _entries = decided
    assert document(cast, "award-decision").recipients[0] == "Như Điều 3"
    with transaction():
        write_paper_texts(
            contest=contest_of(cast),
            paper="award-decision",
            texts={"articles": "Công nhận kết quả.\nCấp giấy chứng nhận.\nKinh phí.\nThi hành."},
            proposed={},
            seen={},
            actor=CLERK,
            at=later(70),
        )
    assert document(cast, "award-decision").recipients[0] == "Như Điều 4"


def test_papers_that_follow_the_decision_carry_its_number_once_it_is_issued(decided) -> None:
    cast, _entries = decided
    assert "(Kèm theo Quyết định số ……-QĐ/BTC, ngày …/…/……" in words(document(cast, "award-decision"))
    issue(cast, "award-decision")
    said = document(cast, "award-decision")
    assert (said.letterhead.number, said.letterhead.day) == ("07-QĐ/BTC", date(2026, 6, 5))
    assert "(Kèm theo Quyết định số 07-QĐ/BTC, ngày 05/06/2026" in words(said)
    assert "theo Quyết định số 07-QĐ/BTC ngày 05/06/2026" in words(document(cast, "upward-letter"))
    sheets = Sheets(paper_of("certificates"), contest_of(cast), the_round(cast), names=True, at=later(90))
    with pypdfium2.PdfDocument(sheets.one(1)) as pdf:
        page = pdf[0].get_textpage().get_text_range()
    assert "Theo Quyết định số 07-QĐ/BTC ngày 05/06/2026" in page
    assert "ngày 05 tháng 6 năm 2026" in page


@pytest.mark.parametrize("key", OF_AWARDS)
def test_nothing_is_told_before_names_are_known_or_prizes_are_decided(house, cast, key) -> None:
    awarding(cast)
    with pytest.raises(SealClosed):
        document(cast, key, names=False)
    with pytest.raises(NotDecided):
        document(cast, key)


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("key", [*OF_AWARDS, "upward-letter", "final-report"])
def test_every_paper_is_written_in_every_format_and_the_same_each_time(decided, key, fmt) -> None:
    cast, _entries = decided
    assert made(cast, key, fmt) == made(cast, key, fmt)


def test_a_prize_taken_back_is_gone_from_the_list(decided) -> None:
    cast, entries = decided
    revoke(cast, entries[0])
    ((_caption, rows, total),) = tables(document(cast, "award-decision"))
    assert [row[0] for row in rows] == [1, 2, 3]
    assert AUTHORS[0] not in {row[1] for row in rows}
    assert total[-1] == 7_000_000


def test_units_stand_in_a_list_of_their_own(decided) -> None:
    cast, entries = decided
    units = list(cast.units.values())[:2]
    of_units(entries, [units[0], units[0], units[1], units[1], None, None])
    for unit in units:
        counted(unit, 100)
    with transaction():
        decide_collective(
            contest=contest_of(cast),
            said=DecisionSaid({units[0]: "tap-the-nhat"}, reason="Theo bảng."),
            actor=CLERK,
            at=later(30),
        )
    said = tables(document(cast, "award-decision"))
    assert said[1][0] == "II. Giải tập thể"
    assert said[1][1][0][2] == "Giải Nhất tập thể"
    named = tables(document(cast, "certificates"))[0][1]
    assert [row[3] for row in named][-1] == "Giải Nhất tập thể"


def test_minutes_tell_who_met_what_was_voted_and_why_a_prize_stays_empty(house, cast) -> None:
    entries = awarding(cast)
    meeting = a_meeting(cast, kind=MeetingKind.AWARDS)
    motion = put(meeting, "Không trao Giải Nhất", kind=MotionKind.AWARD)
    vote(meeting, motion, 3, 1)
    with transaction():
        seat = meeting.attendances[2]
        note_dissent(
            meeting=meeting,
            motion_id=motion.id,
            text="Nên trao một giải Nhất.",
            seat_id=seat.id,
            actor=CLERK,
            at=later(15),
        )
    with transaction():
        close_meeting(meeting=meeting, ended_at=NOON + timedelta(hours=2), actor=CLERK, at=later(20))
    wanted = {entries[0]: SECOND, entries[1]: THIRD, entries[2]: THIRD}
    decide(
        cast,
        wanted,
        minutes=30,
        gaps={FIRST: "Chưa có bài thật xuất sắc."},
        reason="Theo biểu quyết.",
        meeting=meeting.id,
    )
    said = document(cast, "award-minutes")
    told = words(said)
    assert "Hội trường huyện" in told
    assert "Có mặt 5: Vi Thị Hạnh (Trưởng Ban Giám khảo, chủ trì); Nông Văn Cường (Thư ký)" in told
    by_caption = {caption: rows for caption, rows, _total in tables(said)}
    assert ("Giải Nhất", 1, 0, "Chưa có bài thật xuất sắc.") in by_caption[
        "Giải để trống hoặc trao khác cơ cấu"
    ]
    assert by_caption["Biểu quyết"][0][1:5] == ("Không trao Giải Nhất", 3, 1, 0)
    assert f"Ý kiến khác về nội dung 1 ({seat.name}): Nên trao một giải Nhất." in told
    assert ("Đèn bản" in told, "Theo biểu quyết." in told) == (False, True)
    assert [signature.name for signature in said.signatures] == ["Nông Văn Cường", "", "Vi Thị Hạnh"]


def test_minutes_stay_as_it_was_decided_and_say_below_what_was_taken_back_since(decided) -> None:
    cast, entries = decided
    before = tables(document(cast, "award-minutes"))
    revoke(cast, entries[0], minutes=60)
    said = document(cast, "award-minutes")
    assert tables(said) == before
    assert "Giải Nhất của “Na trên đá” đã thu hồi ngày" in words(said)
    assert "1 Giải Nhất" in words(said)
    decision = document(cast, "award-decision")
    assert "Na trên đá" not in str(tables(decision))
    assert decision.made_at == later(60), "what it lists was said last then"


def test_where_no_prize_is_given_papers_say_so_in_whole_sentences(house, cast) -> None:
    awarding(cast)
    decide(cast, {}, reason="Chưa có bài đạt.")
    for key, said in (
        ("award-minutes", "Cuộc họp thống nhất không trao giải nào."),
        ("award-decision", "; không trao giải."),
        ("award-proposal", "quyết định không trao giải nào."),
        ("final-report", "Không trao giải nào."),
    ):
        paper = document(cast, key)
        assert said in words(paper)
        assert paper.annexes == ()
        assert made(cast, key, "docx")[:2] == b"PK"


def test_minutes_without_a_meeting_in_the_house_leave_room_to_write(decided) -> None:
    cast, _entries = decided
    told = words(document(cast, "award-minutes"))
    assert "Thời gian: …… giờ" in told
    assert "Chủ trì: …" in told


def test_the_list_upward_takes_the_quota_with_authors_figures_marks_and_prizes(decided) -> None:
    cast, _entries = decided
    with transaction():
        contest_of(cast).quota_up = 3
    ((_caption, rows, _total),) = tables(document(cast, "upward-letter"))
    assert [row[1] for row in rows] == ["Na trên đá", "Con suối", "Bến nước"]
    assert rows[0][3:8] == (AUTHORS[0], "09/05/1978", rows[0][5], UNIT, "0912345600")
    assert rows[0][8] == "Nông Văn Slao"
    assert rows[0][11] == "Giải Nhất"


def test_of_a_child_the_year_alone_is_told_and_the_guardians_number(decided) -> None:
    cast, entries = decided
    with transaction():
        author = db.session.query(Author).join(Author.envelope).filter_by(entry_id=entries[0]).one()
        author.birth_year, author.birth_month, author.birth_day = NOON.year - 12, 3, 8
        author.guardian_name, author.guardian_phone = "Nông Thị Hoa", "0987654321"
    ((_caption, rows, _total),) = tables(document(cast, "upward-letter"))
    assert (rows[0][4], rows[0][7]) == (str(NOON.year - 12), "0987654321")
    assert "0912345600" not in made(cast, "upward-letter", "csv").decode()


def test_nothing_goes_up_before_a_list_is_frozen_and_names_are_known(house, cast) -> None:
    judged(cast, ["90"])
    with pytest.raises(ListNotFrozen):
        document(cast, "upward-letter")
    with pytest.raises(NamesSealed):
        document(cast, "upward-letter", names=False)


def test_results_are_posted_once_published_with_name_unit_title_and_prize_alone(decided) -> None:
    cast, _entries = decided
    with pytest.raises(NotPublishedYet):
        document(cast, "results")
    with transaction():
        decision = standing_decision(cast.contest_id)
        publish_awards(contest=contest_of(cast), decision=decision, actor=CLERK, at=later(40))
    told = list(csv.reader(io.StringIO(made(cast, "results", "csv").decode("utf-8-sig"))))
    assert told[0] == ["TT", "Tác giả", "Đơn vị", "Tên tác phẩm", "Giải"]
    assert told[1] == ["1", AUTHORS[0], UNIT, "Na trên đá", "Giải Nhất"]
    assert "Khiếu nại về kết quả" in words(document(cast, "results"))
    assert "0912345600" not in str(told)


def test_each_author_has_a_sheet_and_a_paper_without_sheets_has_none(decided) -> None:
    cast, _entries = decided
    sheets = Sheets(paper_of("certificates"), contest_of(cast), the_round(cast), names=True, at=later(90))
    assert [one.name for one in sheets.awarded] == list(AUTHORS[:4])
    with pypdfium2.PdfDocument(sheets.whole()) as pdf:
        assert len(pdf) == 4
    assert sheets.name_of(1) == f"001 {AUTHORS[0]}.pdf"
    for number in (0, 5):
        with pytest.raises(PaperUnknown):
            sheets.one(number)
    with pytest.raises(PaperUnknown):
        Sheets(paper_of("award-decision"), contest_of(cast), the_round(cast), names=True, at=later(90))


@pytest.mark.parametrize(("by", "start"), [("each", b"PK"), ("together", b"%PDF")])
def test_all_sheets_are_made_in_the_background(decided, by, start) -> None:
    cast, _entries = decided
    options = {"paper": "commendations", "by": by}
    asked = Asked(contest_of(cast), the_round(cast), options, Naming.UNSEALED, later(90))
    export = long_export("certificates")
    export.check(asked)
    assert b"".join(export.make(asked, Unwatched())).startswith(start)
    with pytest.raises(SealClosed):
        export.check(replace(asked, naming=Naming.NEVER))


def test_the_final_report_counts_and_names_winners(decided) -> None:
    cast, _entries = decided
    said = document(cast, "final-report")
    counted_ = next(table for table in said.told_tables() if table.caption == "1. Theo thể loại")
    assert (counted_.columns[-1].heading, counted_.total_row[-1]) == ("Đạt giải", 4)
    assert "Đã trao 1 Giải Nhất, 1 Giải Nhì, 2 Giải Ba." in words(said)
    assert any(isinstance(part, Table) and part.caption.startswith("a) Giải cá nhân") for part in said.parts)


def test_the_proposal_says_to_whom_and_what_departs(house, cast) -> None:
    entries = awarding(cast)
    wanted = as_proposed(entries) | {entries[3]: ""}
    decide(cast, wanted, gaps={THIRD: "Chỉ một bài đủ chất lượng."}, reasons={entries[3]: "Văn chưa đạt."})
    said = document(cast, "award-proposal")
    assert said.addressees
    by_caption = {caption: rows for caption, rows, _total in tables(said)}
    assert ("Giải Ba", 2, 1, "Chỉ một bài đủ chất lượng.") in by_caption[
        "Giải để trống hoặc trao khác cơ cấu"
    ]
