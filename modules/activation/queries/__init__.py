"""Every read of instruments and of what people answered."""

from modules.activation.queries.export import export_rows, invitation_rows
from modules.activation.queries.offered import (
    access_instrument,
    access_versions,
    asked_items,
    is_demo,
    offered,
    other_languages,
)
from modules.activation.queries.path import OwnPath, change_words, own_path
from modules.activation.queries.sheet import (
    QuestionScreen,
    Sheet,
    access_rating,
    access_sheet,
    item_url,
    open_rating,
    question_screen,
    sheet_of,
)

__all__ = [
    "OwnPath",
    "QuestionScreen",
    "Sheet",
    "access_instrument",
    "access_rating",
    "access_sheet",
    "access_versions",
    "asked_items",
    "change_words",
    "export_rows",
    "invitation_rows",
    "is_demo",
    "item_url",
    "offered",
    "open_rating",
    "other_languages",
    "own_path",
    "question_screen",
    "sheet_of",
]
