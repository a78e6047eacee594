"""Verbs of accounts: invite, accept, sign in and out, set a password, give and end roles."""

from contest.people.service.accounts import (
    change_password,
    check_password,
    create_account,
    hash_password,
    sign_in,
    sign_out,
)
from contest.people.service.invitations import (
    Invited,
    PersonSaid,
    accept_invitation,
    invite,
    invite_all,
    renew_access,
    take_invitation,
    withdraw_invitation,
)
from contest.people.service.roles import end_role, give_role

__all__ = [
    "Invited",
    "PersonSaid",
    "accept_invitation",
    "change_password",
    "check_password",
    "create_account",
    "end_role",
    "give_role",
    "hash_password",
    "invite",
    "invite_all",
    "renew_access",
    "sign_in",
    "sign_out",
    "take_invitation",
    "withdraw_invitation",
]
