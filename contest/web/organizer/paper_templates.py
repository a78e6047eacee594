"""An organizers' DOCX in the place of our layout of a paper: look, take ours to begin with, load, go back."""

from io import BytesIO
from typing import Any, Final

from flask import Response, request, send_file, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.errors import Refusal
from contest.errors.documents import FileEmpty
from contest.exports.formats import FORMATS
from contest.exports.models import PaperTemplate
from contest.exports.queries import template_of, templates_of
from contest.exports.registry import TEMPLATED, known_offer, paper_of, write_start
from contest.exports.service import load_template, read_template, restore_layout, take_up_template
from contest.exports.templates.fields import LISTS, ONE, SIMPLE, WHOLE
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.plumbing.storage import storage
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.papers import round_asked
from contest.web.organizer.saving import done
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

PAGE: Final = "organizer/paper_template.html"


@bp.get("/<slug>/papers/<key>/template")
@open_to(RoleKind.ORGANIZER)
def paper_template(contest: Contest, key: str) -> str:
    """Which layout is in force, the fields there are, and every template there was."""
    return _page(contest, key)


@bp.post("/<slug>/papers/<key>/template")
@open_to(RoleKind.ORGANIZER)
def create_paper_template(contest: Contest, key: str) -> Any:
    """Take a template; one that does not fit is refused with the field's name, and nothing changes."""
    round_, paper, at = round_asked(contest), paper_of(key), now()
    file = request.files.get("template")
    try:
        if file is None or not file.filename:
            raise FileEmpty
        offer = known_offer(paper, contest, round_, at=at)
        template = read_template(file.stream, name=file.filename, offer=offer)
    except Refusal as refusal:
        return _page(contest, key, refused=said(refusal)), refusal.status
    return done(
        lambda: load_template(contest=contest, paper=paper, template=template, actor=visitor().actor, at=at),
        to=url_for("organizer.paper_template", slug=contest.slug, key=paper.key, round=round_.number),
        word=_("Đã nạp mẫu. Từ nay tệp Word của văn bản này lập theo mẫu ấy."),
    )


@bp.get("/<slug>/papers/<key>/template/start.docx")
@open_to(RoleKind.ORGANIZER)
def paper_template_start(contest: Contest, key: str) -> Response:
    """Our own layout with fields, to change and to load."""
    round_, paper, out = round_asked(contest), paper_of(key), BytesIO()
    write_start(paper, contest, round_, out, at=now())
    out.seek(0)
    return _sent(out, f"mau-{paper.file_name}.docx")


@bp.get("/<slug>/papers/<key>/template/<int:version>.docx")
@open_to(RoleKind.ORGANIZER)
def paper_template_file(contest: Contest, key: str, version: int) -> Response:
    """A template as it was loaded."""
    paper = paper_of(key)
    found = template_of(contest.id, paper.key, version)
    content = BytesIO(storage().path(found.digest).read_bytes())
    return _sent(content, f"mau-{paper.file_name}-{found.version}.docx")


@bp.post("/<slug>/papers/<key>/template/<int:version>/return")
@open_to(RoleKind.ORGANIZER)
def return_paper_template(contest: Contest, key: str, version: int) -> Any:
    """Take an earlier template up again."""
    paper = paper_of(key)
    earlier = template_of(contest.id, paper.key, version)
    return done(
        lambda: take_up_template(
            contest=contest, paper=paper, earlier=earlier, actor=visitor().actor, at=now()
        ),
        to=url_for("organizer.paper_template", slug=contest.slug, key=paper.key),
        word=_("Đã dùng lại mẫu ấy."),
    )


@bp.post("/<slug>/papers/<key>/template/removal")
@open_to(RoleKind.ORGANIZER)
def remove_paper_template(contest: Contest, key: str) -> Any:
    """Go back to our own layout; the templates are kept."""
    paper = paper_of(key)
    return done(
        lambda: restore_layout(contest=contest, paper=paper, actor=visitor().actor, at=now()),
        to=url_for("organizer.paper_template", slug=contest.slug, key=paper.key),
        word=_("Đã trở lại mẫu có sẵn. Các mẫu đã nạp vẫn được giữ."),
    )


def _page(contest: Contest, key: str, *, refused: str = "") -> str:
    round_, paper = round_asked(contest), paper_of(key)
    offer = known_offer(paper, contest, round_, at=now())
    templates = templates_of(contest.id, paper.key)
    return show(
        PAGE,
        contest,
        round=round_,
        paper=paper,
        refused=refused,
        templates=templates,
        standing=_standing(templates),
        simple=SIMPLE,
        lists=LISTS,
        whole=WHOLE,
        offer=offer,
        one=ONE,
    )


def _standing(templates: list[PaperTemplate]) -> PaperTemplate | None:
    return next((one for one in templates if one.retired_at is None), None)


def _sent(content: BytesIO, name: str) -> Response:
    return send_file(
        content,
        mimetype=FORMATS[TEMPLATED].media_type,
        as_attachment=True,
        download_name=name,
        etag=False,
        max_age=0,
    )
