"""Files of a draft: added one by one or many at once, ordered, put to another use, taken out, looked at."""

from urllib.parse import quote

from flask import flash, make_response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from contest.authors.models import Draft
from contest.authors.queries import most_megabytes
from contest.authors.service import (
    drop_upload,
    move_draft_file,
    order_draft_files,
    remove_draft_file,
    use_draft_file,
)
from contest.db import transaction
from contest.entries.rules import FileRole
from contest.errors import NotFound, Refusal
from contest.plumbing.clock import now
from contest.plumbing.storage import storage
from contest.web.bodies import takes_what
from contest.web.citizen import bp
from contest.web.citizen.listing import FIELDS, LISTS, lists_shown
from contest.web.citizen.steps import take_files
from contest.web.citizen.visit import contest_of, held_draft
from contest.web.guards import open_to_anyone
from contest.web.limits import UPLOAD, limiter
from contest.web.refusals import answer as told
from contest.web.refusals import said
from contest.web.typed import whole


@bp.get("/drafts/<int:draft_id>/files")
@open_to_anyone
def draft_file_list(draft_id: int) -> Response:
    """One list as it stands, for a script that has sent something."""
    held = held_draft(draft_id)
    return _list_of(held, FIELDS.get(request.args.get("list", ""), FileRole.ESSAY))


@bp.post("/drafts/<int:draft_id>/files")
@limiter.limit(UPLOAD)
@open_to_anyone
@takes_what(most_megabytes)
def draft_files(draft_id: int) -> Response:
    """Take files; each that cannot be taken says why, the others are kept."""
    held, role, refused = held_draft(draft_id), FileRole.ESSAY, []
    contest = contest_of(held.contest_id)
    for name, kind in FIELDS.items():
        sent = request.files.getlist(name)
        role = kind if sent else role
        refused += take_files(held, contest, sent, kind)
    return _answered(held, role, refused)


@bp.post("/drafts/<int:draft_id>/files/order")
@open_to_anyone
def draft_files_order(draft_id: int) -> Response:
    """Move one file up or down (``move=up:7``), or set the order (``order=9,7,8``)."""
    held, at = held_draft(draft_id), now()
    way, _colon, typed = request.form.get("move", "").partition(":")
    moved = whole(typed) or 0
    order = [number for part in request.form.get("order", "").split(",") if (number := whole(part))]
    with transaction():
        if moved:
            move_draft_file(draft=held, file_id=moved, by=-1 if way == "up" else 1, at=at)
        elif order:
            order_draft_files(draft=held, order=order, at=at)
    return _answered(held, _role_of(held, moved or (order[0] if order else 0)))


@bp.post("/drafts/<int:draft_id>/files/use")
@open_to_anyone
def draft_file_use(draft_id: int) -> Response:
    """Put one file to another use: ``use=photo:7``."""
    held = held_draft(draft_id)
    typed, _colon, number = request.form.get("use", "").partition(":")
    role = FileRole(typed) if typed in set(FileRole) else FileRole.ESSAY
    file, refused = whole(number) or 0, list[Refusal]()
    was = _role_of(held, file)
    try:
        with transaction():
            contest = contest_of(held.contest_id)
            use_draft_file(draft=held, contest=contest, file_id=file, role=role, at=now())
    except Refusal as refusal:
        refused.append(refusal)
    return _answered(held, was, refused)


@bp.post("/drafts/<int:draft_id>/files/removal")
@open_to_anyone
def draft_file_removal(draft_id: int) -> Response:
    """Take one file out of the draft, or give up one of which a part has come."""
    held, file = held_draft(draft_id), whole(request.form.get("file"))
    role = _role_of(held, file or 0, FIELDS.get(request.form.get("list", ""), FileRole.ESSAY))
    with transaction():
        if file:
            remove_draft_file(draft=held, file_id=file, at=now())
        else:
            drop_upload(draft=held, upload_id=whole(request.form.get("upload")) or 0)
    return _answered(held, role)


@bp.get("/drafts/<int:draft_id>/files/<int:file_id>/pages/<int:number>")
@open_to_anyone
def draft_page(draft_id: int, file_id: int, number: int) -> Response:
    """One page picture, made by us."""
    held = held_draft(draft_id)
    pages: list[dict[str, str]] = next(
        (file.reading["pages"] for file in held.files if file.id == file_id), []
    )
    if not 0 < number <= len(pages):
        raise NotFound
    answer = send_file(storage().path(pages[number - 1]["digest"]), mimetype="image/webp")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.errorhandler(RequestEntityTooLarge)
def too_much_at_once(_error: RequestEntityTooLarge) -> tuple[Response | str, int]:
    """A plain form with more than the contest takes: what stands in the draft stays, and the way back is shown."""
    draft_id = (request.view_args or {}).get("draft_id")
    most = most_megabytes(draft_id) if draft_id else None
    if most is None:
        return told(413, "")
    reason = gettext(
        "Các tệp gửi một lần cộng lại vượt %(all)s MB, mức của cuộc thi, nên chưa tệp nào được nhận.",
        all=most,
    )
    back = url_for("citizen.draft", draft_id=draft_id)
    return render_template("errors/413.html", reason=reason, back=back), 413


def _answered(held: Draft, role: FileRole, refused: list[Refusal] | None = None) -> Response:
    """The list for a script, the step's page for everybody else, with the reasons of what was refused."""
    if request.headers.get("HX-Request"):
        answer = _list_of(held_draft(held.id), role)
        if refused:
            answer.status_code = refused[0].status
            answer.headers["X-Reason"] = quote(said(refused[0]))
        return answer
    for refusal in refused or ():
        flash(said(refusal), "bad")
    step = "essay" if role == FileRole.ESSAY else "figure"
    return redirect(url_for(f"citizen.{step}", draft_id=held.id) + f"#{LISTS[role]}", 303)


def _list_of(held: Draft, role: FileRole) -> Response:
    name, contest = LISTS[role], contest_of(held.contest_id)
    values = {"draft": held, "contest": contest, "name": name, **lists_shown(held, role)}
    return make_response(render_template("citizen/_files.html", **values))


def _role_of(held: Draft, file_id: int, otherwise: FileRole = FileRole.ESSAY) -> FileRole:
    return next((file.role for file in held.files if file.id == file_id), otherwise)
