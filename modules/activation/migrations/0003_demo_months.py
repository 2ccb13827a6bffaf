"""Months that are made up for the demo are marked as such."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activation", "0002_closed_months")]

    operations = [
        migrations.AddField(
            model_name="closedmonth", name="is_demo", field=models.BooleanField(default=False)
        ),
    ]
