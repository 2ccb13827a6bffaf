"""Asking a person, and answering: every write."""
