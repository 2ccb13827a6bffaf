"""Images as readers fetch them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture
def stored(settings):
    default_storage.save("images/knee.width-640.webp", ContentFile(b"picture"))
    default_storage.save("images/page.html", ContentFile(b"<script>"))
    default_storage.save("original_images/knee.webp", ContentFile(b"original"))
    yield
    for name in ("images/knee.width-640.webp", "images/page.html", "original_images/knee.webp"):
        default_storage.delete(name)


def test_a_drawn_size_is_served_by_our_type_and_kept_for_a_year(client, stored):
    response = client.get("/media/images/knee.width-640.webp")
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == b"picture"


@pytest.mark.parametrize(
    "address",
    [
        "/media/images/page.html",
        "/media/images/missing.webp",
        "/media/original_images/knee.webp",
        "/media/images/../original_images/knee.webp",
        "/media/images/..%2Foriginal_images%2Fknee.webp",
    ],
)
def test_nothing_else_in_the_store_is_served(client, stored, db, address):
    assert client.get(address).status_code == 404
