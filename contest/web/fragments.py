"""One partial serves page and fragment."""

from flask import render_template, request


def page_or_part(page: str, part: str, **values: object) -> str:
    """Render the part alone for htmx, else the whole page that includes it."""
    return render_template(part if request.headers.get("HX-Request") else page, **values)
