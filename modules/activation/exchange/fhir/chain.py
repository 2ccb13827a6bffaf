"""A score's expression with the variables that it is built on, in the one text that an instrument keeps.

A single expression about the whole response stands as it came. Else each begins a line with its name::

    %answered := %resource.item.answer
    %mean@total := %answered.weight().avg()
    % := iif(%answered.count() > 3, %mean, {})

Behind ``@`` stands the link id of the item that it belongs to, which FHIRPath calls ``%context``; the one without a
name is the score.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_VARIABLES = 60
_BEGINNING = re.compile(r"^%([A-Za-z_][A-Za-z0-9_-]*)?(?:@(\S+))? := ", re.MULTILINE)


@dataclass(frozen=True)
class Statement:
    """One expression. name: of the variable, blank for the score. scope: a link id, blank for the whole response."""

    name: str
    scope: str
    text: str


def chain(expression: str) -> tuple[Statement, ...]:
    """The statements in the order in which they are worked out, the score last."""
    parts = _BEGINNING.split(expression)
    if len(parts) == 1:
        return (Statement("", "", expression),)
    rows = [parts[place : place + 3] for place in range(1, len(parts), 3)]
    return tuple(Statement(name or "", scope or "", text.strip()) for name, scope, text in rows)


def joined(statements: Sequence[Statement]) -> str:
    """The one text; ``chain`` gives the statements back. Raises ValueError when they cannot be kept so."""
    if len(statements) == 1 and not statements[0].scope:
        expression = statements[0].text.strip()
    else:
        expression = "\n".join(
            f"%{one.name}{'@' + one.scope if one.scope else ''} := {one.text.strip()}" for one in statements
        )
    wanted = tuple(Statement(one.name, one.scope, one.text.strip()) for one in statements)
    if chain(expression) != wanted:
        raise ValueError(expression)
    return expression
