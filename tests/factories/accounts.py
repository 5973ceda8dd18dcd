"""People who work with the system, by trait."""

import factory

from hirfa.accounts.choices import Role
from hirfa.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    full_name = "Someone"
    role = Role.COUNTER
    scope = "chamber:03"
    password = "!"

    class Params:
        signatory = factory.Trait(role=Role.SIGNATORY)
        analyst = factory.Trait(role=Role.MINISTRY_ANALYST, scope="nation")
        auditor = factory.Trait(role=Role.AUDITOR, scope="nation")
        administrator = factory.Trait(role=Role.ADMINISTRATOR, scope="nation")
        elsewhere = factory.Trait(scope="chamber:07")
        nationwide = factory.Trait(scope="nation")
