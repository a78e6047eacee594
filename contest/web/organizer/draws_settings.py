"""How a round is dealt: on one page for the round and its judges, with the languages of entries beside."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.assignment.queries import dealing_of, language_counts, settings_version, terms_of
from contest.assignment.rules.languages import LANGUAGES
from contest.assignment.service import hold_settings, set_dealing, set_judges_terms, set_languages
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal, Stale
from contest.overview.queries import codes_of_entries, entries_named
from contest.people.queries import judges_of
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.draws_settings_forms import PANEL_HINTS, DealingForm, LanguageForm
from contest.web.organizer.draws_settings_rows import put_in_place, tell_apart
from contest.web.organizer.places import OFFICE
from contest.web.organizer.saving import put_on_form
from contest.web.organizer.view import show
from contest.web.sessions import visitor


@bp.route("/<slug>/rounds/<int:number>/draw/settings", methods=["GET", "POST"])
@open_to(*OFFICE)
def draw_settings(contest: Contest, number: int) -> Any:
    """The round's rules of dealing and every judge's terms, saved together; for draws to come."""
    round_, judges, categories = round_numbered(contest, number), judges_of(contest.id), contest.categories
    standing, kept = dealing_of(round_.id), _standing(contest, round_)
    form = kept
    if request.method == "POST":
        form = _standing(contest, round_, formdata=request.form)
        put_in_place(form, _standing(contest, round_))
    stale = form.seen.data != kept.seen.data
    if not stale and not form.validate_on_submit():
        return _page(contest, round_, form), 422 if form.errors else 200
    named, unknown = entries_named(round_, form.anchor_codes.data or "")
    if not stale and unknown:
        form.anchor_codes.errors = [_unknown(unknown)]
        return _page(contest, round_, form), 422
    actor, at = visitor().actor, now()
    try:
        with transaction():
            hold_settings(round_=round_, seen=form.seen.data or "")
            set_dealing(
                round_=round_,
                said=form.said(standing, categories, named),
                insisted=bool(form.insisted.data),
                notice=form.said_notice,
                actor=actor,
                at=at,
            )
            set_judges_terms(round_=round_, terms=form.terms_said(judges, categories), actor=actor, at=at)
    except Refusal as refusal:
        put_on_form(form, refusal)
        if isinstance(refusal, Stale):
            kept = _standing(contest, round_)
            put_in_place(form, _standing(contest, round_))
            tell_apart(form, kept)
            form.seen.data = kept.seen.data
        return _page(contest, round_, form), refusal.status
    flash(_("Đã lưu. Áp dụng cho các lần bốc sau."), "ok")
    return redirect(url_for("organizer.draw", slug=contest.slug, number=round_.number), 303)


@bp.post("/<slug>/rounds/<int:number>/draw/languages")
@open_to(*OFFICE)
def draw_languages(contest: Contest, number: int) -> Any:
    """Say in which language some entries are written."""
    round_, form = round_numbered(contest, number), LanguageForm().offer()
    chosen, unknown = entries_named(round_, form.codes.data or "")
    if not form.validate() or unknown:
        if unknown:
            form.codes.errors = [_unknown(unknown)]
        return _page(contest, round_, _standing(contest, round_), languages=form), 422
    with transaction():
        set_languages(
            contest=contest,
            languages=dict.fromkeys(chosen, form.language.data),
            actor=visitor().actor,
            at=now(),
        )
    flash(ngettext("Đã ghi ngôn ngữ của %(num)s bài.", "Đã ghi ngôn ngữ của %(num)s bài.", len(chosen)), "ok")
    return redirect(url_for("organizer.draw_settings", slug=contest.slug, number=round_.number), 303)


def _unknown(words: Sequence[str]) -> str:
    return str(_("Không có bài nào mang mã: %(codes)s.", codes=", ".join(words[:10])))


def _standing(contest: Contest, round_: Round, formdata: Any = None) -> DealingForm:
    """The settings as they are kept, or with what was sent over them."""
    dealing = dealing_of(round_.id)
    form = DealingForm.of(
        dealing,
        terms_of(round_.id),
        judges_of(contest.id),
        contest.categories,
        version=settings_version(round_),
        anchor_codes=codes_of_entries(round_, dealing.named_anchors),
        frozen=round_.rules_frozen_at is not None,
        formdata=formdata,
    )
    if "notice" in form:
        form.keep_notice(contest)
    return form


def _page(
    contest: Contest, round_: Round, form: DealingForm, *, languages: LanguageForm | None = None
) -> str:
    counts = language_counts(contest.id)
    return show(
        "organizer/draw_settings.html",
        contest,
        round=round_,
        form=form,
        judges=judges_of(contest.id),
        hints=PANEL_HINTS,
        written=[(_(LANGUAGES[code]), count) for code, count in counts.items()],
        languages=languages or LanguageForm(formdata=None).offer(),
    )
