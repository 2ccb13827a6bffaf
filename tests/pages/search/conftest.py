from tests.pages.cache.conftest import republish

__all__ = ["republish"]
