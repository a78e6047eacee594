"""The organizer's door: one file a subject, one line each below."""
# ruff: noqa: E402, F401, I001

from flask import Blueprint

bp = Blueprint("organizer", __name__, url_prefix="/office")

from contest.web.organizer import desk
from contest.web.organizer import entries
from contest.web.organizer import screening
from contest.web.organizer import settling
from contest.web.organizer import draws
