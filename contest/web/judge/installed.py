"""The judge's door as an application on a phone or a desk: its name, where it begins, what serves it offline."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from flask import Response, current_app, jsonify, redirect, url_for
from flask_babel import gettext as _

from contest.charter.queries import contests
from contest.people.models import RoleKind
from contest.people.queries import contests_of
from contest.web.guards import open_to_anyone, open_to_signed_in
from contest.web.judge import bp
from contest.web.sessions import visitor

ICONS = ((192, "any"), (512, "any"), (512, "maskable"))


@bp.get("/")
@open_to_signed_in
def home() -> Any:
    """Where the installed application begins: the work in one's newest contest."""
    held = contests_of(visitor().account)
    mine = [contest for contest in contests() if RoleKind.JUDGE in held.get(contest.id, ())]
    return redirect(url_for("judge.work", slug=mine[0].slug) if mine else url_for("account.home"), 303)


@bp.get("/app.webmanifest")
@open_to_anyone
def manifest() -> Response:
    """What a browser needs to install the judge's door; it tells nothing of anybody."""
    asset = cast("Callable[[str], str]", current_app.jinja_env.globals["asset"])
    told = jsonify(
        id="/judging/",
        name=_("Gương Sáng – Chấm bài"),
        short_name=_("Chấm bài"),
        lang="vi",
        start_url=url_for("judge.home"),
        scope=url_for("judge.home"),
        display="standalone",
        background_color="#faf7f2",
        theme_color="#9a1b1e",
        icons=[
            {
                "src": asset(f"icons/judge-{purpose}-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for size, purpose in ICONS
        ],
    )
    told.mimetype = "application/manifest+json"
    return told


@bp.get("/worker.js")
@open_to_anyone
def worker() -> Response:
    """The script that serves what was taken along while there is no network; here its scope is the judge's door."""
    script = Path(str(current_app.static_folder)) / "js" / "worker.js"
    return Response(script.read_bytes(), mimetype="text/javascript")
