"""Which language and which clock a page speaks: Vietnamese unless asked otherwise."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from babel.dates import format_date, format_datetime, format_time
from flask import Flask, request
from flask_babel import Babel, format_decimal, get_locale, gettext

from contest.errors import N_
from contest.plumbing import clock
from contest.plumbing.vietnamese import format_points

LANGUAGES = ("vi", "en")
COOKIE = "language"
OF_THE_LIBRARY: Final = (
    (r"Not a valid integer value\.", N_("Xin ghi một số nguyên.")),
    (r"Not a valid (decimal|float) value\.", N_("Xin ghi một số.")),
    (r"Not a valid date value\.", N_("Xin ghi ngày, ví dụ 30/11/2026.")),
    (r"Not a valid datetime value\.", N_("Xin ghi ngày và giờ, ví dụ 30/11/2026 17:00.")),
    (r"Not a valid choice\.|Invalid Choice.*|Invalid choice.*", N_("Xin chọn lại trong các mục có sẵn.")),
    (r".* (is|are) not (a )?valid choices? for this field\.", N_("Xin chọn lại trong các mục có sẵn.")),
    (r"This field is required\.", N_("Xin điền ô này.")),
    (
        r"Number must be between (?P<least>\S+) and (?P<most>\S+)\.",
        N_("Xin ghi một số từ %(least)s đến %(most)s."),
    ),
    (r"Field cannot be longer than (?P<most>\d+) characters?\.", N_("Dài quá: nhiều nhất %(most)s ký tự.")),
)


def chosen_language() -> str:
    """The language kept in the visitor's cookie, or Vietnamese."""
    wish = request.cookies.get(COOKIE)
    return str(wish) if wish in LANGUAGES else "vi"


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


def zone_word(zone: str) -> str:
    """Whose clock it is: Vietnam's by name, another by its zone."""
    return gettext("giờ Việt Nam") if zone == "Asia/Ho_Chi_Minh" else zone


def points(value: Decimal | str | None) -> str:
    """Points as written: ``63,5`` in Vietnamese, ``63.5`` in English, a dash for none."""
    if value is None or value == "":
        return "–"
    try:
        said = format_points(Decimal(value))
    except (InvalidOperation, ValueError):  # typed, and no number: it stays as it was typed
        return str(value)
    return said if str(get_locale()) == "vi" else said.replace(".", "").replace(",", ".")


def money(value: int | None) -> str:
    """An amount in đồng: ``5.000.000 đồng``, ``5,000,000 đồng`` in English; a dash for none."""
    return "–" if value is None else f"{format_decimal(value)} đồng"


def sentences(errors: Iterable[object]) -> list[str]:
    """A field's own error messages, translated; those of its subfields, which come as lists, are theirs to show."""
    return [_said(str(error)) for error in errors if not isinstance(error, list | tuple | dict)]


def _said(error: str) -> str:
    """What the form library says by itself has no Vietnamese there."""
    for pattern, words in OF_THE_LIBRARY:
        if found := re.fullmatch(pattern, error):
            said: str = gettext(words, **found.groupdict())
            return said
    return error


def init_app(app: Flask) -> None:
    """Bind Babel and the filters ``wall``, ``wall_in_full``, ``points``, ``money``, ``sentences`` and ``zone_word``."""
    Babel(
        app,
        locale_selector=chosen_language,
        default_translation_directories="translations",
    )
    app.jinja_env.filters.update(
        wall=wall,
        wall_in_full=wall_in_full,
        points=points,
        money=money,
        sentences=sentences,
        zone_word=zone_word,
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")

    @app.context_processor
    def language() -> dict[str, object]:
        return {"locale": str(get_locale()), "languages": LANGUAGES, "now": clock.now}
