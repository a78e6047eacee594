"""What a transaction makes of two who come at the same moment, and of what is simply wrong."""

import gc
import weakref

import pytest
from sqlalchemy.exc import IntegrityError

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors import CameSecond
from contest.shortlist.models import Meeting
from tests.shortlist.stage import the_round


def test_a_key_that_another_took_is_a_sentence(house, cast) -> None:
    with pytest.raises(CameSecond, match="có người khác vừa ghi") as told, transaction():
        double_the_slug(cast)
    assert isinstance(told.value.__cause__, IntegrityError)
    with transaction():
        db.session.get_one(Contest, cast.contest_id).title = "Sau đó vẫn ghi được"


def test_a_row_that_breaks_another_rule_stays_a_defect(house, cast) -> None:
    with pytest.raises(IntegrityError), transaction():
        db.session.add(Meeting(round_id=the_round(cast).id, number=None))


def test_what_a_session_reads_by_goes_with_it_and_holds_no_engine_nor_its_statements(house) -> None:
    assert db.session.query(Contest).count() == 0
    reader = weakref.ref(db.session().get_bind(Contest))
    db.session.remove()
    gc.collect()
    assert reader() is None


def double_the_slug(cast) -> None:
    """Call the other contest as ours is called, as if nobody had looked before."""
    other = db.session.get_one(Contest, cast.other_contest_id)
    other.slug = db.session.get_one(Contest, cast.contest_id).slug
