"""What several tests of long exports begin from."""

import pytest

from contest.exports.long import registry
from tests.exports.slow import Slow


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    made.go_on.set()
    monkeypatch.setattr(registry, "LONG", {"slow": made})
    return made
