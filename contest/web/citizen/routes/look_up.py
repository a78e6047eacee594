"""After the hand-in: where an entry stands, correct it, take it back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from contest.authors.queries import open_entry
from contest.authors.service import begin_correction, read_again, withdraw_entry
from contest.charter.rules import Window
from contest.db import transaction
from contest.entries.models import Entry
from contest.errors.authors import HandInClosed, WrongCode
from contest.plumbing.audit import CITIZEN
from contest.plumbing.clock import now
from contest.web.citizen import bp
from contest.web.citizen.forms import LookUpForm, WithdrawalForm
from contest.web.citizen.standing import standing_of
from contest.web.citizen.steps import Answer
from contest.web.citizen.visit import contest_of, forget, hold, looked_up, remember
from contest.web.guards import open_to_anyone
from contest.web.limits import HAND_IN, LOOK_UP, limiter
from contest.web.refusals import said


@bp.get("/look-up")
@open_to_anyone
def look_up() -> str:
    """Ask for the two codes of a receipt."""
    return render_template("citizen/look_up.html", form=LookUpForm())


@bp.post("/look-up")
@limiter.limit(LOOK_UP)
@open_to_anyone
def open_look_up() -> Answer:
    """Open the entry for whoever knows both codes; a wrong one is not told from the other."""
    form = LookUpForm()
    if not form.validate_on_submit():
        return render_template("citizen/look_up.html", form=form), 422
    try:
        entry = open_entry(form.receipt.data, form.secret.data)
    except WrongCode as refusal:
        form.form_errors.append(said(refusal))
        return render_template("citizen/look_up.html", form=form), refusal.status
    remember(entry, now())
    return redirect(url_for("citizen.my_entry"), 303)


@bp.get("/my-entry")
@open_to_anyone
def my_entry() -> Answer:
    """Where the entry stands, in words, and what can still be done."""
    at = now()
    entry = looked_up(at)
    if entry is None:
        return redirect(url_for("citizen.look_up"), 303)
    contest = contest_of(entry.contest_id)
    standing = standing_of(entry, contest, at=at)
    return render_template("citizen/my_entry.html", contest=contest, entry=entry, standing=standing)


@bp.post("/my-entry/correction")
@limiter.limit(HAND_IN)
@open_to_anyone
def correction() -> Response:
    """Open the entry as a draft; what was handed in stays valid until the draft is handed in."""
    at = now()
    entry = _mine()
    contest = contest_of(entry.contest_id)
    if not standing_of(entry, contest, at=at).may_correct:
        raise HandInClosed
    files = read_again(entry)
    with transaction():
        draft, token = begin_correction(entry=entry, files=files, at=at)
    return hold(redirect(url_for("citizen.essay", draft_id=draft.id), 303), draft, token)


@bp.route("/my-entry/withdrawal", methods=["GET", "POST"])
@open_to_anyone
def withdrawal() -> Answer:
    """Ask once more, then take the entry back."""
    at = now()
    entry, form = _mine(), WithdrawalForm()
    contest = contest_of(entry.contest_id)
    if not form.validate_on_submit():
        open_ = contest.window(at) == Window.OPEN
        return render_template(
            "citizen/withdrawal.html", contest=contest, entry=entry, form=form, open_=open_
        )
    with transaction():
        withdraw_entry(
            entry=entry, by="tác giả", reason=form.reason.data or "", contest=contest, actor=CITIZEN, at=at
        )
    flash(gettext("Đã rút bài %(receipt)s.", receipt=entry.receipt), "ok")
    return redirect(url_for("citizen.my_entry"), 303)


@bp.post("/my-entry/leave")
@open_to_anyone
def leave() -> Response:
    """Forget the entry in this browser: for a shared computer."""
    forget()
    flash(gettext("Đã thoát. Máy này không còn giữ mã tra cứu."), "info")
    return redirect(url_for("citizen.look_up"), 303)


def _mine() -> Entry:
    entry = looked_up(now())
    if entry is None:
        raise WrongCode
    return entry
