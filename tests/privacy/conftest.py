"""A town for each test."""

from tests.groups.conftest import town as town
