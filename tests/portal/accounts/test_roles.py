"""What each role may do in the CMS, asked of the CMS itself."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from portal.accounts.actions.roles import settle_roles
from portal.accounts.rules import Role
from tests.cast import sign_in
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def person_of(role: Role):
    return PersonFactory(is_staff=role is not Role.PATIENT, is_superuser=role is Role.ADMIN, role=role)


@pytest.mark.parametrize(
    ("role", "add", "edit", "publish", "images"),
    [
        (Role.EDITOR, True, True, True, True),
        (Role.TRANSLATOR, False, True, False, False),
        (Role.CLINICAL_REVIEWER, False, True, True, False),
        (Role.ADMIN, True, True, True, True),
        *[
            (role, False, False, False, False)
            for role in Role
            if role not in {Role.EDITOR, Role.TRANSLATOR, Role.CLINICAL_REVIEWER, Role.ADMIN}
        ],
    ],
)
def test_a_role_may_do_this_with_pages_and_pictures(role, add, edit, publish, images):
    person = person_of(role)
    page = Page.objects.get(depth=1).add_child(instance=Page(title="Knees", slug="knees"))
    rights = page.permissions_for_user(person)
    assert (rights.can_add_subpage(), rights.can_edit(), rights.can_publish()) == (add, edit, publish)
    assert policy_registry.get_by_type(get_image_model()).user_has_permission(person, "add") == images
    assert person.has_perm("wagtailadmin.access_admin") == (edit or images)


@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model.__name__)
def test_an_editor_adds_snippets_and_a_translator_opens_the_list_only(client, dai, farid, carys, model):
    names = [reverse(model.snippet_viewset.get_url_name(name)) for name in ("list", "add")]
    expected = {dai: [200, 200], farid: [200, 302], carys: [403, 403]}
    assert {who: [sign_in(client, who).get(name).status_code for name in names] for who in expected} == expected


def test_laying_the_roles_twice_changes_nothing():
    def rights():
        return {
            group.name: (
                sorted(group.permissions.values_list("codename", flat=True)),
                sorted(group.page_permissions.values_list("permission__codename", flat=True)),
                sorted(group.collection_permissions.values_list("permission__codename", flat=True)),
            )
            for group in Group.objects.all()
        }

    before = rights()
    settle_roles()
    assert rights() == before
    assert set(before) == set(Role)  # and none of the groups Wagtail brings
