"""A letter says what it should, to whom it should, and nobody can add a header or turn a link."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from config import Setting
from contest.db import db, transaction
from contest.errors.mail import AddressNotValid
from contest.plumbing.jobs import OutboxItem, run_due
from contest.plumbing.mail import absolute, address_of, send_mail_later
from contest.plumbing.mail.letter import write_letter
from contest.plumbing.mail.sending import send_mail

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
CONTEST = "Cuộc thi viết “Gương sáng quê hương”"
LETTERS: dict[str, dict[str, str | int | datetime]] = {
    "invitation": {
        "name": "Hoàng Thị Bích",
        "contest": CONTEST,
        "role": "Giám khảo",
        "link": "/moi/abc",
        "expires": datetime(2026, 11, 30, 10, 0, tzinfo=UTC),
    },
    "receipt": {
        "title": "Người giữ lửa then",
        "receipt": "GS26-7K3M",
        "received_at": NOON,
        "digest": "ab" * 32,
        "contest": CONTEST,
        "lookup_link": "/tra-cuu",
    },
    "reminder": {
        "name": "Lương Văn An",
        "contest": CONTEST,
        "round": "Vòng sơ khảo",
        "left": 3,
        "closes_at": NOON,
        "note": "Xin xong trước ngày họp.",
        "sender": "Hoàng Thị Bích",
        "link": "/cham",
    },
    "more_needed": {"receipt": "GS26-7K3M", "reason": "Thiếu ảnh nhân vật.", "link": "/tra-cuu"},
}


@pytest.fixture
def site(app: Flask) -> Iterator[Flask]:
    app.config["BASE_URL"] = "https://thi.example.vn/"
    with app.app_context():
        yield app


def sent(app: Flask) -> list[EmailMessage]:
    """The letters in the folder, oldest first, after what is due has run."""
    run_due(app, at=NOON, limit=20)
    files = sorted((Path(app.config["INSTANCE"]) / "outbox").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def promise(template: str, *, to: str = "hoang@example.vn", locale: str = "vi", **values: object) -> None:
    merged = {**LETTERS[template], **values}
    with transaction():
        send_mail_later(to=to, template=template, locale=locale, values=merged, at=NOON)  # type: ignore[arg-type]


@pytest.mark.parametrize("template", LETTERS)
def test_every_letter_has_a_subject_and_says_all_it_was_given(site: Flask, template: str) -> None:
    promise(template)

    (letter,) = sent(site)

    body = letter.get_content()
    said = letter["Subject"] + "\n" + body
    for name, value in LETTERS[template].items():
        if name.endswith("link"):
            assert f"https://thi.example.vn{value}" in body
        elif not isinstance(value, datetime):
            assert str(value) in said
    assert letter["To"] == "hoang@example.vn"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "Subject" not in body


@pytest.mark.parametrize("template", LETTERS)
def test_every_letter_can_be_written_in_english(site: Flask, template: str) -> None:
    promise(template, locale="en")

    assert len(sent(site)) == 1


def test_moments_are_shown_on_the_contests_clock(site: Flask) -> None:
    promise("invitation")

    (letter,) = sent(site)

    assert "17:00, 30/11/2026" in letter.get_content()


def test_the_readers_language_decides_and_not_the_writers(site: Flask) -> None:
    with force_locale("en"):
        promise("receipt")
        (letter,) = sent(site)

    assert letter["Subject"].startswith("Biên nhận GS26-7K3M")


@pytest.mark.parametrize(
    "forged",
    [
        "Hoàng\r\nBcc: all@example.vn",
        "Hoàng\nBcc: all@example.vn",
        "Hoàng\r\n\r\n<b>Xin chuyển tiền</b>",
        "Hoàng\x0b\x0cBcc: all@example.vn",
        "Hoàng\u2028Bcc: all@example.vn",
        "Hoàng\x85Bcc: all@example.vn",
        "=?utf-8?q?Ho=0D=0ABcc:_all=40example.vn?=",
    ],
)
def test_a_forged_value_adds_no_header_and_no_line(site: Flask, forged: str) -> None:
    promise("invitation", name="Hoàng", contest="Hoàng")
    (plain,) = sent(site)
    promise("invitation", name=forged, contest=forged)

    letter = next(found for found in sent(site) if found["Message-ID"] != plain["Message-ID"])

    assert letter.keys() == plain.keys()
    assert letter.get_all("Bcc") is None
    assert len(letter.get_content().splitlines()) == len(plain.get_content().splitlines())


def test_a_title_cannot_bring_a_link_of_its_own(site: Flask) -> None:
    promise("receipt", title="Xem https://lua-dao.example/giai-thuong")

    (letter,) = sent(site)

    assert "https://lua-dao" not in letter.get_content()


@pytest.mark.parametrize("subject", ["Một\r\nBcc: b@example.vn", "=?utf-8?q?M=0D=0ABcc:_b=40example.vn?="])
def test_a_header_with_a_line_break_is_refused_by_the_letter_itself(site: Flask, subject: str) -> None:
    with pytest.raises(ValueError, match="linefeed|line break"):
        write_letter(to="a@example.vn", subject=subject, body="", key="k", at=NOON)


def test_a_long_host_name_leaves_the_message_id_whole(site: Flask) -> None:
    site.config["BASE_URL"] = "https://" + "rat-dai." * 10 + "example.vn"

    promise("receipt")

    (file,) = (Path(site.config["INSTANCE"]) / "outbox").glob("*.eml") if sent(site) else ()
    assert b"Message-ID: <" in file.read_bytes().replace(b"\r\n ", b" ")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "hoang",
        "hoang@",
        "a@example.vn, b@example.vn",
        "a@example.vn\nBcc: b@example.vn",
        "A <a@example.vn>",
        "a@b",
    ],
)
def test_an_address_that_cannot_be_written_to_is_refused_before_anything_is_promised(
    site: Flask, typed: str
) -> None:
    with pytest.raises(AddressNotValid):
        promise("receipt", to=typed)

    assert db.session.query(OutboxItem).count() == 0


def test_an_address_is_trimmed_and_kept_as_it_travels() -> None:
    assert address_of(" Hoang@Example.VN ") == "Hoang@example.vn"


@pytest.mark.parametrize(
    "link",
    [
        "https://lua-dao.example/",
        "//lua-dao.example",
        "/\\lua-dao.example",
        "moi/abc",
        "",
        "/moi\nBcc: x",
        "/a b",
    ],
)
def test_a_link_that_is_no_path_of_ours_is_refused(site: Flask, link: str) -> None:
    with pytest.raises(ValueError, match="path of this application"):
        promise("invitation", link=link)
    with pytest.raises(ValueError, match="path of this application"):
        absolute(link)


@pytest.mark.parametrize(
    "header", ["Host", "X-Forwarded-Host", "Forwarded", "X-Forwarded-Proto", "X-Original-URL"]
)
def test_what_a_request_calls_the_server_never_reaches_a_letter(site: Flask, header: str) -> None:
    with site.test_request_context("/", headers={header: "lua-dao.example"}):
        promise("invitation")
        (letter,) = sent(site)

    assert "https://thi.example.vn/moi/abc" in letter.get_content()
    assert "lua-dao" not in letter.as_string()


@pytest.mark.parametrize("base", ["", "thi.example.vn", "javascript:alert(1)", "https://"])
def test_without_the_sites_address_no_link_is_made_up(site: Flask, base: str) -> None:
    site.config["BASE_URL"] = base

    with pytest.raises(Setting, match="CONTEST_BASE_URL"):
        absolute("/moi/abc")


def test_a_letter_sent_twice_is_one_letter(site: Flask) -> None:
    promise("receipt")
    payload = dict(db.session.query(OutboxItem).one().payload)

    send_mail(payload)
    send_mail(payload)

    assert len(sent(site)) == 1


def test_letters_in_the_folder_are_for_the_owners_eyes(site: Flask) -> None:
    promise("receipt")
    sent(site)

    folder = Path(site.config["INSTANCE"]) / "outbox"

    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


class Relay(socketserver.StreamRequestHandler):
    """A mail server that takes one letter and offers no encryption."""

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, RelayServer)
        self.wfile.write(b"220 relay\r\n")
        while line := self.rfile.readline().rstrip():
            server.heard.append(line)
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go\r\n")
                while (part := self.rfile.readline()) != b".\r\n":
                    server.letter += part
            if verb == b"RCPT" and server.refuses:
                self.wfile.write(b"550 no such box\r\n")
                continue
            if verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250-relay\r\n250 AUTH PLAIN\r\n" if verb == b"EHLO" else b"250 ok\r\n")


class RelayServer(socketserver.TCPServer):
    heard: list[bytes]
    letter: bytes
    refuses: bool


@pytest.fixture
def relay(site: Flask) -> Iterator[RelayServer]:
    with RelayServer(("127.0.0.1", 0), Relay) as server:
        server.heard, server.letter, server.refuses = [], b"", False
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        site.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=server.server_address[1])
        site.config.update(MAIL_SENDER="Ban Tổ chức <btc@example.vn>", MAIL_USER="", MAIL_PASSWORD="bí mật")
        yield server
        server.shutdown()
        thread.join()


def test_with_a_mail_server_the_letter_goes_there_and_not_into_the_folder(
    site: Flask, relay: RelayServer
) -> None:
    promise("reminder")

    assert sent(site) == []
    assert db.session.query(OutboxItem).populate_existing().one().done_at == NOON

    letter = message_from_bytes(relay.letter, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    assert letter["From"] == "Ban Tổ chức <btc@example.vn>"
    assert letter["Subject"] == f"Còn 3 bài chờ chấm: {CONTEST}"
    assert "Ông/Bà còn 3 bài chưa nộp phiếu" in letter.get_content()
    assert relay.letter.isascii()
    assert b"\nMessage-ID: <" in relay.letter.replace(b"\r", b"")


def test_the_password_is_not_sent_to_a_server_without_encryption(site: Flask, relay: RelayServer) -> None:
    site.config["MAIL_USER"] = "btc"
    promise("receipt")

    run_due(site, at=NOON, limit=1)

    assert not any(line.upper().startswith((b"AUTH", b"DATA")) for line in relay.heard)
    assert db.session.query(OutboxItem).populate_existing().one().last_error.startswith("Setting in")


def test_a_refused_letter_is_tried_again_and_its_address_is_not_in_the_error(
    site: Flask, relay: RelayServer, caplog: pytest.LogCaptureFixture
) -> None:
    relay.refuses = True
    promise("receipt")

    run_due(site, at=NOON, limit=1)

    item = db.session.query(OutboxItem).populate_existing().one()
    assert item.last_error.startswith("SMTPRecipientsRefused")
    assert item.due_at > NOON
    assert "hoang@" not in item.last_error + caplog.text


def test_a_mail_server_without_a_sender_is_a_wrong_setting(site: Flask, relay: RelayServer) -> None:
    site.config["MAIL_SENDER"] = ""
    promise("receipt")

    run_due(site, at=NOON, limit=1)

    assert relay.heard == []
    assert db.session.query(OutboxItem).populate_existing().one().last_error.startswith("Setting in")
