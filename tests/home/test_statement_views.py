"""What anybody may read of the service, signed in or not."""

import pytest


@pytest.mark.only_on("sqlite")
def test_anybody_may_read_how_far_the_service_can_be_used(app, client):
    page = client.get("/accessibility")

    assert page.status_code == 200
    assert "Accessibility statement" in page.text
    assert app.config["UNIT_CONTACT"] in page.text


@pytest.mark.only_on("sqlite")
def test_the_statement_is_at_the_foot_of_every_page(client):
    assert 'href="/accessibility"' in client.get("/sign-in").text
