"""The judge's door."""

from flask import Blueprint

bp = Blueprint("judge", __name__, url_prefix="/judging")

from contest.web.judge import conflicts, pages, reading, sheets, trials, work  # noqa: E402, F401
