"""News about people, for the apps above."""

from django.dispatch import Signal

roles_settled = Signal()
"""Each role has its group with its rights. Sent after every migration; receivers may run as often as it is sent."""

joined = Signal()
"""An account was opened by its owner for the first time. Sent once: sender=User, person=User, request=HttpRequest."""
