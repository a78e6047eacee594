"""Packages from the levels below: received, their keys compared, their entries looked at and taken."""

from dataclasses import asdict
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.nominations import PackageMissing
from contest.nominations.models import Choice, Consignment
from contest.nominations.queries import (
    Trust,
    consignment_of,
    consignments_of,
    level_of,
    rows_shown,
    senders_of,
    sharers,
    tallies_of,
    trust_of,
)
from contest.nominations.rules import read_manifest
from contest.nominations.service import (
    accept_key,
    choose_entries,
    discard_consignment,
    map_categories,
    receive_consignment,
    say_sender,
    start_taking,
    take_on,
)
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.plumbing.packages import fingerprint
from contest.plumbing.storage import storage
from contest.units.queries import names_of_units
from contest.web.bodies import MEGABYTE, takes_up_to
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.consignment_view import (
    TRUSTS,
    line_of,
    refused_for,
    state_of,
    units_named,
    unknown_categories,
    whence,
)
from contest.web.organizer.nomination_papers import paper_names
from contest.web.organizer.nomination_view import weight
from contest.web.organizer.saving import done
from contest.web.organizer.view import asking_again, show
from contest.web.refusals import said
from contest.web.sessions import visitor
from contest.web.typed import whole

LOOK_AGAIN = 2
"""Seconds after which the page of a package that is worked on asks again, by itself and without a script."""


@bp.get("/<slug>/consignments")
@open_to(RoleKind.SECRETARY)
def consignments(contest: Contest) -> str:
    """Every package that came, the form for the next, and how much each unit may still send."""
    found = consignments_of(contest.id)
    tallies = tallies_of(found)
    names = names_of_units(one.unit_id for one in found if one.unit_id is not None)
    lines = [(one, whence(one, names), tallies[one.id], state_of(one, tallies[one.id])) for one in found]
    return show(
        "organizer/consignments.html",
        contest,
        level=level_of(contest.id),
        lines=lines,
        senders=senders_of(contest.id),
    )


@bp.post("/<slug>/consignments")
@takes_up_to("PACKAGE_MB")
@open_to(RoleKind.SECRETARY)
def create_consignment(contest: Contest) -> Any:
    """Keep a package that came; it is opened in the background, in a process of its own."""
    file, at = request.files.get("package"), now()
    try:
        if file is None or not file.filename:
            raise PackageMissing
        kept = storage().keep(file.stream, limit=int(current_app.config["PACKAGE_MB"]) * MEGABYTE)
        with transaction():
            row = receive_consignment(
                contest=contest,
                kept=kept,
                sent_name=file.filename.replace("\\", "/").rsplit("/", 1)[-1],
                actor=visitor().actor,
                at=at,
            )
    except Refusal as refusal:
        flash(said(refusal), "bad")
        return redirect(url_for("organizer.consignments", slug=contest.slug), 303)
    return redirect(_address(contest, row), 303)


@bp.get("/<slug>/consignments/<int:consignment_id>")
@open_to(RoleKind.SECRETARY)
def consignment(contest: Contest, consignment_id: int) -> Any:
    """How far a package is read; its entries before they are taken; afterwards what became of each."""
    held = consignment_of(contest.id, consignment_id)
    tally, working = tallies_of([held])[held.id], held.is_working
    senders, trust = senders_of(contest.id), trust_of(held)
    rows = [] if working or held.refusal else rows_shown(held)
    manifest = read_manifest(held.manifest) if held.opened_at else None
    page = show(
        "organizer/consignment.html",
        contest,
        consignment=held,
        manifest=manifest,
        papers=paper_names([asdict(paper) for paper in manifest.papers]) if manifest else [],
        whence=whence(held, {sender.unit.id: sender.unit.name for sender in senders}),
        tally=tally,
        state=state_of(held, tally),
        senders=senders,
        sender=next((sender for sender in senders if sender.unit.id == held.unit_id), None),
        trust=trust,
        trusted=trust is Trust.REGISTERED,
        trust_state=(TRUSTS[trust][0], _(TRUSTS[trust][1])),
        fingerprint=fingerprint(held.key) if held.key else "",
        shared=sharers(senders, of=held.unit_id or 0, key=held.key),
        named=units_named(held, senders) if manifest else [],
        lines=[line_of(row) for row in rows],
        unknown=unknown_categories(rows),
        refused=refused_for(held) if held.refusal else "",
        weight=weight(held.size),
        working=working,
        again=LOOK_AGAIN,
    )
    return asking_again(page, after=LOOK_AGAIN) if working else page


@bp.post("/<slug>/consignments/<int:consignment_id>")
@open_to(RoleKind.SECRETARY)
def choose_consigned(contest: Contest, consignment_id: int) -> Any:
    """Keep what is chosen of the entries; with the button that says so, take them."""
    held, at = consignment_of(contest.id, consignment_id), now()
    take, correct = (set(request.form.getlist(name, type=int)) for name in ("take", "correct"))
    choices = {
        row: Choice.TAKE if row in take else Choice.CORRECT if row in correct else Choice.LEAVE
        for row in request.form.getlist("row", type=int)
    }

    def save() -> None:
        choose_entries(consignment=held, choices=choices, at=at)
        if "into_register" in request.form:
            start_taking(consignment=held, contest=contest, actor=visitor().actor, at=at)

    word = (
        _("Đang vào sổ.") if "into_register" in request.form else _("Đã lưu lựa chọn; chưa bài nào vào sổ.")
    )
    return done(save, to=_address(contest, held), word=word)


@bp.post("/<slug>/consignments/<int:consignment_id>/sender")
@open_to(RoleKind.SECRETARY)
def set_consignment_sender(contest: Contest, consignment_id: int) -> Any:
    """Say which unit a package is from."""
    held = consignment_of(contest.id, consignment_id)
    return done(
        lambda: say_sender(
            consignment=held,
            contest=contest,
            unit_id=request.form.get("unit", 0, type=int),
            actor=visitor().actor,
            at=now(),
        ),
        to=_address(contest, held),
        word=_("Đã ghi đơn vị gửi; gói được xem lại theo đơn vị này."),
    )


@bp.post("/<slug>/consignments/<int:consignment_id>/key")
@open_to(RoleKind.SECRETARY)
def accept_consignment_key(contest: Contest, consignment_id: int) -> Any:
    """Believe the key, once its fingerprint was read over the telephone and typed here."""
    held = consignment_of(contest.id, consignment_id)
    return done(
        lambda: accept_key(
            consignment=held,
            contest=contest,
            typed=request.form.get("fingerprint", ""),
            actor=visitor().actor,
            at=now(),
        ),
        to=_address(contest, held),
        word=_("Đã xác nhận khóa của đơn vị gửi. Việc này đã ghi vào nhật ký."),
    )


@bp.post("/<slug>/consignments/<int:consignment_id>/categories")
@open_to(RoleKind.SECRETARY)
def map_consignment_categories(contest: Contest, consignment_id: int) -> Any:
    """Say which of our categories the sender's are."""
    held = consignment_of(contest.id, consignment_id)
    pairs = zip(request.form.getlist("said"), request.form.getlist("category"), strict=False)
    return done(
        lambda: map_categories(
            consignment=held,
            contest=contest,
            chosen={name: id_ for name, typed in pairs if (id_ := whole(typed)) is not None},
            actor=visitor().actor,
            at=now(),
        ),
        to=_address(contest, held),
        word=_("Đã ghép thể loại; gói được xem lại."),
    )


@bp.post("/<slug>/consignments/<int:consignment_id>/work")
@open_to(RoleKind.SECRETARY)
def go_on_with_consignment(contest: Contest, consignment_id: int) -> Any:
    """Promise what is left again, when a worker was lost; what is done stays done."""
    held = consignment_of(contest.id, consignment_id)
    with transaction():
        take_on(consignment=held, actor=visitor().actor, at=now())
    return redirect(_address(contest, held), 303)


@bp.post("/<slug>/consignments/<int:consignment_id>/removal")
@open_to(RoleKind.SECRETARY)
def remove_consignment(contest: Contest, consignment_id: int) -> Any:
    """Throw away a package of which nothing is in the register."""
    held = consignment_of(contest.id, consignment_id)
    return done(
        lambda: discard_consignment(consignment=held, actor=visitor().actor, at=now()),
        to=url_for("organizer.consignments", slug=contest.slug),
        word=_("Đã bỏ gói này; chưa bài nào của gói vào sổ."),
    )


def _address(contest: Contest, held: Consignment) -> str:
    return url_for("organizer.consignment", slug=contest.slug, consignment_id=held.id)
