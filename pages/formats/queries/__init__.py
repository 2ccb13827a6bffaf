"""What readers are offered, what is behind the address of a format, and how all of it stands, for staff."""

from pages.formats.queries.offers import FormatRow, formats_row
from pages.formats.queries.standing import failed_count

__all__ = ["FormatRow", "failed_count", "formats_row"]
