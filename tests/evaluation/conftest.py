"""The real gazetteer, for what is measured on real texts."""

from __future__ import annotations

import pytest

from places.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def world() -> Gazetteer:
    """From the cache folder; built there the first time, which takes some 20 seconds."""
    return Gazetteer.ensure()
