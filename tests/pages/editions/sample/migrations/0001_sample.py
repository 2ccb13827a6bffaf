"""The sample's tables as its models stand, in whatever languages the settings name."""

from django.apps import apps
from django.db import migrations
from django.db.migrations.state import ModelState


def create_models():
    found = {model.__name__: ModelState.from_model(model) for model in apps.get_app_config("sample").get_models()}
    for name in ("FolderPage", "SignSet", "Sign", "HandoutPage", "Source", "GuidePage", "Step", "Answer", "Topic"):
        state = found.pop(name)
        yield migrations.CreateModel(
            name, list(state.fields.items()), options=state.options, bases=state.bases, managers=state.managers
        )
    assert not found, f"Give {sorted(found)} a place in the order of creation."


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_edition")]
    operations = list(create_models())
