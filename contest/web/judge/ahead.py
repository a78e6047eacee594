"""Before the draw: titles and figures of a round, in an order of the judge's own, to say what one cannot read."""

import hashlib
import hmac
from collections.abc import Collection
from itertools import islice
from typing import Any, Final

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import ngettext

from contest.assignment.queries import dealing_of
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors.assignment import AheadClosed
from contest.overview.queries import declared_by, entries_ahead
from contest.people.models import Account, RoleKind
from contest.plumbing import clock
from contest.scoring.service import declare_ahead
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.forms import AheadForm
from contest.web.judge.view import ahead_rows
from contest.web.sessions import visitor

ON_A_PAGE: Final = 60


@bp.route("/<slug>/rounds/<int:number>/ahead", methods=["GET", "POST"])
@open_to(RoleKind.JUDGE)
def ahead(contest: Contest, number: int) -> Any:
    """A page of the round's titles and figures; what is ticked no draw gives to this judge.

    What was declared keeps its place in the count, so that no title moves to a page that was read before.
    """
    judge, round_ = visitor().account, round_numbered(contest, number)
    if round_.rules_frozen_at is not None or not dealing_of(round_.id).declare_ahead:
        raise AheadClosed
    declared = set(declared_by(round_, judge))
    keyed = _keyed(round_, judge, {*entries_ahead(round_, judge), *declared})
    open_ = {key: entry for key, entry in keyed.items() if entry not in declared}
    form, pages = AheadForm(), max(1, -(-len(keyed) // ON_A_PAGE))
    page = max(1, min(request.args.get("page", 1, type=int), pages))
    if not form.validate_on_submit():
        shown = islice(keyed, (page - 1) * ON_A_PAGE, page * ON_A_PAGE)
        answer = render_template(
            "judge/ahead.html",
            contest=contest,
            round=round_,
            form=form,
            rows=ahead_rows({key: open_[key] for key in shown if key in open_}),
            declared=ahead_rows({key: entry for key, entry in keyed.items() if key not in open_}),
            page=page,
            pages=pages,
        )
        return answer, 422 if form.errors else 200
    chosen = {open_[key] for key in form.entries.data or () if key in open_}
    with transaction():
        count = declare_ahead(
            round_=round_,
            judge=judge,
            entry_ids=chosen,
            reason=form.reason.data or "",
            actor=visitor().actor,
            at=clock.now(),
        )
    told = ngettext(
        "Đã ghi: %(num)s bài sẽ không giao cho Ông/Bà.",
        "Đã ghi: %(num)s bài sẽ không giao cho Ông/Bà.",
        count,
    )
    flash(told, "ok")
    return redirect(url_for("judge.ahead", slug=contest.slug, number=number, page=page), 303)


def _keyed(round_: Round, judge: Account, entry_ids: Collection[int]) -> dict[str, int]:
    """Entries by keys that only this judge gets and that tell nothing of when they came, in the order of the keys."""
    secret = str(current_app.secret_key).encode()
    keys = {
        hmac.new(secret, f"ahead:{round_.id}:{judge.id}:{entry}".encode(), hashlib.sha256).hexdigest()[
            :24
        ]: entry
        for entry in entry_ids
    }
    return dict(sorted(keys.items()))
