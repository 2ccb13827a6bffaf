"""Which FHIRPath we take: all of it must be understood, from the first sign to the last, and nothing in it may depend
on more than the answers, or run without end.

The engine's own parser stops without a word at what it does not understand, and a score would be made of the rest.
"""

import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import pgettext

MOST_LETTERS = 8000
DEEPEST = 100
MOST_STEPS = 400_000
"""Calls inside the parser, a few seconds': its work grows with the square of what hangs together."""
MOST_COMBINED = 10
CONTEXT = "instrument file"

_FUNCTIONS = """
    abs aggregate all allFalse allTrue anyFalse anyTrue as avg ceiling children combine contains count descendants
    distinct empty endsWith exclude exists extension first floor iif indexOf intersect is isDistinct last length
    lower max min not ofType ordinal power round select single skip sqrt startsWith subsetOf substring sum
    supersetOf tail take toDecimal toInteger toString trim truncate union upper weight where
"""
FUNCTIONS = frozenset(_FUNCTIONS.split())
TAKE_A_SECOND_COLLECTION = {"combine", "exclude", "intersect", "subsetOf", "supersetOf", "union"}
"""The engine forgets what these are asked of, once another function ran: their argument must stand on its own."""


class ExpressionError(ValueError):
    """The expression gives no score. Its message says why, in plain words."""


class _TooManyStepsError(BaseException):
    """The limit was reached. No handler inside the engine is meant to see it."""


def within[T](most: int, work: Callable[[], T]) -> T:
    """What the work gives, if it calls at most so many functions in this thread; else ExpressionError.

    A bound in steps and not in seconds: what one machine takes, every machine takes. One limit may stand in another;
    both count.
    """
    left, before = most, sys.gettrace()

    def count(*call: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _TooManyStepsError
        if before:
            before(*call)

    try:
        sys.settrace(count)
        try:
            return work()
        finally:
            sys.settrace(before)
    except _TooManyStepsError:
        raise ExpressionError(pgettext(CONTEXT, "the expression takes too long to work out")) from None


def syntax_tree(text: str) -> dict[str, Any]:
    """The engine's own tree of an expression that we take. Raises ExpressionError."""
    try:
        tree = within(MOST_STEPS, lambda: _parsed(text))
        _refuse_untaken(tree)
    except RecursionError:
        raise ExpressionError(pgettext(CONTEXT, "the expression is nested too deep")) from None
    return tree


def _parsed(text: str) -> dict[str, Any]:
    from antlr4 import CommonTokenStream, InputStream, Token  # noqa: PLC0415  loaded with the first expression
    from antlr4.error.ErrorListener import ErrorListener  # noqa: PLC0415  as above
    from antlr4.tree.Tree import ParseTreeWalker  # noqa: PLC0415  as above
    from fhirpathpy.parser.ASTPathListener import ASTPathListener  # noqa: PLC0415  as above
    from fhirpathpy.parser.generated.FHIRPathLexer import FHIRPathLexer  # noqa: PLC0415  as above
    from fhirpathpy.parser.generated.FHIRPathParser import FHIRPathParser  # noqa: PLC0415  as above

    class Strict(ErrorListener):
        def syntaxError(self, *found: Any) -> None:  # noqa: N802  the name that antlr4 calls
            raise _not_understood(found[3])

    lexer = FHIRPathLexer(InputStream(text))
    parser = FHIRPathParser(CommonTokenStream(lexer))
    for each in (lexer, parser):
        each.removeErrorListeners()
        each.addErrorListener(Strict())
    expression = parser.expression()
    if parser.getCurrentToken().type != Token.EOF:
        raise _not_understood(parser.getCurrentToken().column)
    listener = ASTPathListener()
    ParseTreeWalker().walk(listener, expression)
    tree: dict[str, Any] = listener.parentStack[0]
    return tree


def _not_understood(place: int) -> ExpressionError:
    return ExpressionError(
        pgettext(CONTEXT, "the expression is not FHIRPath at its letter %(place)d") % {"place": place + 1}
    )


def names_used(tree: dict[str, Any]) -> set[str]:
    """The names behind ``%`` in the expression."""
    return {
        node["children"][0]["children"][0]["text"].strip("`'")
        for node, _depth in _walk(tree)
        if node.get("type") == "ExternalConstantTerm"
    }


def _walk(node: dict[str, Any], depth: int = 0) -> Iterator[tuple[dict[str, Any], int]]:
    waiting = [(node, depth)]
    while waiting:
        one, level = waiting.pop()
        yield one, level
        waiting += [(child, level + 1) for child in one.get("children", ())]


def _refuse_untaken(tree: dict[str, Any]) -> None:
    called: list[str] = []
    for node, depth in _walk(tree):
        if depth > DEEPEST:
            raise ExpressionError(pgettext(CONTEXT, "the expression is nested too deep"))
        if node.get("type") == "FunctionInvocation":
            name, arguments = _call(node)
            called.append(name)
            _refuse_call(name, arguments)
    if called.count("combine") > MOST_COMBINED or {"combine", "aggregate"} <= set(called):
        raise ExpressionError(pgettext(CONTEXT, "the expression combines too much"))


def _call(node: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    parts = node["children"][0]["children"]
    return parts[0]["text"].strip("`"), parts[1].get("children", []) if len(parts) > 1 else []


def _refuse_call(name: str, arguments: list[dict[str, Any]]) -> None:
    if name not in FUNCTIONS:
        raise ExpressionError(pgettext(CONTEXT, "it uses “%(name)s()”, which we do not work out") % {"name": name})
    if name in TAKE_A_SECOND_COLLECTION and not all(_stands_alone(one) for one in arguments):
        message = pgettext(CONTEXT, "“%(name)s()” is given a path that does not begin with “%%”")
        raise ExpressionError(message % {"name": name})
    if name == "aggregate" and any(_has_aggregate(one) for one in arguments):
        raise ExpressionError(pgettext(CONTEXT, "one “aggregate()” stands in another"))


def _stands_alone(argument: dict[str, Any]) -> bool:
    first = argument
    while first.get("children") and first.get("type") != "ExternalConstantTerm":
        first = first["children"][0]
    return first.get("type", "").endswith("Literal") or first.get("type") == "ExternalConstantTerm"


def _has_aggregate(node: dict[str, Any]) -> bool:
    return any(one.get("type") == "FunctionInvocation" and _call(one)[0] == "aggregate" for one, _depth in _walk(node))
