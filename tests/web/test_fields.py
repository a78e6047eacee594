"""The office's fields: what people type, or a clear sentence beside it."""

import pytest
from flask import Flask
from flask_wtf import FlaskForm

from contest.web.organizer.fields import MomentField


class AppointmentForm(FlaskForm):
    """One moment."""

    held_at = MomentField("Lúc")


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "10000-01-01T08:00", "2026-02-30T08:00", "mai"])
def test_a_moment_that_no_clock_shows_is_said_beside_its_field(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"held_at": typed}):
        form = AppointmentForm()
        assert not form.validate()
        assert form.held_at.errors == ["Xin ghi ngày và giờ, ví dụ 30/11/2026 17:00."]


@pytest.mark.parametrize("typed", ["1900-01-01T00:00", "2026-11-30T17:00", "9999-12-31T23:59"])
def test_any_other_moment_is_taken_on_the_contests_clock(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"held_at": typed}):
        form = AppointmentForm()
        assert form.validate()
        assert form.held_at.moment.isoformat().endswith("+00:00")
        form.held_at.process_data(form.held_at.moment)
        assert f"{form.held_at.data:%Y-%m-%dT%H:%M}" == typed
