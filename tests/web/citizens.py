"""Somebody with a browser who hands in an essay, as the pages themselves would send it."""

import io
import re
from pathlib import Path

from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Entry

SAMPLES = Path(__file__).parents[1] / "samples"
ESSAY = {"title": "Con đường của bản", "text": "Ông Nông Văn Slao hiến đất mở đường.\nXe na về tận vườn."}
FIGURE = {"kind": "person", "name": "Nông Văn Slao", "birth_year": "1957", "place": "Thôn Làng Giàng"}
AUTHOR = {"people-0-name": "Hoàng Thị Lanh", "people-0-birth": "09/05/1978", "people-0-phone": "0912 345 678"}
AUTHORS = {"kind": "person", "unit": "nhan ly", **AUTHOR}


class Citizen:
    """Somebody with a browser and a draft."""

    def __init__(self, client, app, cast):
        self.client, self.app, self.cast = client, app, cast
        begun = client.post("/c/guong-sang-2026/drafts")
        assert begun.status_code == 303
        self.draft_id = int(re.search(r"/drafts/(\d+)/", begun.location)[1])
        self.url = f"/drafts/{self.draft_id}"

    def post(self, step, data, **more):
        """One step as the open page would send it."""
        page = self.client.get(f"{self.url}/{step}").text
        edits = re.search(r'name="edits"[^>]*value="(\d+)"', page)
        told = {"edits": edits[1] if edits else "", "do": "next", **data}
        if step == "essay":
            told.setdefault("category_id", str(self.cast.category_id))
        return self.client.post(f"{self.url}/{step}", data=told, **more)

    def fill(self, **essay):
        """The first three steps."""
        for step, data in (("essay", {**ESSAY, **essay}), ("figure", FIGURE), ("authors", AUTHORS)):
            answer = self.post(step, data)
            assert answer.status_code == 303, answer.text
        return self

    def hand_in(self):
        """Tick every box and hand in."""
        with self.app.app_context():
            contest = db.session.get_one(Contest, self.cast.contest_id)
            boxes = [str(statement.id) for statement in contest.statements]
        return self.client.post(f"{self.url}/review", data={"statements": boxes})

    def receipt(self):
        """The two codes on the receipt page."""
        page = self.client.get(f"{self.url}/receipt").text
        code = re.search(r"code-large[^>]*>([^<]+)<", page)[1]
        return code, re.search(r"code fs-5[^>]*>([^<]+)<", page)[1]

    def upload(self, *names, script=False):
        """Send sample files through the form."""
        files = [(io.BytesIO((SAMPLES / name).read_bytes()), name) for name in names]
        headers = {"HX-Request": "true"} if script else {}
        return self.client.post(f"{self.url}/files", data={"files": files}, headers=headers)


def entries(app):
    """Every entry there is."""
    with app.app_context():
        return list(db.session.scalars(select(Entry)))


def looked_up(client, code, secret):
    """The look-up form, sent."""
    return client.post("/look-up", data={"receipt": code, "secret": secret})
