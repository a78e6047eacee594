"""Walking through the doors: people with their browsers, every route with real places in its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from contest.db import db
from contest.people.models import RoleKind
from contest.web.guards import ANYONE, SIGNED_IN
from tests.cast import Cast
from tests.stage import MORE_NEEDED, Stage

OURS, THEIRS = "guong-sang-2026", "cuoc-thi-khac"
PERSONAS: Final[dict[str, frozenset[object]]] = {
    "anonymous": frozenset({ANYONE}),
    "citizen": frozenset({ANYONE}),
    "judge_a": frozenset({ANYONE, SIGNED_IN, RoleKind.JUDGE}),
    "judge_b": frozenset({ANYONE, SIGNED_IN, RoleKind.JUDGE}),
    "head_judge": frozenset({ANYONE, SIGNED_IN, RoleKind.JUDGE, RoleKind.HEAD_JUDGE}),
    "organizer": frozenset({ANYONE, SIGNED_IN, RoleKind.ORGANIZER}),
    "secretary": frozenset({ANYONE, SIGNED_IN, RoleKind.SECRETARY}),
    "observer": frozenset({ANYONE, SIGNED_IN, RoleKind.OBSERVER}),
    "other_organizer": frozenset({ANYONE, SIGNED_IN}),
}
"""Who may be let in where, in our contest; ``other_organizer`` runs and judges the other contest."""

STRANGERS: Final = frozenset({"anonymous", "citizen"})


@dataclass(frozen=True, slots=True)
class Route:
    """One rule of the URL map with one of its methods."""

    rule: Rule
    method: str
    audience: tuple[object, ...]

    @property
    def name(self) -> str:
        return f"{self.method} {self.rule.rule}"

    @property
    def of_a_contest(self) -> bool:
        return "slug" in self.rule.arguments and ANYONE not in self.audience


def routes(app: Flask, *methods: str) -> list[Route]:
    """Every route but the static files, once for each of these methods that it takes."""
    return [
        Route(rule, method, getattr(app.view_functions[rule.endpoint], "audience", ()))
        for rule in sorted(app.url_map.iter_rules(), key=str)
        if rule.endpoint != "static"
        for method in methods
        if method in (rule.methods or ())
    ]


@contextmanager
def clock_of(stage: Stage, *, minutes: int = 90) -> Iterator[None]:
    """The server's clock, a little after everything on the stage has happened."""
    with time_machine.travel(stage.later(minutes), tick=False):
        yield


def visit(app: Flask, client: FlaskClient, path: str, *, method: str = "GET", **how: Any) -> TestResponse:
    """One request whose answer owes nothing to what the test itself has loaded."""
    answer = client.open(path, method=method, buffered=True, **how)
    with app.app_context():
        db.session.remove()
    return answer


class Places:
    """What stands in the addresses: ids of the stage, by the name of the place or by route and place."""

    def __init__(self, app: Flask, stage: Stage) -> None:
        self.app, self.stage = app, stage
        with app.app_context():
            self.ours = self._found(mine=True)
            self.theirs = self._found(mine=False)
            db.session.remove()

    def address(self, rule: Rule, *, slug: str = OURS, theirs: bool = False, **changed: object) -> str:
        """The route's address; ``theirs`` puts ids of the other contest where ids stand, numbers stay."""
        values = {}
        for name in rule.arguments:
            value = changed.get(name, self._value(rule.endpoint, name, theirs=theirs))
            assert value is not None, f"tests/places.py knows no {name} for {rule.endpoint} ({rule.rule})"
            values[name] = slug if name == "slug" else value
        built = rule.build(values, append_unknown=False)
        assert built is not None, f"{rule.rule} cannot be built of {values}"
        return built[1]

    def holds_their_ids(self, rule: Rule) -> bool:
        """Whether an id of the other contest can be put into this address."""
        return bool(rule.arguments & set(self.theirs) - {"slug"})

    def _value(self, endpoint: str, name: str, *, theirs: bool) -> object:
        for known in (self.theirs, self.ours) if theirs else (self.ours,):
            for key in (f"{endpoint}:{name}", name):
                if known.get(key) is not None:
                    return known[key]
        return None

    def _found(self, *, mine: bool) -> dict[str, object]:
        from tests.places import places_of  # what is known of each room's tables lies there

        return places_of(self.stage, mine=mine)


class People:
    """The personas with a browser each, signed in once."""

    def __init__(self, app: Flask, stage: Stage) -> None:
        self.app, self.stage = app, stage
        self.browsers = {who: self._browser(who) for who in PERSONAS}

    def ask(
        self, who: str, path: str, method: str = "GET", *, afresh: bool = False, **how: Any
    ) -> TestResponse:
        """One request by a persona; ``afresh`` in a browser without memory, so that a link leaves no key behind."""
        client = self.app.test_client() if afresh else self.browsers[who]
        return visit(self.app, client, path, method=method, **how)

    def _browser(self, who: str) -> FlaskClient:
        client = self.app.test_client()
        if who == "citizen":
            self._hold_what_a_citizen_holds(client)
        elif who not in STRANGERS:
            Cast.sign_in(self.app, client, who)
        return client

    def _hold_what_a_citizen_holds(self, client: FlaskClient) -> None:
        """The keys of a draft, of a receipt and of an invitation."""
        with self.app.app_context():
            entry = self.stage.entry(MORE_NEEDED)
            receipt, secret = entry.receipt, self.stage.secrets[entry.id]
            db.session.remove()
        for _draft_id, token in self.stage.drafts.values():
            client.get(f"/d/{token}")
        answer = client.post("/look-up", data={"receipt": receipt, "secret": secret})
        assert answer.status_code == 303, answer.status_code
