"""Editors' images: what hides in a file is gone before it is stored, and what is too large is never unpacked."""

import io
import zlib
from struct import pack

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from pages.library.models import LibraryImage
from pages.library.models.images import drawn_anew
from tests.cast import sign_in

GPS = 0x8825
SECRET = b"CANARY-home-address"


def jpeg_with_place(kind="JPEG", **options):
    picture = Image.new("RGB", (60, 40), "teal")
    exif = Image.Exif()
    exif[0x010F] = "CANARY-camera"
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **options)
    return out.getvalue()


def flat_png(width, height):
    """A real one-bit PNG of any size, a few kilobytes long."""

    def chunk(name, data):
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    line = b"\0" * (1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    header = chunk(b"IHDR", pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def upload(client, data, name, kind="image/jpeg", **fields):
    file = SimpleUploadedFile(name, data, content_type=kind)
    return client.post(
        "/cms/images/add/", {"title": "A picture", "file": file, "collection": "1", "tags": "", **fields}, follow=False
    )


def fault(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


pytestmark = pytest.mark.filterwarnings(
    "ignore:[Uu]nclosed file:ResourceWarning",  # Wagtail leaves its own temporary files to the collector
    "ignore::pytest.PytestUnraisableExceptionWarning",
)


@pytest.fixture
def desk(client, dai):
    return sign_in(client, dai)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_camera_are_gone_and_the_picture_stands_upright(kind):
    before = jpeg_with_place(kind)
    assert b"CANARY-camera" in before
    data, _ending = drawn_anew(before)
    after = Image.open(io.BytesIO(data))
    assert b"CANARY" not in data
    assert not after.getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(after.info)
    assert after.size == (40, 60)


def test_words_hidden_in_a_png_are_gone():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (1, 2, 3, 128)).save(out, "PNG", pnginfo=notes)
    data, ending = drawn_anew(out.getvalue() + SECRET)
    assert SECRET not in data
    assert ending == "png"
    assert Image.open(io.BytesIO(data)).getpixel((0, 0)) == (1, 2, 3, 128)


def test_an_upload_in_the_cms_is_stored_and_shown_without_metadata(desk):
    assert upload(desk, jpeg_with_place(), "holiday.jpg").status_code == 302
    image = LibraryImage.objects.get()
    assert not Image.open(image.file).getexif()
    rendition = image.get_rendition("width-20|format-jpeg")
    assert not Image.open(rendition.file).getexif()
    assert (image.width, image.height) == (40, 60)
    assert image.file_size == image.file.size


def test_a_small_file_with_a_huge_picture_is_refused_before_it_is_unpacked(desk, monkeypatch):
    bomb = flat_png(13_300, 13_300)
    assert len(bomb) < 100_000

    def unpacked(*args, **kwargs):
        raise AssertionError("The picture was unpacked.")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", unpacked)
    assert "too many pixels" in fault(upload(desk, bomb, "bomb.png", "image/png")).lower()
    with pytest.raises(ValidationError, match="25 million"):
        drawn_anew(bomb)
    assert not LibraryImage.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.png", b"<html><script>alert(1)</script></html>"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("cut.jpg", jpeg_with_place()[:200]),
        ("cut-later.jpg", jpeg_with_place()[:-200]),
        ("photo.png", jpeg_with_place()),
        ("empty.jpg", b""),
    ],
)
def test_what_is_not_the_picture_it_says_is_refused_with_words(desk, name, data):
    assert "file" in fault(upload(desk, data, name)).lower()
    assert not LibraryImage.objects.exists()


def test_a_picture_cut_short_is_refused_wherever_it_comes_from():
    for kept in (200, -200):
        with pytest.raises(ValidationError, match="not a picture"):
            drawn_anew(jpeg_with_place()[:kept])


def test_a_picture_of_a_person_needs_their_consent(desk):
    response = upload(desk, jpeg_with_place(), "face.jpg", shows_people="on")
    assert "consent" in fault(response)
    assert not LibraryImage.objects.exists()


@pytest.mark.parametrize("name", ["../../evil.jpg", "con.jpg", "a" * 300 + ".jpg", "\u202egpj.exe.jpg"])
def test_a_hostile_file_name_stays_in_its_folder(desk, name, settings):
    response = upload(desk, jpeg_with_place(), name)
    if response.status_code == 302:
        stored = LibraryImage.objects.get().file.name
        assert stored.startswith("original_images/")
        assert ".." not in stored
        assert "\u202e" not in stored
    else:
        assert not LibraryImage.objects.exists()
