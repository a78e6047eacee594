"""Bundles of units and survey sheets: what came, a look before anything is registered, and what became of it."""

from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.authors.models import Bundle, BundleKind, Choice
from contest.authors.queries.bundles import (
    bundle_of,
    bundles_of,
    counts_by_unit,
    files_in_rows,
    files_listed,
    rows_page,
    tallies_of,
)
from contest.authors.rules import suffices
from contest.authors.service import (
    add_files,
    begin_bundle,
    choose_rows,
    discard_bundle,
    put_sheet,
    read_sheet,
    remove_file,
    start_taking,
    take_on,
)
from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.models import Channel
from contest.errors import Refusal
from contest.errors.bundles import ListMissing
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.units.queries import units
from contest.web.bodies import takes_up_to
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.bundle_forms import BundleForm, kept_upload, kept_uploads
from contest.web.organizer.bundle_view import code_of, file_why, left_over, row_line, state_of, whence
from contest.web.organizer.view import asking_again, show
from contest.web.refusals import said
from contest.web.sessions import visitor

LOOK_AGAIN = 2
"""Seconds after which the page of a bundle that is worked on asks again, by itself and without a script."""


@bp.get("/<slug>/bundles")
@open_to(RoleKind.SECRETARY)
def bundles(contest: Contest) -> str:
    """Every bundle with its counts, and how much each unit sent so."""
    found = bundles_of(contest.id)
    tallies = tallies_of(found)
    lines = [(b, code_of(contest, b), whence(b), tallies[b.id], state_of(b, tallies[b.id])) for b in found]
    return show("organizer/bundles.html", contest, lines=lines, by_unit=counts_by_unit(contest.id))


@bp.get("/<slug>/bundles/new")
@open_to(RoleKind.SECRETARY)
def new_bundle(contest: Contest) -> str:
    """Whose the bundle is, when it came, its list and files."""
    at = now()
    return _form(contest, BundleForm.of(contest, at))


@bp.post("/<slug>/bundles/new")
@takes_up_to("BUNDLE_MB")
@open_to(RoleKind.SECRETARY)
def create_bundle(contest: Contest) -> Any:
    """Keep everything that came, then name it as a bundle; a list that can't be read loses no file."""
    form, at = BundleForm(), now()
    if not form.validate_on_submit():
        return _form(contest, form), 422
    try:
        sheet, files = kept_upload("sheet"), kept_uploads("files")
        if sheet is None and not files:
            raise ListMissing
    except Refusal as refusal:
        form.sheet.errors = [said(refusal)]
        return _form(contest, form), refusal.status
    sent_on, received_on = form.days()
    with transaction():
        bundle = begin_bundle(
            contest=contest,
            kind=BundleKind.UNIT,
            unit=form.unit.data,
            channel=Channel.UNIT,
            sent_on=sent_on,
            received_on=received_on,
            actor=visitor().actor,
            at=at,
        )
        add_files(bundle=bundle, files=files, at=at)
    return lay(contest, bundle, sheet)


@bp.get("/<slug>/bundles/<int:bundle_id>")
@open_to(RoleKind.SECRETARY)
def bundle(contest: Contest, bundle_id: int) -> Any:
    """How far a bundle is read; its rows before they are taken; afterwards what became of each."""
    held = bundle_of(contest.id, bundle_id)
    if held.sheet_no and held.prepared_at and not _columns_chosen(held):
        return redirect(url_for("organizer.bundle_columns", slug=contest.slug, bundle_id=held.id), 303)
    tally = tallies_of([held])[held.id]
    files = files_listed(held.id)
    names = {file.id: file.sent_name for file in files}
    wrong = request.args.get("show") == "wrong"
    rows, number, pages = rows_page(held, wrong=wrong, number=request.args.get("page", 1, type=int))
    working = held.is_taking or held.prepared_at is None
    page = show(
        "organizer/bundle.html",
        contest,
        bundle=held,
        code=code_of(contest, held),
        whence=whence(held),
        tally=tally,
        state=state_of(held, tally),
        rows=[row_line(row, names) for row in rows],
        number=number,
        pages=pages,
        wrong=wrong,
        left=[(file, file_why(file)) for file in left_over(files, files_in_rows(held))],
        working=working,
        again=LOOK_AGAIN,
    )
    return asking_again(page, after=LOOK_AGAIN) if working else page


@bp.post("/<slug>/bundles/<int:bundle_id>")
@open_to(RoleKind.SECRETARY)
def choose_bundle_rows(contest: Contest, bundle_id: int) -> Any:
    """Keep what is chosen for the rows of one page; with the button that says so, take the bundle in."""
    held, at = bundle_of(contest.id, bundle_id), now()
    with transaction():
        choose_rows(bundle=held, choices=_choices(), at=at)
    if "take" in request.form:
        with transaction():
            start_taking(bundle=held, actor=visitor().actor, at=at)
    else:
        flash(_("Đã lưu lựa chọn; chưa bài nào vào sổ."), "ok")
    kept = {name: request.form[name] for name in ("show", "page") if request.form.get(name)}
    address = url_for("organizer.bundle", slug=contest.slug, bundle_id=held.id, **kept)  # type: ignore[arg-type]
    return redirect(address, 303)


@bp.post("/<slug>/bundles/<int:bundle_id>/files")
@takes_up_to("BUNDLE_MB")
@open_to(RoleKind.SECRETARY)
def create_bundle_files(contest: Contest, bundle_id: int) -> Any:
    """A corrected list, more files, or both."""
    held, at = bundle_of(contest.id, bundle_id), now()
    sheet, files = kept_upload("sheet"), kept_uploads("files")
    if sheet is None and not files:
        raise ListMissing
    if files:
        with transaction():
            add_files(bundle=held, files=files, at=at)
    return lay(contest, held, sheet)


@bp.post("/<slug>/bundles/<int:bundle_id>/files/removal")
@open_to(RoleKind.SECRETARY)
def remove_bundle_file(contest: Contest, bundle_id: int) -> Any:
    """Take one file out."""
    held = bundle_of(contest.id, bundle_id)
    with transaction():
        remove_file(bundle=held, file_id=request.form.get("file", 0, type=int), at=now())
    return redirect(url_for("organizer.bundle", slug=contest.slug, bundle_id=held.id), 303)


@bp.post("/<slug>/bundles/<int:bundle_id>/work")
@open_to(RoleKind.SECRETARY)
def go_on_with_bundle(contest: Contest, bundle_id: int) -> Any:
    """Promise what is left again, when a worker was lost; rows that are done stay done."""
    held = bundle_of(contest.id, bundle_id)
    with transaction():
        take_on(bundle=held, actor=visitor().actor, at=now())
    return redirect(url_for("organizer.bundle", slug=contest.slug, bundle_id=held.id), 303)


@bp.post("/<slug>/bundles/<int:bundle_id>/removal")
@open_to(RoleKind.SECRETARY)
def remove_bundle(contest: Contest, bundle_id: int) -> Any:
    """Throw away a bundle of which nothing is in the register."""
    held = bundle_of(contest.id, bundle_id)
    with transaction():
        discard_bundle(bundle=held, actor=visitor().actor, at=now())
    flash(_("Đã bỏ gói này; chưa bài nào của gói vào sổ."), "ok")
    return redirect(url_for("organizer.bundles", slug=contest.slug), 303)


def lay(contest: Contest, held: Bundle, sheet: Any) -> Response:
    """Lay a list that came into its bundle, or say why it can't be read; then the bundle's page."""
    if sheet is not None:
        try:
            read = read_sheet(sheet[0], name=sheet[1])
            with transaction():
                put_sheet(bundle=held, sheet=read, at=now())
        except Refusal as refusal:
            flash(said(refusal), "bad")
    return redirect(url_for("organizer.bundle", slug=contest.slug, bundle_id=held.id), 303)  # type: ignore[return-value]


def _columns_chosen(held: Bundle) -> bool:
    """Whether rows can be read by the columns; a survey's are shown to somebody once."""
    known = held.columns_chosen or held.kind == BundleKind.UNIT
    return known and suffices(held.columns.values())


def _choices() -> dict[int, Choice]:
    """What is chosen for each row that the page showed."""
    dropped = set(request.form.getlist("drop", type=int))
    found = {}
    for row in request.form.getlist("row", type=int):
        said_ = request.form.get(f"choice-{row}", "")
        chosen = Choice(said_) if said_ in set(Choice) else Choice.TAKE
        found[row] = Choice.DROP if row in dropped else chosen
    return found


def _form(contest: Contest, form: BundleForm) -> str:
    return show("organizer/bundle_new.html", contest, form=form, units=units(on=now().date()))
