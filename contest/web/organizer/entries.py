"""The register: filter, search, choose many and act once; everything about one entry; its originals."""

from typing import Any

from flask import Response, abort, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.models import Channel, Entry
from contest.entries.queries import entry_of
from contest.errors import NotFound
from contest.overview.queries import Sort, State, Wanted, current_round, register_page, state_of
from contest.plumbing.clock import now
from contest.plumbing.storage import storage
from contest.screening.queries import blind_copy_of, decisions_of, standing_decision
from contest.screening.service import accept_all, blind_preview, findings_aside, open_original
from contest.units.queries import names_of_units
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import Viewer, show, viewer_of
from contest.web.sessions import visitor
from contest.web.words import word

KEPT_IN_ADDRESS = ("q", "state", "category", "channel", "unit", "sort", "page")


@bp.get("/<slug>/entries")
@open_to(*OFFICE)
def entries(contest: Contest) -> str:
    """One page of the register; what is asked for stays in the address."""
    viewer = viewer_of(contest)
    page = register_page(contest.id, _wanted(viewer), number=request.args.get("page", 1, type=int))
    return show(
        "organizer/entries.html",
        contest,
        page=page,
        rows=viewer.rows(page.lines),
        filters=_filters(viewer),
        asked={name: request.args.get(name, "") for name in KEPT_IN_ADDRESS if request.args.get(name)},
    )


@bp.post("/<slug>/entries/acceptances")
@open_to(*OFFICE)
def accept_chosen(contest: Contest) -> Any:
    """Accept the chosen entries that wait for a screener."""
    chosen = request.form.getlist("entry", type=int)
    with transaction():
        count = accept_all(contest=contest, actor=visitor().actor, at=now(), entry_ids=chosen)
    if count:
        flash(ngettext("Đã nhận %(num)s bài hợp lệ.", "Đã nhận %(num)s bài hợp lệ.", count), "ok")
    left = len(chosen) - count
    if left or not chosen:
        flash(
            ngettext(
                "Không có bài nào được chọn, hoặc %(num)s bài đã xét hay đã rút nên giữ nguyên.",
                "Không có bài nào được chọn, hoặc %(num)s bài đã xét hay đã rút nên giữ nguyên.",
                left,
            ),
            "warn",
        )
    kept = {name: request.form[name] for name in KEPT_IN_ADDRESS if request.form.get(name)}
    return redirect(url_for("organizer.entries", slug=contest.slug, **kept), 303)  # type: ignore[arg-type]


@bp.get("/<slug>/entries/<int:entry_id>")
@open_to(*OFFICE)
def entry(contest: Contest, entry_id: int) -> str:
    """Everything about one entry that this visitor may know."""
    viewer, found = viewer_of(contest), entry_of(contest.id, entry_id)
    envelope = viewer.envelopes([found.id]).get(found.id)
    copy = blind_copy_of(found.id) or blind_preview(found)
    return show(
        "organizer/entry.html",
        contest,
        entry=found,
        envelope=envelope,
        units=names_of_units({a.unit_id for a in envelope.authors if a.unit_id} if envelope else ()),
        title=found.manuscript.title if envelope else copy.title,
        paragraphs=found.manuscript.paragraphs if envelope else copy.paragraphs,
        aside=findings_aside(found, envelope) if envelope else [],
        pictures=pictures_of(contest, found),
        state=state_of(found, standing_decision(found.id)),
        decisions=decisions_of(found.id),
    )


@bp.get("/<slug>/entries/<int:entry_id>/originals/<int:version>-<int:position>")
@open_to(*OFFICE)
def original(contest: Contest, entry_id: int, version: int, position: int) -> Response:
    """One original as a download under a name of our own; for those who may know the author."""
    found = entry_of(contest.id, entry_id)
    if not viewer_of(contest).opens([found.id]):
        abort(404)
    with transaction():
        file = open_original(entry=found, version=version, position=position, actor=visitor().actor, at=now())
    part = f"v{version}-{position}" if len(found.manuscripts) > 1 else str(position)
    return send_file(
        _kept(file.digest),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=f"{found.receipt}-{part}.{file.kind}",
        etag=False,
        last_modified=None,
        max_age=0,
    )


@bp.get("/<slug>/entries/<int:entry_id>/pages/<int:position>")
@open_to(*OFFICE)
def page_picture(contest: Contest, entry_id: int, position: int) -> Response:
    """One page picture of our own making, of the newest version."""
    pages = {page.position: page for page in entry_of(contest.id, entry_id).manuscript.pages}
    if position not in pages:
        abort(404)
    path = _kept(pages[position].digest)
    return send_file(
        path, mimetype="image/webp", download_name=f"{position}.webp", etag=False, last_modified=None
    )


def pictures_of(contest: Contest, found: Entry) -> list[dict[str, object]]:
    """The pages as shared/_essay.html takes them."""
    return [
        {
            "url": url_for(
                "organizer.page_picture", slug=contest.slug, entry_id=found.id, position=page.position
            ),
            "width": page.width,
            "height": page.height,
            "label": _("Trang %(number)s", number=page.position),
        }
        for page in found.manuscript.pages
    ]


def _kept(digest: str) -> Any:
    try:
        return storage().path(digest)
    except FileNotFoundError:
        raise NotFound from None


def _filters(viewer: Viewer) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The choosers above the list: name in the address, label, and options (value, words)."""
    found = [
        ("state", _("Tình trạng"), [(state.value, word(state)) for state in State]),
        ("category", _("Thể loại"), [(str(c.id), c.name) for c in viewer.contest.categories]),
        ("channel", _("Cách gửi"), [(channel.value, word(channel)) for channel in Channel]),
    ]
    units = [(str(unit.id), unit.short_name) for unit in viewer.units()]
    return [*found, ("unit", _("Đơn vị"), units)] if units else found


def _wanted(viewer: Viewer) -> Wanted:
    args = request.args
    sort = args.get("sort", "-number")
    key = sort.removeprefix("-")
    return Wanted(
        state=State(args["state"]) if args.get("state") in set(State) else None,
        category_id=args.get("category", type=int),
        channel=Channel(args["channel"]) if args.get("channel") in set(Channel) else None,
        search=args.get("q", ""),
        sort=Sort(key) if key in set(Sort) else Sort.NUMBER,
        down=sort.startswith("-"),
        also=viewer.written_by(args.get("q", "")),
        among=viewer.of_unit(args.get("unit", type=int)),
        titled=viewer.titled(args.get("q", "")),
        suspects_in=current_round(viewer.contest).id if args.get("state") == State.SUSPECTED else None,
    )
