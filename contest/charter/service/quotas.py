"""Set what a round's list may, or must, have of each unit, kind and author."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from contest.charter.models import Quota, Round
from contest.charter.queries import contest_of_round, quotas_of, quotas_of_categories
from contest.charter.rules import SEALED, CutKind, QuotaSaid
from contest.charter.rules.quotas import quotas_unfit
from contest.db import db
from contest.errors.charter import QuotasFrozen, QuotasUnfit
from contest.plumbing.audit import Actor, record


def set_quotas(*, round_: Round, quotas: Sequence[QuotaSaid], actor: Actor, at: datetime) -> None:
    """Set all quotas of a round but its categories', which the contest has; those with neither number are dropped.

    Once judges read, those on units and authors stay: what they do would tell who wrote which entry to whoever
    changes them and looks.

    Raises  QuotasUnfit, QuotasFrozen
    """
    said = _in_order(quota for quota in quotas if quota.least is not None or quota.most is not None)
    standing = _in_order(quotas_of(round_))
    if said == standing:
        return
    top = round_.cut_top if round_.cut_kind is CutKind.TOP else None
    check_quotas([*said, *quotas_of_categories(contest_of_round(round_))], top=top)
    if round_.rules_frozen_at is not None and _sealed(said) != _sealed(standing):
        raise QuotasFrozen
    kept = {(row.kind, row.key): row for row in round_.quotas}
    round_.quotas = [
        kept.get((quota.kind, quota.key)) or Quota(kind=quota.kind, key=quota.key) for quota in said
    ]
    for row, quota in zip(round_.quotas, said, strict=True):
        row.least, row.most = quota.least, quota.most
    db.session.flush()
    changes = {"quotas": [_told(standing), _told(said)]}
    record(
        "round.quotas_set", actor=actor, at=at, contest_id=round_.contest_id, subject=round_, changes=changes
    )


def check_quotas(quotas: Sequence[QuotaSaid], *, top: int | None) -> None:
    """Raises QuotasUnfit for quotas that contradict themselves or the number of places."""
    unfit = quotas_unfit(quotas, top=top)
    if unfit is not None:
        raise QuotasUnfit(why=unfit)


def _in_order(quotas: Iterable[QuotaSaid]) -> list[QuotaSaid]:
    return sorted(quotas, key=lambda quota: (quota.kind, quota.key))


def _sealed(quotas: Iterable[QuotaSaid]) -> list[QuotaSaid]:
    return [quota for quota in quotas if quota.kind in SEALED]


def _told(quotas: Iterable[QuotaSaid]) -> list[list[object]]:
    return [[quota.kind.value, quota.key, quota.least, quota.most] for quota in quotas]
