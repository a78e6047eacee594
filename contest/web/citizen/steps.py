"""What the steps of the form share: keep first, then say what is wrong; rows of people; two tabs."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from contest.authors.models import Draft
from contest.authors.service import (
    add_draft_file,
    caption_draft_files,
    draft_problems,
    receive_file,
    save_draft_step,
)
from contest.charter.models import Contest
from contest.charter.rules import AuthorshipKind
from contest.db import transaction
from contest.entries.rules import FileRole
from contest.errors import Refusal, Stale
from contest.plumbing.clock import now
from contest.web.citizen.forms import Step
from contest.web.citizen.listing import FIELDS
from contest.web.citizen.pages import STEP_NAMES, saved_at, steps_of
from contest.web.citizen.visit import held_draft, token_of, whole_address
from contest.web.refusals import said
from contest.web.typed import whole

Answer = str | Response | tuple[str, int]
ANCHORS = {**{name: f"#{name}" for name in FIELDS}, "add": "#people", "remove": "#people"}


def saved(
    held: Draft,
    contest: Contest,
    form: Step,
    step: str,
    shown: Callable[..., str],
) -> Answer:
    """Keep the answers, captions and files whatever they are, then do what the button asked.

    A page that another tab has overtaken gets 409 with both texts; what is missing gets 422.
    """
    at, asked = now(), request.form.get("do", "next")
    form.validate()
    try:
        with transaction():
            held = save_draft_step(
                draft=held, step=step, data=_rows_changed(form.answers(), asked), edits=form.seen, at=at
            )
            caption_draft_files(draft=held, captions=captions_said(), at=at)
    except Stale:
        fresh = held_draft(held.id)
        form.edits.data = str(fresh.edits)
        return shown(conflict=fresh.data.get(step) or {}), 409
    for name, role in FIELDS.items():
        for refusal in take_files(held, contest, request.files.getlist(name), role):
            flash(said(refusal), "bad")
            asked = name
    if asked != "next":
        anchor = ANCHORS.get(asked.partition(":")[0], "")
        return redirect(url_for(f"citizen.{step}", draft_id=held.id) + anchor, 303)
    form.tell(p for p in draft_problems(held, contest=contest, at=at) if step_of(p.field) == step)
    if form.told:
        form.edits.data = str(held.edits)
        return shown(), 422
    after = STEP_NAMES[STEP_NAMES.index(step) + 1]
    return redirect(url_for(f"citizen.{after}", draft_id=held.id), 303)


def captions_said() -> dict[int, str]:
    """What was typed below the photos, by the file's id (``caption-7``)."""
    parts = ((whole(name.removeprefix("caption-")), said) for name, said in request.form.items())
    return {file: said for file, said in parts if file is not None}


def take_files(held: Draft, contest: Contest, files: Iterable[FileStorage], role: FileRole) -> list[Refusal]:
    """Keep and read each file on its own; the refusals of those that could not be taken."""
    refused: list[Refusal] = []
    for file in files:
        if not file.filename:
            continue
        try:
            received = receive_file(
                stream=file.stream, name=file.filename, max_mb=contest.max_file_mb, role=role
            )
            with transaction():
                add_draft_file(draft=held, contest=contest, received=received, at=now())
        except Refusal as refusal:
            refused.append(refusal)
    return refused


def step_of(field: str) -> str:
    """The step on which a problem's field stands."""
    room = field.partition(".")[0]
    if room in {"figure", "statements"}:
        return "figure" if room == "figure" else "review"
    return "authors" if room in {"authors", "unit", "collective_name"} else "essay"


def step_page(step: str, held: Draft, contest: Contest, form: Step, **more: Any) -> str:
    """One step's page."""
    if not form.edits.data:
        form.edits.data = str(held.edits)
    number, steps = STEP_NAMES.index(step), steps_of(held)
    values = {
        "draft": held,
        "contest": contest,
        "form": form,
        "step": step,
        "steps": steps,
        "number": number,
        "back": steps[number - 1][1] if number else None,
        "link": whole_address(url_for("citizen.draft_link", token=token_of(held.id))),
        "saved_at": saved_at(held.saved_at, contest.zone, now()),
        "conflict": None,
    }
    return render_template(f"citizen/{step}.html", **{**values, **more})


def _rows_changed(answers: dict[str, Any], asked: str) -> dict[str, Any]:
    """The answers with a row of people more or less, when that was the button."""
    verb, _colon, place = asked.partition(":")
    people = answers.get("people")
    if people is None or verb not in {"add", "remove"}:
        return answers
    gone = whole(place)
    if verb == "remove" and gone is not None:
        people = [person for n, person in enumerate(people) if n != gone]
        leader = int(answers["leader"])
        leader = 0 if leader == gone else leader - (leader > gone)
        return {**answers, "people": people, "rows": max(len(people), 1), "leader": str(leader)}
    alone = answers["kind"] == AuthorshipKind.PERSON.value
    kind = AuthorshipKind.GROUP.value if alone else answers["kind"]
    return {**answers, "kind": kind, "rows": max(len(people), 1) + 1}
