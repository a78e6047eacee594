"""The last step: everything on one page, the boxes, the hand-in, and its receipt."""

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.authors.models import Draft
from contest.authors.queries import envelope_of
from contest.authors.service import draft_problems, hand_in_draft, secret_for, submission_of
from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.models import Entry
from contest.entries.queries import entry_of
from contest.errors import NotFound
from contest.errors.authors import PROBLEMS, SubmissionIncomplete
from contest.plumbing.audit import CITIZEN
from contest.plumbing.clock import local, now
from contest.plumbing.mail import letters_leave
from contest.web.citizen import bp
from contest.web.citizen.forms import ReviewForm
from contest.web.citizen.listing import LISTS, lists_shown, pages_shown
from contest.web.citizen.pages import length_note, qr_picture, steps_of, word_range
from contest.web.citizen.standing import answers_a_request
from contest.web.citizen.steps import Answer, step_of
from contest.web.citizen.visit import contest_of, held_draft, token_of, whole_address
from contest.web.guards import open_to_anyone
from contest.web.limits import HAND_IN, limiter


@bp.get("/drafts/<int:draft_id>/review")
@open_to_anyone
def review(draft_id: int) -> Answer:
    """Everything that was said, what is still missing, and the boxes, unticked."""
    held = held_draft(draft_id)
    if held.entry_id is not None:
        return redirect(url_for("citizen.receipt", draft_id=draft_id), 303)
    contest = contest_of(held.contest_id)
    return _review(held, contest, ReviewForm.of(contest.statements))


@bp.post("/drafts/<int:draft_id>/review")
@limiter.limit(HAND_IN)
@open_to_anyone
def hand_in(draft_id: int) -> Answer:
    """Hand in, once: a second click, a second tab and the way back all lead to the same receipt."""
    at = now()
    held = held_draft(draft_id)
    contest = contest_of(held.contest_id)
    form = ReviewForm.of(contest.statements)
    form.validate()
    asked = held.corrects_entry_id is not None and answers_a_request(held.corrects_entry_id)
    try:
        with transaction():
            hand_in_draft(
                draft=held,
                contest=contest,
                accepted=form.statements.data or [],
                actor=CITIZEN,
                at=at,
                answering=asked,
            )
    except SubmissionIncomplete as refusal:
        return _review(held_draft(draft_id), contest, form, tried=refusal), 422
    return redirect(url_for("citizen.receipt", draft_id=draft_id), 303)


@bp.get("/drafts/<int:draft_id>/receipt")
@open_to_anyone
def receipt(draft_id: int) -> str:
    """The receipt, for whoever holds the draft's key."""
    entry, contest = _received(draft_id)
    secret = secret_for(entry)
    link = whole_address(url_for("citizen.look_up"))
    envelope = envelope_of(entry.id)
    return render_template(
        "citizen/receipt.html",
        contest=contest,
        entry=entry,
        secret=secret,
        link=link,
        qr=qr_picture(f"{link}#{entry.receipt}.{secret}"),
        draft_id=draft_id,
        mailed_to=next((a.email for a in envelope.authors if a.leads and letters_leave()), ""),
    )


@bp.get("/drafts/<int:draft_id>/receipt.txt")
@open_to_anyone
def receipt_file(draft_id: int) -> Response:
    """The receipt as a small text file to keep."""
    entry, contest = _received(draft_id)
    text = render_template(
        "citizen/receipt.txt",
        contest=contest,
        entry=entry,
        secret=secret_for(entry),
        link=whole_address(url_for("citizen.look_up")),
    )
    answer = make_response(text)
    answer.headers["Content-Type"] = "text/plain; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="bien-nhan-{entry.receipt}.txt"'
    return answer


def _received(draft_id: int) -> tuple[Entry, Contest]:
    held = held_draft(draft_id)
    if held.entry_id is None:
        raise NotFound
    return entry_of(held.contest_id, held.entry_id), contest_of(held.contest_id)


def _review(
    held: Draft, contest: Contest, form: ReviewForm, tried: SubmissionIncomplete | None = None
) -> str:
    at = now()
    submission, _unclear = submission_of(held, on=local(at, contest.zone).date())
    found = tried.values["problems"] if tried else draft_problems(held, contest=contest, at=at)
    missing = [
        (url_for(f"citizen.{step_of(p.field)}", draft_id=held.id), gettext(PROBLEMS[p.code]))
        for p in found  # type: ignore[attr-defined]
        if step_of(p.field) != "review"
    ]
    if tried and any(step_of(p.field) == "review" for p in found):  # type: ignore[attr-defined]
        form.statements.errors = [gettext(PROBLEMS["consent-missing"])]
    return render_template(
        "citizen/review.html",
        draft=held,
        contest=contest,
        form=form,
        said=submission,
        missing=list(dict.fromkeys(missing)),
        pages=pages_shown(held),
        **lists_shown(held, *LISTS),
        note=length_note(contest, submission.essay.words),
        length=word_range(contest),
        steps=steps_of(held),
        link=whole_address(url_for("citizen.draft_link", token=token_of(held.id))),
        window=contest.window(at),
        answering=held.corrects_entry_id is not None,
        ticked=request.form.getlist("statements"),
    )
