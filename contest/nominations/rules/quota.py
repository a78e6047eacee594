"""How many works a sender may still send: the quota of the level above, what is there already, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """A sender's quota at the higher level.

    quota  None when nobody has set one: then there is no end
    used   its works that are in the register and were not withdrawn
    """

    quota: int | None
    used: int = 0

    @property
    def left(self) -> int | None:
        """How many may still come; never below nothing."""
        return None if self.quota is None else max(0, self.quota - self.used)

    def over(self, coming: int) -> int:
        """By how many so many further works would go over."""
        return 0 if self.left is None else max(0, coming - self.left)

    def fits(self, coming: int) -> bool:
        """Whether so many further works may come."""
        return not self.over(coming)


def quota_of(own: int | None, default: int | None) -> int | None:
    """The sender's own quota, else that of all senders, else none."""
    return own if own is not None else default


def within(fresh: Sequence[bool], room: Room) -> list[bool]:
    """Which of some works stay within the room, in their order; works that are no fresh ones take none."""
    left, kept = room.left, []
    for is_fresh in fresh:
        if not is_fresh or left is None:
            kept.append(True)
            continue
        kept.append(left > 0)
        left = max(0, left - 1)
    return kept
