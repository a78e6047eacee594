"""Nothing typed is lost when a sign-in has ended: a form that comes too late waits for its writer to sign in again.

It waits in the sign-in page itself, signed, for the account that typed it and for so many hours; nobody else sends it.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from contest.people.queries import account_once_signed_in
from contest.web.account.forms import SignInForm
from contest.web.devices import carrier
from contest.web.refusals import answer, wants_json

MOST: Final = 64_000
KEPT_FOR: Final = timedelta(hours=24)
DOOR: Final = "judge"
"""The door whose forms wait; elsewhere a draft is kept by other means."""


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form that came too late: where it was going, its fields, and the account that typed it.

    late  kept longer than it may be sent; its writer can still read it
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    account_id: int
    late: bool = False


def ask_to_sign_in() -> Any:
    """A script gets JSON; a form that was sent is kept on the sign-in page; anybody else is sent there and back."""
    if wants_json():
        return answer(
            401, _("Phiên đăng nhập đã hết. Xin đăng nhập lại; phần đã nhập vẫn còn."), "signed_out"
        )
    return waiting_page() or redirect(
        url_for("account.sign_in", next=request.full_path if request.method == "GET" else None), 303
    )


def waiting_page() -> tuple[str, int] | None:
    """The sign-in page with the form that was sent, if there is something to keep and we know whose it is."""
    if request.method != "POST" or request.blueprint != DOOR:
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    writer = _writer()
    if writer is None or not any(value for _name, value in fields):
        return None
    kept = _signer().dumps([writer, request.path, fields])
    if len(kept) > MOST:
        return None
    return sign_in_page(SignInForm(formdata=None, kept=kept)), 401


def sign_in_page(form: SignInForm) -> str:
    """The page to sign in on, with what it keeps and for how long."""
    hours = int(KEPT_FOR.total_seconds()) // 3600
    return render_template("account/sign_in.html", form=form, kept=bool(form.kept.data), hours=hours)


def kept_form(said: str | None) -> KeptForm | None:
    """A form that was kept, or None for none of ours."""
    if not said or len(said) > MOST:
        return None
    late = False
    try:
        told = _signer().loads(said, max_age=int(KEPT_FOR.total_seconds()))
    except SignatureExpired as expired:
        late, told = True, _signer().load_payload(expired.payload or b"")
    except BadSignature:
        return None
    writer, path, fields = told
    return KeptForm(path, tuple((name, value) for name, value in fields), writer, late)


def _writer() -> int | None:
    """Whose page the form was on: by the sign-in that ended, else by whom this browser carries work for."""
    token = session.get("_user_id")
    account = account_once_signed_in(token) if token else None
    return account.id if account else carrier()


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept-form")
