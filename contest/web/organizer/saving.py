"""Save a form of the office: the verb in a transaction, its refusal on the form, else a word and 303."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from flask import flash, redirect
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import Refusal, SavedMeanwhile, Stale
from contest.web.organizer.view import show
from contest.web.refusals import said


class StandingForm(FlaskForm):
    """A form over what stands. It brings along a digest of what its page showed, so that nobody undoes unseen what
    another saved since; a form without one is taken as it comes.
    """

    stood = HiddenField()

    @property
    def stands(self) -> str:
        """The digest of what stands now, whatever was typed."""
        told = {field.name: field.object_data for field in self if not isinstance(field, HiddenField)}
        return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:32]

    def keep_standing(self) -> None:
        """The page shows what stands now."""
        self.stood.data = self.stands

    def check_standing(self) -> None:
        """Raises SavedMeanwhile."""
        if self.stood.data and self.stood.data != self.stands:
            raise SavedMeanwhile


def saved(
    form: FlaskForm,
    save: Callable[[], object],
    *,
    contest: Contest,
    page: str,
    to: str,
    word: str = "",
    again: Callable[[], Mapping[str, Any]] = dict,
    **values: Any,
) -> Any:
    """The page with the form; when it was sent and fits, save and go on.

    save  calls the verb, inside a transaction opened here
    page  the template, which takes form and contest besides ``values``
    to    where to go once saved
    word  what is said then; “Đã lưu.” unless given
    again  what the page takes now that another came first, with what the form has seen made new
    """
    if isinstance(form, StandingForm) and not form.is_submitted():
        form.keep_standing()
    if not form.validate_on_submit():
        return show(page, contest, form=form, **values), 422 if form.errors else 200
    try:
        with transaction():
            if isinstance(form, StandingForm):
                form.check_standing()
            save()
    except Refusal as refusal:
        put_on_form(form, refusal)
        if isinstance(refusal, SavedMeanwhile):
            form.keep_standing()
        if isinstance(refusal, Stale):
            values |= again()
        return show(page, contest, form=form, **values), refusal.status
    flash(word or _("Đã lưu."), "ok")
    return redirect(to, 303)


def put_on_form(form: FlaskForm, refusal: Refusal) -> None:
    """Say a refusal above the form; that a notice is missing, at its field."""
    if refusal.code == "notice_missing" and "notice" in form:
        form["notice"].errors = [said(refusal)]
    else:
        form.form_errors = [*form.form_errors, said(refusal)]


def done(verb: Callable[[], object], *, to: str, word: str, but: tuple[type[Refusal], ...] = ()) -> Any:
    """Do one thing asked by a button; say so, or why not, and go on.

    but  refusals that the page itself answers, which come through
    """
    try:
        with transaction():
            verb()
        flash(word, "ok")
    except but:
        raise
    except Refusal as refusal:
        flash(said(refusal), "bad")
    return redirect(to, 303)
