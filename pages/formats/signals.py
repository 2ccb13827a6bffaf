"""News of formats, for the layers above.

``offer_changed``: what a page offers is another than before: a file became ready, or was withdrawn. Carries ``key``.
The sender is the class of the row.
"""

from django.dispatch import Signal

offer_changed = Signal()
