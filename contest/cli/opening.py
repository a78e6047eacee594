"""What the commands share: the application opened for one command, who acts, the options that recur."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_babel import force_locale
from flask_migrate import upgrade

from contest.app import create_app
from contest.db import db
from contest.plumbing.audit import Actor

ACTOR = Actor(None, "dòng lệnh")
"""Who the log names when the shell acts: whoever may run commands on this machine."""

DEFAULT_ADDRESS = "http://127.0.0.1:8000"
"""Where links lead while nobody has said otherwise."""

P = ParamSpec("P")


def inside(function: Callable[P, None]) -> Callable[P, None]:
    """Run a command inside the application, on a database that is up to date."""

    @wraps(function)
    def opened(*args: P.args, **kwargs: P.kwargs) -> None:
        app = create_app()
        app.config["BASE_URL"] = app.config["BASE_URL"] or DEFAULT_ADDRESS
        with app.app_context(), force_locale("vi"):
            bring_up_to_date()
            try:
                function(*args, **kwargs)
            finally:
                db.session.remove()
                db.engine.dispose()

    return opened


def bring_up_to_date() -> bool:
    """Migrate the database when it is behind; whether there was anything to do."""
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    with db.engine.connect() as connection:
        standing = set(MigrationContext.configure(connection).get_current_heads())
    if standing == set(scripts.get_heads()):
        return False
    upgrade()
    return True


def for_contest(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names a contest."""
    return click.option(
        "--contest", "slug", required=True, metavar="SLUG", help="Địa chỉ cuộc thi. / The contest's slug."
    )(function)


def for_round(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that name a contest and one of its rounds."""
    numbered = click.option(
        "--round",
        "number",
        required=True,
        type=click.IntRange(1),
        metavar="N",
        help="Vòng chấm, từ 1. / The round, from 1.",
    )
    return for_contest(numbered(function))


def in_json(function: Callable[..., Any]) -> Callable[..., Any]:
    """The option that asks for JSON instead of lines."""
    return click.option("--json", "as_json", is_flag=True, help="In ra dạng JSON. / Print JSON.")(function)
