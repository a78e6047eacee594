"""The cut a page shows: the charter's, or another that its address asks for; nothing of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from flask_babel import gettext as _

from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.charter.rules import METHODS, QuotaKind, QuotaSaid
from contest.charter.rules.quotas import quotas_unfit
from contest.entries.models import FigureKind
from contest.errors.shortlist import CutUnfit
from contest.plumbing.vietnamese import format_points, parse_points
from contest.shortlist.queries import charters_quotas, cut_like, cut_of
from contest.shortlist.rules import Cut
from contest.web.words import WORDS

MOST = 100_000
ASKED = {"top", "percent", "threshold", "ties", "method"}


@dataclass(frozen=True, slots=True)
class Box:
    """The least and most of one group, as boxes to type in."""

    kind: QuotaKind
    key: str
    label: str
    least: str
    most: str

    @property
    def name(self) -> str:
        """What its two boxes are called by, before ``-least`` and ``-most``."""
        return f"q-{self.kind.value}-{self.key}"


@dataclass(frozen=True, slots=True)
class CutAsked:
    """One cut with its method and quotas; as typed, for the boxes and addresses.

    tried       whether any of it is other than the charter says
    own_quotas  whether quotas are: a list is frozen by the charter's alone
    wrong       what was typed cannot be used, so the charter's cut is shown
    """

    cut: Cut
    top: str
    percent: str
    threshold: str
    ties: str
    method: str
    charters_method: str
    quotas: Sequence[QuotaSaid]
    boxes: Sequence[Box]
    tried: bool
    own_quotas: bool = False
    wrong: bool = False

    @classmethod
    def of(cls, round_: Round, typed: Mapping[str, str], *, names_open: bool = False) -> Self:
        """The cut asked for in an address or a form. Raises CutUnfit when the charter's own is unfit.

        names_open  whether the visitor may know the authors: only then may limits on units and authors be tried,
                    for who comes and goes with them would tell whose an entry is
        """
        if not ASKED & set(typed):
            return cls._standing(round_, names_open=names_open)
        charters = charters_quotas(round_)
        try:
            quotas = _quotas(round_, typed, charters, names_open=names_open)
            cut = cut_like(
                round_,
                top=_top(typed.get("top", "")),
                share=_number(typed.get("percent", "")),
                threshold=_number(typed.get("threshold", "")),
                ties_in=typed.get("ties") != "out",
                quotas=quotas,
            )
            method = typed.get("method") or round_.method
            if method not in METHODS or quotas_unfit(quotas, top=cut.top) is not None:
                raise CutUnfit
        except (ValueError, CutUnfit):
            return cls._standing(round_, names_open=names_open, tried=True, wrong=True)
        changed = _plain(quotas) != _plain(charters)
        tried = changed or method != round_.method or cut != _charters(round_)
        return cls._shown(round_, cut, method, quotas, names_open=names_open, tried=tried, own_quotas=changed)

    @classmethod
    def _standing(cls, round_: Round, *, names_open: bool, tried: bool = False, wrong: bool = False) -> Self:
        return cls._shown(
            round_,
            cut_of(round_),
            round_.method,
            charters_quotas(round_),
            names_open=names_open,
            tried=tried,
            wrong=wrong,
        )

    @classmethod
    def _shown(
        cls,
        round_: Round,
        cut: Cut,
        method: str,
        quotas: Sequence[QuotaSaid],
        *,
        names_open: bool,
        tried: bool,
        own_quotas: bool = False,
        wrong: bool = False,
    ) -> Self:
        return cls(
            cut=cut,
            top="" if cut.top is None else str(cut.top),
            percent="" if cut.share is None else format_points(cut.share),
            threshold="" if cut.threshold is None else format_points(cut.threshold),
            ties="in" if cut.ties_in else "out",
            method=method,
            charters_method=round_.method,
            quotas=quotas,
            boxes=_boxes(round_, quotas, names_open=names_open),
            tried=tried,
            own_quotas=own_quotas,
            wrong=wrong,
        )

    @property
    def in_form(self) -> dict[str, str]:
        """The values a form keeps hidden, so that what was shown is what is frozen."""
        kept = {"top": self.top, "percent": self.percent, "threshold": self.threshold, "ties": self.ties}
        return {**kept, "method": self.method}

    @property
    def in_address(self) -> dict[str, Any]:
        """The values that ask for this cut again."""
        if not self.tried:
            return {}
        asked = {"top": self.top, "percent": self.percent, "threshold": self.threshold, "ties": self.ties}
        if self.method != self.charters_method:
            asked["method"] = self.method
        if self.own_quotas:
            for box in self.boxes:
                asked |= {f"{box.name}-least": box.least, f"{box.name}-most": box.most}
        return asked


def _charters(round_: Round) -> Cut | None:
    try:
        return cut_of(round_)
    except CutUnfit:
        return None


def _plain(quotas: Sequence[QuotaSaid]) -> set[QuotaSaid]:
    return {quota for quota in quotas if quota.least is not None or quota.most is not None}


def _boxes(round_: Round, quotas: Sequence[QuotaSaid], *, names_open: bool) -> list[Box]:
    """Boxes for every group that may be tried, with what stands in them."""
    standing = {(quota.kind, quota.key): quota for quota in quotas}
    named = [
        *(
            (QuotaKind.CATEGORY, category.key, category.name)
            for category in contest_of_round(round_).categories
        ),
        *((QuotaKind.FIGURE, kind.value, _(WORDS[FigureKind, kind.value])) for kind in FigureKind),
    ]
    if names_open:
        named += [(QuotaKind.UNIT, "", _("Mỗi đơn vị")), (QuotaKind.AUTHOR, "", _("Mỗi tác giả"))]
    found = []
    for kind, key, label in named:
        quota = standing.get((kind, key), QuotaSaid(kind, key))
        least, most = ("" if number is None else str(number) for number in (quota.least, quota.most))
        found.append(Box(kind, key, label, least, most))
    return found


def _quotas(
    round_: Round, typed: Mapping[str, str], charters: Sequence[QuotaSaid], *, names_open: bool
) -> list[QuotaSaid]:
    """The charter's quotas, those that were typed in their boxes in their place."""
    if not any(name.startswith("q-") for name in typed):
        return list(charters)
    boxes = _boxes(round_, charters, names_open=names_open)
    shown = {(box.kind, box.key) for box in boxes}
    tried = [
        QuotaSaid(box.kind, box.key, *(_top(typed.get(f"{box.name}-{end}", "")) for end in ("least", "most")))
        for box in boxes
    ]
    kept = [quota for quota in charters if (quota.kind, quota.key) not in shown]
    return [*kept, *(quota for quota in tried if quota.least is not None or quota.most is not None)]


def _top(typed: str) -> int | None:
    if not typed.strip():
        return None
    top = int(typed)
    if not 0 <= top <= MOST:
        raise ValueError(typed)
    return top


def _number(typed: str) -> Decimal | None:
    return parse_points(typed) if typed.strip() else None
