"""The packages of three districts, each made once a session in an installation of its own."""

import pytest

from tests.conftest import Schema
from tests.nominations.districts import DISTRICTS, Sent, sent_by


@pytest.fixture(scope="session")
def sent(schema: Schema, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sent]:
    """What each district sent: its three best, scores and telephones along."""
    folder = tmp_path_factory.mktemp("districts")
    return {district: sent_by(district, folder / district, schema) for district in DISTRICTS}


@pytest.fixture
def keys(sent: dict[str, Sent]) -> dict[str, str]:
    """Each district's public key."""
    return {district: one.key for district, one in sent.items()}
