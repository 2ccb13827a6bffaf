"""Word lists, as files."""
