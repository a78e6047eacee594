"""Plain rules about people: passwords, and lists of names as they are pasted."""

from contest.people.rules.passwords import LEAST, NO_PASSWORD, fits, typed
from contest.people.rules.pasted import Line, read_lines

__all__ = ["LEAST", "NO_PASSWORD", "Line", "fits", "read_lines", "typed"]
