"""Leaflets: what stands on the page, in which language, and what must never be missing."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.editions.actions import publish_edition
from pages.models import GovernedPage, HomePage, LeafletIndex, LeafletPage
from pages.safety.models import RedFlagSet
from portal.accounts.models import User
from tests.cast import sign_in
from tests.factories.leaflets import blocks, easy, make_leaflet, typed_points
from tests.pages.editions.posting import posted

LEAFLET = "leaflets/low-back-pain/"
BODY = blocks(
    ("key_points", {"items": ["Most thumbs ease.", "Keep it moving.", "Ask early."]}),
    ("heading", {"level": "2", "text": "What it is"}),
    ("text", "<p>A sore thumb.</p>"),
)


def read(path: str, status: int = 200) -> BeautifulSoup:
    response = Client().get(path)
    assert response.status_code == status, f"{path} answers {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


def test_the_list_leads_to_every_leaflet_and_is_itself_found_from_reading_and_the_footer(demo_site: HomePage) -> None:
    paths = {f"/en/leaflets/{slug}/" for slug in LeafletPage.objects.values_list("slug", flat=True)}
    assert len(paths) >= 3
    assert paths <= {link["href"] for link in read("/en/leaflets/").select("main a[href]")}
    assert read("/en/read/").select("main a[href='/en/leaflets/']")
    assert read("/en/").select("footer a[href='/en/leaflets/']")
    assert len(read("/en/").select("nav.navigation a")) <= 5


def test_a_leaflet_is_found_by_its_part_of_the_body_and_by_search(demo_site: HomePage) -> None:
    assert read("/en/body/back/").select(f"main a[href='/en/{LEAFLET}']")
    assert read("/en/search/?q=low+back+pain").select(f"main a[href='/en/{LEAFLET}']")


def test_key_points_come_first_then_hearing_it_the_ways_to_have_it_the_signs_and_the_rest(demo_site: HomePage) -> None:
    page = read(f"/en/{LEAFLET}").main
    order = ["h1", ".key-points", "[data-listen]", ".formats", ".signs-block", ".do-dont, .advice", ".governance"]
    found = [page.select_one(mark) for mark in order]
    assert all(found), list(zip(order, map(bool, found), strict=True))
    places = [(each.sourceline, each.sourcepos) for each in found]
    assert places == sorted(places)


@pytest.mark.parametrize("body", ["[]", BODY], ids=["empty", "written"])
@pytest.mark.parametrize("part", ["", "print/", "easy/"])
def test_the_current_signs_are_always_on_a_leaflet_about_a_part_of_the_body(
    demo_site: HomePage, body: str, part: str
) -> None:
    page = make_leaflet(body_en=BODY, easy_body_en=easy("Rest your arm."))
    LeafletPage.objects.filter(pk=page.pk).update(body_en=body)
    sign = RedFlagSet.objects.get(code="hot-joint").flags.first()
    assert sign.text_en in read(f"/en/leaflets/sore-thumb/{part}").main.get_text()
    sign.text_en = "Your thumb is green."
    sign.save()
    assert "Your thumb is green." in read(f"/en/leaflets/sore-thumb/{part}").main.get_text()


def test_the_list_keeps_its_address(demo_site: HomePage) -> None:
    index = LeafletIndex.objects.get()
    index.slug = "elsewhere"
    index.full_clean()
    assert index.slug == "leaflets"
    assert not LeafletIndex.can_create_at(demo_site)


# In the CMS


def test_an_editor_makes_one_in_the_cms_with_easy_read_and_publishes_it(
    client: Client, demo_site: HomePage, dai: User
) -> None:
    desk = sign_in(client, dai)
    address = f"/cms/pages/add/pages/leafletpage/{LeafletIndex.objects.get().pk}/"
    picture = {"picture": "short-walk", "image": "", "alternative": "", "text": "Your thumb is sore."}
    form = posted(desk.get(address)) | {
        "heading_en": "Sore thumb",
        "summary_en": "What can help a sore thumb.",
        "slug": "sore-thumb",
        "areas": "hand",
        "red_flag_set": str(RedFlagSet.objects.get(code="hot-joint").pk),
        "clinical_risk": "low",
        "review_by": "2027-11-22",
        **nested_form_data(
            {
                "body_en": streamfield([("text", rich_text("<p>Most thumbs ease.</p>"))]),
                "easy_body_en": streamfield([("picture_words", picture)]),
            }
        ),
    }
    answer = desk.post(address, form)
    assert answer.status_code == 302, answer.context["form"].errors
    page = LeafletPage.objects.get(slug="sore-thumb")
    read("/en/leaflets/sore-thumb/", status=404)
    edit = f"/cms/pages/{page.pk}/edit/"
    form = {name: "" if value is None else value for name, value in posted(desk.get(edit)).items()}
    shown = desk.post(f"{edit}preview/?mode=en", form)
    assert shown.json()["is_valid"]
    assert "Most thumbs ease." in desk.get(f"{edit}preview/?mode=en").content.decode()
    told = desk.post(edit, form | {"action-publish": "1"}).content.decode()
    assert "Add the main points, 3 to 5 short lines: they stand first on a leaflet." in told
    read("/en/leaflets/sore-thumb/", status=404)
    body = streamfield([typed_points(), ("text", rich_text("<p>Most thumbs ease.</p>"))])
    desk.post(edit, form | {"action-publish": "1", **nested_form_data({"body_en": body})})
    assert "Most thumbs ease." in read("/en/leaflets/sore-thumb/").main.get_text()
    assert "Your thumb is sore." in read("/en/leaflets/sore-thumb/easy/").main.get_text()


# Easy Read


def test_easy_read_has_a_picture_beside_each_sentence(demo_site: HomePage) -> None:
    make_leaflet(body_en=BODY, easy_body_en=easy("Your arm is sore.", "Move it a little."))
    page = read("/en/leaflets/sore-thumb/easy/")
    lines = page.select(".easy__lines .picture-words")
    assert [line.p.get_text() for line in lines] == ["Your arm is sore.", "Move it a little."]
    assert all(line.select_one("svg, img") for line in lines)
    assert page.select("a[href='/en/leaflets/sore-thumb/']")


def test_easy_read_is_only_where_the_language_has_it_and_is_asked_for_elsewhere(demo_site: HomePage) -> None:
    words = {"heading_ur": "انگوٹھا", "summary_ur": "انگوٹھا کا درد", "body_ur": BODY}
    make_leaflet(languages=("ur",), body_en=BODY, easy_body_en=easy("Your arm is sore."), **words)
    read("/en/leaflets/sore-thumb/easy/")
    for language in ("ur", "pl"):
        read(f"/{language}/leaflets/sore-thumb/easy/", status=404)
        way = way_of(read(f"/{language}/leaflets/sore-thumb/"), "easy-read")
        assert way["href"] == f"/{language}/ask/format/?page=/{language}/leaflets/sore-thumb/&form=easy-read"
    assert read("/en/leaflets/sore-thumb/").select(".formats a[href='/en/leaflets/sore-thumb/easy/']")


def test_from_easy_read_a_language_without_it_leads_to_the_leaflet_itself(demo_site: HomePage) -> None:
    words = {"heading_pl": "Kciuk", "summary_pl": "Kciuk boli.", "body_pl": BODY, "easy_body_pl": easy("Kciuk boli.")}
    make_leaflet(languages=("pl",), body_en=BODY, easy_body_en=easy("Your thumb is sore."), **words)
    page = read("/en/leaflets/sore-thumb/easy/")
    links = {link["hreflang"]: link["href"] for link in page.select("footer .language-switch a")}
    assert links["pl"] == "/pl/leaflets/sore-thumb/easy/"
    assert links["ur"] == "/ur/leaflets/sore-thumb/"
    assert {link["hreflang"] for link in page.select("link[rel=alternate]")} == {"en", "pl", "x-default"}
    for address in links.values():
        read(address)


def way_of(page: BeautifulSoup, asked_as: str) -> BeautifulSoup:
    return next(link for link in page.select(".formats a[href*='ask/format']") if f"form={asked_as}" in link["href"])


def test_a_leaflet_goes_out_in_a_language_that_has_no_easy_read(demo_site: HomePage) -> None:
    words = {"heading_pl": "Kciuk", "summary_pl": "Kciuk boli.", "body_pl": BODY}
    page = make_leaflet(languages=("pl",), body_en=BODY, easy_body_en=easy("Your arm is sore."), **words)
    assert page.live_languages() == {"en", "pl"}


# Paper


def test_the_page_for_paper_has_everything_and_leads_back(demo_site: HomePage) -> None:
    page = read(f"/en/{LEAFLET}print/")
    assert page.select(".key-points")
    assert page.select(".signs .signs__level")
    assert not page.select(".formats")
    assert page.select(f"a[href='/en/{LEAFLET}']")


# Short codes


def test_a_short_code_leads_to_the_page_in_the_language_of_the_person(demo_site: HomePage) -> None:
    page = LeafletPage.objects.get(slug="low-back-pain")
    client = Client()
    for address in (f"/l/{page.short_code}", f"/l/{page.short_code}/", f"/l/{page.short_code.upper()}/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, f"/en/{LEAFLET}")
    client.get("/ur/")
    assert client.get(f"/l/{page.short_code}/")["Location"] == f"/ur/{LEAFLET}"


def test_every_governed_page_has_a_short_code_that_works(demo_site: HomePage) -> None:
    for model in GovernedPage.__subclasses__():
        for page in model.objects.live():
            place = Client().get(f"/l/{page.short_code}/")["Location"]
            assert place == f"/en/{page.url_path.split('/', 2)[2]}"


def test_an_unknown_code_and_that_of_a_page_nobody_may_read_are_the_ordinary_404(demo_site: HomePage) -> None:
    page = make_leaflet(body_en=BODY)
    assert Client().get(f"/l/{page.short_code}/").status_code == 302
    page.unpublish()
    for code in (page.short_code, "zzzzz", "zzzzzzzzz", "a-b", "%00"):
        assert Client().get(f"/l/{code}/", follow=True).status_code == 404


# Languages


def test_behind_an_english_change_of_advice_the_page_says_so_with_its_date(demo_site: HomePage) -> None:
    words = {"heading_ur": "انگوٹھا", "summary_ur": "انگوٹھا کا درد", "body_ur": BODY}
    make_leaflet(languages=("ur",), body_en=BODY, **words)
    draft = LeafletPage.objects.get(slug="sore-thumb").get_latest_revision_as_object()
    draft.summary_en = "New advice."
    draft.save_revision()
    publish_edition(by=None, content=draft, language="en", origin="demo", clinical=True)
    assert read("/ur/leaflets/sore-thumb/").select(".notice--behind")
    assert not read("/en/leaflets/sore-thumb/").select(".notice--behind")


# Wrong input

LONG = "<p>" + "Walk a little, often. " * 5_000 + "</p>"  # 20,000 words
ROWS = "<p>" + "</p><p>".join(" | ".join(str(column) for column in range(40)) for _row in range(20)) + "</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p></p>",
        "<p>🦵🦴💊</p>",
        "<p>گھٹنے knee 116 123 \u202ereversed\u202e کا درد</p>",
        "<p>\x01\u200f\ufffe</p>",  # not NUL: the CMS takes none, and PostgreSQL holds none
        LONG,
        ROWS,
    ],
    ids=["empty", "emoji", "mixed directions", "odd characters", "20,000 words", "many columns"],
)
def test_whatever_an_editor_writes_the_page_stays_up(demo_site: HomePage, html: str) -> None:
    body = blocks(("heading", {"level": "2", "text": "Knee 🦵"}), ("text", html), ("inset", html))
    words = {"heading_ur": "انگوٹھا", "summary_ur": "انگوٹھا کا درد", "body_ur": body}
    make_leaflet(languages=("ur",), body_en=body, **words)
    for language in ("en", "ur"):
        for part in ("", "print/"):
            assert read(f"/{language}/leaflets/sore-thumb/{part}").select(".signs")


@pytest.mark.parametrize("path", ["easy/easy/", "print/2/", "nothing/", "formats/x/", "clear/x/"])
def test_what_stands_below_a_leaflet_is_what_there_is(demo_site: HomePage, path: str) -> None:
    read(f"/en/{LEAFLET}{path}", status=404)


@pytest.mark.parametrize("path", ["formats/", "clear/"])
def test_what_stands_beside_a_leaflet_goes_with_it(demo_site: HomePage, path: str) -> None:
    page = make_leaflet(body_en=BODY)
    read(f"/en/leaflets/sore-thumb/{path}")
    page.unpublish()
    read(f"/en/leaflets/sore-thumb/{path}", status=404)
    read(f"/en/leaflets/no-such/{path}", status=404)


# Was this clear?


def test_whether_it_was_clear_is_said_in_one_press(demo_site: HomePage) -> None:
    page = read(f"/en/{LEAFLET}")
    assert page.select(f"a[href='/en/{LEAFLET}clear/']")
    assert not page.select("main form[method=post]")
    form = read(f"/en/{LEAFLET}clear/").select_one("main form[method=post]")
    data = {field["name"]: field.get("value", "") for field in form.select("input")}
    answer = Client().post(form["action"], {**data, "answer": "partly"})
    assert answer["Location"].startswith(f"/en/{LEAFLET}clear/?clear=partly")
    assert read(answer["Location"].split("#", maxsplit=1)[0]).select(".was-clear [role=status]")
