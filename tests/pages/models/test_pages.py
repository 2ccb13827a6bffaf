"""Rules that page types and settings hold to."""

import pytest
from django.core.exceptions import ValidationError

from pages.models import BodyIndex, HelpNowIndex, HomePage, SectionPage, ServiceSettings, WordsPage


@pytest.mark.parametrize("model", [BodyIndex, HelpNowIndex, SectionPage, WordsPage])
def test_the_address_of_an_index_page_is_locked(demo_site: HomePage, model: type) -> None:
    page = model.objects.get()
    slug, page.slug = page.slug, "elsewhere"
    page.full_clean()
    assert page.slug == slug


@pytest.mark.parametrize("phone", ["call us", "01234 <b>", "٠١٢٣٤ ٥٦٧٨٩٠", "0" * 31])
def test_a_phone_number_that_cannot_be_dialled_is_refused(phone: str) -> None:
    with pytest.raises(ValidationError, match="digits and spaces"):
        ServiceSettings(phone=phone).clean()


def test_a_placeholder_number_opens_no_call() -> None:
    assert ServiceSettings(phone="00000 000000", is_phone_demo=True).phone_href == ""
    assert ServiceSettings(phone="+44 (0)1234 567890").phone_href == "tel:+4401234567890"
