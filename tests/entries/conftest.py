"""Counting queries."""

from tests.authors.conftest import count_queries

__all__ = ["count_queries"]
