"""Which column is which: guessed from the headings, set right by a person, remembered for the same headings."""

from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from flask import redirect, request, url_for
from flask_babel import gettext as _

from contest.authors.models import Bundle
from contest.authors.queries.bundles import bundle_of
from contest.authors.rules import LABELS
from contest.authors.service import set_columns, table_of
from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import N_, Refusal
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.plumbing.spreadsheets import SheetTable, column_letter
from contest.units.queries import units
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.view import show
from contest.web.refusals import said

CONSTANTS: Final = ("category", "author_unit", "figure_unit")
FAMILIES: Final = (
    (N_("Tác giả"), ("author_name", "co_authors", "author_birth", "gender", "pen_name", "occupation")),
    (N_("Đơn vị và liên hệ"), ("author_unit", "address", "author_phone", "author_email")),
    (N_("Người giám hộ, tập thể"), ("guardian_name", "guardian_phone", "kind", "collective_name")),
    (N_("Bài viết"), ("title", "category", "text", "file", "photo", "pages")),
    (
        N_("Nhân vật"),
        (
            "figure_name",
            "figure_kind",
            "figure_birth",
            "figure_position",
            "figure_unit",
            "figure_phone",
            "figure_field",
            "figure_honours",
        ),
    ),
    (N_("Gửi"), ("at", "sent_on", "channel", "number", "key")),
)
SAMPLES: Final = 3
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the sheet: its letter, its heading, some of its cells, and what it stands for now."""

    index: int
    letter: str
    heading: str
    samples: tuple[str, ...]
    field: str


@bp.get("/<slug>/bundles/<int:bundle_id>/columns")
@open_to(RoleKind.SECRETARY)
def bundle_columns(contest: Contest, bundle_id: int) -> str:
    """Every column with some of its cells, and what it stands for."""
    held = bundle_of(contest.id, bundle_id)
    return _page(contest, held, table_of(held), held.columns, held.constants)


@bp.post("/<slug>/bundles/<int:bundle_id>/columns")
@open_to(RoleKind.SECRETARY)
def set_bundle_columns(contest: Contest, bundle_id: int) -> Any:
    """Keep the choice; the rows are read anew by it."""
    held = bundle_of(contest.id, bundle_id)
    table = table_of(held)
    known = {value for _family, options in fields_to_choose(contest) for value, _label in options}
    told = {index: request.form.get(f"column-{index}", "") for index in range(len(table.headings))}
    columns = {index: field for index, field in told.items() if field in known}
    constants = {name: request.form.get(name, "")[:200] for name in CONSTANTS}
    try:
        with transaction():
            set_columns(bundle=held, table=table, columns=columns, constants=constants, at=now())
    except Refusal as refusal:
        chosen = {str(index): field for index, field in columns.items()}
        return _page(contest, held, table, chosen, constants, refused=said(refusal)), refusal.status
    return redirect(url_for("organizer.bundle", slug=contest.slug, bundle_id=held.id), 303)


def fields_to_choose(contest: Contest) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a column can stand for, by family: (value, words)."""
    found = [(_(family), [(field, _(LABELS[field])) for field in fields]) for family, fields in FAMILIES]
    current = [s for s in contest.statements if s.retired_at is None]
    consents = [(f"consent:{s.id}", _("Cam kết: %(text)s", text=_short(s.text))) for s in current]
    return [*found, (_("Cam kết"), [("consent", _(LABELS["consent"])), *consents])]


def _page(
    contest: Contest,
    held: Bundle,
    table: SheetTable,
    columns: dict[str, str],
    constants: dict[str, str],
    *,
    refused: str = "",
) -> str:
    lines = [
        ColumnLine(index, column_letter(index), heading, _samples(table, index), columns.get(str(index), ""))
        for index, heading in enumerate(table.headings)
        if heading or _samples(table, index)
    ]
    return show(
        "organizer/bundle_columns.html",
        contest,
        bundle=held,
        lines=lines,
        families=fields_to_choose(contest),
        constants=constants,
        labels={name: _(LABELS[name]) for name in CONSTANTS},
        rows=len(table.rows),
        refused=refused,
        units=units(on=now().date()),
    )


def _samples(table: SheetTable, index: int) -> tuple[str, ...]:
    """The first cells of a column that hold anything."""
    cells = (cells[index] for _number, cells in table.rows if cells[index])
    return tuple(map(_short, islice(cells, SAMPLES)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
