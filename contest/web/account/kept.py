"""A kept form in words: which page it is of, and what was typed in which field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from contest.assignment.queries import assignment_of
from contest.charter.queries import contest_by_slug
from contest.errors import N_, NotFound
from contest.web.account.returning import KeptForm
from contest.web.typed import whole

PAGES: Final = {
    "judge.save": N_("Lưu phiếu chấm"),
    "judge.hand_in": N_("Nộp phiếu chấm"),
    "judge.aside": N_("Lưu phiếu chấm và để bài lại sau"),
    "judge.take_back": N_("Rút phiếu đã nộp"),
    "judge.conflict": N_("Báo không chấm được bài"),
    "judge.conflicts": N_("Báo không chấm được bài"),
    "judge.ahead": N_("Báo không chấm được bài"),
    "judge.suspicion": N_("Báo nghi vấn"),
    "judge.trial_entry": N_("Phiếu chấm chung"),
    "judge.case_remark": N_("Ý kiến để thống nhất điểm"),
    "judge.case_proposal": N_("Đề nghị điểm thống nhất"),
    "judge.case_acceptance": N_("Đồng ý điểm đề nghị"),
    "judge.print_own": N_("In phiếu chấm"),
    "judge.take_own_list": N_("Nộp bảng điểm"),
}
FIELDS: Final = {
    "remark": N_("Nhận xét"),
    "reason": N_("Lý do"),
    "note": N_("Điều nhận thấy"),
    "text": N_("Ý kiến"),
    "mark": N_("Điểm đề nghị"),
}
"""Fields that people type; those that only scripts and forms know are not told."""


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What is kept, for its writer: the page, the blind code or number of the entry, and each field with its value."""

    page: str
    entry: str
    fields: tuple[tuple[str, str], ...]


def in_words(kept: KeptForm) -> KeptWords:
    """The form as its writer knows it."""
    endpoint, places = _place(kept.path)
    contest = contest_by_slug(places.get("slug", ""))
    names = {key: _(word) for key, word in FIELDS.items()}
    for round_ in contest.rounds if contest else ():
        names |= {f"points-{criterion.key}": criterion.name for criterion in round_.criteria}
    return KeptWords(
        page=_(PAGES[endpoint]) if endpoint in PAGES else kept.path,
        entry=_entry(kept.account_id, places),
        fields=(
            *_chosen(kept),
            *((names[name], value) for name, value in kept.fields if value and name in names),
        ),
    )


def _chosen(kept: KeptForm) -> list[tuple[str, str]]:
    """Entries that were ticked: by blind code; how many, where there are no codes yet."""
    codes = [_code(kept.account_id, value) for name, value in kept.fields if name == "assignments"]
    ahead = sum(name == "entries" for name, _value in kept.fields)
    told = ", ".join(code for code in codes if code) or (str(ahead) if ahead else "")
    return [(_("Bài đã chọn") if codes else _("Số bài đã chọn"), told)] if told else []


def _place(path: str) -> tuple[str, Mapping[str, str]]:
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, places = adapter.match(path, method="POST") if adapter else ("", {})
    except HTTPException:
        return "", {}
    return str(endpoint), places


def _entry(account_id: int, places: Mapping[str, str]) -> str:
    if "position" in places:
        return str(places["position"])
    return _code(account_id, str(places.get("assignment_id", "")))


def _code(account_id: int, said: str) -> str:
    """The blind code of the writer's own assignment; nothing for any other."""
    try:
        return assignment_of(account_id, whole(said) or 0).blind_code.code
    except NotFound:
        return ""
