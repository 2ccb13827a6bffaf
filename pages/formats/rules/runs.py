"""Runs of Latin letters and numbers inside text from right to left."""

import re

LATIN = r"0-9A-Za-z\u00c0-\u024f"
LATIN_RUN = re.compile(rf"[(+]?[{LATIN}](?:[^\u0590-\u08ff\ufb1d-\ufefc]*[{LATIN}/%)])?")
"""From a Latin letter or a digit to the last one before the script turns: a phone number, an address, a name."""
