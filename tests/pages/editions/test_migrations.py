"""A data migration that saves rows must not wipe their blocks."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.pages.editions.desk import body, fresh
from tests.pages.editions.sample.models import HandoutPage


def test_saving_a_historical_model_keeps_its_blocks(home):
    leaflet = HandoutPage(heading_en="Leaflet", slug="leaflet", body_en=body("Text"))
    home.add_child(instance=leaflet)
    historical = MigrationLoader(connection).project_state().apps.get_model("sample", "HandoutPage")
    row = historical.objects.get(pk=leaflet.pk)
    assert row.body_en[0]["type"] == "paragraph"
    row.save()
    assert fresh(leaflet).body_en[0].value.source == "<p>Text</p>"
