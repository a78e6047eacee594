"""The cut a page shows: the charter's, or another that its address asks for; nothing of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from contest.charter.models import Round
from contest.charter.rules import METHODS, QuotaSaid
from contest.charter.rules.quotas import quotas_unfit
from contest.errors.shortlist import CutUnfit
from contest.plumbing.vietnamese import format_points, parse_points
from contest.shortlist.queries import charters_quotas, cut_like, cut_of
from contest.shortlist.rules import Cut
from contest.web.organizer.quotas_asked import (
    Box,
    Choices,
    Further,
    boxes,
    boxes_typed,
    choices,
    further_typed,
    number,
    quotas_in,
)
from contest.web.refusals import spoken

ASKED = {"top", "percent", "threshold", "ties", "method"}


@dataclass(frozen=True, slots=True)
class CutAsked:
    """One cut with its method and quotas; as typed, for the boxes and addresses.

    tried       whether any of it is other than the charter says
    own_quotas  whether quotas are: a list is frozen by the charter's alone
    wrong       what was typed cannot be used, so the charter's cut is shown; why, where there is a sentence for it
    further     rows to name units in, and choices, whom they may name; none for who may not know the authors
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
    tried: bool = False
    own_quotas: bool = False
    wrong: bool = False
    why: str = ""
    further: Sequence[Further] = ()
    choices: Choices = ()

    @classmethod
    def of(cls, round_: Round, typed: Mapping[str, str], *, names_open: bool = False) -> Self:
        """The cut asked for in an address or a form. Raises CutUnfit when the charter's own is unfit.

        names_open  whether the visitor may know the authors: only then may limits on units and authors be tried,
                    for who comes and goes with them would tell whose an entry is
        """
        if not ASKED & set(typed):
            return cls._standing(round_, names_open=names_open)
        charters, why = charters_quotas(round_), ""
        given = choices(charters) if names_open else None
        try:
            found = boxes(round_, charters, boxes_typed(typed) or None, given)
            quotas, top = quotas_in(found, charters), number(typed.get("top", ""))
            if (contradiction := quotas_unfit(quotas, top=top)) is not None:
                why = spoken(contradiction)
                raise CutUnfit
            cut = cut_like(
                round_,
                top=top,
                share=_points(typed.get("percent", "")),
                threshold=_points(typed.get("threshold", "")),
                ties_in=typed.get("ties") != "out",
                quotas=quotas,
            )
            method = typed.get("method") or round_.method
            if method not in METHODS:
                raise CutUnfit
        except (ValueError, CutUnfit):
            return cls.wrongly(round_, typed, names_open=names_open, why=why)
        changed = _plain(quotas) != _plain(charters)
        shown = cls._shown(round_, cut, method, quotas, found, given)
        tried = changed or method != round_.method or cut != _charters(round_)
        return replace(shown, tried=tried, own_quotas=changed)

    @classmethod
    def wrongly(cls, round_: Round, typed: Mapping[str, str], *, names_open: bool, why: str = "") -> Self:
        """The charter's cut, with what was typed still in the boxes: it cannot be used.

        Raises  CutUnfit when the charter's own is unfit
        """
        standing = cls._standing(round_, names_open=names_open)
        boxed = any(name.startswith("q-") for name in typed)
        given = standing.choices if names_open else None
        return replace(
            standing,
            top=typed.get("top", "").strip(),
            percent=typed.get("percent", "").strip(),
            threshold=typed.get("threshold", "").strip(),
            boxes=boxes(round_, standing.quotas, typed if boxed else None, given),
            further=further_typed(typed) if names_open else (),
            tried=True,
            own_quotas=boxed,
            wrong=True,
            why=why,
        )

    @classmethod
    def _standing(cls, round_: Round, *, names_open: bool) -> Self:
        quotas = charters_quotas(round_)
        given = choices(quotas) if names_open else None
        return cls._shown(
            round_, cut_of(round_), round_.method, quotas, boxes(round_, quotas, None, given), given
        )

    @classmethod
    def _shown(
        cls,
        round_: Round,
        cut: Cut,
        method: str,
        quotas: Sequence[QuotaSaid],
        found: Sequence[Box],
        given: Choices | None,
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
            boxes=found,
            further=() if given is None else further_typed({}),
            choices=given or (),
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


def _points(typed: str) -> Decimal | None:
    return parse_points(typed) if typed.strip() else None
