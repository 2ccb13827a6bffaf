"""Find support: the directory as people look through it, and what is open today."""
