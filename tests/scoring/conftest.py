"""A round under way."""

import pytest

from tests.jury import Jury, a_jury


@pytest.fixture
def jury(cast, house) -> Jury:
    """Four essays, two readers each, drawn and published."""
    return a_jury(cast)
