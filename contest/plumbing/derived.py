"""Files made of what the database holds, for speed alone: any of them may be deleted at any time."""

from pathlib import Path

from flask import current_app


def derived_folder(name: str) -> Path:
    """The folder of that name among the installation's derived files, made when missing."""
    folder = Path(current_app.config["INSTANCE"]) / "derived" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
