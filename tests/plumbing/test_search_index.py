"""The index of each database: the same questions have the same answers on both."""

import pytest
from sqlalchemy import column, select, table

from contest.db import db, transaction
from contest.plumbing import search
from contest.plumbing.search import Document, question_of

ROAD = Document(
    1,
    ("Con đường của bản", "Nông Văn Slao"),
    ("Ông hiến đất mở đường.", "Tôi là █████, xóm Nà Lầu."),
    ("Hoàng Thị Lanh", "Trường THCS Quan Sơn", "0912345678", "345678", "5678"),
    ("Tôi là Hoàng Thị Lanh, xóm Nà Lầu.",),
)
WILLOW = Document(2, ("Hàng dương liễu",), ("Bóng dương che cả khoảng đường quê.",), ("Lô Văn Đặng",))
EMPTY = Document(3, ("Không có chữ",), ())


@pytest.fixture(autouse=True)
def kept(house):
    with transaction():
        assert search.keep([ROAD, WILLOW, EMPTY]) == 3


def found(typed, *, sealed=False):
    """Ids in order of fitness."""
    asked = question_of(typed)
    ids = table("search_row", column("id"))
    fit = search.relevance(asked, ids.c.id, sealed=sealed)
    chosen = select(ids.c.id).where(ids.c.id.in_(search.found(asked, sealed=sealed)))
    return list(db.session.scalars(chosen.order_by(fit.desc(), ids.c.id)))


READABLE = (
    ("duong", [1, 2]),
    ("dương", [2, 1]),
    ("đường quê", [2]),
    ("hien dat mo duong", [1]),
    ('"dat hien"', []),
    ('"hien dat"', [1]),
    ("DUONG LIEU", [2]),
    ("lieu duong", [2]),
    ("khoan", [2]),
    ("khoan ", []),
    ("slao", [1]),
    ("lanh", []),
    ("hoang thi lanh", []),
    ("quan son", []),
    ("5678", []),
    ("na lau", [1]),
    ("khong", [3]),
)


def test_what_anybody_may_read_is_found():
    for typed, ids in READABLE:
        assert found(typed) == ids, typed


SEALED = (
    ("lanh", [1]),
    ("Hoàng Thị Lanh", [1]),
    ('"la hoang thi lanh"', [1]),
    ("thcs quan son", [1]),
    ("5678", [1]),
    ("0912", [1]),
    ("dang", [2]),
    ("Đặng", [2]),
    ("lanh duong", [1]),
    ("duong", [1, 2]),
)


def test_names_and_masked_places_are_found_by_those_who_may():
    for typed, ids in SEALED:
        assert found(typed, sealed=True) == ids, typed


def test_a_title_comes_before_a_text_and_a_phrase_before_scattered_words():
    with transaction():
        scattered = Document(4, ("Bài khác",), ("Bản làng nay có đường mới, con cháu về.",))
        phrase = Document(5, ("Bài nữa",), ("Từ nay con đường của bản đã rộng.",))
        search.keep([scattered, phrase])
    assert found("con duong ban") == [1, 4, 5]
    assert found("con duong cua ban") == [1, 5]
    assert found("nay con duong") == [5, 4]


def test_what_changes_is_found_anew_and_no_longer_by_what_it_was():
    with transaction():
        assert search.keep([Document(1, ("Tên mới",), ("Chữ mới",), ("Vi Văn Khác",))]) == 1
    assert found("slao") == []
    assert found("lanh", sealed=True) == []
    assert found("khac", sealed=True) == [1]
    assert found("ten moi") == [1]


def test_the_same_again_writes_nothing():
    with transaction():
        assert search.keep([ROAD, WILLOW]) == 0
    assert search.kept_of([1]) == {1: ROAD}


def test_what_is_erased_is_gone():
    with transaction():
        search.erase([1, 99])
    assert found("duong") == [2]
    with transaction():
        search.erase_all()
    assert found("duong") == []
    with transaction():
        search.keep([ROAD])
    assert found("duong") == [1]


def test_a_rollback_takes_the_words_back(house):
    def break_off():
        with transaction():
            search.keep([Document(9, ("Tạm thời",), ())])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert found("tam thoi") == []


CROOKED = ("'", '"', "a'b", "x:*", "NEAR(a,b)", "{head} : x", "a AND", "\\", "\x00", "ớ", "𝕏", "日本", "!!!")


def test_nothing_that_can_be_typed_is_a_fault():
    for asked in filter(None, map(question_of, CROOKED)):
        ids = db.session.scalars(search.found(asked, sealed=True))
        assert list(ids) is not None, asked


def test_strange_and_endless_texts_are_kept():
    strange = Document(7, ("'; DROP TABLE x; --", 'a"b\\c:A', "日本 \U0001d54f"), ("x" * 5000, "ớ " * 10))
    endless = Document(8, ("Dài",), tuple(f"tu{n}ấ " * 3 for n in range(25_000)))
    with transaction():
        search.keep([strange, endless])
    assert found("drop table") == [7]
    assert found("dai") == [8]
    with transaction():
        search.erase([7, 8])
    assert found("drop table") == []
