"""Answers that belong to no app: errors and health."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: a kind page that says to go back and send it again."""
    return render(request, "errors/403_csrf.html", status=403)
