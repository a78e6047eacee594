"""What a citizen's browser holds: a cookie for each draft, and for a while the entry that was looked up."""

from datetime import datetime, timedelta
from typing import Any, Final

from flask import abort, current_app, request, session, url_for
from werkzeug.wrappers import Response

from config import Setting
from contest.authors.models import Draft
from contest.authors.queries import draft_with
from contest.charter.models import Contest
from contest.charter.queries import announced_contests, contest_by_slug
from contest.entries.models import Entry
from contest.entries.queries import entry_of
from contest.plumbing.mail import absolute

DRAFT_DAYS: Final = 60
LOOKED_UP_FOR: Final = timedelta(hours=1)
LOOKED_UP: Final = "looked_up"


def public_contest(slug: str) -> Contest:
    """The announced contest of that address, or 404."""
    contest = contest_by_slug(slug)
    if contest is None or contest.announced_at is None:
        abort(404)
    return contest


def contest_of(contest_id: int) -> Contest:
    """The announced contest a draft or entry belongs to, or 404."""
    found = next((contest for contest in announced_contests() if contest.id == contest_id), None)
    if found is None:
        abort(404)
    return found


def hold(answer: Response, draft: Draft, token: str) -> Response:
    """Give the browser the key of a draft, for the draft's own pages only."""
    answer.set_cookie(
        f"draft-{draft.id}",
        token,
        max_age=DRAFT_DAYS * 86_400,
        path=url_for("citizen.draft", draft_id=draft.id),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return answer


def held_draft(draft_id: int) -> Draft:
    """The draft whose key this browser holds. Raises DraftUnknown."""
    return draft_with(draft_id, token_of(draft_id))


def token_of(draft_id: int) -> str:
    """The key this browser holds for a draft, or nothing."""
    return request.cookies.get(f"draft-{draft_id}", "")


def remember(entry: Entry, at: datetime) -> None:
    """Let this browser see an entry it knew the codes of, for an hour."""
    session[LOOKED_UP] = {
        "contest": entry.contest_id,
        "entry": entry.id,
        "until": (at + LOOKED_UP_FOR).isoformat(),
    }


def forget() -> None:
    """Take the looked-up entry out of this browser."""
    session.pop(LOOKED_UP, None)


def looked_up(at: datetime) -> Entry | None:
    """The entry this browser looked up within the hour."""
    kept: dict[str, Any] | None = session.get(LOOKED_UP)
    if kept is None or datetime.fromisoformat(kept["until"]) < at:
        forget()
        return None
    return entry_of(kept["contest"], kept["entry"])


def whole_address(path: str) -> str:
    """An address for paper and QR codes: by the setting, or where none is made, by this request."""
    try:
        return absolute(path)
    except Setting:
        return request.url_root.rstrip("/") + path
