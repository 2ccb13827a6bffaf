"""Whatever is typed at the door: a kind message, and nothing half done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.actions.sign_in import keep_authenticator
from portal.accounts.models import SignInAttempt
from tests.portal.accounts.conftest import ask, page, summary

pytestmark = pytest.mark.django_db

NASTY = {
    "missing": None,
    "empty": "",
    "spaces": "   ",
    "too long": "a" * 5000,
    "a million": "x" * 1_000_000,
    "emoji": "🦵🏽👩‍⚕️",
    "right to left marks": "\u202e\u2066moc.elpmaxe@iad\u2069",
    "nul": "dai\x00@example.org",
    "number": "12",
    "markup": "<script>alert(1)</script>",
    "lone surrogate": "\\ud800",
    "combining": "e" + "\u0301" * 500,
    "template": "{{7*7}}",
}


@pytest.fixture
def forms(request, client, dai, mailed_code):
    """Each form of the door, with a browser that has come that far."""
    name = request.param
    if name != "/en/sign-in/":
        ask(client, dai.email)
    if name.startswith("/en/sign-in/second-step/"):
        client.post("/en/sign-in/code/", {"code": mailed_code()})
    if name == "/en/sign-in/second-step/":
        keep_authenticator(person=dai, secret="JBSWY3DPEHPK3PXP", last_step=-1)
    return name, "email" if name == "/en/sign-in/" else "code"


EVERY_FORM = pytest.mark.parametrize(
    "forms",
    ["/en/sign-in/", "/en/sign-in/code/", "/en/sign-in/second-step/", "/en/sign-in/second-step/set-up/"],
    indirect=True,
)


@EVERY_FORM
@pytest.mark.parametrize("value", NASTY.values(), ids=NASTY.keys())
def test_wrong_input_gets_a_kind_message_and_keeps_what_was_typed(client, forms, value):
    address, field = forms
    before = SignInAttempt.objects.count()
    response = client.post(address, {} if value is None else {field: value})
    if response.status_code == 303:  # without its invisible marks it was an address after all
        assert value == NASTY["nul"]
        return
    assert response.status_code == 422
    assert summary(response).startswith("There is a problem Enter")
    shown = page(response).find("input", {"name": field})
    assert len(shown["value"]) < 500
    assert shown["aria-invalid"] == "true"
    if value in {"12", "{{7*7}}", "<script>alert(1)</script>"}:
        assert shown["value"] == value
    assert page(response).title.text.startswith("Error:")
    assert SignInAttempt.objects.count() == before


@EVERY_FORM
def test_a_field_that_is_sent_twice_or_as_a_file_is_no_error_of_ours(client, forms):
    address, field = forms
    assert client.post(address, {field: ["1", "2"]}).status_code == 422
    assert client.post(address, {field: SimpleUploadedFile("x.txt", b"x")}).status_code == 422


def test_an_address_longer_than_an_address_can_be_says_how_long(client):
    refused = ask(client, "a" * 250 + "@example.org")
    assert "254 characters or fewer" in summary(refused)


def test_pages_of_the_door_are_never_kept(client):
    assert "no-store" in client.get("/en/sign-in/")["Cache-Control"]
