"""docs/permissions.md says what the tests hold."""

from tests.permissions import document


def test_the_page_about_rights_is_fresh():
    assert document.PLACE.read_text() == document.text(), "run: python -m tests.permissions.document"
