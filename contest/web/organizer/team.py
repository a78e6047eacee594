"""The team: who may do what in this contest, and who is invited."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.people import AddressMissing
from contest.people import service
from contest.people.models import Invitation, RoleKind
from contest.people.queries import account_of, invitation_in, role_in, roles_in, standing_invitations
from contest.people.rules import read_lines
from contest.people.service import PersonSaid
from contest.plumbing.clock import now
from contest.plumbing.mail import absolute, letters_leave, send_mail_later
from contest.units.queries import names_of_units, units
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.saving import done
from contest.web.organizer.team_forms import ORDER, FurtherRoleForm, InviteForm, InviteManyForm
from contest.web.organizer.unit_choice import unit_id_of
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor
from contest.web.words import WORDS

Links = Sequence[tuple[Invitation, str]]


@bp.get("/<slug>/team")
@open_to(RoleKind.ORGANIZER, RoleKind.SECRETARY)
def team(contest: Contest) -> str:
    """Who holds which role, and the invitations that wait."""
    roles, waiting = roles_in(contest.id), standing_invitations(contest.id, at=now())
    return show(
        "organizer/team/index.html",
        contest,
        groups=[(kind, [role for role in roles if role.kind == kind]) for kind in ORDER],
        waiting=waiting,
        unit_names=names_of_units(i.unit_id for i in waiting if i.unit_id is not None),
    )


@bp.route("/<slug>/team/invitations/new", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def invite_person(contest: Contest) -> Any:
    """Invite one person; answer with the link, shown this once, while the letter is on its way."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _inviting(contest, form, 422 if form.errors else 200)
    try:
        with transaction():
            made = service.invite(
                contest=contest,
                kind=form.role,
                email=form.email.data,
                name=form.name.data,
                unit_id=unit_id_of(form.unit.data),
                actor=visitor().actor,
                at=now(),
            )
            _send(contest, [made])
    except Refusal as refusal:
        form.form_errors = [said(refusal)]
        return _inviting(contest, form, refusal.status)
    return _links(contest, [made], ())


@bp.route("/<slug>/team/invitations/list", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def invite_people(contest: Contest) -> Any:
    """Invite a pasted list to one role; lines that cannot be taken are named with their reason."""
    form = InviteManyForm()
    if not form.validate_on_submit():
        return show("organizer/team/list.html", contest, form=form), 422 if form.errors else 200
    people, refused = people_said(form.lines.data)
    with transaction():
        invited = service.invite_all(
            contest=contest, kind=form.role, people=people, actor=visitor().actor, at=now()
        )
        _send(contest, invited.made)
    return _links(contest, invited.made, sorted([*refused, *invited.refused], key=lambda line: line[0]))


@bp.post("/<slug>/team/invitations/<int:invitation_id>/withdrawal")
@open_to(RoleKind.ORGANIZER)
def withdraw_invitation(contest: Contest, invitation_id: int) -> Any:
    """Make a link open nothing any more."""
    invitation = invitation_in(contest.id, invitation_id)
    return done(
        lambda: service.withdraw_invitation(invitation=invitation, actor=visitor().actor, at=now()),
        to=url_for("organizer.team", slug=contest.slug),
        word=_("Đã rút lời mời %(name)s. Đường dẫn không còn dùng được.", name=invitation.name),
    )


@bp.post("/<slug>/team/roles/<int:role_id>/end")
@open_to(RoleKind.ORGANIZER)
def end_role(contest: Contest, role_id: int) -> Any:
    """End a role at once."""
    role = role_in(contest.id, role_id)
    return done(
        lambda: service.end_role(role=role, actor=visitor().actor, at=now()),
        to=url_for("organizer.team", slug=contest.slug),
        word=_("%(name)s đã thôi vai trò này.", name=role.account.name),
    )


@bp.route("/<slug>/team/roles/<int:role_id>", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def person(contest: Contest, role_id: int) -> Any:
    """One person of the team: give a further role, renew a forgotten access, end this role."""
    role = role_in(contest.id, role_id)
    form = FurtherRoleForm()
    if not form.validate_on_submit():
        held = [r.kind for r in role.account.roles if r.contest_id == contest.id and r.ended_at is None]
        values = {"role": role, "form": form, "held": held}
        return show("organizer/team/person.html", contest, **values), 422 if form.errors else 200
    return done(
        lambda: service.give_role(
            account=role.account,
            contest=contest,
            kind=form.role,
            unit_id=role.unit_id,
            actor=visitor().actor,
            at=now(),
        ),
        to=url_for("organizer.team", slug=contest.slug),
        word=_("Đã giao thêm vai trò cho %(name)s.", name=role.account.name),
    )


@bp.post("/<slug>/team/roles/<int:role_id>/access")
@open_to(RoleKind.ORGANIZER)
def renew_access(contest: Contest, role_id: int) -> Any:
    """For who forgot the password: the old one ends now, a link sets a new one."""
    role = role_in(contest.id, role_id)
    with transaction():
        made = service.renew_access(
            account=role.account, contest=contest, kind=role.kind, organizer=visitor().account, at=now()
        )
        _send(contest, [made])
    return _links(contest, [made], ())


def people_said(text: str) -> tuple[list[PersonSaid], list[tuple[int, Refusal]]]:
    """The people of a pasted list with their units, and the lines without an address or whose unit nobody knows."""
    people: list[PersonSaid] = []
    refused: list[tuple[int, Refusal]] = []
    for found in read_lines(text):
        try:
            if not found.second:
                raise AddressMissing(name=found.name)
            people.append(PersonSaid(found.number, found.name, found.second, unit_id_of(found.third)))
        except Refusal as refusal:
            refused.append((found.number, refusal))
    return people, refused


def _send(contest: Contest, made: Links) -> None:
    """Promise each invited person a letter, in the transaction that invites them."""
    for invitation, token in made:
        known = account_of(invitation.email)
        send_mail_later(
            to=invitation.email,
            template="invitation",
            locale=known.locale if known else "vi",
            values={
                "name": invitation.name,
                "contest": contest.title,
                "role": WORDS[RoleKind, invitation.kind.value],
                "link": url_for("account.open_invitation", token=token),
                "expires": invitation.expires_at,
            },
            at=invitation.made_at,
            zone=contest.zone,
        )


def _links(contest: Contest, made: Links, refused: Iterable[tuple[int, Refusal]]) -> tuple[str, int]:
    """The links, shown this once: only their hashes are kept, so there is nothing to come back to."""
    links = [(i, absolute(url_for("account.open_invitation", token=token))) for i, token in made]
    lines = [(number, said(refusal)) for number, refusal in refused]
    page = show("organizer/team/links.html", contest, links=links, refused=lines, mailed=letters_leave())
    return page, 201 if links else 422


def _inviting(contest: Contest, form: InviteForm, status: int) -> tuple[str, int]:
    return show("organizer/team/invite.html", contest, form=form, units=units()), status
