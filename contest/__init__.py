"""Gương Sáng: a writing contest from the first essay to the shortlist.

The rooms, in the order an essay passes them:

    units       who reports: communes, schools, party cells, offices
    charter     the rules of one contest: calendar, rounds, criteria
    people      accounts, roles, invitations
    entries     the essay, its files, the person written about
    authors     the sealed envelope: who wrote which entry; the hand-in
    screening   eligible or not; blind codes and blind copies
    scanning    cover sheets, and scan batches split by them into pages of entries
    assignment  which judge reads which entry
    scoring     score sheets, discrepancies, settled marks
    shortlist   the ranking, the cut, the frozen list
    awards      the prizes: proposed, decided, taken back; what localities say of the figures
    nominations what goes to the level above, and what came from those below
    exports     what leaves the house on paper

A room knows those before it and never those after it. ``overview`` asks
questions across rooms, ``rehearsal`` makes contests up; ``plumbing`` serves
all of them; ``web`` and ``cli`` are the doors. docs/map.md shows the same with arrows.
"""

__version__ = "0.1.0"
