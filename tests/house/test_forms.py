"""The forms of every page, sent with whatever may be written: no door breaks."""

import traceback
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.cast import PASSWORD
from tests.conftest import Schema
from tests.doors import People, Places, clock_of, routes
from tests.forms import Form, forms_on
from tests.stage import Stage, staged

WHO = ("citizen", "judge_a", "secretary", "organizer")
WHERE = [*(("judging", who) for who in WHO), ("published", "organizer")]
STRANGE = ("²", "9" * 5000, "🌿ạ" * 1500, "\x00\x0b\u202e")
"""No digit to count with, more of them than a number takes, more signs than a column does, nothing to be seen."""

LEAST = {"citizen": 5, "judge_a": 10, "secretary": 40, "organizer": 50}
"""So many different forms each of them has at the least; fewer were not looked for well."""

ENDS = ("lock", "seal", "publication", "withdrawal", "removal", "ending", "sign-out", "drafts")
"""What may leave less to do for the forms after it comes last."""


class Stood:
    """A stage, its people, and the forms that each of them finds."""

    def __init__(self, app: Flask, stage: Stage) -> None:
        self.app, self.stage = app, stage
        self.people, self.places = People(app, stage), Places(app, stage)

    def forms(self, who: str) -> list[Form]:
        """One of each shape of forms on the pages of the URL map."""
        found: dict[object, Form] = {}
        for route in routes(self.app, "GET"):
            if "token" in route.rule.arguments:
                continue
            way = self.places.address(route.rule)
            answer = self.people.ask(who, way)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                for form in forms_on(answer.get_data(as_text=True), way):
                    found.setdefault(form.shape, form)
        return sorted(found.values(), key=lambda form: any(end in form.action for end in ENDS))

    def send(self, who: str, form: Form, data: dict[str, list[str]]) -> str:
        """Why the answer is a fault of the house, if it is."""
        try:
            answer = self.people.ask(who, form.action, "POST", data=data)
        except Exception as error:  # noqa: BLE001  (the test tells which form broke, and goes on)
            return f"{form.action} {repr(error)[:200]} at {traceback.extract_tb(error.__traceback__)[-1]}"
        return f"{form.action}: {answer.status_code}" if answer.status_code >= 500 else ""


@pytest.fixture(scope="module")
def stood(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, schema: Schema
) -> Iterator[Stood]:
    with staged(tmp_path_factory.mktemp("forms"), schema, request.param) as (app, stage), clock_of(stage):
        yield Stood(app, stage)


@pytest.mark.parametrize(("stood", "who"), WHERE, indirect=["stood"])
def test_no_form_breaks_whatever_is_written_in_it(who: str, stood: Stood) -> None:
    forms = stood.forms(who)
    assert len(forms) >= LEAST[who]
    faults = [
        stood.send(who, form, form.sent(**({name: [strange] for name in names} | words_of(form))))
        for form in forms
        for names in (form.typed, list(form.fields))
        for strange in STRANGE
    ]
    assert sorted({fault for fault in faults if fault}) == []


def words_of(form: Form) -> dict[str, list[str]]:
    """The password, where one is asked for."""
    return {one.name: [PASSWORD] for one in form.fields.values() if one.kind == "password"}
