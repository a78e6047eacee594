"""The form in four steps. Each step is a page of its own, and each is kept whether it is right or not."""

from typing import Any

from flask import jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from contest.authors.queries import draft_behind, most_megabytes
from contest.authors.service import begin_draft, caption_draft_files, save_draft_step
from contest.authors.service.files import MOST_STATEMENTS
from contest.db import transaction
from contest.entries.rules import FileRole
from contest.plumbing.audit import CITIZEN
from contest.plumbing.clock import local, now
from contest.plumbing.vietnamese import count_words
from contest.units.queries import units
from contest.web.bodies import takes_what
from contest.web.citizen import bp
from contest.web.citizen.forms import AuthorsForm, EssayForm, FigureForm, form_of
from contest.web.citizen.listing import lists_shown
from contest.web.citizen.pages import STEP_NAMES, length_note, word_range
from contest.web.citizen.steps import Answer, captions_said, saved, step_page
from contest.web.citizen.visit import contest_of, held_draft, hold, public_contest
from contest.web.guards import open_to_anyone
from contest.web.limits import HAND_IN, UPLOAD, limiter


@bp.post("/c/<slug>/drafts")
@limiter.limit(HAND_IN)
@open_to_anyone
def drafts(slug: str) -> Response:
    """Begin a draft and go to its first step; its key goes into a cookie."""
    contest, at = public_contest(slug), now()
    with transaction():
        draft, token = begin_draft(contest=contest, actor=CITIZEN, at=at)
    return hold(redirect(url_for("citizen.essay", draft_id=draft.id), 303), draft, token)


@bp.get("/d/<token>")
@open_to_anyone
def draft_link(token: str) -> Response:
    """The private link: put its key into a cookie and leave the address that holds it."""
    draft = draft_behind(token)
    return hold(redirect(url_for("citizen.draft", draft_id=draft.id), 303), draft, token)


@bp.get("/drafts/<int:draft_id>")
@open_to_anyone
def draft(draft_id: int) -> Response:
    """Where the draft goes on: its receipt, the first step that was never saved, or the last."""
    held = held_draft(draft_id)
    if held.entry_id is not None:
        return redirect(url_for("citizen.receipt", draft_id=draft_id), 303)
    step = next((step for step in STEP_NAMES[:3] if step not in held.data), "review")
    return redirect(url_for(f"citizen.{step}", draft_id=draft_id), 303)


@bp.route("/drafts/<int:draft_id>/essay", methods=["GET", "POST"])
@limiter.limit(UPLOAD, methods=["POST"])
@open_to_anyone
@takes_what(most_megabytes)
def essay(draft_id: int) -> Answer:
    """The first step: type or paste, or add files."""
    held = held_draft(draft_id)
    contest = contest_of(held.contest_id)
    form = EssayForm.of(contest, held.data.get("essay") or {})

    def shown(**more: Any) -> str:
        note = length_note(contest, count_words(form.text.data or ""))
        lists = lists_shown(held, FileRole.ESSAY)
        return step_page("essay", held, contest, form, length=word_range(contest), note=note, **lists, **more)

    return shown() if request.method == "GET" else saved(held, contest, form, "essay", shown)


@bp.route("/drafts/<int:draft_id>/figure", methods=["GET", "POST"])
@limiter.limit(UPLOAD, methods=["POST"])
@open_to_anyone
@takes_what(most_megabytes)
def figure(draft_id: int) -> Answer:
    """The second step: whom the essay is about, with photos and, where there is one, a signed statement."""
    held = held_draft(draft_id)
    contest = contest_of(held.contest_id)
    form = FigureForm(data=held.data.get("figure") or {})

    def shown(**more: Any) -> str:
        lists = lists_shown(held, FileRole.PHOTO, FileRole.STATEMENT)
        return step_page("figure", held, contest, form, most_statements=MOST_STATEMENTS, **lists, **more)

    return shown() if request.method == "GET" else saved(held, contest, form, "figure", shown)


@bp.route("/drafts/<int:draft_id>/authors", methods=["GET", "POST"])
@open_to_anyone
def authors(draft_id: int) -> Answer:
    """The third step: who wrote it; rows of people come and go with buttons."""
    held = held_draft(draft_id)
    contest = contest_of(held.contest_id)
    form = AuthorsForm.of(held.data.get("authors") or {})
    today = local(now(), contest.zone).date()

    def shown(**more: Any) -> str:
        return step_page("authors", held, contest, form, units=units(on=today), **more)

    return shown() if request.method == "GET" else saved(held, contest, form, "authors", shown)


@bp.post("/drafts/<int:draft_id>/<any(essay, figure, authors):step>/autosave")
@open_to_anyone
def autosave(draft_id: int, step: str) -> Response:
    """Keep what is typed meanwhile; answers with the new number of savings and the time on the wall."""
    held, at = held_draft(draft_id), now()
    contest = contest_of(held.contest_id)
    form = form_of(step, contest)
    with transaction():
        kept = save_draft_step(draft=held, step=step, data=form.answers(), edits=form.seen, at=at)
        caption_draft_files(draft=held, captions=captions_said(), at=at)
    words = count_words((kept.data.get("essay") or {}).get("text") or "")
    return jsonify(edits=kept.edits, saved_at=f"{local(at, contest.zone):%H:%M}", words=words)
