"""The forms of every page, sent with whatever may be sent: no door breaks, no other contest is touched."""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from contest.db import Base, db
from contest.entries.models import Entry
from tests.cast import PASSWORD
from tests.conftest import Schema
from tests.doors import People, Places, clock_of, routes
from tests.forms import TYPED, Field, Form, forms_on
from tests.stage import Stage, staged

WHO = ("citizen", "judge_a", "secretary", "organizer")
WHERE = [*(("judging", who) for who in WHO), ("published", "organizer")]
OFFICE = [("judging", "secretary"), ("judging", "organizer")]
STRANGE = ("²", "9" * 5000, "🌿ạ" * 1500, "\x00\x0b\u202e")
"""No digit to count with, more of them than a number takes, more signs than a column does, nothing to be seen."""

LEAST = {"citizen": 5, "judge_a": 10, "secretary": 40, "organizer": 50}
"""So many different forms each of them has at the least; fewer were not looked for well."""

ENDS = ("lock", "seal", "publication", "withdrawal", "removal", "ending", "sign-out", "drafts")
"""What may leave less to do for the forms after it comes last."""

Rows = dict[tuple[str, Any], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class TheirIds:
    """How the other contest calls its things: by number, and by code or receipt."""

    numbers: list[str]
    codes: list[str]

    @classmethod
    def of(cls, stood: "Stood") -> "TheirIds":
        ids = {str(value) for name, value in stood.places.theirs.items() if name.endswith("_id") and value}
        with stood.app.app_context():
            receipts = [db.session.get_one(Entry, id_).receipt for id_ in stood.stage.others]
            db.session.remove()
        return cls(sorted(ids), [str(stood.places.theirs["code"]), *receipts])

    def fit_for(self, one: Field) -> list[str]:
        """Those that this field could mean."""
        if one.kind in TYPED:
            return self.codes if any(word in one.name for word in ("code", "receipt", "entry")) else []
        return self.numbers if any(value.isdigit() for value in (*one.offered, *one.stands)) else []


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


@pytest.mark.parametrize(("stood", "who"), OFFICE, indirect=["stood"])
def test_no_form_writes_into_another_contest_or_ties_two_together(who: str, stood: Stood) -> None:
    """One field after the other brings what the other contest calls by such an id, the rest is as the page has it."""
    forms, theirs = stood.forms(who), TheirIds.of(stood)
    assert len(forms) >= LEAST[who]
    ours, other = stood.stage.cast.contest_id, stood.stage.cast.other_contest_id
    before = rows_of(stood.app, other)
    assert len(before) > 50
    shared, tried = rows_of(stood.app, ours).keys() & before.keys(), 0
    assert {table for table, _key in shared} <= {"resemblance", "ruled_pair"}, (
        "texts are compared across contests"
    )
    for form in forms:
        for one in form.fields.values():
            for id_ in theirs.fit_for(one):
                stood.send(who, form, form.sent(**words_of(form), **{one.name: [id_]}))
                tried += 1
    assert tried >= LEAST[who]
    assert rows_of(stood.app, other) == before
    assert rows_of(stood.app, ours).keys() & before.keys() == shared


@pytest.mark.parametrize(("stood", "who"), WHERE, indirect=["stood"])
def test_no_form_breaks_whatever_is_written_in_it(who: str, stood: Stood) -> None:
    faults = [stood.send(who, form, data) for form in stood.forms(who) for data in strange_ways(form)]
    assert sorted({fault for fault in faults if fault}) == []


def strange_ways(form: Form) -> list[dict[str, list[str]]]:
    """Strange words where one types, then in every field: each way once, one again where some are the same."""
    ways: list[dict[str, list[str]]] = []
    for names in (form.typed, list(form.fields)):
        for strange in STRANGE:
            data = form.sent(**({name: [strange] for name in names} | words_of(form)))
            if data not in ways:
                ways.append(data)
    return ways if len(ways) == 2 * len(STRANGE) else [*ways, ways[-1]]


def words_of(form: Form) -> dict[str, list[str]]:
    """The password, where one is asked for; and no word of what stood, which an earlier way may have changed."""
    known = {one.name: [PASSWORD] for one in form.fields.values() if one.kind == "password"}
    return known | ({"stood": [""]} if "stood" in form.fields else {})


def rows_of(app: Flask, contest_id: int) -> Rows:
    """Every row that hangs on a contest by its foreign keys, by table and key."""
    held: dict[str, list[Any]] = {}
    with app.app_context():
        for table in Base.metadata.sorted_tables:
            rows = db.session.execute(select(table)).mappings().all()
            held[table.name] = [row for row in rows if table.name == "contest" and row["id"] == contest_id]
            for tie in table.foreign_key_constraints:
                above = [element.column for element in tie.elements]
                known = {tuple(row[c.name] for c in above) for row in held.get(above[0].table.name, ())}
                held[table.name] += [
                    row for row in rows if tuple(row[name] for name in tie.column_keys) in known
                ]
        db.session.remove()
    return {
        (table.name, tuple(row[column.name] for column in table.primary_key)): tuple(row.values())
        for table in Base.metadata.sorted_tables
        for row in held[table.name]
    }
