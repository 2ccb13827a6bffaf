from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='StoppedNumber',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('stopped_at', models.DateTimeField()),
            ],
        ),
    ]
