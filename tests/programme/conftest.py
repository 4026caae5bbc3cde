"""Those for whom and about whom reports are made."""

import pytest

from intranet.people.models import StaffMember
from tests.making import Make


@pytest.fixture
def leader(make: Make) -> StaffMember:
    return make.leader()


@pytest.fixture
def people(make: Make) -> list[StaffMember]:
    unit = make.department()
    return [make.staff(department=unit) for _ in range(3)] + [make.staff()]
