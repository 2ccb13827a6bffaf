"""The rights of each role, laid after every migration and as often as one likes."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)
from wagtail.snippets.models import get_snippet_models

from portal.accounts.rules import CMS_RIGHTS, CmsRights, Role
from portal.accounts.signals import roles_settled

WAGTAILS_OWN_GROUPS = ("Editors", "Moderators")


@transaction.atomic
def settle_roles() -> None:
    """Make each role's group carry exactly the rights of rules.CMS_RIGHTS, then tell whoever hangs more on the groups.

    Idempotent. Rights that were added by hand are taken away. What the page tree does not have yet (before the first
    migration is through) is left for the next time.
    """
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role)
        rights = CMS_RIGHTS.get(role, CmsRights())
        group.permissions.set(_model_permissions(rights))
        _settle_pages(group, rights)
        _settle_images(group, rights)
    Group.objects.filter(name__in=WAGTAILS_OWN_GROUPS, user=None).delete()
    roles_settled.send(sender=None)


def _model_permissions(rights: CmsRights) -> list[Permission]:
    if rights == CmsRights():
        return []
    wanted = {("wagtailadmin", "access_admin")}
    for model in get_snippet_models():
        label, name = model._meta.app_label, model._meta.model_name
        wanted |= {(label, f"{act}_{name}") for act in rights.snippets}
    codenames = {codename for _label, codename in wanted}
    found = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    return [right for right in found if (right.content_type.app_label, right.codename) in wanted]


def _permissions(app: str, codenames: Iterable[str]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label=app, codename__in=codenames))


def _settle_pages(group: Group, rights: CmsRights) -> None:
    root = Page.objects.filter(depth=1).first()
    if not root:
        return
    wanted = _permissions("wagtailcore", rights.pages)
    GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__in=wanted).delete()
    for right in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)


def _settle_images(group: Group, rights: CmsRights) -> None:
    root = Collection.objects.filter(depth=1).first()
    if not root:
        return
    wanted = _permissions("wagtailimages", [f"{act}_image" for act in rights.images])
    GroupCollectionPermission.objects.filter(group=group).exclude(collection=root, permission__in=wanted).delete()
    for right in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)
