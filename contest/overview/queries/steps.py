"""How far a contest has come, as the rule of the next steps takes it."""

from datetime import datetime

from contest.awards.queries import award_publications, standing_decision
from contest.charter.models import Contest, Round
from contest.overview.queries.desk import Pipeline
from contest.overview.rules import Course
from contest.people.models import RoleKind
from contest.people.queries import roles_in, standing_invitations
from contest.scoring.queries import round_lock
from contest.shortlist.queries import round_after

KEYS = frozenset({RoleKind.ORGANIZER, RoleKind.SECRETARY})


def course_of(contest: Contest, round_: Round, numbers: Pipeline, *, unsealed: bool, at: datetime) -> Course:
    """The contest's course with one round's; ``unsealed``: that both keys of the round's seal were turned."""
    roles, invited = roles_in(contest.id), standing_invitations(contest.id, at=at)
    decision = standing_decision(contest.id)
    people = {
        *((role.kind, role.account.email) for role in roles),
        *((one.kind, one.email) for one in invited),
    }
    return Course(
        announced=contest.announced_at is not None,
        judges=sum(1 for kind, _ in people if kind is RoleKind.JUDGE),
        readers=round_.readers,
        keepers=len({email for kind, email in people if kind in KEYS}),
        in_round=numbers.in_round,
        read=numbers.read,
        disputed=numbers.differing,
        settled=numbers.settled,
        locked=round_lock(round_.id) is not None,
        frozen=numbers.listed is not None,
        later=round_after(round_) is not None and (round_.names_early or not unsealed),
        unsealed=unsealed,
        decided=decision is not None,
        published=decision is not None and decision.id in award_publications([decision.id]),
    )
