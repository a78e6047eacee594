"""The judge's door."""

from flask import Blueprint

bp = Blueprint("judge", __name__, url_prefix="/judging")

from contest.web.judge import (  # noqa: E402
    ahead,  # noqa: F401
    carrying,  # noqa: F401
    cases,  # noqa: F401
    conflicts,  # noqa: F401
    installed,  # noqa: F401
    lists,  # noqa: F401
    pages,  # noqa: F401
    paper,  # noqa: F401
    reading,  # noqa: F401
    sheets,  # noqa: F401
    syncing,  # noqa: F401
    trials,  # noqa: F401
    work,  # noqa: F401
)
