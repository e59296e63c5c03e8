"""The nation's region words, read once."""

import pytest

from zhice.matching.places import PlaceWords
from zhice.registry.regions import gazetteer


@pytest.fixture(scope="session")
def places():
    if gazetteer.installed() is None:
        pytest.skip("the names of the nation's counties are not installed (make setup)")
    return PlaceWords(gazetteer.national().units())
