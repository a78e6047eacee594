"""What a meeting on prizes types: a prize and a reason for each line, a reason for all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from contest.awards.models import Prize
from contest.awards.queries import Proposed
from contest.awards.rules import Proposal, Verification
from contest.awards.service import DecisionSaid
from contest.charter.models import Contest
from contest.plumbing.clock import local
from contest.shortlist.queries import meetings_of
from contest.shortlist.rules.voting import MeetingKind
from contest.web.organizer.fields import ScanField
from contest.web.organizer.ranking_forms import PasswordForm
from contest.web.typed import whole
from contest.web.words import word

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One entry before the meeting: what the list says of it, what is proposed, what is chosen."""

    id: int
    rank: int
    mark: Decimal
    title: str
    who: str
    unit: str
    receipt: str
    verification: Verification
    note: str
    proposed: str
    chosen: str
    reason: str


@dataclass(frozen=True, slots=True)
class PrizeLine:
    """One prize before the meeting: how many places, how many are proposed, why more or fewer are given."""

    prize: Prize
    proposed: int
    reason: str


class DecisionForm(FlaskForm):
    """What is said about the whole decision; its lines are read beside it."""

    reason = TextAreaField(
        _l("Lý do chung"),
        [Length(max=LONGEST, message=_l("Xin viết ngắn hơn 1000 ký tự."))],
        description=_l(
            "Dùng cho mọi dòng khác đề xuất mà không ghi lý do riêng; luôn cần khi quyết định lại."
        ),
        render_kw={"rows": 3},
    )
    meeting = SelectField(_l("Cuộc họp"), validate_choice=False)
    seen = HiddenField()

    @classmethod
    def of(cls, contest: Contest, seen: str) -> "DecisionForm":
        """The form with the meetings to choose from; ``seen``: the word for what its proposal was made of."""
        form = cls(data={"seen": seen})
        held = [
            SelectChoice(str(one.id), f"{one.title}, {local(one.held_at, contest.zone):%d/%m/%Y}")
            for one in meetings_of(contest, kind=MeetingKind.AWARDS)
        ]
        form.meeting.choices = [SelectChoice("", _("Không ghi")), *held]
        return form

    def said(self, ids: Collection[int], prizes: Collection[Prize]) -> DecisionSaid:
        """What was typed for these entries or units and these prizes."""
        typed = request.form
        return DecisionSaid(
            prizes={one: key for one in ids if (key := typed.get(f"prize-{one}", ""))},
            reasons={one: why for one in ids if (why := typed.get(f"reason-{one}", "")[:LONGEST])},
            gaps={p.key: why for p in prizes if (why := typed.get(f"gap-{p.key}", "")[:LONGEST])},
            reason=self.reason.data or "",
            meeting=whole(self.meeting.data),
            seen=self.seen.data or None,
        )


class PublicationForm(PasswordForm):
    """The password once more, and the word for what was on the page."""

    seen = HiddenField()


class RevocationForm(PasswordForm):
    """Why a prize is taken back, and on what evidence."""

    reason = TextAreaField(
        _l("Lý do thu hồi"),
        [InputRequired(_l("Xin ghi lý do.")), Length(max=LONGEST)],
        render_kw={"rows": 3},
    )
    evidence = TextAreaField(
        _l("Căn cứ"),
        [Length(max=2000)],
        description=_l("Điều khoản của thể lệ, số biên bản, nơi đã đăng…"),
        render_kw={"rows": 3},
    )
    scan = ScanField(_l("Tệp căn cứ"), description=_l("PDF hoặc ảnh, nhiều nhất 20 MB."))


def lines_of(proposed: Proposed) -> list[Line]:
    """Every entry of the list, as proposed, or as typed when the form was sent."""
    names = {prize.key: prize.name for prize in proposed.prizes}
    notes = _notes(proposed.proposal)
    return [
        Line(
            id=one.entry_id,
            rank=one.place.rank,
            mark=one.place.mark,
            title=one.written.title,
            who=", ".join(one.written.authors),
            unit=one.written.unit,
            receipt=one.written.receipt,
            verification=one.verification,
            note=notes.get(one.entry_id, word(one.barred) if one.barred else ""),
            proposed=names.get(proposed.by_entry.get(one.entry_id, ""), ""),
            **typed_of(one.entry_id, proposed.by_entry),
        )
        for one in proposed.candidates
    ]


def prize_lines(prizes: Collection[Prize], by_one: Mapping[int, str]) -> list[PrizeLine]:
    """The prizes with how many of each are proposed."""
    keys = list(by_one.values())
    return [PrizeLine(p, keys.count(p.key), request.form.get(f"gap-{p.key}", "")) for p in prizes]


def typed_of(one: int, proposed: Mapping[int, str]) -> dict[str, str]:
    """The prize chosen for an entry or unit and its reason: as typed, else as proposed."""
    chosen = request.form.get(f"prize-{one}") if request.method == "POST" else proposed.get(one, "")
    return {"chosen": chosen or "", "reason": request.form.get(f"reason-{one}", "")}


def _notes(proposal: Proposal) -> dict[int, str]:
    """What the page says beside an entry that waits or is passed over."""
    said = {entry: word(why) for entry, why in proposal.passed}
    for group in proposal.waiting:
        said |= dict.fromkeys(group.entries, _("Đồng hạng, chờ họp quyết định"))
    shared = {one.entry: _("Đồng hạng, cùng nhận giải") for one in proposal.given if one.shared}
    return said | shared
