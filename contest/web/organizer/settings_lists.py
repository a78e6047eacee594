"""Settings that are lists: categories, reasons for rejecting, statements, persons and units barred."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from contest.charter import service
from contest.charter.models import Contest
from contest.charter.queries import barred_in, barred_of, rejection_codes_of, statement_in
from contest.charter.rules import BarredSaid
from contest.people.models import RoleKind
from contest.people.rules import read_lines
from contest.plumbing.clock import now
from contest.units.queries import names_of_units, units
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.saving import done, saved
from contest.web.organizer.settings_forms import StatementForm
from contest.web.organizer.settings_list_forms import BarredForm, CategoriesForm, CodesForm, PastedForm
from contest.web.organizer.unit_choice import unit_id_of
from contest.web.organizer.view import show
from contest.web.sessions import visitor
from contest.web.typed import whole


@bp.route("/<slug>/settings/categories", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_categories(contest: Contest) -> Any:
    """The genres one may choose, their order and their share of the shortlist."""
    form = CategoriesForm.of(contest)

    def save() -> None:
        service.set_categories(
            contest=contest, categories=form.said(), notice=form.said_notice, actor=visitor().actor, at=now()
        )

    to = url_for("organizer.settings", slug=contest.slug)
    return saved(form, save, contest=contest, page="organizer/settings/categories.html", to=to)


@bp.route("/<slug>/settings/codes", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_codes(contest: Contest) -> Any:
    """The reasons for which an entry may be rejected."""
    form = CodesForm.of(rejection_codes_of(contest.id))

    def save() -> None:
        service.set_rejection_codes(contest=contest, codes=form.said(), actor=visitor().actor, at=now())

    to = url_for("organizer.settings", slug=contest.slug)
    return saved(form, save, contest=contest, page="organizer/settings/codes.html", to=to)


@bp.get("/<slug>/settings/statements")
@open_to(RoleKind.ORGANIZER)
def settings_statements(contest: Contest) -> str:
    """What entrants declare, in the words that stand now."""
    standing = [s for s in contest.statements if s.retired_at is None]
    return show("organizer/settings/statements.html", contest, statements=standing)


@bp.route("/<slug>/settings/statements/new", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_statement_new(contest: Contest) -> Any:
    """One more box to tick."""
    form = StatementForm()

    def save() -> None:
        service.add_statement(
            contest=contest, text=form.text.data, required=form.required.data, actor=visitor().actor, at=now()
        )

    return _statement(contest, form, save, _l("Thêm cam kết"))


@bp.route("/<slug>/settings/statements/<int:statement_id>", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_statement(contest: Contest, statement_id: int) -> Any:
    """New words for a statement: a new version, the old one stays with those who ticked it."""
    statement = statement_in(contest, statement_id)
    form = StatementForm(obj=statement)

    def save() -> None:
        service.reword_statement(
            statement=statement,
            text=form.text.data.replace("\r\n", "\n"),
            required=form.required.data,
            actor=visitor().actor,
            at=now(),
        )

    return _statement(contest, form, save, _l("Sửa cam kết"))


@bp.post("/<slug>/settings/statements/<int:statement_id>/retirement")
@open_to(RoleKind.ORGANIZER)
def retire_statement(contest: Contest, statement_id: int) -> Any:
    """Ask a statement of nobody any more."""
    statement = statement_in(contest, statement_id)
    return done(
        lambda: service.retire_statement(statement=statement, actor=visitor().actor, at=now()),
        to=url_for("organizer.settings_statements", slug=contest.slug),
        word=_("Đã thôi hỏi cam kết này. Bài đã nộp vẫn giữ lời cam kết cũ."),
    )


@bp.route("/<slug>/settings/barred", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_barred(contest: Contest) -> Any:
    """Who may not enter; the form adds one."""
    form = BarredForm()

    def save() -> None:
        unit_id = unit_id_of(form.unit.data)
        said = BarredSaid(form.name.data, form.birth_year.data, unit_id, form.reason.data or "")
        service.bar(contest=contest, said=said, actor=visitor().actor, at=now())

    return _barred(contest, form, save, PastedForm(formdata=None))


@bp.route("/<slug>/settings/barred/list", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_barred_list(contest: Contest) -> Any:
    """Who may not enter, pasted as a list: name; birth year; reason."""
    form = PastedForm()

    def save() -> None:
        lines = read_lines(form.lines.data)
        people = [BarredSaid(at.name, _year(at.second), None, at.third) for at in lines]
        service.bar_all(contest=contest, people=people, actor=visitor().actor, at=now())

    return _barred(contest, BarredForm(formdata=None), save, form)


@bp.post("/<slug>/settings/barred/<int:barred_id>/removal")
@open_to(RoleKind.ORGANIZER)
def lift_bar(contest: Contest, barred_id: int) -> Any:
    """Take somebody off the list."""
    barred = barred_in(contest.id, barred_id)
    return done(
        lambda: service.lift_bar(barred=barred, actor=visitor().actor, at=now()),
        to=url_for("organizer.settings_barred", slug=contest.slug),
        word=_("Đã bỏ khỏi danh sách."),
    )


def _statement(contest: Contest, form: StatementForm, save: Any, title: Any) -> Any:
    intro = _l(
        "Người dự thi đánh dấu từng ô này trước khi nộp. Lời sửa là bản mới; ai đã đồng ý vẫn giữ bản cũ."
    )
    to = url_for("organizer.settings_statements", slug=contest.slug)
    return saved(
        form, save, contest=contest, page="organizer/settings/form.html", to=to, title=title, intro=intro
    )


def _barred(contest: Contest, form: BarredForm, save: Any, pasted: PastedForm) -> Any:
    """The list with both of its forms; the one that was sent is saved."""
    sent = pasted if pasted.is_submitted() and pasted.lines.raw_data else form
    rows = barred_of(contest.id)
    return saved(
        sent,
        save,
        contest=contest,
        page="organizer/settings/barred.html",
        to=url_for("organizer.settings_barred", slug=contest.slug),
        one=form,
        pasted=pasted,
        rows=rows,
        unit_names=names_of_units(row.unit_id for row in rows if row.unit_id is not None),
        units=units(),
    )


def _year(said: str) -> int | None:
    year = whole(said)
    return year if year is not None and 1900 <= year <= 2100 else None
