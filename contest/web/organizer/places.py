"""The places of the office: what its navigation leads to, as far as the visitor may go there."""

from dataclasses import dataclass
from typing import Final

from flask import current_app, g, request, url_for
from flask_babel import gettext

from contest.charter.models import Contest
from contest.errors import N_
from contest.overview.queries import current_round
from contest.people.models import RoleKind
from contest.web.organizer import bp
from contest.web.sessions import visitor

OFFICE: Final = (RoleKind.ORGANIZER, RoleKind.SECRETARY)
WATCHERS: Final = (*OFFICE, RoleKind.OBSERVER)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation as a page shows it."""

    label: str
    url: str
    current: bool


PLACES: Final = (
    ("desk", N_("Bàn làm việc"), ("desk", "progress")),
    (
        "entries",
        N_("Bài dự thi"),
        (
            "register",
            "entries",
            "paper",
            "covers",
            "scans",
            "scan_pieces",
            "bundles",
            "bundle_columns",
            "bundle_receipts",
            "surveys",
        ),
    ),
    (
        "screening",
        N_("Sàng lọc"),
        ("screening", "statistics", "masks", "areas", "resemblances", "resemblances_beside", "references"),
    ),
    ("draw", N_("Phân công"), ("draws", "draws_changes", "draws_conflicts", "draws_settings", "trials")),
    ("typing_desk", N_("Phiếu chấm"), ("typing_desk", "typed_sheets", "sheet_printing", "score_lists")),
    ("discrepancies", N_("Chênh lệch"), ("settling", "settling_cases", "settling_sheets", "settling_checks")),
    (
        "ranking",
        N_("Xếp hạng"),
        ("ranking", "opinions", "members", "certainty", "line_look", "frozen", "meetings", "meetings_acts"),
    ),
    (
        "awards",
        N_("Giải thưởng"),
        ("awards", "awards_deciding", "awards_closing", "figures", "settings_prizes"),
    ),
    (
        "papers",
        N_("Văn bản"),
        ("papers", "paper_issues", "paper_sheets", "paper_templates", "paper_texts", "exports"),
    ),
    ("nominations", N_("Gửi và nhận"), ("nominations", "consignments", "consignment_papers")),
    (
        "settings",
        N_("Thiết lập"),
        (
            "settings",
            "settings_lists",
            "settings_corner",
            "settings_round_order",
            "settings_rounds",
            "settings_levels",
            "letterhead",
            "log",
            "units",
        ),
    ),
    ("team", N_("Nhân sự"), ("team",)),
)
"""Endpoint in this blueprint, label, and the modules whose pages belong to it; one that does not exist is left out."""


def office_places(contest: Contest) -> list[Place]:
    """The places of one contest that this visitor may enter, the one of this page marked."""
    here = current_app.view_functions[request.endpoint or ""].__module__.rsplit(".", 1)[-1]
    found = []
    for endpoint, label, modules in PLACES:
        url = address(f"organizer.{endpoint}", contest)
        if url is not None:
            found.append(Place(gettext(label), url, here in modules))
    return found


@bp.app_template_global("office_address")
def address(endpoint: str, contest: Contest, **values: object) -> str | None:
    """The address of a page of this contest, or None when there is no such page or it is not for this visitor.

    A page that asks for a round gets the one the office works on, unless ``number`` says another.
    """
    view = current_app.view_functions.get(endpoint)
    if view is None or not visitor().has_role(contest.id, *getattr(view, "audience", ())):
        return None
    wanted = {name for rule in current_app.url_map.iter_rules(endpoint) for name in rule.arguments}
    if "number" in wanted and "number" not in values:
        values["number"] = _working_round(contest)
    return url_for(endpoint, slug=contest.slug, **values)  # type: ignore[arg-type]


def _working_round(contest: Contest) -> int:
    if "working_round" not in g:
        g.working_round = current_round(contest).number
    return int(g.working_round)
