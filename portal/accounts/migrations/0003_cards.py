"""People come in by a card or by themselves; phones are known; an address may change."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_sign_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="signinattempt",
            name="new_address",
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name="signinattempt",
            name="purpose",
            field=models.CharField(default="sign-in", max_length=8),
        ),
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(blank=True, max_length=12, verbose_name="language for what is sent and printed"),
        ),
        migrations.AddField(
            model_name="user",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="first opened by its owner"),
        ),
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("old_address", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=12)),
                ("changed_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_changes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KnownDevice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("cookie_hash", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=20, verbose_name="what it is, as a code")),
                ("made_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_devices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("number_hash", models.CharField(max_length=64, unique=True)),
                ("form_hash", models.CharField(max_length=64, unique=True, verbose_name="the form that made it")),
                ("issued_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(blank=True, null=True, verbose_name="opened by its owner")),
                ("pin_hash", models.CharField(blank=True, max_length=128)),
                ("wrong_pins", models.PositiveSmallIntegerField(default=0)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="cards_issued",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cards", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stopped_at", None)),
                        fields=("person",),
                        name="accounts_one_card_that_opens",
                    )
                ],
            },
        ),
    ]
