"""Conflicts, the draw and what it deals: one judge, one entry."""
