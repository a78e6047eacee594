"""The frozen list, the two keys of the seal, and the publication."""

from io import BytesIO
from typing import Any

from flask import request, send_file, url_for
from flask_babel import gettext as _

from contest.authors.queries import names_known, seal_keys_of
from contest.charter.models import Contest
from contest.charter.queries import round_numbered
from contest.errors.shortlist import NotFrozen
from contest.exports.proofs import has_sealed_groups, proof_zip
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.shortlist import service
from contest.shortlist.models import Shortlist
from contest.shortlist.queries import (
    feeding_of,
    frozen,
    frozen_lists,
    frozen_numbered,
    member_decisions,
    publications_of,
    round_after,
    rounds_under_way_after,
    shown_entries,
    signed_by,
    unit_of,
)
from contest.web.guards import open_to
from contest.web.limits import SIGN_IN, limiter
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.ranking import READERS
from contest.web.organizer.ranking_forms import PasswordForm
from contest.web.organizer.recipes import recipe_in_words
from contest.web.organizer.saving import saved
from contest.web.organizer.view import show, viewer_of
from contest.web.sessions import visitor


@bp.get("/<slug>/rounds/<int:number>/shortlist")
@open_to(*READERS)
def shortlist(contest: Contest, number: int) -> Any:
    """The list that stands, or an earlier one by ``?list=``: its entries, its recipe, who froze it and when."""
    round_ = round_numbered(contest, number)
    asked = request.args.get("list", type=int)
    found = frozen(round_.id) if asked is None else frozen_numbered(round_.id, asked)
    if found is None:
        raise NotFrozen
    taken, open_seal = [place for place in found.places if place.taken], names_known(round_.id)
    lists, after = frozen_lists(round_.id), round_after(round_)
    envelopes = viewer_of(contest).envelopes([p.entry_id for p in taken]) if open_seal else {}
    return show(
        "organizer/shortlist.html",
        contest,
        round=round_,
        found=found,
        taken=taken,
        left_out=len(found.places) - len(taken),
        lists=lists,
        stands=found.number == lists[0].number,
        publications=publications_of(round_.id),
        shown=shown_entries(round_.id),
        after=after,
        feeding=feeding_of(after) if after else None,
        outdated=decided_since(found),
        proof_open=open_seal or not has_sealed_groups(found),
        recipe=recipe_in_words(found.recipe, round_, contest),
        open_seal=open_seal,
        names={
            entry: (", ".join(signed_by(envelope)), unit_of(envelope))
            for entry, envelope in envelopes.items()
        },
        may_turn=visitor().has_role(contest.id, *OFFICE),
        may_publish=visitor().has_role(contest.id, RoleKind.ORGANIZER),
    )


@bp.route("/<slug>/rounds/<int:number>/seal", methods=["GET", "POST"])
@open_to(*OFFICE)
@limiter.limit(SIGN_IN, methods=["POST"])
def seal(contest: Contest, number: int) -> Any:
    """Who turned which key; the visitor's own, with the password again."""
    round_ = round_numbered(contest, number)
    account = visitor().account
    keys = seal_keys_of(round_.id)
    return saved(
        PasswordForm(),
        lambda: service.unseal(round_=round_, account=account, at=now()),
        contest=contest,
        page="organizer/seal.html",
        to=url_for("organizer.seal", slug=contest.slug, number=number),
        word=_("Đã xoay chìa khóa thứ hai: họ tên tác giả đã ghép với mã phách.")
        if keys
        else _("Đã xoay chìa khóa thứ nhất. Chờ người thứ hai xác nhận."),
        round=round_,
        keys=keys,
        mine=any(key.account_id == account.id for key in keys),
        frozen=frozen(round_.id),
        later=rounds_under_way_after(round_),
        after=round_after(round_),
    )


@bp.route("/<slug>/rounds/<int:number>/publication", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
@limiter.limit(SIGN_IN, methods=["POST"])
def publication(contest: Contest, number: int) -> Any:
    """Exactly what everybody would read, asked once more; then published."""
    round_ = round_numbered(contest, number)
    standing = frozen(round_.id)
    if standing is None:
        raise NotFrozen
    open_seal = names_known(round_.id)
    taken = [place for place in standing.places if place.taken]
    return saved(
        PasswordForm(),
        lambda: service.publish(shortlist=standing, actor=visitor().actor, at=now()),
        contest=contest,
        page="organizer/publication.html",
        to=url_for("organizer.shortlist", slug=contest.slug, number=number),
        word=_("Đã công bố danh sách."),
        round=round_,
        standing=standing,
        taken=taken,
        shown=shown_entries(round_.id),
        open_seal=open_seal,
        envelopes=viewer_of(contest).envelopes([p.entry_id for p in taken]) if open_seal else {},
        published=publications_of(round_.id).get(standing.id),
        signed_by=signed_by,
        unit_of=unit_of,
    )


@bp.get("/<slug>/rounds/<int:number>/shortlist/proof")
@open_to(*OFFICE)
def shortlist_proof(contest: Contest, number: int) -> Any:
    """The proof of the list that stands, or of an earlier one by ``?list=``, with the program that re-computes it."""
    round_ = round_numbered(contest, number)
    asked = request.args.get("list", type=int)
    found = frozen(round_.id) if asked is None else frozen_numbered(round_.id, asked)
    if found is None:
        raise NotFrozen
    return send_file(
        BytesIO(proof_zip(found)),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"kiem-chung-{contest.slug}-vong-{number}-lan-{found.number}.zip",
    )


def decided_since(shortlist: Shortlist) -> bool:
    """Whether other members are decided on now than when the list was frozen."""
    codes = {place.blind_code: place.entry_id for place in shortlist.places}
    then = {(codes[code], verdict) for code, verdict, _ in shortlist.recipe.get("decided", [])}
    now_ = {(entry, row.verdict.value) for entry, row in member_decisions(shortlist.round_id).items()}
    return then != now_
