"""The application: all the wiring on one screen."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from jinja2 import StrictUndefined

import config
import contest.authors.jobs
import contest.awards.jobs
import contest.exports.jobs
import contest.exports.runs.jobs
import contest.nominations.jobs
import contest.plumbing.mail
import contest.scanning.jobs
import contest.screening.jobs
import contest.shortlist.jobs  # noqa: F401  (handlers of background work register on import)
from contest import web
from contest.db import db, keep_promises
from contest.plumbing.jobs import Jobs
from contest.plumbing.storage import LocalStorage

HERE = Path(__file__).resolve().parent


def create_app(settings: Mapping[str, object] | None = None) -> Flask:
    """Build the application. ``settings`` go over those of the environment (config.py)."""
    chosen = {**config.load(), **(settings or {})}
    app = Flask(
        "contest",
        instance_path=str(chosen["INSTANCE"]),
        template_folder=str(HERE.parent / "templates"),
        static_folder=str(HERE / "static"),
    )
    app.config.from_mapping(chosen)

    db.init_app(app)
    with app.app_context():
        keep_promises(db.engine)
    Migrate(app, db, directory=str(HERE / "migrations"), render_as_batch=True)

    app.jinja_env.undefined = StrictUndefined

    app.extensions["storage"] = LocalStorage(
        Path(app.config["UPLOADS"]), reserve=int(app.config["DISK_RESERVE"])
    )
    Jobs().init_app(app)
    web.open_doors(app)
    return app
