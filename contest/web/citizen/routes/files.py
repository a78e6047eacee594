"""Files of a draft: added one by one or many at once, ordered, taken out, looked at."""

from urllib.parse import quote

from flask import flash, make_response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from contest.authors.service import move_draft_file, order_draft_files, remove_draft_file
from contest.db import transaction
from contest.errors import NotFound
from contest.plumbing.clock import now
from contest.plumbing.storage import storage
from contest.web.citizen import bp
from contest.web.citizen.pages import files_shown
from contest.web.citizen.steps import take_files
from contest.web.citizen.visit import contest_of, held_draft
from contest.web.guards import open_to_anyone
from contest.web.limits import UPLOAD, limiter
from contest.web.refusals import said


@bp.post("/drafts/<int:draft_id>/files")
@limiter.limit(UPLOAD)
@open_to_anyone
def draft_files(draft_id: int) -> Response:
    """Take files; each that cannot be taken says why, the others are kept."""
    held = held_draft(draft_id)
    refused = take_files(held, contest_of(held.contest_id), request.files.getlist("files"))
    if not request.headers.get("HX-Request"):
        for refusal in refused:
            flash(said(refusal), "bad")
        return redirect(url_for("citizen.essay", draft_id=draft_id) + "#files", 303)
    answer = make_response(render_template("citizen/_files.html", draft=held, files=files_shown(held)))
    if refused:
        answer.status_code = refused[0].status
        answer.headers["X-Reason"] = quote(said(refused[0]))
    return answer


@bp.post("/drafts/<int:draft_id>/files/order")
@open_to_anyone
def draft_files_order(draft_id: int) -> Response:
    """Move one file up or down (``move=up:7``), or set the order (``order=9,7,8``)."""
    held, at = held_draft(draft_id), now()
    way, _colon, moved = request.form.get("move", "").partition(":")
    order = [int(part) for part in request.form.get("order", "").split(",") if part.isdigit()]
    with transaction():
        if moved.isdigit():
            move_draft_file(draft=held, file_id=int(moved), by=-1 if way == "up" else 1, at=at)
        elif order:
            order_draft_files(draft=held, order=order, at=at)
    return redirect(url_for("citizen.essay", draft_id=draft_id) + "#files", 303)


@bp.post("/drafts/<int:draft_id>/files/removal")
@open_to_anyone
def draft_file_removal(draft_id: int) -> Response:
    """Take one file out of the draft."""
    held, file = held_draft(draft_id), request.form.get("file", "")
    if file.isdigit():
        with transaction():
            remove_draft_file(draft=held, file_id=int(file), at=now())
    return redirect(url_for("citizen.essay", draft_id=draft_id) + "#files", 303)


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
