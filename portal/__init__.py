"""Strides: how the project is put together, and who people are."""

from portal.celery import app as celery_app  # so that every process, not only the worker, knows the broker to ring

__all__ = ("celery_app",)
