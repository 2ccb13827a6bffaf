"""News of editions, for the layers above.

``edition_published``: a language went live. Carries ``content``, ``language``, ``edition``.
``clinical_change``: the source changed its advice. Carries ``content``, ``languages`` (those now behind), ``at``.
``edition_withdrawn``: readers lost a language. Carries ``content``, ``language``.
The sender is always the class of the content.
"""

from django.dispatch import Signal

edition_published = Signal()
clinical_change = Signal()
edition_withdrawn = Signal()
