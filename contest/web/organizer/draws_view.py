"""A draw in words: what it changes, how the judges are linked by it, and why none is possible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.assignment.models import Draw, DrawKind
from contest.charter.models import Contest, Round
from contest.errors import Refusal
from contest.errors.assignment import DrawOutdated, NoDrawPossible
from contest.overview.queries import JudgeShift
from contest.people.queries import names_of_accounts
from contest.web.refusals import said

GOOD_EFFICIENCY: Final = 0.9
"""Below that it is worth saying how judges could be compared better."""

ASKED_AT: Final = {
    DrawKind.REPLACEMENT: "draw_replacement",
    DrawKind.JOINING: "draw_joining",
    DrawKind.MORE_READERS: "draw_readers",
    DrawKind.FEWER_READERS: "draw_readers",
    DrawKind.SECOND_LOOK: "draw_second_look",
    DrawKind.LINE_LOOK: "line_look",
    DrawKind.THIRD: "draw_third",
    DrawKind.MOVE: "draw_move",
}
"""The pages where changes are asked for."""

OLDER: Final = {
    "apart_by_unit": 0,
    "apart_by_word": 0,
    "anchors": 0,
    "wish_share": None,
    "everybody": False,
    "out": 0,
    "returning": 0,
}
"""What recipes of earlier versions do not tell."""


@dataclass(frozen=True, slots=True)
class ShownDraw:
    """A draw with what a page says of it.

    asked       what it was asked to do, in a sentence; empty for a plain draw
    difference  what it gives and takes back, in a sentence
    linked      how the judges are linked by common entries, sentences; the first is bad when ``apart``
    tight       near misses, sentences
    """

    draw: Draw
    recipe: Mapping[str, Any]
    shifts: Sequence[JudgeShift]
    asked: str
    difference: str
    linked: Sequence[str]
    apart: bool
    tight: Sequence[str]

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((shift.after for shift in self.shifts), default=1)

    def share(self, shift: JudgeShift) -> int:
        """How many of a hundred readings are then this judge's."""
        return round(100 * shift.after / max(1, sum(one.after for one in self.shifts)))


@dataclass(frozen=True, slots=True)
class PastDraw:
    """One line of the history."""

    draw: Draw
    asked: str
    difference: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why nothing could be drawn, and what would mend it."""

    sentence: str
    remedies: str


def shown_draw(draw: Draw, shifts: Sequence[JudgeShift]) -> ShownDraw:
    """Everything a page says of one draw."""
    names = {shift.judge_id: shift.name for shift in shifts}
    recipe = {**OLDER, **draw.recipe}
    return ShownDraw(
        draw=draw,
        recipe=recipe,
        shifts=shifts,
        asked=_asked(draw, {**names, **names_of_accounts(_people(draw) - names.keys())}),
        difference=_difference(recipe),
        linked=_linked(recipe),
        apart=recipe["groups"] > 1,
        tight=_tight(recipe, shifts),
    )


def history_of(draws: Sequence[Draw]) -> list[PastDraw]:
    """The draws of a round, newest first; one question for their people."""
    names = names_of_accounts({person for draw in draws for person in _people(draw)})
    return [PastDraw(draw, _asked(draw, names), _difference(draw.recipe)) for draw in reversed(draws)]


def reasons_of(refusal: Refusal | None) -> list[Reason]:
    """Why nothing could be drawn, one sentence a number, with what would mend it."""
    if isinstance(refusal, NoDrawPossible | DrawOutdated):
        return [
            Reason(
                _(why.sentence) % why.values,
                f" {_('hoặc')} ".join(_(sentence) % values for sentence, values in why.remedies),
            )
            for why in refusal.reasons
        ]
    return [Reason(said(refusal), "")] if refusal is not None else []


def again_of(contest: Contest, round_: Round, draw: Draw) -> str | None:
    """Where the same is asked anew, as it was asked; None for a plain draw, which a button draws again."""
    page = ASKED_AT.get(draw.kind)
    judge = draw.recipe.get("asked", {}).get("judge")
    if page is None or (draw.kind == DrawKind.REPLACEMENT and judge is None):
        return None
    return url_for(f"organizer.{page}", slug=contest.slug, number=round_.number, judge=judge)


def _people(draw: Draw) -> set[int]:
    asked = draw.recipe.get("asked", {})
    return {int(asked[key]) for key in ("judge", "successor") if asked.get(key)}


def _asked(draw: Draw, names: dict[int, str]) -> Any:
    asked = draw.recipe.get("asked", {})
    judge, successor = names.get(asked.get("judge", 0), ""), names.get(asked.get("successor") or 0, "")
    if draw.kind == DrawKind.REPLACEMENT and judge:
        begun = _("cả bài đang chấm dở") if asked.get("begun_too") else _("bài đang chấm dở thì giữ")
        if successor:
            return _(
                "%(judge)s thôi chấm, %(successor)s đọc thay; %(begun)s.",
                judge=judge,
                successor=successor,
                begun=begun,
            )
        return _(
            "%(judge)s thôi chấm, bốc thăm cho những người còn lại; %(begun)s.", judge=judge, begun=begun
        )
    if draw.kind == DrawKind.JOINING:
        return _("%(judge)s vào thêm; chia đều lại phần chưa ai bắt đầu chấm.", judge=judge)
    if draw.kind == DrawKind.MOVE:
        return _("Chuyển một bài từ %(judge)s sang %(successor)s.", judge=judge, successor=successor)
    if draw.kind == DrawKind.SECOND_LOOK:
        return ngettext(
            "%(num)s bài chọn lọc được thêm %(more)s người đọc.",
            "%(num)s bài chọn lọc được thêm %(more)s người đọc.",
            asked.get("entries", 0),
            more=asked.get("more", 0),
        )
    if draw.kind == DrawKind.LINE_LOOK:
        return ngettext(
            "%(num)s bài quanh vạch được đọc thêm, cả thảy %(readings)s lượt.",
            "%(num)s bài quanh vạch được đọc thêm, cả thảy %(readings)s lượt.",
            asked.get("entries", 0),
            readings=asked.get("readings", 0),
        )
    if draw.kind in (DrawKind.MORE_READERS, DrawKind.FEWER_READERS):
        told = _("Mỗi bài %(readers)s người đọc.", readers=asked.get("readers", ""))
        if notice := asked.get("notice"):
            told = f"{told} " + _("Lời thông báo công khai: “%(notice)s”", notice=notice)
        return told
    return ""


def _difference(recipe: Mapping[str, Any]) -> Any:
    gained, lost = sum(recipe.get("gained", {}).values()), sum(recipe.get("lost", {}).values())
    if not gained and not lost:
        return "" if recipe.get("out") else _("Không thay đổi ai đọc gì.")
    given = ngettext(
        "Giao %(num)s lượt đọc cho %(judges)s giám khảo.",
        "Giao %(num)s lượt đọc cho %(judges)s giám khảo.",
        gained,
        judges=len(recipe.get("gained", {})),
    )
    taken = ngettext(
        "Thu lại %(num)s lượt của %(judges)s giám khảo.",
        "Thu lại %(num)s lượt của %(judges)s giám khảo.",
        lost,
        judges=len(recipe.get("lost", {})),
    )
    return " ".join(([given] if gained else []) + ([taken] if lost else []))


def _linked(recipe: Mapping[str, Any]) -> list[str]:
    groups = recipe.get("groups", 1)
    if groups > 1:
        return [
            _(
                "Giám khảo chia thành %(n)s nhóm không có bài chung: không so được độ nghiêm giữa các nhóm, và mọi "
                "bảng xếp hạng sẽ ghi rõ điều này.",
                n=groups,
            )
        ]
    found = [_("Mọi giám khảo được nối với nhau qua bài chung, nên so được độ nghiêm của tất cả.")]
    if "efficiency" in recipe and groups == 1:
        percent = round(recipe["efficiency"] * 100)
        found.append(
            _(
                "So hai giám khảo bất kỳ chính xác bằng %(percent)s %% của cách ghép đều nhất có thể với chừng ấy "
                "lượt đọc.",
                percent=percent,
            )
        )
        if recipe["efficiency"] < GOOD_EFFICIENCY:
            found.append(
                _(
                    "Có những cặp ít gặp nhau; thêm vài bài neo hoặc thêm một người đọc mỗi bài thì so chắc hơn."
                )
            )
    return found


def _tight(recipe: Mapping[str, Any], shifts: Sequence[JudgeShift]) -> list[str]:
    full = [shift.name for shift in shifts if shift.full]
    found = []
    if full:
        found.append(_("Đã đủ số bài nhiều nhất, không nhận thêm được: %(names)s.", names=", ".join(full)))
    if recipe.get("tight"):
        found.append(
            ngettext(
                "%(num)s bài chỉ vừa đủ giám khảo hợp lệ; một người vắng là thiếu.",
                "%(num)s bài chỉ vừa đủ giám khảo hợp lệ; một người vắng là thiếu.",
                recipe["tight"],
            )
        )
    return found
