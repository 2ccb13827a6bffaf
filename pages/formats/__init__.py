"""Every format of a page, made from one source. Knows no page class."""
