"""Where the pages of the demo site are: all of them, asked of the site, and one for each template."""

from wagtail.models import Page

from pages.models import ExpressPlanPage, HelpNowPage, LeafletPage

EVERY_TEMPLATE = {
    "pages/home.html": "",
    "pages/help_now_index.html": "help-now/",
    "pages/help_now.html": "help-now/back/",
    "pages/help_now_heard.html": "help-now/back/listen/",
    "pages/plan_signs.html": "back-now/",
    "pages/plan_question.html": "back-now/work/",
    "pages/plan.html": "back-now/plan/lifts/",
    "pages/body.html": "body/",
    "pages/body_area.html": "body/knee/",
    "pages/section.html": "read/",
    "pages/article.html": "read/do-i-need-a-scan/",
    "pages/leaflets.html": "leaflets/",
    "pages/leaflet.html": "leaflets/low-back-pain/",
    "pages/leaflet_print.html": "leaflets/low-back-pain/print/",
    "pages/leaflet_clear.html": "leaflets/low-back-pain/clear/",
    "pages/leaflet_keep.html": "leaflets/low-back-pain/keep/",
    "pages/words.html": "words/",
    "pages/plain.html": "about/",
    "pages/entry.html": "find/pram-walk/",
    "pages/find/places.html": "find/",
    "pages/find/today.html": "find/today/",
    "pages/find/poster.html": "find/drop-in/poster/",
    "pages/search/search.html": "search/?q=knee",
    "pages/display.html": "display/",
    "accounts/sign_in.html": "sign-in/",
    "accounts/sign_out.html": "sign-out/",
    "accounts/join.html": "join/",
    "accounts/join_card.html": "join/card/",
    "accounts/join_card_scanned.html": "join/card/AAAAAAAAAAAAAAAAAAAAAA/",
    "accounts/join_email.html": "join/email/",
    "accounts/lost.html": "sign-in/lost/",
    "accounts/passkey_use.html": "sign-in/passkey/",
    "modules/learning/index.html": "learn/",
    "modules/learning/lesson.html": "learn/do-i-need-a-scan/",
    "modules/learning/step.html": "learn/do-i-need-a-scan/what-scans-show/",
    "modules/learning/done.html": "learn/do-i-need-a-scan/done/",
    "modules/learning/print.html": "learn/do-i-need-a-scan/print/",
    "modules/learning/work_tasks.html": "learn/work-and-home/talk-to-your-boss/",
    "modules/learning/work_note.html": "learn/work-and-home/talk-to-your-boss/note/",
    "modules/learning/carry_on.html": "learn/carry-on/",
    "modules/learning/clear.html": "learn/clear/",
    "contact/choose.html": "ask/",
    "contact/ask.html": "ask/call/",
    "errors/404.html": "not-here/",
}
"""A reader's page of each template: its path below the language."""

PATIENTS_PAGES = [
    "me/",
    "me/settings/",
    "me/devices/",
    "me/devices/email/",
    "me/devices/passkey/",
    "me/once-more/",
    "me/data/",
    "me/data/everything/",
    "me/data/delete/",
    "me/requests/",
    "me/shelf/",
    "me/confidence/",
    "ask/",
    "ask/call/",
    "ask/question/",
    "ask/format/",
    "ask/translate/",
    "ask/interpreter/",
    "ask/problem/",
    "sign-in/passkey/",
    "sign-out/",
]
"""What a patient opens while signed in, below the language. The page of one request has a token in its address."""

STAFF_PAGES = [
    "staff/",
    "staff/people/",
    "staff/requests/",
    "staff/team/",
    "staff/recovery-codes/",
    "staff/reports/clear/",
    "staff/reports/confidence/",
    "staff/reports/gaps/",
]
"""What people who work here open, below the language. One person and one request have their keys in the address."""


def reading_paths() -> list[str]:
    """The path below the language of every live page, in tree order, with the inner addresses of each."""
    paths = []
    for page in Page.objects.live().filter(depth__gte=2).order_by("path").specific():
        below_home = page.url_path.split("/", 2)[2]
        paths.append(below_home)
        if isinstance(page, ExpressPlanPage):
            answers = [f"plan/{choice.code}/" for choice in page.choices.all()]
            paths += [f"{below_home}{inner}" for inner in ("work/", *answers)]
        if isinstance(page, HelpNowPage):
            paths.append(f"{below_home}listen/")
        if isinstance(page, LeafletPage):
            paths.append(f"{below_home}print/")
    return paths
