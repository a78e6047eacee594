"""The organizer's door."""

from flask import Blueprint

bp = Blueprint("organizer", __name__, url_prefix="/office")

from contest.web.organizer import routes  # noqa: E402, F401
