import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("owner", models.UUIDField(unique=True)),
                ("wrapped", models.CharField(max_length=120, verbose_name="the key, sealed under a master key")),
                ("master", models.CharField(db_index=True, max_length=16, verbose_name="id of that master key")),
                ("made_at", models.DateTimeField()),
            ],
        ),
    ]
