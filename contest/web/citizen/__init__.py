"""The citizen's door: contests, the form in four steps, the receipt, the look-up. Nobody signs in here."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)

from contest.web.citizen.routes import contests, drafts, files, look_up, receipts, results, uploads  # noqa: E402, F401
