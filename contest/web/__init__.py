"""The doors for browsers: citizen, judge, organizer and account, and what they share."""

from flask import Flask
from flask_wtf import CSRFProtect

from contest.web import bodies, headers, limits, locale, refusals, sessions, words


def open_doors(app: Flask) -> None:
    """Hang every door into the application, with language, sign-in, refusals and headers."""
    from contest.web import account, citizen, judge, organizer

    bodies.init_app(app)
    CSRFProtect(app)
    headers.init_app(app)
    limits.init_app(app)
    locale.init_app(app)
    sessions.init_app(app)
    refusals.init_app(app)
    words.init_app(app)
    for door in (account, citizen, judge, organizer):
        app.register_blueprint(door.bp)
