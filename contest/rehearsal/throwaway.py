"""An application of its own in a folder that is gone afterwards: nothing of the installation is touched."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_babel import force_locale
from flask_migrate import upgrade

from contest.app import create_app
from contest.db import db


@contextmanager
def throwaway(like: Path | None = None) -> Iterator[Flask]:
    """An application on an empty, migrated SQLite database and an empty storage, its context open.

    The database keeps every promise of the real one (WAL, synchronous=FULL).

    like  a migrated database to begin with, in place of an empty one; it is copied
    """
    with tempfile.TemporaryDirectory(prefix="rehearsal-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for part in ("instance", "uploads"):
            (folder / part).mkdir()
        if like is not None:
            shutil.copy(like, folder / "instance" / "contest.sqlite")
        app = create_app(
            {
                "SECRET_KEY": "rehearsals keep no secret, so theirs may be read by anybody",
                "INSTANCE": str(folder / "instance"),
                "UPLOADS": str(folder / "uploads"),
                "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'instance' / 'contest.sqlite'}",
                "PRODUCTION": False,
                "BASE_URL": "http://localhost",
                "MAIL_SERVER": "",
                "DISK_RESERVE": 0,
                "RATELIMIT_ENABLED": False,
                "JOBS": "off",
            }
        )
        with app.app_context(), force_locale("vi"):
            if like is None:
                upgrade()
            try:
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()
