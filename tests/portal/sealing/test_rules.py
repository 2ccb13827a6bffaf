"""The seal itself: what goes in comes out, and nothing else opens it."""

import base64
import uuid

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as some

from portal.sealing import rules
from portal.sealing.rules import BadMasterKeyError, Place, SealBrokenError

KEY = bytes(range(32))
KEY_ID = uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")
PLACE = Place("contact_question", "words", "0b0e1f6a-0000-4000-8000-000000000001")
KNOWN = "1.00112233445566778899aabbccddeeff.AAECAwQFBgcICQoLCnv2cKuApzetMv7l0oxYPva441WJbolWcvPzycbdkORwNfwiIQ=="


@given(some.text())
def test_any_words_come_out_as_they_went_in(words: str) -> None:
    assert rules.unseal(rules.seal(words, key=KEY, key_id=KEY_ID, place=PLACE), key=KEY, place=PLACE) == words


@pytest.mark.parametrize("words", ["\x00", "\ud800", "\u202eتكلم", "👩‍⚕️" * 3000, " "])
def test_odd_words_come_out_as_they_went_in(words: str) -> None:
    assert rules.unseal(rules.seal(words, key=KEY, key_id=KEY_ID, place=PLACE), key=KEY, place=PLACE) == words


def test_equal_words_never_look_equal() -> None:
    assert len({rules.seal("no", key=KEY, key_id=KEY_ID, place=PLACE) for _ in range(100)}) == 100


def test_the_cipher_is_aes_256_gcm_as_published() -> None:
    """The Galois/Counter Mode of Operation (McGrew and Viega), appendix B, test cases 13 and 14."""
    zero, nonce = bytes(32), bytes(12)
    assert AESGCM(zero).encrypt(nonce, b"", None).hex() == "530f8afbc74536b9a963b4f1c4cb738b"
    sealed = AESGCM(zero).encrypt(nonce, bytes(16), None).hex()
    assert sealed == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"


def test_an_envelope_of_the_first_version_opens_for_ever() -> None:
    assert rules.unseal(KNOWN, key=KEY, place=PLACE) == "My knee, since Sunday"


def test_the_envelope_is_made_as_the_decision_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules.os, "urandom", lambda count: bytes(range(count)))
    assert rules.seal("My knee, since Sunday", key=KEY, key_id=KEY_ID, place=PLACE) == KNOWN
    bound = f"1\x1f{KEY_ID.hex}\x1f{PLACE.table}\x1f{PLACE.column}\x1f{PLACE.row}".encode()
    closed = base64.urlsafe_b64decode(KNOWN.split(".")[2])
    assert AESGCM(KEY).decrypt(closed[:12], closed[12:], bound) == b"My knee, since Sunday"


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("contact_note", "words", PLACE.row),
        Place("contact_question", "answer", PLACE.row),
        Place("contact_question", "words", str(uuid.uuid4())),
    ],
)
def test_an_envelope_opens_in_its_own_place_only(elsewhere: Place) -> None:
    with pytest.raises(SealBrokenError):
        rules.unseal(KNOWN, key=KEY, place=elsewhere)


@given(some.integers(min_value=0, max_value=len(KNOWN) - 1), some.sampled_from("Ab0_-.=é\n"))
def test_one_changed_sign_breaks_the_seal(where: int, sign: str) -> None:
    changed = KNOWN[:where] + sign + KNOWN[where + 1 :]
    if changed != KNOWN:
        with pytest.raises(SealBrokenError):
            rules.unseal(changed, key=KEY, place=PLACE)


@pytest.mark.parametrize("broken", ["", "1", "1..", "2" + KNOWN[1:], KNOWN[:-8], KNOWN + "AAAA", "words in the clear"])
def test_what_is_no_envelope_is_refused(broken: str) -> None:
    with pytest.raises(SealBrokenError):
        rules.unseal(broken, key=KEY, place=PLACE)


def test_a_data_key_opens_for_its_owner_under_its_master_only() -> None:
    owner, other, master = uuid.uuid4(), uuid.uuid4(), bytes(32)
    wrapped = rules.wrap(KEY, master=master, owner=owner, key_id=KEY_ID)
    assert rules.unwrap(wrapped, master=master, owner=owner, key_id=KEY_ID) == KEY
    for wrong in ({"owner": other}, {"master": KEY}, {"key_id": other}):
        with pytest.raises(SealBrokenError):
            rules.unwrap(wrapped, **{"master": master, "owner": owner, "key_id": KEY_ID, **wrong})


def test_master_keys_are_read_newest_first_and_spaces_do_no_harm() -> None:
    newest, older = base64.b64encode(KEY).decode(), base64.b64encode(bytes(32)).decode()
    assert list(rules.master_keys(f" {newest} , {older},").values()) == [KEY, bytes(32)]


@pytest.mark.parametrize("text", ["", " , ", "short", base64.b64encode(bytes(31)).decode(), "!" * 44])
def test_a_bad_master_key_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(BadMasterKeyError) as refused:
        rules.master_keys(text)
    assert not text.strip(" ,") or text not in str(refused.value)
