"""Which councils are compared?"""

import pytest
from django.test import Client

from improvement.councils.models import Council, User
from tests.scorecard.compare.builders import make_peopled


@pytest.fixture
def ashby(db) -> Council:
    return make_peopled("Ashby", 20_000, region="North West")


@pytest.fixture
def barton(db) -> Council:
    return make_peopled("Barton", 100_000, region="London", kind="London borough")


@pytest.fixture
def opened():
    """Open a page as somebody and have its words."""

    def open_as(person: User, address: str) -> str:
        client = Client()
        client.force_login(person)
        response = client.get(address)
        assert response.status_code == 200, response.status_code
        return b"".join(response).decode("utf-8-sig")

    return open_as
