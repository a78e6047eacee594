"""The final report: every entry counted once, units and authors only with names, the office's words kept."""

import csv
import io

import pytest
from sqlalchemy import event

from contest.charter.models import Contest
from contest.charter.service import write_paper_texts
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.errors.shortlist import SealClosed
from contest.exports.papers.report_figures import figures
from contest.exports.registry import paper_of
from contest.exports.sheet import Chart, Passage, Table
from contest.screening.models import VerdictKind
from contest.screening.service import decide
from tests.cast import rejection_codes
from tests.conftest import NOON
from tests.exports.papers import written
from tests.shortlist.stage import AUTHORS, CLERK, UNIT, freeze_top, handed_in, judged, open_seal, the_round


@pytest.fixture
def judged_round(house, cast):
    """Three entries read, one rejected, one nobody has looked at."""
    judged(cast, ["90", "80", "70"])
    rejected, _waiting = handed_in(cast, ["Chép lại", "Mới đến"], categories=[1, 1])
    with transaction():
        db.session.add_all(rejection_codes(cast.contest_id))
        db.session.flush()
        decide(
            entry=entry_of(cast.contest_id, rejected),
            verdict=VerdictKind.REJECTED,
            code="SC",
            reason="Giống bài khác.",
            actor=CLERK,
            at=NOON,
        )
    freeze_top(cast, 1)
    return cast


def report(cast, *, names):
    contest = db.session.get(Contest, cast.contest_id)
    return paper_of("final-report").build(contest, the_round(cast), names=names, at=NOON)


def rows(document, caption):
    table = next(part for part in document.parts if isinstance(part, Table) and caption in part.caption)
    return [tuple(row) for row in table.rows], table.total_row


def text(document, heading):
    part = next(p for p in document.parts if isinstance(p, Passage) and heading in p.heading)
    return "\n".join(part.paragraphs)


def test_every_entry_is_counted_once_by_genre_and_verdict(judged_round) -> None:
    counted, total = rows(report(judged_round, names=False), "Theo thể loại")
    assert [row[1:] for row in counted] == [(3, 3, 0), (2, 0, 1)]
    assert total == ("Cộng", 5, 3, 1)


def test_it_tells_what_waits_and_why_entries_fell_out(judged_round) -> None:
    document = report(judged_round, names=False)
    said = "Đã nhận 5 bài dự thi: 3 bài hợp lệ, 1 bài không hợp lệ, 1 bài đang xem xét."
    assert text(document, "II. KẾT QUẢ") == said
    ((reason, count),), total = rows(document, "Lý do bài không hợp lệ")
    assert (reason, count, total) == ("Sao chép, trùng lặp", 1, ("Cộng", 1))


def test_rounds_that_were_read_are_told_and_others_are_not(judged_round) -> None:
    (told,), _total = rows(report(judged_round, names=False), "Các vòng chấm")
    assert told == ("Vòng sơ khảo", 3, 4, 6, 1)


@pytest.mark.parametrize("fmt", ["csv", "docx", "xlsx"])
def test_units_and_authors_come_with_names_alone(judged_round, fmt) -> None:
    assert "đơn vị" not in {
        part.label for part in report(judged_round, names=False).parts if isinstance(part, Chart)
    }
    with pytest.raises(SealClosed):
        report(judged_round, names=True)
    assert UNIT.encode() not in written(report(judged_round, names=False), "csv")
    open_seal(judged_round)
    document = report(judged_round, names=True)
    assert rows(document, "Theo đơn vị")[0] == [(UNIT, 5, 3, 1)]
    assert written(document, fmt) == written(report(judged_round, names=True), fmt)


def test_no_author_is_named(judged_round) -> None:
    open_seal(judged_round)
    told = written(report(judged_round, names=True), "csv").decode("utf-8-sig")
    assert not any(name in told for name in AUTHORS)


def test_charts_tell_valid_and_invalid_entries(judged_round) -> None:
    charts = [part for part in report(judged_round, names=False).parts if isinstance(part, Chart)]
    assert charts[0].series == ("Hợp lệ", "Không hợp lệ")
    assert [values for _label, values in charts[0].bars] == [(3, 0), (0, 1)]


def test_what_the_office_wrote_stands_in_the_next_export(judged_round) -> None:
    contest, round_ = db.session.get(Contest, judged_round.contest_id), the_round(judged_round)
    proposed = paper_of("final-report").propose(contest, round_, names=False)
    assert "5 bài dự thi" in proposed["strengths"]
    with transaction():
        write_paper_texts(
            contest=contest,
            paper="final-report",
            texts={"strengths": "Bài viết chân thực.\nĐúng thời hạn."},
            proposed=proposed,
            seen=proposed,
            actor=CLERK,
            at=NOON,
        )
    document = report(judged_round, names=False)
    assert text(document, "1. Ưu điểm") == "Bài viết chân thực.\nĐúng thời hạn."
    assert text(document, "2. Hạn chế").startswith("Còn 1 bài không hợp lệ.")


def test_figures_take_as_many_questions_for_one_entry_as_for_many(house, cast) -> None:
    def asked(titles):
        handed_in(cast, titles)
        contest = db.session.get(Contest, cast.contest_id)
        db.session.expire_all()
        statements = []
        listen = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        try:
            figures(contest)
        finally:
            event.remove(db.engine, "before_cursor_execute", listen)
        return len(statements)

    assert asked(["Một"]) == asked(["Hai", "Ba"])


def test_csv_holds_the_tables_of_the_report(judged_round) -> None:
    lines = list(
        csv.reader(io.StringIO(written(report(judged_round, names=False), "csv").decode("utf-8-sig")))
    )
    assert ["1. Theo thể loại"] in lines
    assert ["Thể loại", "Đã nhận", "Hợp lệ", "Không hợp lệ"] in lines
