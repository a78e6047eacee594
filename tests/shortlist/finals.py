"""A second round on the stage: what the first round's list sends into it, read by everybody."""

from dataclasses import replace
from random import Random

from contest.assignment.queries import dealing_of, standing_assignments
from contest.assignment.service import publish_draw, set_dealing, set_judges_terms
from contest.charter.models import Round
from contest.db import db, transaction
from contest.scoring.service import hand_in_sheet, lock_round, settle_round
from contest.screening.queries import blind_codes_of
from contest.shortlist.service import draw_round
from tests.cast import Cast
from tests.conftest import NOON
from tests.remembered import remembered
from tests.shortlist.stage import CLERK, freeze_top, judged, points

ALL_FOUR = ("head_judge", "judge_a", "judge_b", "judge_c")


def the_final(cast: Cast) -> Round:
    return db.session.get_one(Round, cast.final_id)


def all_together(cast: Cast, **changes) -> None:
    """Every judge of the final reads every entry."""
    with transaction():
        said = replace(dealing_of(cast.final_id), everybody=True, **changes)
        notice = "Chung khảo do mọi giám khảo cùng chấm."
        set_dealing(round_=the_final(cast), said=said, notice=notice, actor=CLERK, at=NOON)


def seats(cast: Cast, terms) -> None:
    """What the judges named take in the final."""
    with transaction():
        told = {cast.accounts[who]: said for who, said in terms.items()}
        set_judges_terms(round_=the_final(cast), terms=told, actor=CLERK, at=NOON)


def preview(cast: Cast, *, seed: int = 3, codes: int = 9):
    with transaction():
        return draw_round(round_=the_final(cast), seed=seed, actor=CLERK, at=NOON, codes_rng=Random(codes))


def draw_final(cast: Cast, **said):
    draw = preview(cast, **said)
    with transaction():
        publish_draw(draw=draw, actor=CLERK, at=NOON)
    return draw


def readers(cast: Cast) -> dict[int, set[int]]:
    """Entry -> who reads it in the final."""
    found: dict[int, set[int]] = {}
    for assignment in standing_assignments(cast.final_id):
        found.setdefault(assignment.entry_id, set()).add(assignment.judge_id)
    return found


def mark_final(cast: Cast, totals) -> None:
    """Every reading without a sheet is handed in: judge -> entry -> total, or entry -> total for all."""
    with transaction():
        for assignment in standing_assignments(cast.final_id):
            said = totals[assignment.entry_id]
            total = said[assignment.judge_id] if isinstance(said, dict) else said
            hand_in_sheet(
                assignment=assignment,
                points=points(total),
                remark="",
                version=None,
                actor=assignment.judge.actor(),
                at=NOON,
            )


def settle_final(cast: Cast):
    with transaction():
        return settle_round(round_=the_final(cast), seed=1, actor=CLERK, at=NOON)


def lock_final(cast: Cast) -> None:
    settle_final(cast)
    with transaction():
        lock_round(round_=the_final(cast), actor=CLERK, at=NOON)


def final_codes(cast: Cast) -> dict[int, str]:
    return {entry: code.code for entry, code in blind_codes_of(cast.final_id).items()}


@remembered
def finalists(cast: Cast, marks=("90", "80", "70"), top: int = 2) -> list[int]:
    """A first round judged, locked and listed; entry ids, best first."""
    entries = judged(cast, list(marks))
    freeze_top(cast, top)
    return entries
