"""A page's link by text: for whoever types a number, whose number it is nobody asks. Plain Python."""

import datetime
from typing import Final

from portal.accounts.rules import Limit

TEXTS_PER_NUMBER: Final = Limit("link-texts-per-number", most=5, minutes=24 * 60)
"""Beyond this nothing goes out, and the page answers as ever: it tells nobody what was sent to a number before."""
TEXTS_PER_NETWORK: Final = Limit("link-texts-per-network", most=20, minutes=60)
TEXTS_IN_ALL: Final = Limit("link-texts-in-all", most=500, minutes=60)

KEPT: Final = datetime.timedelta(days=2)
"""How long it is known that a form was sent, so that sent again it makes no second text. The number itself goes as soon
as the text has gone."""
