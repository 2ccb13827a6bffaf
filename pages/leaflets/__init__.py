"""Leaflets as people take them along: the saved shelf."""
