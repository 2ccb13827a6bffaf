"""The first pages, and the settings."""
