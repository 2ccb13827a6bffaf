import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Brake",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("model", models.CharField(max_length=80, unique=True)),
                ("due", models.PositiveIntegerField(verbose_name="rows it wanted to delete")),
                ("total", models.PositiveIntegerField(verbose_name="of so many")),
                ("noticed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=64, unique=True)),
                ("erased_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("person", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="deletion", serialize=False, to=settings.AUTH_USER_MODEL)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
