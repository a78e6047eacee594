"""A question may name more rows than a statement has places for."""

from sqlalchemy import select

from contest.db import MANY, about, db, one_of
from contest.people.models import Account


def test_ids_are_asked_about_however_many_they_are(cast, house):
    mine = set(cast.accounts.values())
    beyond = range(1_000_000, 1_070_000)

    assert set(db.session.scalars(select(Account.id).where(one_of(Account.id, [*mine, *beyond])))) == mine
    assert db.session.scalars(select(Account.id).where(one_of(Account.id, ()))).all() == []


def test_of_many_ids_those_in_between_come_too(cast, house):
    first = min(cast.accounts.values())
    few, many = [first], [first, *range(1_000_000, 1_000_000 + MANY)]

    assert db.session.scalars(select(Account.id).where(about(Account.id, few))).all() == few
    assert set(db.session.scalars(select(Account.id).where(about(Account.id, many)))) >= set(
        cast.accounts.values()
    )
