"""Who a person is. The user *is* the person: its UUID is the key that every record hangs on."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, *, password: str | None = None, **fields: Any) -> "User":
        """A person with an unusable password, unless a test or a tool gives one."""
        user = self.model(email=self.normalize_email(email).lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, *, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password=password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField("display name", max_length=120, blank=True)
    is_staff = models.BooleanField("may use the staff pages", default=False)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField("demo account", default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email or str(self.pk)
