"""Which language and which clock a page speaks: Vietnamese unless asked otherwise."""

from datetime import datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime, format_time
from flask import Flask, Response, g, request
from flask_babel import Babel, get_locale

from contest.plumbing import clock
from contest.plumbing.vietnamese import format_points

LANGUAGES = ("vi", "en")
COOKIE = "language"


def chosen_language() -> str:
    """The language asked for in this address, kept in the cookie, or Vietnamese."""
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return str(wish)
    return "vi"


def wall(moment: datetime, zone: str = "Asia/Ho_Chi_Minh") -> str:
    """A moment on the contest's clock: ``17:00, 30/11/2026``."""
    return clock.local(moment, zone).strftime("%H:%M, %d/%m/%Y")


def wall_in_full(moment: datetime, zone: str = "Asia/Ho_Chi_Minh") -> str:
    """The same with its weekday: ``17 giờ, thứ Hai 30/11/2026``."""
    there = clock.local(moment, zone)
    locale = get_locale()
    if str(locale) == "vi":
        hour = there.strftime("%-H giờ") + (there.strftime(" %M") if there.minute else "")
        weekday = format_date(there, "EEEE", locale=locale).replace("Thứ", "thứ").replace("Chủ", "chủ")
        return f"{hour}, {weekday} {there:%d/%m/%Y}"
    return f"{format_time(there, 'HH:mm', locale=locale)}, {format_datetime(there, 'EEEE d MMMM y', locale=locale)}"


def points(value: Decimal | str | None) -> str:
    """Points as written: ``63,5`` in Vietnamese, ``63.5`` in English, a dash for none."""
    if value is None or value == "":
        return "–"
    said = format_points(Decimal(value))
    return said if str(get_locale()) == "vi" else said.replace(".", "").replace(",", ".")


def init_app(app: Flask) -> None:
    """Bind Babel and the filters ``wall``, ``wall_in_full`` and ``points``; remember ``?lang=`` in a cookie."""
    Babel(
        app,
        locale_selector=chosen_language,
        default_translation_directories="translations",
    )
    app.jinja_env.filters.update(wall=wall, wall_in_full=wall_in_full, points=points)
    app.jinja_env.add_extension("jinja2.ext.i18n")

    @app.context_processor
    def language() -> dict[str, object]:
        return {"locale": str(get_locale()), "languages": LANGUAGES, "now": clock.now}

    @app.after_request
    def remember(answer: Response) -> Response:
        wish = request.args.get("lang")
        if wish in LANGUAGES and "language_kept" not in g:
            answer.set_cookie(
                COOKIE,
                str(wish),
                max_age=31_536_000,
                samesite="Lax",
                secure=bool(app.config["SESSION_COOKIE_SECURE"]),
            )
        return answer
