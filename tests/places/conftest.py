"""The small difficult gazetteer, built once for all tests."""

from __future__ import annotations

import pytest

from places.gazetteer import Gazetteer
from tests.places.builders import SMALL, built_of


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Names chosen to be difficult; see builders.py. Built through the code that builds the real one."""
    return built_of(SMALL, tmp_path_factory.mktemp("gazetteer"))


@pytest.fixture(scope="session")
def world() -> Gazetteer:
    """The real gazetteer, from the cache folder; built there the first time, which takes some 20 seconds."""
    return Gazetteer.ensure()
