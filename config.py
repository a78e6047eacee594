"""Every setting, its default, and what breaks without it. docs/settings.md says the same to operators."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent


class Setting(Exception):
    """A setting is missing or cannot mean anything; the message says which and what to do."""


def data_folder() -> Path:
    """Where the database, keys and uploads lie: CONTEST_DATA, or this folder."""
    return Path(os.environ.get("CONTEST_DATA") or ROOT).resolve()


def secret_key(instance: Path) -> str:
    """The signing key: SECRET_KEY, or one made once and kept readable by the owner only."""
    given = os.environ.get("SECRET_KEY")
    if given:
        if len(given) < 32:
            raise Setting("SECRET_KEY must have at least 32 characters")
        return given
    kept = instance / "secret_key"
    if not kept.exists():
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text().strip()


def number(name: str, default: int) -> int:
    """An environment variable as a whole number, or its default; anything else is refused."""
    raw = os.environ.get(name)
    if raw is None or raw == "":
        return default
    if not raw.isdigit():
        raise Setting(f"{name} must be a whole number, not {raw!r}")
    return int(raw)


def yes(name: str) -> bool:
    """An environment variable as yes or no; anything unclear is refused."""
    raw = os.environ.get(name, "").strip().lower()
    if raw in {"", "0", "no", "false"}:
        return False
    if raw in {"1", "yes", "true"}:
        return True
    raise Setting(f"{name} must be 1 or 0, not {raw!r}")


def database_url(instance: Path) -> str:
    """DATABASE_URL (PostgreSQL through psycopg 3), or SQLite in the instance folder."""
    given = os.environ.get("DATABASE_URL")
    if not given:
        return f"sqlite:///{instance / 'contest.sqlite'}"
    for short in ("postgres://", "postgresql://"):
        if given.startswith(short):
            return "postgresql+psycopg://" + given[len(short) :]
    return given


def load() -> dict[str, object]:
    """All settings from the environment. Raises Setting for one that cannot be used."""
    data = data_folder()
    instance = data / "instance"
    uploads = data / "uploads"
    for folder in (instance, uploads):
        folder.mkdir(parents=True, exist_ok=True)
    production = yes("CONTEST_PRODUCTION")
    return {
        "INSTANCE": str(instance),
        "UPLOADS": str(uploads),
        "SECRET_KEY": secret_key(instance),
        "SQLALCHEMY_DATABASE_URI": database_url(instance),
        "PRODUCTION": production,
        "BASE_URL": os.environ.get("CONTEST_BASE_URL", ""),
        "TRUSTED_PROXIES": number("CONTEST_TRUSTED_PROXIES", 0),
        "MAX_CONTENT_LENGTH": number("CONTEST_MAX_REQUEST_MB", 120) * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        "SCAN_MB": number("CONTEST_SCAN_BATCH_MB", 300),
        "BUNDLE_MB": number("CONTEST_BUNDLE_MB", 300),
        "PACKAGE_MB": number("CONTEST_PACKAGE_MB", 1000),
        "SCAN_PAGES": number("CONTEST_SCAN_BATCH_PAGES", 600),
        "EXPORT_DAYS": max(1, number("CONTEST_EXPORT_DAYS", 3)),
        "DISK_RESERVE": number("CONTEST_DISK_RESERVE_MB", 2048) * 1024 * 1024,
        "MAIL_SERVER": os.environ.get("CONTEST_MAIL_SERVER", ""),
        "MAIL_PORT": number("CONTEST_MAIL_PORT", 587),
        "MAIL_USER": os.environ.get("CONTEST_MAIL_USER", ""),
        "MAIL_PASSWORD": os.environ.get("CONTEST_MAIL_PASSWORD", ""),
        "MAIL_SENDER": os.environ.get("CONTEST_MAIL_SENDER", ""),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_NAME": "__Host-contest" if production else "contest",
        "SIGN_IN_HOURS": number("CONTEST_SIGN_IN_HOURS", 72),
        "RATELIMIT_STORAGE_URI": os.environ.get("CONTEST_RATELIMIT_URL", "memory://"),
        "RATELIMIT_ENABLED": True,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_DEFAULT_LOCALE": "vi",
        "COMPRESS_MIMETYPES": ["text/css", "text/javascript", "image/svg+xml"],
        "JOBS": os.environ.get("CONTEST_JOBS", "in-process"),
    }
