"""The key of an authenticator app is nowhere in the database, and works all the same."""

import json
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

from portal.accounts.actions.second_steps import seal_second_steps
from portal.accounts.actions.sign_in import WrongCodeError, answer_second_step
from portal.accounts.models import User
from portal.sealing.rules import SealBrokenError
from tests.moving import Time
from tests.portal.accounts.conftest import SECRET


def kept(person: User) -> str:
    """All that the database holds of a person's second steps."""
    return json.dumps(list(Authenticator.objects.filter(user=person).values_list("data", flat=True)))


def test_the_key_of_the_app_lies_sealed_and_opens_the_door(
    dai_with_phone: User, phone: Callable[[], str], time: Time
) -> None:
    assert SECRET not in kept(dai_with_phone)
    with pytest.raises(WrongCodeError):
        answer_second_step(person=dai_with_phone, code="000000", now=time.now)
    answer_second_step(person=dai_with_phone, code=phone(), now=time.now)


def test_recovery_codes_work_and_their_seed_lies_sealed(dai_with_phone: User, time: Time) -> None:
    row = Authenticator.objects.get(user=dai_with_phone, type=Authenticator.Type.RECOVERY_CODES)
    assert row.data["seed"].startswith("1.")
    answer_second_step(person=dai_with_phone, code=RecoveryCodes(row).get_unused_codes()[0], now=time.now)


def test_what_lay_in_the_clear_is_sealed_once_and_still_works(
    dai_with_phone: User, phone: Callable[[], str], time: Time
) -> None:
    Authenticator.objects.filter(user=dai_with_phone).delete()
    app = {"secret": SECRET, "last_step": -1}
    Authenticator.objects.create(user=dai_with_phone, type=Authenticator.Type.TOTP, data=app)
    codes = {"seed": "ab" * 40, "used_mask": 1}
    Authenticator.objects.create(user=dai_with_phone, type=Authenticator.Type.RECOVERY_CODES, data=codes)
    Authenticator.objects.create(user=dai_with_phone, type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"})
    assert seal_second_steps() == 2
    assert seal_second_steps() == 0
    assert SECRET not in kept(dai_with_phone)
    assert "ab" * 40 not in kept(dai_with_phone)
    assert '"used_mask": 1' in kept(dai_with_phone)
    answer_second_step(person=dai_with_phone, code=phone(), now=time.now)


def test_a_key_put_there_by_hand_opens_nothing(dai_with_phone: User, phone: Callable[[], str], time: Time) -> None:
    app = Authenticator.objects.get(user=dai_with_phone, type=Authenticator.Type.TOTP)
    app.data["secret"] = SECRET
    app.save()
    with pytest.raises(SealBrokenError), transaction.atomic():
        answer_second_step(person=dai_with_phone, code=phone(), now=time.now)
