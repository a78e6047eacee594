"""The citizen's door."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)

from contest.web.citizen import routes  # noqa: E402, F401
