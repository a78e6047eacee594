"""Promise a letter now, send it in the background: by SMTP, or into the folder ``instance/outbox``."""

import os
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from secrets import token_hex
from typing import Any

from flask import current_app

from config import Setting
from contest.plumbing import clock
from contest.plumbing.jobs import enqueue, handles
from contest.plumbing.mail.letter import address_of, is_link, render, write_letter
from contest.plumbing.mail.links import is_path

SECONDS = 20
IMPLICIT_TLS_PORT = 465
ZONE = "Asia/Ho_Chi_Minh"


def send_mail_later(
    *,
    to: str,
    template: str,
    locale: str,
    values: Mapping[str, str | int | datetime],
    at: datetime,
    zone: str = ZONE,
) -> None:
    """Promise one letter, in the caller's transaction.

    template  a name in templates/mail, without .txt
    locale    the reader's language: "vi" or "en"
    values    what the template takes; moments are shown on the clock of ``zone``; "link" and what ends
              in "_link" are paths of this application ("/moi/…"), never whole addresses
    Raises    AddressNotValid; ValueError for a link that is no path
    """
    for name, value in values.items():
        if is_link(name) and not is_path(str(value)):
            raise ValueError(f"{name} must be a path of this application")
    payload = {
        "to": address_of(to),
        "template": template,
        "locale": locale,
        "values": {name: _plain(value, zone) for name, value in values.items()},
        "key": token_hex(12),
        "at": at.isoformat(),
    }
    enqueue("mail.send", payload, at=at)


def _plain(value: str | int | datetime, zone: str) -> str | int:
    if isinstance(value, datetime):
        return f"{clock.local(value, zone):%H:%M, %d/%m/%Y}"
    return value


def letters_leave() -> bool:
    """Whether letters are sent from here; without a mail server they only lie in a folder."""
    return bool(current_app.config["MAIL_SERVER"])


@handles("mail.send")
def send_mail(payload: Mapping[str, Any]) -> None:
    """Write and send one letter; sent twice, it is the same letter with the same Message-ID."""
    subject, body = render(payload["template"], locale=payload["locale"], values=payload["values"])
    at = datetime.fromisoformat(payload["at"])
    letter = write_letter(to=payload["to"], subject=subject, body=body, key=payload["key"], at=at)
    if letters_leave():
        _hand_to_server(letter)
    else:
        _lay_in_folder(letter, name=f"{at:%Y%m%d-%H%M%S}-{payload['key'][:12]}.eml")


def _hand_to_server(letter: EmailMessage) -> None:
    settings = current_app.config
    host, port, user = str(settings["MAIL_SERVER"]), int(settings["MAIL_PORT"]), str(settings["MAIL_USER"])
    tls = ssl.create_default_context()
    encrypted = port == IMPLICIT_TLS_PORT
    server = (
        smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=tls)
        if encrypted
        else smtplib.SMTP(host, port, timeout=SECONDS)
    )
    with server:
        server.ehlo()
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=tls)
            server.ehlo()
            encrypted = True
        if user:
            if not encrypted:
                raise Setting(f"{host} offers no encryption: the mail password is not sent to it")
            server.login(user, str(settings["MAIL_PASSWORD"]))
        server.send_message(letter)


def _lay_in_folder(letter: EmailMessage, *, name: str) -> None:
    folder = Path(current_app.config["INSTANCE"]) / "outbox"
    folder.mkdir(mode=0o700, exist_ok=True)
    waiting = folder / f".{name}"
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(letter.as_bytes())
    waiting.replace(folder / name)
