"""Content coming in from files."""
