"""What the cases share."""

import pytest

from tests.forms_builder.cases.scenes import Filling


@pytest.fixture
def fill(client):
    """`fill(definition)`: a signed-in adopter on the first question."""
    return lambda definition=None: Filling(client, definition)
