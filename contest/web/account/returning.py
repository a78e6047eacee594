"""Nothing typed is lost when a sign-in has ended: a form that comes too late waits for its writer to sign in again."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from contest.web.account.forms import SignInForm
from contest.web.refusals import answer, wants_json

MOST = 64_000
DOOR = "judge"
"""The door whose forms wait; elsewhere a draft is kept by other means."""

Form = tuple[str, list[tuple[str, str]]]


def ask_to_sign_in() -> Any:
    """A script gets JSON; a form that was sent is kept on the sign-in page; anybody else is sent there and back."""
    if wants_json():
        return answer(
            401, _("Phiên đăng nhập đã hết. Xin đăng nhập lại; phần đã nhập vẫn còn."), "signed_out"
        )
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if request.method == "POST" and request.blueprint == DOOR and any(value for _name, value in fields):
        kept = _signer().dumps([request.path, fields])
        if len(kept) <= MOST:
            page = render_template(
                "account/sign_in.html", form=SignInForm(formdata=None, kept=kept), kept=True
            )
            return page, 401
    back = request.full_path if request.method == "GET" else None
    return redirect(url_for("account.sign_in", next=back), 303)


def kept_form(said: str | None) -> Form | None:
    """Where a kept form was going and its fields, or None for none of ours."""
    if not said or len(said) > MOST:
        return None
    try:
        path, fields = _signer().loads(said)
    except BadSignature:
        return None
    return path, [(name, value) for name, value in fields]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="kept-form")
