"""A link for one person, once; roles given and ended."""

from datetime import timedelta

import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors.people import (
    AddressTaken,
    AddressUnusable,
    InvitationLapsed,
    LastOrganizer,
    NameMissing,
    NotYoursToRenew,
    RoleHeld,
)
from contest.people.models import Account, Role, RoleKind
from contest.people.queries import account_signed_in, invitation_behind, roles_in, standing_invitations
from contest.people.service import (
    PersonSaid,
    accept_invitation,
    end_role,
    give_role,
    invite,
    invite_all,
    renew_access,
    sign_in,
    take_invitation,
    withdraw_invitation,
)
from contest.plumbing.audit import SYSTEM, events_of
from tests.cast import Cast
from tests.conftest import NOON

WHO = {"actor": SYSTEM, "at": NOON}
HASH = "$argon2id$made-up"


@pytest.fixture
def contest(cast, house):
    return db.session.get_one(Contest, cast.contest_id)


@pytest.fixture
def person(cast, house):
    return lambda who: db.session.get_one(Account, cast.accounts[who])


def invited(contest, email="moi@x.vn", kind=RoleKind.JUDGE, name="Lý Văn Mới", **more):
    with transaction():
        return invite(contest=contest, kind=kind, email=email, name=name, **more, **WHO)


def accept(token, at=NOON):
    with transaction():
        return accept_invitation(token=token, name="", password_hash=HASH, at=at)


def role_of(contest, account, kind):
    return next(r for r in account.roles if r.contest_id == contest.id and r.kind == kind)


def test_an_invitation_makes_an_account_with_its_role_and_unit(contest, cast):
    _, token = invited(contest, unit_id=cast.units["X-NL"])
    account = accept(token)

    assert (account.email, account.name) == ("moi@x.vn", "Lý Văn Mới")
    assert account.has_role(contest.id, RoleKind.JUDGE)
    assert role_of(contest, account, RoleKind.JUDGE).unit_id == cast.units["X-NL"]
    assert [e.verb for e in events_of(contest.id)] == ["role.given", "invitation.accepted", "invitation.made"]


@pytest.mark.parametrize("how", ["used", "withdrawn", "lapsed", "replaced"])
def test_a_link_opens_once_until_it_is_withdrawn_replaced_or_too_old(contest, how):
    invitation, token = invited(contest)
    at = NOON
    if how == "used":
        accept(token)
    if how == "withdrawn":
        with transaction():
            withdraw_invitation(invitation=invitation, **WHO)
    if how == "lapsed":
        at = NOON + timedelta(days=14)
    if how == "replaced":
        invited(contest)

    with pytest.raises(InvitationLapsed):
        accept(token, at)


def test_only_the_hash_of_a_link_is_kept(contest):
    invitation, token = invited(contest)
    assert token not in str(vars(invitation))
    assert invitation_behind(token, at=NOON).id == invitation.id


@pytest.mark.parametrize(
    ("email", "name", "refusal"),
    [
        ("khong-phai-thu", "Lý Văn Mới", AddressUnusable),
        ("nguyễn@x.vn", "Lý Văn Mới", AddressUnusable),
        ("moi@x.vn", " ", NameMissing),
        ("moi@x.vn", "a" * 101, NameMissing),
    ],
)
def test_an_invitation_needs_an_address_and_a_name(contest, email, name, refusal):
    with pytest.raises(refusal):
        invited(contest, email=email, name=name)


def test_a_held_role_is_not_given_again_by_invitation(contest, person):
    with transaction():
        person("judge_a").password_hash = HASH
    with pytest.raises(RoleHeld):
        invited(contest, email=Cast.email("judge_a"))


def test_a_known_address_takes_a_new_role_by_signing_in(contest, person):
    observer = person("observer")
    with transaction():
        observer.password_hash = HASH
    _, token = invited(contest, email=observer.email.upper())

    with pytest.raises(AddressTaken):
        accept(token)
    with pytest.raises(InvitationLapsed), transaction():
        take_invitation(token=token, account=person("judge_b"), at=NOON)
    with transaction():
        take_invitation(token=token, account=observer, at=NOON)
    assert observer.has_role(contest.id, RoleKind.JUDGE)


def test_an_account_without_a_password_gets_its_first_by_the_link(contest, person):
    _, token = invited(contest, email=Cast.email("observer"))
    assert accept(token).id == person("observer").id
    assert person("observer").password_hash == HASH


def test_a_list_is_taken_line_by_line(contest, cast):
    people = [
        PersonSaid(1, "Lương Văn An", "an@x.vn", cast.units["X-NL"]),
        PersonSaid(2, "", "trong@x.vn"),
        PersonSaid(4, "Vi Thị Hạnh", "khong phai"),
    ]
    with transaction():
        done = invite_all(contest=contest, kind=RoleKind.JUDGE, people=people, **WHO)

    assert [invitation.name for invitation, _ in done.made] == ["Lương Văn An"]
    assert [(number, refusal.code) for number, refusal in done.refused] == [
        (2, "name_missing"),
        (4, "address_unusable"),
    ]
    assert len(standing_invitations(contest.id, at=NOON)) == 1
    assert [e.details for e in events_of(contest.id)] == [{"role": "judge", "added": 1, "refused": 2}]


def test_a_judges_unit_does_not_fall_away_when_the_role_is_given_again(contest, person, cast):
    judge = person("judge_a")
    with transaction():
        end_role(role=role_of(contest, judge, RoleKind.JUDGE), **WHO)
        role = give_role(account=judge, contest=contest, kind=RoleKind.JUDGE, **WHO)

    assert (role.ended_at, role.unit_id) == (None, cast.units["X-NL"])


def test_a_contest_keeps_one_organizer(contest, person):
    with transaction():
        end_role(role=role_of(contest, person("organizer"), RoleKind.ORGANIZER), **WHO)
    with pytest.raises(LastOrganizer), transaction():
        end_role(role=role_of(contest, person("second_organizer"), RoleKind.ORGANIZER), **WHO)

    assert [r.account.name for r in roles_in(contest.id, RoleKind.ORGANIZER)] == ["Lý Thị Duyên"]


def test_ending_a_disabled_organizers_role_is_no_last_one(contest, person):
    gone = person("second_organizer")
    with transaction():
        gone.disabled_at = NOON
    with transaction():
        end_role(role=role_of(contest, gone, RoleKind.ORGANIZER), **WHO)
    assert role_of(contest, gone, RoleKind.ORGANIZER).ended_at == NOON


def test_a_forgotten_access_is_renewed_and_every_browser_signed_out(contest, person):
    judge = person("judge_a")
    with transaction():
        judge.password_hash = HASH
        session = sign_in(account=judge, hours=8, at=NOON)
    with transaction():
        _, token = renew_access(
            account=judge, contest=contest, kind=RoleKind.JUDGE, organizer=person("organizer"), at=NOON
        )

    assert not judge.can_sign_in
    assert account_signed_in(session, at=NOON) is None
    assert accept(token).id == judge.id
    assert judge.can_sign_in


def test_nobody_renews_an_account_that_means_something_elsewhere_or_their_own(contest, person, cast):
    judge, organizer = person("judge_a"), person("organizer")
    with transaction():
        db.session.add(
            Role(account_id=judge.id, contest_id=cast.other_contest_id, kind=RoleKind.JUDGE, granted_at=NOON)
        )
    db.session.expire_all()
    for account in (judge, organizer):
        with pytest.raises(NotYoursToRenew), transaction():
            renew_access(account=account, contest=contest, kind=RoleKind.JUDGE, organizer=organizer, at=NOON)


def test_roles_are_listed_by_given_name_without_the_ended_ones(contest, person):
    with transaction():
        end_role(role=role_of(contest, person("judge_b"), RoleKind.JUDGE), **WHO)
    assert [r.account.name for r in roles_in(contest.id, RoleKind.JUDGE)] == [
        "Lương Văn An",
        "Triệu Văn Chiến",
        "Vi Thị Hạnh",
    ]
