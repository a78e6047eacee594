"""Entries that came on paper: one long form, a receipt to print, the next one. For the secretary alone."""

from datetime import date, datetime
from secrets import token_hex
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Regexp, ValidationError

from contest.authors.models import Draft
from contest.authors.queries import envelope_of
from contest.authors.rules import Problem, Received
from contest.authors.service import (
    Came,
    caption_draft_files,
    hand_in_paper,
    hold_paper,
    paper_problems,
    receive_file,
    received_files,
    secret_for,
)
from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.models import Channel
from contest.entries.queries import entry_of
from contest.entries.rules import FileRole
from contest.errors import NotFound, Refusal
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.plumbing.clock import now
from contest.plumbing.mail.links import absolute
from contest.plumbing.vietnamese import parse_date
from contest.scanning.service import bind_sheet, free_sheet
from contest.units.queries import units
from contest.web.citizen.forms import AuthorsForm, EssayForm, FigureForm, ReviewForm, Step
from contest.web.citizen.listing import FIELDS
from contest.web.citizen.pages import qr_picture
from contest.web.citizen.steps import captions_said
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor
from contest.web.typed import whole
from contest.web.words import word

PAPER = (Channel.HAND, Channel.POST, Channel.EMAIL, Channel.UNIT)
ROWS = 5
MOST_PAGES = 1000


class CameForm(FlaskForm):
    """How the paper came; ``key`` makes the form one entry however often it is sent."""

    key = HiddenField(
        _l("Mã của trang này"),
        [
            Regexp(
                r"[0-9a-f]{64}\Z",
                message=_l("Trang này đã hỏng nên chưa vào sổ. Xin bấm nút vào sổ một lần nữa."),
            )
        ],
    )
    channel = RadioField(
        _l("Cách gửi"), [InputRequired(_l("Xin chọn cách gửi."))], default=Channel.HAND.value
    )
    sent_on = StringField(
        _l("Ngày gửi"),
        [InputRequired(_l("Xin ghi ngày gửi."))],
        description=_l("Theo dấu bưu điện, ngày của thư điện tử hoặc ngày nộp."),
    )
    received_on = StringField(_l("Ngày nhận"), [InputRequired(_l("Xin ghi ngày nhận."))])
    to_scan = BooleanField(_l("Bài trên giấy, quét sau cùng tờ bìa"))
    pages = StringField(_l("Số trang trên giấy"))
    sheet = StringField(_l("Số tờ bìa đã đặt trên bài"))

    def validate_pages(self, field: StringField) -> None:
        """A whole number, or nothing."""
        if field.data and not 0 < (whole(field.data) or 0) <= MOST_PAGES:
            raise ValidationError(_("Xin ghi số trang bằng chữ số, ví dụ 12."))

    def validate_sheet(self, field: StringField) -> None:
        """A whole number, or nothing."""
        if field.data and not whole(field.data):
            raise ValidationError(_("Xin ghi số in trên tờ bìa, ví dụ 42."))

    def validate_sent_on(self, field: StringField) -> None:
        """A whole day, not after the day it was received."""
        if day_in(field.data) > day_in(self.received_on.data or field.data):
            raise ValidationError(_("Ngày gửi không thể sau ngày nhận."))

    def validate_received_on(self, field: StringField) -> None:
        """A whole day."""
        day_in(field.data)


def day_in(typed: str) -> date:
    """The day that was typed. Raises ValidationError."""
    try:
        day = parse_date(typed).exact
    except ValueError:
        day = None
    if day is None:
        raise ValidationError(_("Xin ghi đủ ngày, tháng, năm, ví dụ 23/11/2026."))
    return day


class PaperForms:
    """The long form: the citizen's four steps on one page, and how the paper came."""

    def __init__(self, contest: Contest, at: datetime) -> None:
        today = f"{clock.local(at, contest.zone):%d/%m/%Y}"
        sheet = request.args.get("sheet", "")
        self.came = CameForm(
            data={
                "key": token_hex(32),
                "sent_on": today,
                "received_on": today,
                "sheet": sheet,
                "to_scan": bool(sheet),
            }
        )
        self.came.channel.choices = [(channel.value, word(channel)) for channel in PAPER]
        self.essay = EssayForm.of(contest, {})
        self.figure = FigureForm(prefix="figure")
        rows: list[dict[str, str]] = [{} for _ in range(min(ROWS, contest.max_group_size))]
        self.authors = AuthorsForm(prefix="authors", data={"people": rows})
        # not "statements": files go by that name, and a form reads files and words of one name as one list
        self.review = ReviewForm.of(contest.statements, prefix="agreed")

    def answers(self) -> dict[str, Any]:
        """What is said, by step."""
        return {
            "essay": {**self.essay.answers(), "to_scan": self.to_scan, "pages": self.came.pages.data or ""},
            "figure": self.figure.answers(),
            "authors": self.authors.answers(),
            "statements": self.review.statements.data or [],
        }

    @property
    def to_scan(self) -> bool:
        """Whether the pages are scanned later; a cover sheet on the paper says so too."""
        return bool(self.came.to_scan.data or self.sheet)

    @property
    def sheet(self) -> int:
        """The number of the cover sheet that lies on the paper; 0 for none."""
        return whole(self.came.sheet.data) or 0

    def channel(self) -> Channel:
        """The way the paper came; by hand while none is chosen."""
        return Channel(self.came.channel.data) if self.came.channel.data in set(PAPER) else Channel.HAND

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Put each problem at its field."""
        for problem in problems:
            self._step(problem.field).tell([problem])

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """(id, label, sentence) of everything that is wrong, in the order of the form."""
        came = [
            (field.id, str(field.label.text), str(error)) for field in self.came for error in field.errors
        ]
        return [*came, *self.essay.told, *self.figure.told, *self.authors.told]

    def _step(self, field: str) -> Step:
        room = field.partition(".")[0]
        if room == "figure":
            return self.figure
        return self.authors if room in ("authors", "unit", "collective_name") else self.essay


@bp.get("/<slug>/paper")
@open_to(RoleKind.SECRETARY)
def paper(contest: Contest) -> str:
    """The empty form."""
    return _page(contest, PaperForms(contest, now()), None)


@bp.post("/<slug>/paper")
@open_to(RoleKind.SECRETARY)
def enter_paper(contest: Contest) -> Any:
    """Keep the files, then make the entry; a mistake shows the form again with everything in it."""
    at, forms = now(), PaperForms(contest, now())
    came_well = forms.came.validate_on_submit()
    received, refused = _received(contest)
    with transaction():
        draft = hold_paper(
            contest=contest,
            key=_key(forms),
            received=received,
            dropped=request.form.getlist("drop", type=int),
            at=at,
        )
        if draft.entry_id is None:
            caption_draft_files(draft=draft, captions=captions_said(), at=at)
    answers = forms.answers()
    problems = paper_problems(draft=draft, contest=contest, said=answers, channel=forms.channel(), at=at)
    forms.tell(problems)
    _tell_of_sheet(contest, forms, draft)
    if refused or problems or forms.came.sheet.errors or not came_well or "more" in request.form:
        return _page(contest, forms, draft, refused), 422 if forms.told or refused else 200
    came = Came(forms.channel(), day_in(forms.came.sent_on.data), day_in(forms.came.received_on.data))
    with transaction():
        done = hand_in_paper(
            draft=draft, contest=contest, said=answers, came=came, actor=visitor().actor, at=at
        )
        if forms.sheet and done.fresh:
            sheet = free_sheet(contest, forms.sheet)
            bind_sheet(sheet=sheet, entry=done.entry, actor=visitor().actor, at=at)
    return redirect(url_for("organizer.paper_receipt", slug=contest.slug, entry_id=done.entry.id), 303)


@bp.get("/<slug>/paper/<int:entry_id>/receipt")
@open_to(RoleKind.SECRETARY)
def paper_receipt(contest: Contest, entry_id: int) -> str:
    """The receipt of an entry that the office typed, to print for its author."""
    found, envelope = entry_of(contest.id, entry_id), envelope_of(entry_id)
    if not envelope.entered_by:
        raise NotFound
    link, secret = absolute(url_for("citizen.look_up")), secret_for(found)
    return show(
        "organizer/paper_receipt.html",
        contest,
        entry=found,
        envelope=envelope,
        secret=secret,
        link=link,
        qr=qr_picture(f"{link}#{found.receipt}.{secret}"),
    )


def _page(contest: Contest, forms: PaperForms, draft: Draft | None, refused: list[str] | None = None) -> str:
    today = clock.local(now(), contest.zone).date()
    return show(
        "organizer/paper.html",
        contest,
        forms=forms,
        files=draft.files if draft else [],
        words=sum(f.words for f in received_files(draft) if f.file.role == FileRole.ESSAY) if draft else 0,
        refused=refused or [],
        units=units(on=today),
    )


def _tell_of_sheet(contest: Contest, forms: PaperForms, draft: Draft) -> None:
    """Say at its field that the cover sheet is not to be had; once the entry stands, it lies there already."""
    if not forms.sheet or draft.entry_id is not None:
        return
    try:
        free_sheet(contest, forms.sheet)
    except Refusal as refusal:
        forms.came.sheet.errors = [*forms.came.sheet.errors, said(refusal)]


def _key(forms: PaperForms) -> str:
    """The form's key; a form without a sound one gets a new one and is shown again."""
    if forms.came.key.errors:
        forms.came.key.data = token_hex(32)
    return str(forms.came.key.data)


def _received(contest: Contest) -> tuple[list[Received], list[str]]:
    """The files that came along, each for its use, kept and read, and a sentence for each that was refused."""
    kept, refused = [], []
    sent = [(role, file) for name, role in FIELDS.items() for file in request.files.getlist(name)]
    for role, file in sent:
        if not file.filename:
            continue
        try:
            kept.append(
                receive_file(stream=file.stream, name=file.filename, max_mb=contest.max_file_mb, role=role)
            )
        except Refusal as refusal:
            refused.append(f"{file.filename}: {said(refusal)}")
    return kept, refused
