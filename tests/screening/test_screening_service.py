"""Deciding, masking, and what judges then read: each act leaves a row, and judges' copies follow."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from contest.authors.rules import EssaySaid, FigureSaid
from contest.authors.service import correct_entry, withdraw_entry
from contest.charter.models import Barred
from contest.charter.rules import AuthorshipKind
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.errors.screening import (
    CodeUnknown,
    DecidedMeanwhile,
    EntryWithdrawn,
    MaskUnfit,
    NothingToUndo,
    PhraseNotThere,
    ReasonMissing,
)
from contest.plumbing.audit import CITIZEN, AuditEvent
from contest.plumbing.jobs import OutboxItem
from contest.plumbing.vietnamese import fold
from contest.screening import service
from contest.screening.models import BlindCopy, Mask, VerdictKind
from contest.screening.queries import (
    blind_copy_of,
    decisions_of,
    entry_ids_to_screen,
    masks_of,
    standing_decision,
    verdict_counts,
)
from contest.screening.rules import TITLE, Level
from tests.authors.said import a_submission, an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, background, codes, selects, the_contest, whole_words

SIGNED = "Tôi là Hoàng Thị Lanh ở Xã Nhân Lý, số 0912 345 678."
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def essay(house, cast):
    """An entry whose text names its author."""
    said = EssaySaid("Chuyện Hoàng Thị Lanh kể", cast.category_id, paragraphs=("Một buổi sớm.", SIGNED))
    entry_id = an_entry(cast, essay=said)
    return lambda: entry_of(cast.contest_id, entry_id)


def decide(entry, verdict=VerdictKind.ELIGIBLE, at=NOON, **said):
    with transaction():
        return service.decide(entry=entry, verdict=verdict, actor=OFFICE, at=at, **said)


def levels(cast, entry) -> dict[str, Level]:
    return {check.key: check.level for check in service.checklist(the_contest(cast), entry)}


def test_an_accepted_entry_gets_a_copy_without_its_author(essay):
    decide(essay())
    copy = blind_copy_of(essay().id)
    assert copy.title == "Chuyện █████ kể"
    assert copy.paragraphs == ["Một buổi sớm.", "Tôi là █████ ở █████, số █████."]
    assert copy.figure_name == "Nông Văn Slao"


def test_of_eight_secretaries_at_once_one_decides_and_the_others_are_told(app, essay, cast):
    entry_id = essay().id

    def one(_n: int) -> bool:
        with app.app_context():
            entry = entry_of(cast.contest_id, entry_id)
            try:
                with transaction():
                    service.hold_decision(entry=entry, seen=None)
                    service.decide(entry=entry, verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=NOON)
            except DecidedMeanwhile:
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(one, range(8))) == [False] * 7 + [True]
    db.session.rollback()
    assert len(decisions_of(entry_id)) == 1


def test_two_who_accept_everything_at_once_accept_each_entry_once(app, essay, cast):
    entry_id = essay().id

    def one(_n: int) -> int:
        with app.app_context(), transaction():
            return service.accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON)

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(one, range(4))) == [0, 0, 0, 1]
    db.session.rollback()
    assert len(decisions_of(entry_id)) == 1


def test_the_copy_is_not_made_again_while_nothing_changed(essay):
    decide(essay())
    decide(essay())
    assert db.session.scalar(select(func.count(BlindCopy.id))) == 1


@pytest.mark.parametrize(
    ("verdict", "said", "refusal"),
    [
        (VerdictKind.REJECTED, {"code": "XX", "reason": "vì"}, CodeUnknown),
        (VerdictKind.REJECTED, {"code": "", "reason": "vì"}, CodeUnknown),
        (VerdictKind.REJECTED, {"code": "QH", "reason": " "}, ReasonMissing),
        (VerdictKind.MORE_NEEDED, {}, ReasonMissing),
    ],
)
def test_a_decision_is_explained(cast, essay, verdict, said, refusal):
    codes(cast)
    with pytest.raises(refusal):
        decide(essay(), verdict, **said)
    assert decisions_of(essay().id) == []


def test_a_withdrawn_entry_is_decided_no_more(cast, essay):
    with transaction():
        withdraw_entry(entry=essay(), by="tác giả", reason="", contest=the_contest(cast), at=NOON)
    with pytest.raises(EntryWithdrawn):
        decide(essay())


def test_an_undone_decision_stays_as_a_row_and_the_one_before_counts(cast, essay):
    codes(cast)
    decide(essay())
    decide(essay(), VerdictKind.REJECTED, code="SC", reason="Chép.")
    with transaction():
        service.undo_decision(entry=essay(), actor=OFFICE, at=LATER)
    assert standing_decision(essay().id).verdict == VerdictKind.ELIGIBLE
    assert [row.undone_at for row in decisions_of(essay().id)] == [None, LATER]
    with transaction():
        service.undo_decision(entry=essay(), actor=OFFICE, at=LATER)
    with pytest.raises(NothingToUndo), transaction():
        service.undo_decision(entry=essay(), actor=OFFICE, at=LATER)


def test_who_is_asked_for_more_is_written_to(cast, house):
    told = an_entry(cast, authors=(an_author(email="lanh@thu-nghiem.example.com"),))
    mute = an_entry(cast, authors=(an_author(name="Lô Văn Câm"),))
    before = db.session.scalar(select(func.count(OutboxItem.id)))
    for entry_id in (told, mute):
        decide(entry_of(cast.contest_id, entry_id), VerdictKind.MORE_NEEDED, reason="Xin gửi ảnh.")
    newest = db.session.scalars(select(OutboxItem).order_by(OutboxItem.id)).all()
    assert len(newest) == before + 1
    assert newest[-1].payload["values"]["reason"] == "Xin gửi ảnh."


def test_what_the_author_corrects_waits_for_a_screener_again(cast, essay):
    decide(essay(), VerdictKind.MORE_NEEDED, reason="Dài hơn.")
    assert entry_ids_to_screen(cast.contest_id) == []
    with transaction():
        correct_entry(
            entry=essay(),
            submission=a_submission(the_contest(cast)),
            contest=the_contest(cast),
            actor=CITIZEN,
            at=LATER,
        )
    assert entry_ids_to_screen(cast.contest_id) == [essay().id]
    decide(essay(), at=LATER + timedelta(hours=1))
    assert entry_ids_to_screen(cast.contest_id) == []
    assert blind_copy_of(essay().id).manuscript_id == essay().manuscript.id


def test_a_mask_reaches_the_judges_copy_at_once_and_leaves_it_for_a_reason(essay):
    decide(essay())
    with transaction():
        service.make_mask(entry=essay(), paragraph=0, start=4, stop=12, actor=OFFICE, at=LATER)
    assert blind_copy_of(essay().id).paragraphs[0] == "Một █████."
    place = {"paragraph": 0, "start": 4, "stop": 12}
    with pytest.raises(ReasonMissing), transaction():
        service.lift_mask(entry=essay(), **place, reason="  ", actor=OFFICE, at=LATER)
    with transaction():
        service.lift_mask(entry=essay(), **place, reason="Không phải tên.", actor=OFFICE, at=LATER)
    copy = blind_copy_of(essay().id)
    assert (copy.paragraphs[0], copy.version) == ("Một buổi sớm.", 3)


def test_before_acceptance_a_mask_makes_no_copy(essay):
    with transaction():
        service.make_mask(entry=essay(), paragraph=0, start=0, stop=3, actor=OFFICE, at=NOON)
    assert blind_copy_of(essay().id) is None
    assert service.blind_preview(essay()).paragraphs[0] == "█████ buổi sớm."


def test_a_lifted_place_is_not_masked_again_by_the_finder(essay):
    title = {"paragraph": TITLE, "start": 7, "stop": 21}
    with transaction():
        service.lift_mask(entry=essay(), **title, reason="Nhân vật trùng tên.", actor=OFFICE, at=NOON)
    decide(essay())
    assert blind_copy_of(essay().id).title == "Chuyện Hoàng Thị Lanh kể"
    assert service.shown_titles([essay()]) == {essay().id: "Chuyện Hoàng Thị Lanh kể"}


@pytest.mark.parametrize("stretch", [(0, 5, 5), (0, 0, 99), (7, 0, 1), (0, -1, 3), (-2, 0, 1)])
def test_a_mask_outside_the_text_is_refused(essay, stretch):
    paragraph, start, stop = stretch
    with pytest.raises(MaskUnfit), transaction():
        service.make_mask(entry=essay(), paragraph=paragraph, start=start, stop=stop, actor=OFFICE, at=NOON)


def test_a_phrase_is_masked_wherever_it_stands(essay):
    with transaction():
        assert service.mask_phrase(entry=essay(), phrase="buoi som", actor=OFFICE, at=NOON) == 1
    with pytest.raises(PhraseNotThere), transaction():
        service.mask_phrase(entry=essay(), phrase="không có", actor=OFFICE, at=NOON)
    assert service.blind_preview(essay()).paragraphs[0] == "Một █████."


def test_all_that_is_found_is_masked_once(essay):
    with transaction():
        count = service.mask_all_found(entry=essay(), actor=OFFICE, at=NOON)
    assert count == len(masks_of(essay().manuscript.id)) > 3
    with transaction():
        assert service.mask_all_found(entry=essay(), actor=OFFICE, at=NOON) == 0


def test_accepting_all_leaves_one_event_and_counts(app, cast, essay):
    for n in range(3):
        an_entry(cast, authors=(an_author(name=f"Vi Thị Số {'ABC'[n]}"),))
    with transaction():
        assert service.accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON) == 4
    assert verdict_counts(cast.contest_id)[VerdictKind.ELIGIBLE] == 4
    verbs = select(AuditEvent.verb).where(AuditEvent.verb == "entries.accepted")
    assert len(db.session.scalars(verbs).all()) == 1


def test_only_chosen_entries_that_wait_are_accepted(cast, essay):
    codes(cast)
    rejected, other = an_entry(cast), an_entry(cast)
    decide(entry_of(cast.contest_id, rejected), VerdictKind.REJECTED, code="QH", reason="Muộn.")
    chosen = [rejected, essay().id, 999]
    with transaction():
        count = service.accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON, entry_ids=chosen)
    assert count == 1
    assert standing_decision(rejected).verdict == VerdictKind.REJECTED
    assert standing_decision(other) is None


def test_clean_entries_are_those_without_a_warning(app, cast, essay):
    body = EssaySaid("Vườn", cast.category_id, paragraphs=whole_words(1000), typed=True)
    clean = an_entry(cast, essay=body, authors=(an_author(name="Lô Văn Sạch"),))
    assert service.clean_entry_ids(the_contest(cast)) == []
    background(app)
    assert service.clean_entry_ids(the_contest(cast)) == [clean]


def test_a_thousand_are_accepted_in_a_few_queries(app, cast, house):
    body = EssaySaid("Vườn", cast.category_id, paragraphs=whole_words(1000), typed=True)
    for n in range(3):
        an_entry(cast, essay=body, authors=(an_author(name=f"Lô Văn {'ABC'[n]}"),))
    few = selects(app, lambda: service.clean_entry_ids(the_contest(cast)))
    for n in range(5):
        an_entry(cast, essay=body, authors=(an_author(name=f"Vi Thị {'ABCDE'[n]}"),))
    assert selects(app, lambda: service.clean_entry_ids(the_contest(cast))) <= few

    def accept():
        with transaction():
            service.accept_all(contest=the_contest(cast), actor=OFFICE, at=NOON)

    assert selects(app, accept) <= 32


@pytest.mark.parametrize(
    ("barred", "hit"),
    [
        ({"name": "Hoàng Thị Lanh"}, True),
        ({"name": "HOÀNG THỊ LÀNH", "birth_year": 1978}, True),
        ({"name": "Hoàng Thị Lanh", "birth_year": 1990}, False),
        ({"name": "Lô Văn Khác"}, False),
        ({"name": "Xã Nhân Lý"}, True),
    ],
)
def test_the_list_of_the_barred_warns_by_folded_name_and_year(cast, house, barred, hit):
    with transaction():
        row = {"birth_year": None, "reason": "", **barred}
        db.session.add(Barred(contest_id=cast.contest_id, folded_name=fold(barred["name"]), **row))
    entry_id = an_entry(cast)
    assert (levels(cast, entry_of(cast.contest_id, entry_id))["barred"] == Level.BAD) is hit


@pytest.mark.parametrize(
    ("unit", "birth_year", "level"),
    [
        ("X-NL", None, Level.BAD),
        ("X-VL", None, Level.WARN),
        ("X-VL", 1978, Level.BAD),
        ("X-VL", 1990, Level.OK),
    ],
)
def test_a_namesake_in_another_unit_is_only_asked_about(cast, house, unit, birth_year, level):
    with transaction():
        told = {"name": "Hoàng Thị Lanh", "folded_name": "hoang thi lanh", "reason": "giám khảo"}
        where = {"unit_id": cast.units[unit], "birth_year": birth_year}
        db.session.add(Barred(contest_id=cast.contest_id, **told, **where))
    entry_id = an_entry(cast, unit_id=cast.units["X-NL"])
    assert levels(cast, entry_of(cast.contest_id, entry_id))["barred"] == level


def test_entries_of_one_author_are_counted_by_name_with_unit_and_year_or_telephone(cast, house):
    contest = the_contest(cast)
    with transaction():
        contest.max_entries_per_author = 1
    first = an_entry(cast)
    alike = an_author(name="Hoàng Thị Lanh", phone="0987654321")
    with transaction():
        contest.max_entries_per_author = 0
    an_entry(cast, authors=(alike,), unit_name="Xã Vạn Linh")
    an_entry(cast, authors=(an_author(name="Lô Thị Trò"),))
    with transaction():
        contest.max_entries_per_author = 1
    assert levels(cast, entry_of(cast.contest_id, first))["entries"] == Level.OK
    with transaction():
        contest.max_entries_per_author = 0
    an_entry(cast, unit_name="Xã Vạn Linh")
    with transaction():
        contest.max_entries_per_author = 1
    assert levels(cast, entry_of(cast.contest_id, first))["entries"] == Level.WARN


def test_a_collectives_name_is_looked_for_and_the_figures_stays(cast, house):
    said = EssaySaid(
        "Bản mới", cast.category_id, paragraphs=("Chi đoàn Bản Lăng viết về Nông Văn Slao.",), typed=True
    )
    entry_id = an_entry(
        cast,
        essay=said,
        kind=AuthorshipKind.COLLECTIVE,
        collective_name="Chi đoàn Bản Lăng",
        figure=FigureSaid(name="Nông Văn Slao", place="Bản Lăng"),
        authors=(an_author(name="Nông Văn Slao"),),
    )
    decide(entry_of(cast.contest_id, entry_id))
    assert blind_copy_of(entry_id).paragraphs == ["█████ viết về Nông Văn Slao."]


def test_masks_of_one_version_do_not_blacken_the_next(cast, essay):
    decide(essay())
    with transaction():
        correct_entry(
            entry=essay(),
            submission=a_submission(the_contest(cast)),
            contest=the_contest(cast),
            actor=CITIZEN,
            at=LATER,
        )
    decide(essay(), at=LATER)
    assert "█" not in "".join(blind_copy_of(essay().id).paragraphs)
    assert db.session.scalar(select(func.count(Mask.id))) > 0
