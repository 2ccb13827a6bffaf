"""The POST that a browser would send from an edit form of the CMS.

Blocks are drawn by JavaScript, so their part comes from the form object.
"""

from wagtail.blocks.base import BlockField
from wagtail.blocks.field_block import RichTextBlock
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield


def stream_items(value):
    return [
        (block.block_type, rich_text(str(block.value)) if isinstance(block.block, RichTextBlock) else block.value)
        for block in value or []
    ]


def stream_data(form):
    data = {}
    for name, field in form.fields.items():
        if isinstance(field, BlockField):
            data[form.add_prefix(name)] = streamfield(stream_items(form.initial.get(name)))
    for formset in getattr(form, "formsets", {}).values():
        for child in formset.forms:
            data.update(stream_data(child))
    return data


def posted(response):
    """Everything that the form in the response would send when saved as a draft."""
    html = response.content.decode()
    form_id = "page-edit-form" if 'id="page-edit-form"' in html else "w-editor-form"
    data = querydict_from_html(html, form_id=form_id).dict()
    data.update(nested_form_data(stream_data(response.context["form"])))
    return {name: value for name, value in data.items() if not name.startswith("action-")}
