"""Links in letters begin with the setting BASE_URL, never with what a request called the server."""

from urllib.parse import urlsplit

from flask import current_app

from config import Setting


def absolute(path: str) -> str:
    """The whole address of a path of this application, for letters, QR codes and paper.

    Shapes  path: begins with one "/", as ``url_for`` gives it
    Raises  ValueError for another site's address, Setting when BASE_URL is missing or no address
    """
    if not is_path(path):
        raise ValueError(f"not a path of this application: {path!r}")
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Setting("CONTEST_BASE_URL must be the address of this site, such as https://thi.example.vn")
    return base + path


def is_path(text: str) -> bool:
    """Whether this is a path and nothing that a mail reader could take to another site."""
    return text.startswith("/") and not text.startswith(("//", "/\\")) and not set(text) & set(" \r\n\t\\")
