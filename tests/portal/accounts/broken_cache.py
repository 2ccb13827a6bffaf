"""A cache server that is down."""

from typing import Any, NoReturn

from django.core.cache.backends.base import BaseCache


class BrokenCache(BaseCache):
    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def _down(self, *args: object, **kwargs: object) -> NoReturn:
        raise ConnectionRefusedError("cache")

    get = add = set = delete = touch = clear = _down
