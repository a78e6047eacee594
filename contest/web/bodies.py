"""How large a request may be: a view that takes files says so before its form is read."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user

MEGABYTE = 1_000_000
AROUND = 1_000_000
"""What a form may weigh beside its files."""

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


def init_app(app: Flask) -> None:
    """Set the limit for those views; this has to stand before anything that reads forms."""

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
