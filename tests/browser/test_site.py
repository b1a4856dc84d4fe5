"""The site stands: a page opens without an error on the console and without a barrier."""


def test_home_opens_without_errors_or_barriers(page, accessibility_violations):
    response = page.goto("/")

    assert response.status == 200
    assert accessibility_violations(page) == []
