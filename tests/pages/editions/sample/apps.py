from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.pages.editions.sample"
    label = "sample"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.admin.panels import FieldPanel, ObjectList, PublishingPanel, TabbedInterface, TitleFieldPanel

        from pages.editions.forms import FocusedPageForm, FocusedSnippetForm
        from pages.editions.panels import EditionsPanel, KeyedInlinePanel, translated_panels
        from tests.pages.editions.sample.models import Answer, FolderPage, GuidePage, HandoutPage, Sign, SignSet, Step

        text = [TitleFieldPanel("heading_en", targets=["slug"]), *translated_panels("heading", "summary")[1:]]
        Answer.panels = [*translated_panels("text"), FieldPanel("is_right")]
        Step.panels = [*translated_panels("heading", "body", "question"), KeyedInlinePanel("answers")]
        Sign.panels = [FieldPanel("level"), *translated_panels("text")]
        for model, extra in (
            (FolderPage, []),
            (HandoutPage, [*translated_panels("body"), FieldPanel("signs"), FieldPanel("minutes")]),
            (GuidePage, [KeyedInlinePanel("steps", label="Step")]),
        ):
            model.base_form_class = FocusedPageForm
            model.edit_handler = TabbedInterface(
                [
                    ObjectList([EditionsPanel(), *text, *extra], heading="Text"),
                    ObjectList([FieldPanel("slug"), PublishingPanel()], heading="Settings"),
                ]
            )
        SignSet.base_form_class = FocusedSnippetForm
        SignSet.edit_handler = ObjectList(
            [
                EditionsPanel(),
                FieldPanel("code"),
                *translated_panels("name", "note"),
                KeyedInlinePanel("signs"),
                PublishingPanel(),
            ]
        )
