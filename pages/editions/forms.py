"""Editing English plus the languages in hand."""


def editing_languages_middleware(get_response):
    return get_response
