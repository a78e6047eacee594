"""Categories, codes, statements, the barred."""

import pytest

from contest.authors.service import hand_in
from contest.charter.models import Contest
from contest.charter.queries import amendments_of, barred_of, rejection_codes_of, unready
from contest.charter.rules import BarredSaid, CategorySaid, CodeSaid
from contest.charter.service import (
    add_statement,
    bar,
    bar_all,
    lift_bar,
    retire_statement,
    reword_statement,
    set_categories,
    set_rejection_codes,
)
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.errors.charter import CategoryInUse, CodeKept, NoticeMissing, StatementRetired, ValueUnfit
from contest.plumbing.audit import CITIZEN, SYSTEM, events_of
from tests.authors.said import a_submission
from tests.conftest import NOON

WHO = {"actor": SYSTEM, "at": NOON}


@pytest.fixture
def contest(cast, house):
    return db.session.get_one(Contest, cast.contest_id)


@pytest.fixture
def quiet(contest):
    """The contest before its announcement."""
    with transaction():
        contest.announced_at = None
    return contest


def categories(contest, *said, notice=""):
    with transaction():
        set_categories(contest=contest, categories=said, notice=notice, **WHO)


def codes(contest, *said):
    with transaction():
        set_rejection_codes(contest=contest, codes=[CodeSaid(*line) for line in said], **WHO)


def test_categories_are_renamed_reordered_and_added(quiet):
    categories(
        quiet,
        CategorySaid("but-ky", "Bút ký, ký sự"),
        CategorySaid("ghi-chep", "Ghi chép", 2, 10),
        CategorySaid("", "Phóng sự"),
    )

    db.session.expire_all()
    assert [(c.key, c.name) for c in quiet.categories] == [
        ("but-ky", "Bút ký, ký sự"),
        ("ghi-chep", "Ghi chép"),
        ("phong-su", "Phóng sự"),
    ]
    assert quiet.categories[1].quota_max == 10


def test_a_category_nobody_wrote_in_is_dropped(quiet):
    categories(quiet, CategorySaid("ghi-chep", "Ghi chép"))

    db.session.expire_all()
    assert [c.key for c in quiet.categories] == ["ghi-chep"]


def test_a_category_with_entries_stays_and_nothing_else_is_saved(contest):
    with transaction():
        submission = a_submission(contest)
        said = {"channel": Channel.WEB, "sent_on": NOON.date(), "actor": CITIZEN, "at": NOON}
        hand_in(contest=contest, submission=submission, key="k", **said)

    with pytest.raises(CategoryInUse):
        categories(contest, CategorySaid("but-ky", "Bút ký, ký sự"), notice="Bỏ ghi chép.")

    db.session.expire_all()
    assert [(c.key, c.name) for c in contest.categories] == [("ghi-chep", "Ghi chép"), ("but-ky", "Bút ký")]
    assert amendments_of(contest.id) == []


def test_renaming_a_public_category_needs_a_notice_a_quota_does_not(contest):
    with pytest.raises(NoticeMissing):
        categories(contest, CategorySaid("ghi-chep", "Ghi chép mới"), CategorySaid("but-ky", "Bút ký"))
    db.session.expire_all()

    categories(contest, CategorySaid("ghi-chep", "Ghi chép", None, 5), CategorySaid("but-ky", "Bút ký"))
    assert amendments_of(contest.id) == []

    categories(contest, CategorySaid("ghi-chep", "Ghi chép"), notice="Bỏ thể loại bút ký.")
    assert amendments_of(contest.id)[0].changes == {"categories": [["Ghi chép", "Bút ký"], ["Ghi chép"]]}


@pytest.mark.parametrize(
    "said",
    [(), (CategorySaid("", " "),), (CategorySaid("", "Thơ", 5, 2),), (CategorySaid("", "Thơ", -1, None),)],
)
def test_categories_that_cannot_be_are_refused(quiet, said):
    with pytest.raises(ValueUnfit):
        categories(quiet, *said)


def test_codes_are_set_in_order_and_dropped_only_before_the_announcement(quiet):
    codes(quiet, ("qh", "Quá hạn"), ("DĐ", "Đã đăng"))
    assert [(c.code, c.label) for c in rejection_codes_of(quiet.id)] == [("QH", "Quá hạn"), ("DĐ", "Đã đăng")]

    codes(quiet, ("DĐ", "Đã đăng báo"))
    with transaction():
        quiet.announced_at = NOON

    codes(quiet, ("SC", "Sao chép"), ("DĐ", "Đã đăng, đã dự thi"))
    with pytest.raises(CodeKept):
        codes(quiet, ("SC", "Sao chép"))
    db.session.expire_all()
    assert [c.code for c in rejection_codes_of(quiet.id)] == ["SC", "DĐ"]


@pytest.mark.parametrize("said", [(("A", "x"), ("a", "y")), (("", "x"),), (("A", ""),), (("A" * 11, "x"),)])
def test_codes_that_cannot_be_are_refused(quiet, said):
    with pytest.raises(ValueUnfit):
        codes(quiet, *said)


def test_new_words_are_a_new_version_and_the_old_row_stands(contest):
    old = contest.statements[0]
    words = old.text
    with transaction():
        fresh = reword_statement(statement=old, text="Bài do chúng tôi tự viết.", **WHO)

    assert (fresh.version, fresh.key, fresh.retired_at) == (2, old.key, None)
    assert (old.text, old.retired_at) == (words, NOON)
    with pytest.raises(StatementRetired), transaction():
        reword_statement(statement=old, text="Lần nữa.", **WHO)


def test_the_same_words_again_make_no_version(contest):
    old = contest.statements[0]
    with transaction():
        assert reword_statement(statement=old, text=f" {old.text} ", **WHO) is old
    assert events_of(contest.id) == []


def test_a_statement_is_added_at_the_end_and_retired(contest):
    with transaction():
        fresh = add_statement(contest=contest, text="Tôi đồng ý.", required=False, **WHO)
        retire_statement(statement=contest.statements[0], **WHO)
    db.session.expire_all()

    assert [s.text for s in contest.statements if s.retired_at is None][-1] == "Tôi đồng ý."
    assert (fresh.position, fresh.required) == (3, False)


def test_a_list_of_the_barred_is_added_once(contest):
    people = [
        BarredSaid("Hoàng Thị Bích", 1980),
        BarredSaid("hoàng thị bích", 1980),
        BarredSaid("Vi Văn Đồng"),
    ]
    with transaction():
        assert bar_all(contest=contest, people=people, **WHO) == 2
        assert bar_all(contest=contest, people=people, **WHO) == 0

    assert [row.folded_name for row in barred_of(contest.id)] == ["hoang thi bich", "vi van dong"]


def test_the_log_does_not_name_the_barred(contest):
    with transaction():
        row = bar(contest=contest, said=BarredSaid("Vi Văn Đồng", reason="Giám khảo"), **WHO)
        lift_bar(barred=row, **WHO)

    assert barred_of(contest.id) == []
    assert "Đồng" not in str([(event.subject, event.details) for event in events_of(contest.id)])


def test_what_lacks_before_an_announcement_is_said(contest):
    assert "Chưa có thể lệ." in unready(contest)
    with transaction():
        for column in ("theme", "eligibility", "rules_text", "contact", "organizer"):
            setattr(contest, column, "có")
    assert unready(contest) == []
