"""Works sent to the level above: which of the list, a signed package of them, and what was sent so far."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.nominations.models import ContestLevel, Package
from contest.nominations.queries import (
    Candidate,
    Candidates,
    candidates,
    changes_since,
    level_of,
    package_of,
    packages_of,
    round_to_nominate_from,
)
from contest.nominations.service import pack, record_package_taken, register_package
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.plumbing.packages import SUFFIX, fingerprint, public_key
from contest.plumbing.storage import storage
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.nomination_papers import offer_rows, paper_names, papers_chosen
from contest.web.organizer.nomination_view import (
    CandidateRow,
    candidate_rows,
    key_groups,
    since_words,
    weight,
)
from contest.web.organizer.places import OFFICE
from contest.web.organizer.veil import refuse_if_veiled
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

BYTES = "application/octet-stream"


@bp.get("/<slug>/nominations")
@open_to(*OFFICE)
def nominations(contest: Contest) -> Any:
    """The works that may go up, those of the list chosen beforehand, and every package so far."""
    level = level_of(contest.id)
    if not level.upper_label and level.receives and visitor().has_role(contest.id, RoleKind.SECRETARY):
        return redirect(url_for("organizer.consignments", slug=contest.slug), 303)
    return _page(contest, level, round_asked(contest))


@bp.post("/<slug>/nominations")
@open_to(*OFFICE)
def create_package(contest: Contest) -> Any:
    """Make a package of what was ticked; what should be thought of twice is said once before."""
    level, round_, at = level_of(contest.id), round_asked(contest), now()
    chosen = request.form.getlist("entry", type=int)
    if round_ is None:
        return _page(contest, level, round_), 422
    found = candidates(contest, round_)
    doubts = _doubts(contest, found, chosen)
    if doubts and "anyway" not in request.form:
        return _page(contest, level, round_, found=found, chosen=chosen, doubts=doubts), 422
    try:
        packed = pack(
            contest=contest,
            round_=round_,
            chosen=chosen,
            rest=level.send_rest and "rest" in request.form,
            scores="scores" in request.form,
            phones="phones" in request.form,
            papers=papers_chosen(contest, round_, at=at),
            at=at,
        )
        with transaction():
            package = register_package(contest=contest, packed=packed, actor=visitor().actor, at=at)
    except Refusal as refusal:
        flash(said(refusal), "bad")
        return _page(contest, level, round_, found=found, chosen=chosen), refusal.status
    if package.made_at == at:
        flash(_("Đã lập và ký gói số %(n)s.", n=package.number), "ok")
    else:
        flash(_("Nội dung này đã có trong gói số %(n)s, không lập gói mới.", n=package.number), "info")
    return redirect(url_for("organizer.nomination_package", slug=contest.slug, package_id=package.id), 303)


@bp.get("/<slug>/nominations/<int:package_id>")
@open_to(*OFFICE)
def nomination_package(contest: Contest, package_id: int) -> str:
    """What a package holds, by which key it is signed, and what to do with it now. Raises MarksVeiled."""
    package = _package(contest, package_id)
    return show(
        "organizer/nomination_package.html",
        contest,
        package=package,
        level=level_of(contest.id),
        fingerprint=fingerprint(package.key),
        weight=weight(package.size),
        papers=paper_names(package.papers),
        since=since_words(changes_since(package)),
    )


@bp.get("/<slug>/nominations/<int:package_id>/file")
@open_to(*OFFICE)
def nomination_package_file(contest: Contest, package_id: int) -> Response:
    """The package as a file; the log says who took it. Raises MarksVeiled."""
    package = _package(contest, package_id)
    with transaction():
        record_package_taken(package=package, actor=visitor().actor, at=now())
    return send_file(
        storage().path(package.file_digest),
        mimetype=BYTES,
        as_attachment=True,
        download_name=f"{contest.slug}-goi-{package.number}{SUFFIX}",
        etag=False,
        max_age=0,
    )


@bp.get("/<slug>/nominations/key")
@open_to(*OFFICE)
def nomination_key(contest: Contest) -> str:
    """The public key of this installation on a sheet to print, for the level above to register."""
    key = public_key()
    return show(
        "organizer/nomination_key.html",
        contest,
        level=level_of(contest.id),
        groups=key_groups(key),
        fingerprint=fingerprint(key),
        at=now(),
    )


def _package(contest: Contest, package_id: int) -> Package:
    package = package_of(contest.id, package_id)
    refuse_if_veiled(next(round_ for round_ in contest.rounds if round_.id == package.round_id))
    return package


def round_asked(contest: Contest) -> Round | None:
    """The round asked for, else the last whose list is frozen and whose names are known. Raises MarksVeiled."""
    number = request.args.get("round", type=int)
    round_ = round_numbered(contest, number) if number is not None else round_to_nominate_from(contest)
    if round_ is not None:
        refuse_if_veiled(round_)
    return round_


def _page(
    contest: Contest,
    level: ContestLevel,
    round_: Round | None,
    *,
    found: Candidates | None = None,
    chosen: Sequence[int] | None = None,
    doubts: Sequence[str] = (),
) -> str:
    waits, rows = "", list[CandidateRow]()
    try:
        if found is None and round_ is not None:
            found = candidates(contest, round_)
    except Refusal as refusal:
        waits = said(refusal)
    all_ = request.values.get("choose") == "all"
    if found is not None:
        ticked = {row.entry.id for row in found.listed} if chosen is None else set(chosen)
        shown = found.rows if all_ else tuple(r for r in found.rows if r.listed or r.entry.id in ticked)
        rows = candidate_rows(shown, ticked)
    return show(
        "organizer/nominations.html",
        contest,
        level=level,
        round=round_,
        found=found,
        rows=rows,
        all=all_,
        waits=waits,
        doubts=doubts,
        sent=request.form,
        offers=offer_rows(round_ if rows else None),
        lost=any(file.filename for file in request.files.getlist("scan")),
        packages=packages_of(contest.id),
    )


def _doubts(contest: Contest, found: Candidates, chosen: Sequence[int]) -> list[str]:
    """What should be thought of twice before these go up."""
    wanted: list[Candidate] = [row for row in found.rows if row.entry.id in set(chosen)]
    doubts = []
    if contest.quota_up is not None and len(wanted) > contest.quota_up:
        doubts.append(
            _("Đang chọn %(n)s tác phẩm, cấp trên cho gửi %(quota)s.", n=len(wanted), quota=contest.quota_up)
        )
    denied = sum(row.verified == "denied" for row in wanted)
    open_ = sum(row.verified in ("", "asked") for row in wanted)
    if denied:
        doubts.append(
            ngettext(
                "%(num)s nhân vật bị địa phương trả lời là không đúng.",
                "%(num)s nhân vật bị địa phương trả lời là không đúng.",
                denied,
            )
        )
    if open_:
        doubts.append(
            ngettext(
                "%(num)s nhân vật chưa được địa phương xác nhận.",
                "%(num)s nhân vật chưa được địa phương xác nhận.",
                open_,
            )
        )
    return doubts
