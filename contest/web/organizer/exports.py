"""Archives and other files that take long: ask for one, see how far it is, stop it, take it."""

from collections.abc import Mapping
from typing import Any, Final

from flask import render_template, request, send_file, url_for
from flask_babel import gettext as _

from contest.authors.queries import rounds_unsealed
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import NotFound
from contest.exports.archive.chosen import CHOICES, RECEIVED
from contest.exports.long.papers import FORMAT_WORDS
from contest.exports.registry import paper_of
from contest.exports.runs.models import ExportRun
from contest.exports.runs.queries import run_of, runs_of
from contest.exports.runs.service import ask_export, cancel_export, repeat_export, take_export
from contest.overview.queries import current_round
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.plumbing.storage import storage
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.export_view import run_lines
from contest.web.organizer.places import OFFICE
from contest.web.organizer.saving import done
from contest.web.organizer.veil import refuse_if_veiled
from contest.web.organizer.view import show
from contest.web.sessions import visitor

LOOK_AGAIN: Final = 2
"""Seconds after which the list asks again while something is worked on."""

OPTIONS: Final = ("by", "what", "scores", "paper", "format")
"""What the forms may choose; each export refuses what makes no sense."""


@bp.get("/<slug>/exports")
@open_to(*OFFICE)
def exports(contest: Contest) -> str:
    """Ask for an archive, or for the long paper that the address names; and every run with its progress."""
    paper = paper_of(request.args["paper"]) if request.args.get("paper") else None
    fmt = request.args.get("format", "")
    secretary = _secretary(contest)
    return show(
        "organizer/exports.html",
        contest,
        round=_round_asked(contest),
        paper=paper if fmt in FORMAT_WORDS else None,
        format=fmt,
        format_word=FORMAT_WORDS.get(fmt, ""),
        choices=[(key, _(said)) for key, (said, _pick) in CHOICES.items() if key != RECEIVED or secretary],
        secretary=secretary,
        unsealed=rounds_unsealed(contest.id),
        lines=_lines(contest),
        again=LOOK_AGAIN,
    )


@bp.get("/<slug>/exports/progress")
@open_to(*OFFICE)
def export_progress(contest: Contest) -> str:
    """The list of runs alone, as it stands now."""
    return render_template(
        "organizer/_export_runs.html", contest=contest, lines=_lines(contest), again=LOOK_AGAIN
    )


@bp.post("/<slug>/exports")
@open_to(*OFFICE)
def create_export(contest: Contest) -> Any:
    """Promise a file; the page then shows how far it is."""
    round_, account = _round_asked(contest), visitor().account
    refuse_if_veiled(round_)
    options = {name: request.form[name] for name in OPTIONS if request.form.get(name)}
    return done(
        lambda: ask_export(
            kind=_kind(options),
            contest=contest,
            round_=round_,
            options=options,
            secretary=_secretary(contest),
            unsealed=round_.id in rounds_unsealed(contest.id),
            account=account,
            at=now(),
        ),
        to=url_for("organizer.exports", slug=contest.slug),
        word=_("Đã nhận việc. Tệp được lập ở nền; có thể đóng trang này và quay lại sau."),
    )


@bp.post("/<slug>/exports/<int:run_id>/cancellation")
@open_to(*OFFICE)
def create_export_cancellation(contest: Contest, run_id: int) -> Any:
    """Stop a run."""
    run = _run(contest, run_id)
    return done(
        lambda: cancel_export(run=run, actor=visitor().actor, at=now()),
        to=url_for("organizer.exports", slug=contest.slug),
        word=_("Đã dừng. Không có tệp dở dang nào được giữ lại."),
    )


@bp.post("/<slug>/exports/<int:run_id>/repetition")
@open_to(*OFFICE)
def create_export_repetition(contest: Contest, run_id: int) -> Any:
    """The same once more, by the rights that this visitor has now."""
    run, account = _run(contest, run_id), visitor().account
    round_ = _round_open(contest, run)
    return done(
        lambda: repeat_export(
            run=run,
            contest=contest,
            round_=round_,
            secretary=_secretary(contest),
            unsealed=round_.id in rounds_unsealed(contest.id),
            account=account,
            at=now(),
        ),
        to=url_for("organizer.exports", slug=contest.slug),
        word=_("Đã nhận việc. Tệp được lập ở nền; có thể đóng trang này và quay lại sau."),
    )


@bp.get("/<slug>/exports/<int:run_id>/file")
@open_to(*OFFICE)
def export_file(contest: Contest, run_id: int) -> Any:
    """The result as a download; the log says who took it. Raises ResultGone."""
    run = _run(contest, run_id)
    _round_open(contest, run)
    with transaction():
        digest = take_export(run=run, actor=visitor().actor, at=now())
    try:
        path = storage().path(digest)
    except FileNotFoundError:
        raise NotFound from None
    return send_file(
        path,
        mimetype=run.media_type,
        as_attachment=True,
        download_name=run.file_name,
        etag=False,
        last_modified=None,
        max_age=0,
    )


def _kind(options: Mapping[str, str]) -> str:
    """A paper that is packed by somebody is the sheets it has for each whom it names."""
    if "paper" not in options:
        return "archive"
    return "certificates" if "by" in options else "paper"


def _run(contest: Contest, run_id: int) -> ExportRun:
    return run_of(contest.id, run_id, secretary=_secretary(contest), unsealed=rounds_unsealed(contest.id))


def _round_open(contest: Contest, run: ExportRun) -> Round:
    """The round that the file is about. Raises MarksVeiled."""
    round_ = next(one for one in contest.rounds if one.id == run.round_id)
    refuse_if_veiled(round_)
    return round_


def _lines(contest: Contest) -> Any:
    found = runs_of(contest.id, secretary=_secretary(contest), unsealed=rounds_unsealed(contest.id))
    return run_lines(contest, found, at=now())


def _secretary(contest: Contest) -> bool:
    return visitor().has_role(contest.id, RoleKind.SECRETARY)


def _round_asked(contest: Contest) -> Round:
    number = request.values.get("round", type=int)
    return round_numbered(contest, number) if number is not None else current_round(contest)
