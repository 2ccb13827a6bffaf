"""News of editions, for the layers above.

``edition_published``: a language went live. Carries ``content``, ``language``, ``edition``, and ``is_clinical``:
whether it is the source and changes its advice.
``clinical_change``: the source changed its advice. Carries ``content``, ``languages`` (those now behind), ``at``.
``edition_withdrawn``: readers lost a language. Carries ``content``, ``language``.
``release_asked``: words are about to be approved, or approved words are about to go live. Carries ``content`` (the
draft itself), ``language``. A receiver that raises ValidationError stops it, by whatever road it comes; its words are
what the editor reads.
The sender is always the class of the content.
"""

from django.dispatch import Signal

edition_published = Signal()
clinical_change = Signal()
edition_withdrawn = Signal()
release_asked = Signal()
