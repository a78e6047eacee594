"""Found a contest: from the template, or as a copy of an earlier one. Who organizes one may found another."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask import render_template as render
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.charter.queries import contests
from contest.charter.rules import prefix_of, slug_of, template
from contest.charter.service import copy_contest, create_contest
from contest.db import transaction
from contest.errors import Refusal
from contest.people.models import RoleKind
from contest.people.queries import organizes
from contest.people.service import give_role
from contest.plumbing.clock import now
from contest.web.guards import open_to_signed_in
from contest.web.organizer import bp
from contest.web.organizer.founding_forms import TEMPLATE, FoundingForm
from contest.web.refusals import said
from contest.web.sessions import visitor


@bp.route("/new", methods=["GET", "POST"])
@open_to_signed_in
def new_contest() -> Any:
    """The form, and a new contest with the founder as its organizer; 404 for who organizes none."""
    yours = organizes(visitor().account) or abort(404)
    earlier = [contest for contest in contests() if contest.id in yours]
    form = FoundingForm.of(earlier, at=now(), chosen=request.args.get("from"))
    if not form.validate_on_submit():
        return render("organizer/founding.html", form=form), 422 if form.errors else 200
    try:
        with transaction():
            contest = _found(form, {contest.slug: contest for contest in earlier})
    except Refusal as refusal:
        form.form_errors = [said(refusal)]
        return render("organizer/founding.html", form=form), refusal.status
    flash(_("Đã lập cuộc thi. Xin xem lại từng mục, mời người, rồi công bố."), "ok")
    return redirect(url_for("organizer.settings", slug=contest.slug), 303)


def _found(form: FoundingForm, earlier: dict[str, Contest]) -> Contest:
    source = earlier.get(form.start.data) if form.start.data != TEMPLATE else None
    title = form.typed("title") or (source.title if source else template.TITLE)
    area = form.typed("area") or (source.area if source else "")
    year, at, actor = form.year.data, now(), visitor().actor
    fixed: dict[str, Any] = {
        "title": title,
        "area": area,
        "slug": form.typed("slug") or slug_of(title, year),
        "year": year,
        "receipt_prefix": form.typed("receipt_prefix") or prefix_of(area, year),
        "opens_at": form.opens_at.moment,
        "closes_at": form.closes_at.moment,
        "actor": actor,
        "at": at,
    }
    contest = copy_contest(earlier=source, **fixed) if source else create_contest(**fixed)
    founder = visitor().account
    give_role(account=founder, contest=contest, kind=RoleKind.ORGANIZER, actor=actor, at=at)
    return contest
