"""Asking for an account to be deleted, and deleting it for good."""
