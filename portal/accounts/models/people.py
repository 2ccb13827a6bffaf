"""Who a person is. The user *is* the person: its UUID is the key that every record hangs on."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, *, password: str | None = None, **fields: Any) -> "User":
        """A person who signs in by e-mailed code. Nobody has a password: one that is handed in is dropped."""
        del password
        user = self.model(email=email.strip().lower() if email else None, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, *, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password=password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField("display name", max_length=120, blank=True)
    language = models.CharField("language for what is sent and printed", max_length=12, blank=True)
    is_staff = models.BooleanField("may use the staff pages", default=False)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField("demo account", default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField("first opened by its owner", null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="accounts_one_person_per_address"),)

    class Personal:
        id = "link"
        password = "none"  # noqa: S105  never a password: an unusable mark, changed to end all sessions
        last_login = "behaviour"
        is_superuser = "role"
        email = "contact"
        name = "identity"
        language = "need"
        is_staff = "role"
        is_active = "role"
        is_demo = "none"
        joined_at = "behaviour"
        opened_at = "behaviour"

    def __str__(self) -> str:
        return self.name or self.email or str(self.pk)

    def get_full_name(self) -> str:
        """What the CMS and Django's admin show beside what somebody wrote."""
        return str(self)

    get_short_name = get_full_name
