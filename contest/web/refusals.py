"""A refusal as a page, a part of a page, or JSON; and the error pages for everything else."""

import logging
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from contest.db import db, said_by_database
from contest.errors import Refusal, Stale
from contest.plumbing.faults import in_full
from contest.web.devices import carrier

log = logging.getLogger("contest")
NUMBER_TOO_LARGE = "22003"
OWN_PAGES = {400, 403, 404, 409, 413, 422, 429, 500, 503}


def said(refusal: Refusal) -> str:
    """The refusal's sentence in the visitor's language, its places filled."""
    sentence: str = gettext(refusal.sentence)
    values = {**refusal.values, **{name: spoken(refusal.values[name]) for name in refusal.spoken}}
    return sentence % values if values else sentence


def spoken(value: object) -> str:
    """A marked sentence in the visitor's language, with its own places filled where it comes as a pair."""
    if isinstance(value, tuple):
        sentence, values = value
        return str(gettext(sentence) % values)
    return str(gettext(str(value)))


def wants_json() -> bool:
    """Whether a script asks: by its Accept header."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def answer(status: int, sentence: str, code: str = "") -> tuple[Response | str, int]:
    """One refusal in the tongue the visitor asked in."""
    if wants_json():
        return jsonify(refusal=code, message=sentence), status
    if request.headers.get("HX-Request"):
        return render_template("shared/_refusal.html", sentence=sentence), status
    page = status if status in OWN_PAGES else (400 if status < 500 else 500)
    return render_template(f"errors/{page}.html", reason=sentence), status


def init_app(app: Flask) -> None:
    """Register the handlers; each rolls back what was open."""

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal) -> Any:
        db.session.rollback()
        return answer(refusal.status, said(refusal), refusal.code)

    @app.errorhandler(StaleDataError)
    def stale(_error: StaleDataError) -> Any:
        db.session.rollback()
        return answer(Stale.status, said(Stale()), "stale")

    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> Any:
        if not current_user.is_authenticated and carrier() is not None and request.blueprint == "judge":
            return app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return answer(
            400,
            gettext(
                "Trang đã mở quá lâu nên chưa gửi được. Xin tải lại trang rồi gửi lại; bản nháp đã lưu vẫn còn."
            ),
            "csrf",
        )

    @app.errorhandler(OverflowError)
    @app.errorhandler(DataError)
    def nowhere(error: OverflowError | DataError) -> Any:
        too_large = isinstance(error, OverflowError) or said_by_database(error) == NUMBER_TOO_LARGE
        if request.method != "GET" and not too_large:
            return broke(error)
        db.session.rollback()  # a number no table holds, in an address or a form: nothing can be called so
        return answer(404, "", "not_found")

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> Any:
        return answer(error.code or 500, "", (error.name or "").lower().replace(" ", "_"))

    @app.errorhandler(Exception)
    def broke(error: Exception) -> Any:
        if app.testing:
            raise error
        db.session.rollback()
        log.error("unexpected error at %s\n%s", request.endpoint, in_full(error))
        return answer(500, "", "error")
