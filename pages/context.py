"""What every template may use without its view handing it over."""

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:
    return {}
