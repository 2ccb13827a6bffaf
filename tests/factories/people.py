"""People, with a trait for each role."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from portal.accounts.models import User


class PersonFactory(DjangoModelFactory[User]):
    """A patient, unless a trait says otherwise; a role is the group of that name."""

    class Meta:
        model = User

    class Params:
        adviser = factory.Trait(is_staff=True, role="adviser")
        facilitator = factory.Trait(is_staff=True, role="facilitator")
        moderator = factory.Trait(is_staff=True, role="moderator")
        safeguarding_lead = factory.Trait(is_staff=True, role="safeguarding-lead")
        editor = factory.Trait(is_staff=True, role="editor")
        translator = factory.Trait(is_staff=True, role="translator")
        clinical_reviewer = factory.Trait(is_staff=True, role="clinical-reviewer")
        manager = factory.Trait(is_staff=True, role="manager")
        admin = factory.Trait(is_staff=True, is_superuser=True, role="admin")

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")

    @classmethod
    def _create(cls, model_class: type[User], *args: object, role: str = "", **fields: object) -> User:
        person = super()._create(model_class, *args, **fields)
        if role:
            person.groups.add(Group.objects.get_or_create(name=role)[0])
        return person
