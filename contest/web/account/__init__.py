"""The account's door."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

bp = Blueprint("account", __name__, url_prefix="/account")

from contest.web.account import returning, routes  # noqa: E402, F401


@bp.record_once
def ask(setup: BlueprintSetupState) -> None:
    """Whoever must sign in first is asked by this door."""
    setup.app.login_manager.unauthorized_handler(returning.ask_to_sign_in)  # type: ignore[attr-defined]
