"""A published list says who, from where, with what; and nothing else."""

from dataclasses import fields

import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors.shortlist import SealClosed, Superseded
from contest.shortlist.queries import PublishedRow, publication_of, published_list
from contest.shortlist.service import publish
from tests.conftest import NOON
from tests.shortlist.stage import CLERK, UNIT, freeze_top, judged, open_seal


@pytest.fixture
def contest(house, cast):
    judged(cast, ["90", "70", "80"], titles=["Na trên đá", "Con suối", "Bến nước"])
    return db.session.get(Contest, cast.contest_id)


def publish_it(shortlist):
    with transaction():
        return publish(shortlist=shortlist, actor=CLERK, at=NOON)


def test_nothing_is_published_by_itself(contest, cast) -> None:
    freeze_top(cast, 2)
    open_seal(cast)
    assert published_list(contest) is None
    assert publication_of(contest) is None


def test_a_list_is_not_published_while_the_seal_is_closed(contest, cast) -> None:
    shortlist = freeze_top(cast, 2)
    with pytest.raises(SealClosed):
        publish_it(shortlist)


def test_the_published_list_names_those_it_took_in_and_nobody_else(contest, cast) -> None:
    shortlist = freeze_top(cast, 2)
    open_seal(cast)
    publish_it(shortlist)
    found = published_list(contest)
    assert found.round_name == "Vòng sơ khảo"
    assert found.rows == (
        PublishedRow(1, ("Hoàng Thị Lanh",), UNIT, "Na trên đá", "Ghi chép"),
        PublishedRow(2, ("Vi Thị Đào",), UNIT, "Bến nước", "Ghi chép"),
    )


def test_what_is_published_of_an_essay_is_these_five_things() -> None:
    assert [field.name for field in fields(PublishedRow)] == ["rank", "authors", "unit", "title", "category"]


def test_publishing_twice_is_publishing_once(contest, cast) -> None:
    shortlist = freeze_top(cast, 2)
    open_seal(cast)
    assert publish_it(shortlist).id == publish_it(shortlist).id


def test_a_superseded_list_is_not_published_and_a_newer_one_takes_its_place(contest, cast) -> None:
    unpublished = freeze_top(cast, 3)
    first = freeze_top(cast, 2, reason="Chỉ hai bài")
    open_seal(cast)
    publish_it(first)
    second = freeze_top(cast, 1, reason="Một bài vi phạm")
    assert len(published_list(contest).rows) == 2, "what was published stands until the new list is published"
    publish_it(second)
    assert len(published_list(contest).rows) == 1
    with pytest.raises(Superseded):
        publish_it(unpublished)
