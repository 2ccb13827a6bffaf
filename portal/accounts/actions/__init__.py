"""Everything that changes who people are and how they come in."""
