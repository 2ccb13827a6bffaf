"""Model fields of our own, each for a reason that no library's field meets."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import checks
from django.db import models
from wagtail.fields import StreamField


class LeanStreamField(StreamField):
    """A StreamField whose block definitions stay out of migrations (else they are repeated once per language)."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def to_python(self, value: Any) -> Any:
        """A historical model has no blocks: its value stays plain JSON, a StreamValue would be saved as ``[]``."""
        return super().to_python(value) if self.block_types_arg else value


class UnsearchedTextField(models.TextField):
    """Words that stand in content and are not for readers, such as an adviser's script: no search finds them."""

    def get_searchable_content(self, value: Any) -> list[str]:
        """What Wagtail asks a field of content for when it is indexed."""
        return []


def join_codes(codes: Iterable[str]) -> str:
    """Codes as one string that ``contains`` can search: ``" back knee "``; empty when there are none."""
    chosen = sorted(set(codes))
    return f" {' '.join(chosen)} " if chosen else ""


class CodesField(models.CharField):
    """Several short codes from a closed list, in one text column that every database can search.

    Python value: the string as stored (``" back knee "``); ``.split()`` gives the codes. Look up one code with
    ``filter(areas__contains=" knee ")``. The form shows one tick box per code.
    """

    def __init__(self, *args: Any, codes: Any = (), **kwargs: Any) -> None:
        self.codes = codes
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        wrong = [code for code, _name in self.codes if " " in code]
        found = [checks.Error(f"The code {code!r} has a space in it.", obj=self) for code in wrong]
        return [*super().check(**kwargs), *found]

    def formfield(self, **kwargs: Any) -> Any:
        class Ticks(forms.TypedMultipleChoiceField):
            widget = forms.CheckboxSelectMultiple

            def prepare_value(self, value: Any) -> Any:
                return value.split() if isinstance(value, str) else value

            def clean(self, value: Any) -> str:
                return join_codes(super().clean(value))

            def has_changed(self, initial: Any, data: Any) -> bool:
                return join_codes((initial or "").split()) != join_codes(data or [])

        return Ticks(
            choices=self.codes,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
        )
