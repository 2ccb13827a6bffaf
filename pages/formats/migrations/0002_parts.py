from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("formats", "0001_format_files")]

    operations = [
        migrations.AddField(
            model_name="formatfile",
            name="parts",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
