"""From values to a letter: one template, one language, headers that nobody can add to."""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from flask_babel import force_locale

from config import Setting
from contest.errors.mail import AddressNotValid
from contest.plumbing.mail.links import absolute
from contest.plumbing.vietnamese import clean

SUBJECT = "Subject: "
NO_REPLY = ("Gương Sáng", "khong-tra-loi")


def address_of(typed: str) -> str:
    """An address as it is written to, without asking the network. Raises AddressNotValid."""
    try:
        return str(
            validate_email(typed.strip(), check_deliverability=False, allow_smtputf8=False).ascii_email
        )
    except EmailNotValidError as error:
        raise AddressNotValid(address=typed) from error


def in_one_line(text: str) -> str:
    """A value as it goes into a letter: one line, in which a foreign address does not turn into a link.

    "=?" is parted because Python decodes such "encoded words" inside a header that is being set, with
    the line breaks they hide, and then writes those as they are.
    """
    return " ".join(clean(text).split()).replace("://", ": //").replace("=?", "= ?")


def render(template: str, *, locale: str, values: Mapping[str, str | int]) -> tuple[str, str]:
    """The subject and the text of a letter.

    values  as the template names them; "link" and what ends in "_link" are paths of this application
    Raises  ValueError for a template whose first line is no subject
    """
    filled = {name: _filled(name, value) for name, value in values.items()}
    with force_locale(locale):
        text = current_app.jinja_env.get_template(f"mail/{template}.txt").render(filled)
    first, _, body = text.lstrip().partition("\n")
    if not first.startswith(SUBJECT):
        raise ValueError(f"mail/{template}.txt begins without a subject")
    return first.removeprefix(SUBJECT).strip(), body.strip() + "\n"


def _filled(name: str, value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    return absolute(value) if is_link(name) else in_one_line(value)


def is_link(name: str) -> bool:
    """Whether a value of this name is a path that becomes a link."""
    return name == "link" or name.endswith("_link")


def write_letter(*, to: str, subject: str, body: str, key: str, at: datetime) -> EmailMessage:
    """The letter, ready to send. The same key gives the same Message-ID: a second copy is known as one.

    Raises  ValueError for a header with a line break, Setting for a sender that is no address
    """
    sender = sender_address()
    letter = EmailMessage(policy=SMTP)
    letter["From"] = sender
    letter["To"] = Address(addr_spec=to)
    letter["Subject"] = subject
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{key}@{sender.domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    if any(set(str(value)) & set("\r\n\0") for value in letter.values()):
        raise ValueError("a header hides a line break")
    letter.set_content(body, cte="quoted-printable")
    return letter


def sender_address() -> Address:
    """Who the letters are from: MAIL_SENDER, as ``Name <address>`` or an address alone. Raises Setting."""
    given = str(current_app.config["MAIL_SENDER"])
    if not given and not current_app.config["MAIL_SERVER"]:
        host = urlsplit(str(current_app.config["BASE_URL"])).hostname or "localhost"
        return Address(*NO_REPLY, host)
    name, address = parseaddr(given)
    try:
        return Address(in_one_line(name), addr_spec=address_of(address))
    except AddressNotValid as error:
        raise Setting("CONTEST_MAIL_SENDER must be the address that letters come from") from error
