"""What a request may carry: how much, and only what a page of ours could have sent; held to that before it is read."""

from collections.abc import Callable
from typing import Any, Final

from flask import Flask, abort, current_app, request
from flask_login import current_user

from contest.web.typed import whole

MEGABYTE = 1_000_000
AROUND = 1_000_000
"""What a form may weigh beside its files."""

FILES: Final = frozenset(
    {"file", "files", "list", "package", "photos", "scan", "sheet", "statements", "template"}
)
"""What pages call the files they send; under any other name a form would take a file for words."""

View = Callable[..., Any]


def takes_up_to(setting: str) -> Callable[[View], View]:
    """Let a view take requests of as many megabytes as a setting says, from people who are signed in."""

    def mark(view: View) -> View:
        view.most_megabytes = setting  # type: ignore[attr-defined]
        return view

    return mark


def takes_what(asked: Callable[..., int | None]) -> Callable[[View], View]:
    """Let a view take no larger requests than a question about its places answers, in megabytes; None is the usual."""

    def mark(view: View) -> View:
        view.most_asked = asked  # type: ignore[attr-defined]
        return view

    return mark


def takes_json(view: View) -> View:
    """Let a view take a script's JSON; to every other one it would look like a form with values that no form has."""
    view.reads_json = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Hold requests to what their views take; this has to stand before anything that reads forms."""

    @app.before_request
    def allow() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        setting, asked = getattr(view, "most_megabytes", None), getattr(view, "most_asked", None)
        most = asked(**(request.view_args or {})) if asked is not None and request.method == "POST" else None
        if most is not None:
            usual = current_app.config["MAX_CONTENT_LENGTH"]
            request.max_content_length = min(usual, most * MEGABYTE + AROUND)
        if setting is not None and current_user.is_authenticated:
            usual = current_app.config["MAX_CONTENT_LENGTH"]
            request.max_content_length = max(usual, int(current_app.config[setting]) * MEGABYTE + AROUND)
        if request.method == "POST":
            if request.is_json and not getattr(view, "reads_json", False):
                abort(415)
            if not _could_be_ours():
                abort(400)


def _could_be_ours() -> bool:
    """Whether rows are counted in plain digits, and files come under the names of files."""
    counted = all(
        whole(part) is not None for name in request.form for part in name.split("-") if part.isdigit()
    )
    return counted and all(name.rpartition("-")[2] in FILES for name in request.files)
