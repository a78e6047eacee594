"""What keeps a hand-in from being an entry."""

from dataclasses import replace
from datetime import date

import pytest

from contest.authors.rules import (
    AuthorSaid,
    EssaySaid,
    FigureSaid,
    FileKept,
    Problem,
    Received,
    Submission,
    Terms,
    digest_of,
    essay_of,
    problems,
    said_in,
    softened,
)
from contest.charter.rules import AuthorshipKind
from contest.errors.authors import PROBLEMS
from contest.plumbing.vietnamese import PartialDate

TERMS = Terms(
    today=date(2026, 11, 23), categories=frozenset({7}), required=frozenset({1, 2}), max_group_size=3
)
LANH = AuthorSaid("Hoàng Thị Lanh", birth=PartialDate(1978), phone="0912345678", leads=True)
SLAO = FigureSaid(name="Nông Văn Slao", birth_year=1957, place="Xã Nhân Lý")
ESSAY = EssaySaid("Con đường của bản", 7, paragraphs=("Ông hiến đất mở đường.",))
SAID = Submission(
    essay=ESSAY, figure=SLAO, authors=(LANH,), consented=frozenset({1, 2}), unit_name="Xã Nhân Lý"
)
CHILD = replace(LANH, birth=PartialDate(2011, 3, 2), phone="")
GROUP = replace(SAID, kind=AuthorshipKind.GROUP)
HOP = replace(LANH, name="Vi Văn Hợp", leads=False, phone="")


def test_a_complete_hand_in_has_no_problem():
    assert problems(SAID, TERMS) == ()


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        (replace(SAID, essay=replace(ESSAY, title="")), "title", "title-missing"),
        (replace(SAID, essay=replace(ESSAY, title="x" * 301)), "title", "too-long"),
        (replace(SAID, essay=replace(ESSAY, category_id=8)), "category_id", "category-missing"),
        (replace(SAID, essay=replace(ESSAY, paragraphs=())), "essay", "essay-missing"),
        (replace(SAID, essay=replace(ESSAY, paragraphs=("– …",))), "essay", "essay-missing"),
        (replace(SAID, essay=replace(ESSAY, paragraphs=("a " * 200_000,))), "essay", "essay-too-long"),
        (replace(SAID, figure=replace(SLAO, name="")), "figure.name", "figure-name-missing"),
        (replace(SAID, figure=replace(SLAO, place="")), "figure.place", "place-missing"),
        (replace(SAID, figure=replace(SLAO, birth_year=19576)), "figure.birth_year", "birth-year-impossible"),
        (replace(SAID, figure=replace(SLAO, phone="12")), "figure.phone", "phone-malformed"),
        (replace(SAID, authors=()), "authors", "author-missing"),
        (replace(SAID, authors=(LANH, LANH)), "authors", "one-author-only"),
        (replace(GROUP, authors=(LANH,)), "authors", "group-of-one"),
        (replace(GROUP, authors=(LANH, *[HOP] * 3)), "authors", "group-too-large"),
        (replace(GROUP, authors=(HOP, HOP)), "authors", "leader-missing"),
        (replace(SAID, kind=AuthorshipKind.COLLECTIVE), "collective_name", "collective-name-missing"),
        (replace(SAID, unit_name=""), "unit", "unit-missing"),
        (replace(SAID, authors=(replace(LANH, name=""),)), "authors.0.name", "name-missing"),
        (replace(SAID, authors=(replace(LANH, birth=None),)), "authors.0.birth", "birth-missing"),
        (
            replace(SAID, authors=(replace(LANH, birth=PartialDate(2027)),)),
            "authors.0.birth",
            "birth-impossible",
        ),
        (
            replace(SAID, authors=(replace(LANH, birth=PartialDate(1890)),)),
            "authors.0.birth",
            "birth-impossible",
        ),
        (replace(SAID, authors=(replace(LANH, phone=""),)), "authors.0.phone", "phone-missing"),
        (replace(SAID, authors=(replace(LANH, phone="091"),)), "authors.0.phone", "phone-malformed"),
        (replace(SAID, authors=(replace(LANH, email="lanh@"),)), "authors.0.email", "email-malformed"),
        (replace(SAID, consented=frozenset({1})), "statements.2", "consent-missing"),
    ],
)
def test_each_problem_is_found_at_its_field(said, field, code):
    assert problems(said, TERMS) == (Problem(field, code),)
    assert code in PROBLEMS


@pytest.mark.parametrize(
    ("birth", "guardian_owed"),
    [
        (PartialDate(2010, 11, 23), False),  # sixteen today
        (PartialDate(2010, 11, 24), True),  # sixteen tomorrow
        (PartialDate(2010), True),  # only the year is known: the child is protected
        (PartialDate(2009), False),
    ],
)
def test_under_sixteen_a_guardian_is_owed(birth, guardian_owed):
    young = replace(SAID, authors=(replace(LANH, birth=birth),))
    fields = {problem.field for problem in problems(young, TERMS)}
    assert fields == ({"authors.0.guardian_name", "authors.0.guardian_phone"} if guardian_owed else set())


def test_a_guardian_s_telephone_is_enough_for_a_child():
    child = replace(CHILD, guardian_name="Hoàng Văn Páo", guardian_phone="0987654321")
    assert problems(replace(SAID, authors=(child,)), TERMS) == ()


def test_what_a_sheet_of_paper_lacks_warns_and_does_not_refuse():
    paper = replace(TERMS, on_paper=True)
    bare = replace(SAID, authors=(AuthorSaid("Hoàng Thị Lanh"),), consented=frozenset(), unit_name="")
    assert problems(bare, paper) == ()
    assert "consent-missing" in softened(bare, paper)
    assert "guardian-missing" in softened(replace(SAID, authors=(CHILD,)), paper)
    assert problems(replace(bare, essay=replace(ESSAY, title="")), paper) == (
        Problem("title", "title-missing"),
    )


def test_a_collective_needs_its_name_and_no_birth_date():
    choir = replace(
        SAID,
        kind=AuthorshipKind.COLLECTIVE,
        collective_name="Chi hội Phụ nữ thôn Làng Giàng",
        authors=(replace(LANH, birth=None),),
    )
    assert problems(choir, TERMS) == ()


def a_file(digest: str, *paragraphs: str, title: str = "", warnings: tuple[str, ...] = ()) -> Received:
    return Received(FileKept(digest, 10, "docx", warnings), "bai.docx", paragraphs, title=title, page_count=1)


def test_the_bodies_of_several_files_follow_each_other_and_the_first_title_counts():
    files = [a_file("a" * 64, "Một.", warnings=("no-text",)), a_file("b" * 64, "Hai.", title="Tên trong tệp")]
    essay = essay_of(title=" ", category_id=7, text="", files=files)
    assert (essay.title, essay.paragraphs, essay.page_count) == ("Tên trong tệp", ("Một.", "Hai."), 2)
    assert essay.warnings == ("no-text",)


def test_typed_text_is_the_body_and_files_are_then_its_originals():
    essay = essay_of(
        title="Tên", category_id=7, text="Dòng một\r\n\r\n  Dòng hai ", files=[a_file("a" * 64, "Tệp.")]
    )
    assert essay.paragraphs == ("Dòng một", "Dòng hai")
    assert len(essay.files) == 1


def test_one_file_vouches_for_itself_and_all_else_for_every_line():
    one = essay_of(title="Tên", category_id=7, text="", files=[a_file("a" * 64, "Một.")])
    typed = essay_of(title="Tên", category_id=7, text="Một.", files=[])
    assert digest_of(one) == "a" * 64
    assert digest_of(typed) != digest_of(replace(typed, title="Tên khác"))
    assert digest_of(typed) != digest_of(replace(typed, paragraphs=("Một", ".")))


def test_a_received_file_comes_back_from_its_json_unchanged():
    received = replace(
        a_file("a" * 64, "Một."), file=FileKept("a" * 64, 1, "docx", ("no-text",), (("header", "Tên"),))
    )
    assert Received.from_json(received.as_json()) == received


def test_a_draft_says_what_was_typed_cleaned_and_in_one_form():
    data = {
        "essay": {"title": " Con  đường ", "category_id": "7", "text": "Một."},
        "figure": {"kind": "person", "name": "Nông Văn Slao", "birth_year": "1957", "place": "Nhân Lý"},
        "authors": {
            "kind": "group",
            "unit": "nhan ly",
            "leader": "1",
            "people": [
                {"name": "Hoàng Thị Lanh", "birth": "9/5/78", "phone": "+84 912 345 678"},
                {"name": "Vi Văn Hợp", "birth": "1980"},
                {"name": "", "birth": ""},
            ],
        },
        "statements": [1, 2],
    }
    said, unclear = said_in(data, [], units={"nhan ly": (3, "Xã Nhân Lý")})
    assert unclear == ()
    assert (said.essay.title, said.unit_id, said.unit_name) == ("Con đường", 3, "Xã Nhân Lý")
    assert [author.leads for author in said.authors] == [False, True]
    assert (said.authors[0].phone, said.authors[0].birth) == ("0912345678", PartialDate(1978, 5, 9))


def test_what_cannot_be_read_is_named_and_an_empty_draft_is_no_error():
    data = {
        "figure": {"birth_year": "năm Dậu"},
        "authors": {"people": [{"name": "An", "birth": "31/02/1978"}]},
    }
    _said, unclear = said_in(data, [], units={})
    assert unclear == (
        Problem("figure.birth_year", "birth-year-impossible"),
        Problem("authors.0.birth", "birth-malformed"),
    )
    assert said_in({}, [], units={})[0].authors == ()
