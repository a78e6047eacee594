"""What a browser keeps of a judge's work is emptied when the judge signs out or somebody else signs in.

A cookie says whose copies a device carries; the browser itself empties the storage when an answer
tells it to, with or without scripts.
"""

from flask import Response, current_app, request

from contest.web.typed import whole

COOKIE = "carrier"
YEAR = 31_536_000


def mark_device(answer: Response, account_id: int) -> Response:
    """Remember that this browser may keep what this account types or takes along."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    answer.set_cookie(COOKIE, str(account_id), max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    return answer


def empty_device(answer: Response) -> Response:
    """Have the browser forget everything it keeps of this site besides cookies."""
    answer.headers["Clear-Site-Data"] = '"storage"'
    answer.delete_cookie(COOKIE)
    return answer


def carrier() -> int | None:
    """The account whose work this browser keeps, as the cookie says; none comes with a form of another site."""
    return whole(request.cookies.get(COOKIE))


def welcome(answer: Response, account_id: int) -> Response:
    """The answer to a sign-in: somebody else's copies do not wait for the newcomer."""
    carries = request.cookies.get(COOKIE)
    return empty_device(answer) if carries and carries != str(account_id) else answer
