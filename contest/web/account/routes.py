"""Signing in and out, the invitation's link, one's own account, the language."""

from typing import Any

from flask import (
    abort,
    after_this_request,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from contest.charter.queries import contests
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.people import KeptForAnother
from contest.people import service
from contest.people.models import Account, Invitation
from contest.people.queries import account_of, contests_of, invitation_behind, organizes
from contest.plumbing.clock import now
from contest.web.account import bp
from contest.web.account.forms import ChangePasswordForm, JoinForm, SignInForm
from contest.web.account.kept import in_words
from contest.web.account.returning import KEPT_FOR, kept_form, sign_in_page
from contest.web.devices import empty_device, welcome
from contest.web.guards import open_to_anyone, open_to_signed_in
from contest.web.limits import SIGN_IN, limiter
from contest.web.locale import COOKIE, LANGUAGES
from contest.web.refusals import said, wants_json
from contest.web.sessions import Visitor, visitor


def local_path(wish: str | None) -> str | None:
    """A path of this site to go back to, or None: never another host, never a scheme."""
    if not wish or not wish.startswith("/") or wish.startswith(("//", "/\\")) or set("\r\n\t\\") & set(wish):
        return None
    return wish


def _enter(account: Account) -> None:
    """Begin a sign-in of this browser with a fresh session."""
    with transaction():
        token = service.sign_in(account=account, hours=int(current_app.config["SIGN_IN_HOURS"]), at=now())
    invitation = session.get("invitation")
    session.clear()
    if invitation:
        session["invitation"] = invitation
    g.pop("csrf_token", None)  # a page made in this answer carries the new session's token
    login_user(Visitor(account, token))
    after_this_request(lambda answer: welcome(answer, account.id))


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_anyone
@limiter.limit(SIGN_IN, methods=["POST"])
def sign_in() -> Any:
    """The sign-in page; the same answer for a wrong address and a wrong password."""
    form = SignInForm(next=request.args.get("next"))
    if form.validate_on_submit():
        try:
            account = service.check_password(email=form.email.data, password=form.password.data)
            waiting = None if wants_json() else kept_form(form.kept.data)
            if waiting is not None and waiting.account_id != account.id:
                raise KeptForAnother
        except Refusal as refusal:
            if wants_json():
                raise
            field = form.email if isinstance(refusal, KeptForAnother) else form.password
            field.errors = [said(refusal)]
            return sign_in_page(form), refusal.status
        _enter(account)
        if wants_json():
            return jsonify(account=account.id)
        if waiting is not None:
            hours = int(KEPT_FOR.total_seconds()) // 3600
            return render_template("account/go_on.html", kept=waiting, words=in_words(waiting), hours=hours)
        return redirect(local_path(form.next.data) or url_for("account.home"), 303)
    return sign_in_page(form), 422 if form.errors else 200


@bp.get("/token")
@open_to_anyone
def token() -> Response:
    """Who is signed in, and a fresh token for forms: what a page needs that has been open, or away, for long."""
    return jsonify(
        {
            "account": visitor().account.id if current_user.is_authenticated else None,
            "X-CSRFToken": generate_csrf(),
        }
    )


@bp.post("/sign-out")
@open_to_anyone
def sign_out() -> Response:
    """End this browser's sign-in and forget what it held."""
    if current_user.is_authenticated:
        with transaction():
            service.sign_out(token=visitor().token, account=visitor().account, at=now())
    logout_user()
    session.clear()
    return empty_device(redirect(url_for("citizen.home"), 303))  # type: ignore[arg-type]


@bp.get("/")
@open_to_signed_in
def home() -> str:
    """My contests and what I am in each."""
    held = contests_of(visitor().account)
    mine = [(contest, sorted(held[contest.id])) for contest in contests() if contest.id in held]
    return render_template("account/home.html", mine=mine, organizes=bool(organizes(visitor().account)))


@bp.route("/password", methods=["GET", "POST"])
@open_to_signed_in
@limiter.limit(SIGN_IN, methods=["POST"])
def password() -> Any:
    """Change one's own password; every other browser is signed out."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        account = visitor().account
        try:
            service.check_password(email=account.email, password=form.current.data)
            fresh = service.hash_password(form.password.data)
        except Refusal as refusal:
            field = form.current if refusal.code == "wrong_sign_in" else form.password
            field.errors = [said(refusal)]
            return render_template("account/password.html", form=form), refusal.status
        with transaction():
            service.change_password(
                account=account, password_hash=fresh, keep_token=visitor().token, at=now()
            )
        flash(_("Đã đổi mật khẩu. Các máy khác đã được đăng xuất."), "ok")
        return redirect(url_for("account.home"), 303)
    return render_template("account/password.html", form=form), 422 if form.errors else 200


@bp.get("/invitations/<token>")
@open_to_anyone
@limiter.limit(SIGN_IN)
def open_invitation(token: str) -> Response:
    """An invitation's link: remember it in the session, so that the token leaves the address at once."""
    invitation_behind(token, at=now())
    session["invitation"] = token
    return redirect(url_for("account.join"), 303)


@bp.route("/join", methods=["GET", "POST"])
@open_to_anyone
@limiter.limit(SIGN_IN, methods=["POST"])
def join() -> Any:
    """Take the invitation opened before: with a new account, or with the one that is signed in."""
    token = session.get("invitation") or abort(404)
    invitation = invitation_behind(token, at=now())
    known = account_of(invitation.email)
    if known is not None and known.can_sign_in:
        return _join_known(token, invitation.email)
    form = JoinForm(name=invitation.name)
    if form.validate_on_submit():
        try:
            fresh = service.hash_password(form.password.data)
        except Refusal as refusal:
            form.password.errors = [said(refusal)]
            return _joining(form, invitation), refusal.status
        with transaction():
            account = service.accept_invitation(
                token=token, name=form.name.data, password_hash=fresh, at=now()
            )
        session.pop("invitation", None)
        _enter(account)
        return redirect(url_for("account.home"), 303)
    return _joining(form, invitation), 422 if form.errors else 200


def _joining(form: JoinForm, invitation: Invitation) -> str:
    contest = next(one for one in contests() if one.id == invitation.contest_id)
    return render_template("account/join.html", form=form, invitation=invitation, contest=contest)


def _join_known(token: str, email: str) -> Any:
    """The invited address has an account: it signs in first, then takes the role with one button."""
    if not current_user.is_authenticated:
        return redirect(url_for("account.sign_in", next=url_for("account.join")), 303)
    if request.method == "GET":
        yours = visitor().account.email == email
        return render_template("account/take.html", email=email, yours=yours)
    with transaction():
        service.take_invitation(token=token, account=visitor().account, at=now())
    session.pop("invitation", None)
    return redirect(url_for("account.home"), 303)


@bp.post("/language")
@open_to_anyone
def language() -> Response:
    """Keep the language asked for in a cookie and go back."""
    wish = request.form.get("locale")
    answer = redirect(local_path(request.form.get("next")) or url_for("citizen.home"), 303)
    if wish in LANGUAGES:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        answer.set_cookie(COOKIE, str(wish), max_age=31_536_000, samesite="Lax", secure=secure, httponly=True)
    return answer
