"""Page pictures of photographed and scanned essays."""

from typing import Any

from flask import Response, render_template, request

from contest.charter.models import Contest
from contest.errors import NotFound
from contest.people.models import RoleKind
from contest.plumbing.storage import storage
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.view import blind_view, own_assignment, page_digest
from contest.web.sessions import visitor

SIGNS = {"webp": b"WEBPVP8", "png": b"\x89PNG"}
"""What the bytes of a picture begin with; JPEG otherwise."""


@bp.get("/<slug>/assignments/<int:assignment_id>/pages/<int:number>")
@open_to(RoleKind.JUDGE)
def page_picture(contest: Contest, assignment_id: int, number: int) -> Any:
    """The bytes of one page: of our own making, under a name that tells nothing, without a date or a digest."""
    assignment, _round = own_assignment(contest, visitor().account, assignment_id)
    return picture_answer(page_digest(assignment, number), number)


def picture_answer(digest: str, number: int) -> Response:
    """A page's bytes, which no cache keeps and whose headers tell nothing. Raises NotFound."""
    try:
        picture = storage().path(digest).read_bytes()
    except FileNotFoundError:
        raise NotFound from None
    kind = next((kind for kind, sign in SIGNS.items() if picture[:16].find(sign) >= 0), "jpeg")
    answer = Response(picture, mimetype=f"image/{kind}")
    answer.headers["Content-Disposition"] = f'inline; filename="trang-{number}.{kind}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get("/<slug>/assignments/<int:assignment_id>/pages/<int:number>/large")
@open_to(RoleKind.JUDGE)
def page_alone(contest: Contest, assignment_id: int, number: int) -> Any:
    """One page alone and large; ``turn`` counts quarters to the right."""
    assignment, _round = own_assignment(contest, visitor().account, assignment_id)
    view = blind_view(assignment)
    if not 1 <= number <= len(view.pages):
        raise NotFound
    turn = request.args.get("turn", 0, type=int) % 4
    return render_template(
        "judge/page.html", contest=contest, view=view, page=view.pages[number - 1], turn=turn
    )
