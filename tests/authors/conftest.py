"""Counting queries."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from contest.db import db


@pytest.fixture
def count_queries(house):
    """``count_queries(question)`` runs it and says how many statements it took."""

    def count(question: Callable[[], object]) -> int:
        seen: list[str] = []

        def saw(_c, _cursor, statement, *_rest):
            if statement.startswith("SELECT"):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", saw)
        try:
            question()
        finally:
            event.remove(db.engine, "before_cursor_execute", saw)
        return len(seen)

    return count
