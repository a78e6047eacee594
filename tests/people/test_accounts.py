"""Passwords, sign-ins, and what ends them."""

import unicodedata
from datetime import timedelta

import pytest

from contest.db import db, transaction
from contest.errors.people import AddressTaken, PasswordTooWeak, WrongSignIn
from contest.people.models import Account
from contest.people.queries import account_signed_in
from contest.people.service import (
    change_password,
    check_password,
    create_account,
    hash_password,
    sign_in,
    sign_out,
)
from contest.plumbing.audit import AuditEvent
from tests.cast import Cast
from tests.conftest import NOON

PASSWORD = "đường về bản rất xa"


@pytest.fixture(scope="module")
def kept():
    return hash_password(PASSWORD)


@pytest.fixture
def account(cast, house, kept):
    with transaction():
        found = db.session.get_one(Account, cast.accounts["judge_a"])
        found.password_hash = kept
    return found


def signed(account, hours=8):
    with transaction():
        return sign_in(account=account, hours=hours, at=NOON)


def test_the_right_password_opens_in_any_spelling_of_the_address(account):
    assert check_password(email=f" {account.email.upper()} ", password=PASSWORD).id == account.id


def test_a_decomposed_password_is_the_same_password(account):
    nfd = unicodedata.normalize("NFD", PASSWORD)
    assert check_password(email=account.email, password=nfd).id == account.id


def test_wrong_address_wrong_password_no_password_and_disabled_look_the_same(account, cast, house):
    other = Cast.email("judge_b")
    with transaction():
        account.disabled_at = NOON
    for email, password in (
        ("nobody@x.vn", PASSWORD),
        (account.email, "sai-mat-khau"),
        (other, "!"),
        (account.email, PASSWORD),
    ):
        with pytest.raises(WrongSignIn) as refused:
            check_password(email=email, password=password)
        assert str(refused.value) == WrongSignIn.sentence


def test_a_weak_password_is_refused():
    with pytest.raises(PasswordTooWeak):
        hash_password("ngan")


def test_a_sign_in_stands_until_its_hour_its_end_or_the_accounts_end(account):
    token = signed(account)
    assert account_signed_in(token, at=NOON + timedelta(hours=7)).id == account.id
    assert account_signed_in(token, at=NOON + timedelta(hours=8)) is None

    with transaction():
        sign_out(token=token, account=account, at=NOON)
    assert account_signed_in(token, at=NOON) is None

    again = signed(account)
    with transaction():
        account.disabled_at = NOON
    assert account_signed_in(again, at=NOON) is None


def test_a_new_password_signs_out_every_other_browser(account, kept):
    here, there = signed(account), signed(account)
    with transaction():
        change_password(account=account, password_hash=kept, keep_token=here, at=NOON)

    assert account_signed_in(here, at=NOON) is not None
    assert account_signed_in(there, at=NOON) is None


def test_an_address_has_one_account(account):
    with pytest.raises(AddressTaken), transaction():
        create_account(email=account.email.title(), name="X", password_hash="!", at=NOON)


def test_neither_token_nor_password_is_kept(account):
    token = signed(account)
    from contest.people.models import SignIn

    assert token not in {row.token_hash for row in db.session.query(SignIn)}
    assert token not in str([event.details for event in db.session.query(AuditEvent)])
