"""What becomes of a draw that waits: shown to its judges, or thrown away."""

from datetime import datetime

from sqlalchemy import exists, insert, literal, select

from contest.assignment.models import Draw, DrawEnding, DrawKind, Recusal
from contest.assignment.queries import category_readers
from contest.assignment.service.holding import hold_draw
from contest.assignment.service.making import discard_unseen
from contest.assignment.service.rechecking import check_draft
from contest.assignment.service.settings import READERS_BY_CATEGORY, told_readers, write_category_readers
from contest.charter.models import Round
from contest.charter.service import change_readers, freeze_round_rules
from contest.db import db
from contest.errors import NotFound
from contest.errors.assignment import AlreadyPublished
from contest.plumbing.audit import Actor, record


def publish_draw(*, draw: Draw, actor: Actor, at: datetime) -> None:
    """Show a draw to its judges, and fix the rules they read by; a second time changes nothing.

    Whoever asks for a draw that takes readers back asks scoring's ``publish_change``, which knows their work.
    Raises  NotFound when it was thrown away meanwhile, DrawOutdated when it no longer keeps the rules
    """
    held = hold_draw(draw)
    if held is None:
        raise NotFound
    if held.published_at is not None:
        return
    check_draft(held, db.session.get_one(Round, draw.round_id))
    show_draw(held, actor=actor, at=at)


def show_draw(draw: Draw, *, actor: Actor, at: datetime) -> None:
    """Publish a draw of which all is known to be well, in the transaction that holds its round.

    One that changes how many read an entry is an amendment, with the notice it was asked with.
    """
    round_ = db.session.get_one(Round, draw.round_id)
    draw.published_at, draw.published_by = at, actor.name
    db.session.flush()
    _end(draw, actor=actor, at=at)
    asked = draw.recipe.get("asked", {})
    if draw.kind in (DrawKind.MORE_READERS, DrawKind.FEWER_READERS):
        by_category = {int(key): number for key, number in asked["by_category"].items()}
        told = [told_readers(category_readers(round_.id)), told_readers(by_category)]
        change_readers(
            round_=round_,
            readers=asked["readers"],
            besides={READERS_BY_CATEGORY: told} if told[0] != told[1] else {},
            notice=asked.get("notice", ""),
            actor=actor,
            at=at,
        )
        write_category_readers(round_.id, by_category)
    record("draw.published", actor=actor, at=at, contest_id=round_.contest_id, subject=draw, seed=draw.seed)
    freeze_round_rules(round_=round_, actor=actor, at=at)


def discard_draw(*, draw: Draw, actor: Actor, at: datetime) -> None:
    """Throw away a draw nobody has seen; a second time changes nothing. Raises AlreadyPublished."""
    held = hold_draw(draw)
    if held is None:
        return
    if held.published_at is not None:
        raise AlreadyPublished
    contest_id = db.session.get_one(Round, draw.round_id).contest_id
    seed, name = draw.seed, f"draw:{draw.id}"
    discard_unseen(draw.round_id)
    record("draw.discarded", actor=actor, at=at, contest_id=contest_id, subject=name, seed=seed)


def _end(draw: Draw, *, actor: Actor, at: datetime) -> None:
    """The assignments that the draw takes back end, those that have not ended otherwise meanwhile."""
    reason = str(draw.recipe.get("asked", {}).get("reason", ""))
    left = select(
        DrawEnding.assignment_id, literal(at, Recusal.at.type), literal(actor.name), literal(reason)
    ).where(
        DrawEnding.draw_id == draw.id,
        ~exists().where(Recusal.assignment_id == DrawEnding.assignment_id),
    )
    db.session.execute(insert(Recusal).from_select(["assignment_id", "at", "by", "reason"], left))
