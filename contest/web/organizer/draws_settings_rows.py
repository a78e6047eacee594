"""Rows of the draw's settings found again by what they speak of, and what differs from what somebody else saved."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, FieldList, Form

from contest.web.organizer.draws_settings_forms import DealingForm

ROWS = {"categories": "category", "terms": "judge", "fits": "category"}
"""Lists of rows, and the hidden field by which each row says whose it is."""


def put_in_place(typed: Form, fresh: Form) -> None:
    """Rows as they stand now, each holding what was typed for the same judge or category.

    Rows of those who are gone go; those nobody typed hold what is kept.
    """
    for name, key in ROWS.items():
        if name in fresh and name in typed:
            said = {str(row.form[key].data): row.form for row in typed[name]}
            for row in fresh[name]:
                mine = said.get(str(row.form[key].data))
                if mine is not None:
                    _carry(mine, row.form, key)
            typed[name].entries = fresh[name].entries


def tell_apart(typed: DealingForm, kept: DealingForm) -> None:
    """Say at each field what is kept, where that is not what was typed; of pairs of judges, above the form."""
    for field, standing in _beside(typed, kept):
        if field.data != standing.data:
            field.errors = [_("Bản đang lưu: %(value)s.", value=_in_words(standing))]
    if typed.pairs() != kept.pairs():
        told = [f"{_in_words(row.form.first)} – {_in_words(row.form.second)}" for row in kept.apart][
            : len(kept.pairs())
        ]
        said = _("Hai người không chấm chung bài, bản đang lưu: %(pairs)s.", pairs="; ".join(told) or "–")
        typed.form_errors = [*typed.form_errors, said]


def _carry(mine: Form, row: Form, key: str) -> None:
    put_in_place(mine, row)
    for field in row:
        if field.short_name != key and not isinstance(field, FieldList):
            typed = mine[field.short_name]
            field.data, field.raw_data = typed.data, typed.raw_data
            field.process_errors = typed.process_errors


def _beside(typed: Form, kept: Form) -> Iterator[tuple[Field, Field]]:
    """Each field of a form, those of its rows too, with the same field of another; rows in the same order."""
    for field in kept:
        if field.short_name in ROWS and field.short_name in typed:
            for mine, theirs in zip(typed[field.short_name], field, strict=True):
                yield from _beside(mine.form, theirs.form)
        elif (
            field.short_name in typed
            and not isinstance(field, FieldList)
            and field.type != "HiddenField"
            and field.short_name != "notice"
        ):
            yield typed[field.short_name], field


def _in_words(field: Any) -> str:
    if field.type == "BooleanField":
        return str(_("có") if field.data else _("không"))
    if hasattr(field, "choices"):
        return next((str(label) for value, label, *_ in field.choices if value == field.data), "–")
    return "–" if field.data in {None, ""} else str(field.data)
