"""What every answer says to the browser: a strict content policy, no caching of pages, hashed asset addresses."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)

FACES = "public, max-age=2592000"
"""A style sheet names its faces without their print; they change about never, and a page waits for none of them."""


def init_app(app: Flask) -> None:
    """Set the headers after each request and give templates ``asset()``."""
    static = Path(app.static_folder or "")
    for suffix, kind in ((".js", "text/javascript"), (".svg", "image/svg+xml"), (".woff2", "font/woff2")):
        mimetypes.add_type(kind, suffix)
    Compress(app)

    @cache
    def fingerprint(name: str) -> str:
        return hashlib.sha256((static / name).read_bytes()).hexdigest()[:12]

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=fingerprint(name))

    app.jinja_env.globals["asset"] = asset
    proxies = int(app.config["TRUSTED_PROXIES"])
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]

    @app.after_request
    def dress(answer: Response) -> Response:
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["Permissions-Policy"] = "geolocation=(), microphone=()"
        answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.endpoint == "static" and "v" in request.args:
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        elif request.endpoint == "static" and request.path.endswith(".woff2"):
            answer.headers["Cache-Control"] = FACES
        elif request.endpoint != "static" and "no-store" not in answer.headers.get("Cache-Control", ""):
            answer.headers["Cache-Control"] = "no-store"
        if app.config["PRODUCTION"]:
            answer.headers["Strict-Transport-Security"] = "max-age=31536000"
        return answer
