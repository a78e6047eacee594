"""The ranking, the cut, the frozen list and its publication."""
