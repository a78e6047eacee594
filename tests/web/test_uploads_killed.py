"""A server killed in the middle of uploads: no acknowledged byte is taken back, no file half-exists."""

import base64
import hashlib
import http.client
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from random import Random

import pytest

from contest.app import create_app
from contest.authors.jobs import HEARD
from contest.authors.models import Draft
from contest.authors.service import begin_draft
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.plumbing.audit import CITIZEN
from contest.plumbing.storage import named_digests, storage
from tests.cast import Cast
from tests.conftest import NOON, settings_for
from tests.mortal import Mortal, can_be_killed
from tests.web.citizens import SAMPLES

pytestmark = pytest.mark.skipif(not can_be_killed, reason="needs SIGKILL")

NAMES = ("01-bai-du-thi-unicode.docx", "09-bai-du-thi.odt", "12-anh-trang-2.jpg")
DEATHS, PARTS = 6, 10
GONE = (http.client.HTTPException, ConnectionError, TimeoutError, OSError)


@dataclass
class Phone:
    """A script on a phone that writes down what the server acknowledged."""

    port: int
    draft: int
    key: str
    known: dict[str, int] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)
    lost: list[tuple[str, int, int]] = field(default_factory=list)

    def ask(self, method, path, body=None, **headers):
        told = {"Tus-Resumable": "1.0.0", "Cookie": f"draft-{self.draft}={self.key}", **headers}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request(method, path, body=body, headers=told)
            answer = line.getresponse()
            answer.read()
        return answer

    def go_on(self, name):
        """From where the server stands until the file is in the draft."""
        data = (SAMPLES / name).read_bytes()
        if name not in self.places:
            said = base64.b64encode(name.encode()).decode()
            headers = {"Upload-Length": str(len(data)), "Upload-Metadata": f"filename {said}"}
            begun = self.ask("POST", f"/drafts/{self.draft}/uploads", **headers)
            assert begun.status == 201, begun.status
            self.places[name] = begun.headers["Location"]
        here = self.ask("HEAD", self.places[name])
        assert here.status == 200, here.status
        offset = int(here.headers["Upload-Offset"])
        if offset < self.known.get(name, 0):
            self.lost.append((name, self.known[name], offset))
        size = -(-len(data) // PARTS)
        while offset < len(data):
            headers = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
            answer = self.ask("PATCH", self.places[name], data[offset : offset + size], **headers)
            assert answer.status == 204, answer.status
            offset = self.known[name] = int(answer.headers["Upload-Offset"])
        self.known[name] = offset
        self.whole.add(name)


def test_what_was_acknowledged_outlives_every_death(tmp_path, schema):
    plain = {**settings_for(tmp_path), "TESTING": False}
    with schema.fresh(tmp_path) as address:
        settings = {**plain, "SQLALCHEMY_DATABASE_URI": address}
        app = create_app(settings)
        with app.app_context():
            cast = Cast.enter(at=NOON)
            with transaction():
                contest = db.session.get_one(Contest, cast.contest_id)
                draft, key = begin_draft(contest=contest, actor=CITIZEN, at=NOON)
            draft_id = draft.id
            db.session.remove()
            db.engine.dispose()
        server = Mortal(settings)
        phone, chance = Phone(server.port, draft_id, key), Random(20261123)
        while len(phone.whole) < len(NAMES) or server.deaths < DEATHS:
            server.start()
            if server.deaths < DEATHS:
                _send_until(phone, chance.uniform(0.03, 0.5), server)
                continue
            for name in NAMES:
                phone.go_on(name)
            server.kill()
        assert phone.lost == []
        with app.app_context():
            held = db.session.get_one(Draft, draft_id)
            sent = {name: hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest() for name in NAMES}
            assert {file.sent_name: file.digest for file in held.files} == sent
            assert len(held.files) == len(NAMES)
            for digest in sent.values():
                assert hashlib.sha256(storage().path(digest).read_bytes()).hexdigest() == digest
            named = named_digests(by=HEARD)
            assert all(file.name in named or file.parent == storage().temporary for file in _kept())
            storage().sweep(named=named, older_than=-1)
            assert {file.name for file in _kept()} == named
            db.session.remove()
            db.engine.dispose()


def _kept():
    """Every file the storage holds."""
    return [file for file in storage().root.glob("*/*") if file.is_file()]


def _send_until(phone, seconds, server):
    """Send file after file while death comes from another thread."""

    def strike():
        time.sleep(seconds)
        server.kill()

    death = threading.Thread(target=strike)
    death.start()
    try:
        for name in NAMES:
            phone.go_on(name)
    except GONE:
        pass
    death.join()
