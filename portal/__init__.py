"""Strides: how the project is put together, and who people are."""
