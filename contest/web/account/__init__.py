"""The account's door."""

from flask import Blueprint

bp = Blueprint("account", __name__, url_prefix="/account")

from contest.web.account import routes  # noqa: E402, F401
