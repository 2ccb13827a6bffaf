"""Scores by a FHIRPath expression that came with an instrument. What cannot be worked out exactly has no score."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import pgettext

from modules.activation.exchange.fhir.chain import MOST_VARIABLES, Statement, chain
from modules.activation.exchange.fhir.extensions import POINTS, extensions, value_of
from modules.activation.exchange.fhir.grammar import MOST_LETTERS, ExpressionError, names_used, syntax_tree, within
from modules.activation.exchange.fhir.questionnaires import questionnaire
from modules.activation.exchange.fhir.responses import response_items
from modules.activation.rules import ItemKind
from modules.activation.rules.asking import Asked, Given, shown
from modules.activation.rules.definition import Definition, ItemDefinition

MOST_STEPS = 300_000
"""Calls inside the engine, at most about a second's."""
GREATEST = Decimal(1_000_000)
GIVEN_NAMES = {"resource", "rootResource", "context", "questionnaire"}
CONTEXT = "instrument file"


def evaluate(definition: Definition, answers: Mapping[str, Given]) -> Decimal | None:
    """The score of one person's answers, to two decimals; None where the expression gives none.

    answers: by link id. Items that are not asked of this person count neither as answered nor as missing; of the
    others, as many scored ones may be missing as the definition says.
    """
    counted = answers_that_count(definition, answers)
    if counted is None:
        return None
    try:
        return worked_out(definition, counted)
    except ExpressionError:
        return None


def answers_that_count(definition: Definition, answers: Mapping[str, Given]) -> Mapping[str, Given] | None:
    """The answers to what is asked, by link id; None when too many scored ones are missing."""
    asked = shown(
        [Asked(one.code, one.link_id, one.group, one.enable_when, one.enable_all) for one in definition.items], answers
    )
    items = [item for item in definition.items if item.code in asked]
    counted = {item.link_id: answers[item.link_id] for item in items if item.link_id in answers}
    scored = [item for item in items if item.is_scored and gives_points(item)]
    missing = sum(not has_points(item, counted.get(item.link_id)) for item in scored)
    return counted if scored and missing <= definition.missing_most and missing < len(scored) else None


def gives_points(item: ItemDefinition) -> bool:
    """Whether an answer to the item can count in a score."""
    return item.kind.is_number or item.kind is ItemKind.BOOLEAN or any(one.value is not None for one in item.options)


def has_points(item: ItemDefinition, given: Given | None) -> bool:
    """Whether this answer counts in a score."""
    if given is None or not given.is_answered:
        return False
    if item.kind.has_options:
        return any(one.value is not None for one in item.options if one.code in given.options)
    return bool(given.options) or given.number is not None


def worked_out(definition: Definition, answers: Mapping[str, Given], *, is_proved: bool = False) -> Decimal:
    """What the expression gives for these answers, whatever is missing. Raises ExpressionError, with the reason.

    is_proved: it was worked out before for answers to as many items; counting its steps again takes twice as long as
    the work itself.
    """
    steps = compiled(definition.expression)
    response = {"resourceType": "QuestionnaireResponse", "status": "completed"}
    response["item"] = response_items(definition, answers, exact=True)  # type: ignore[assignment]  # a FHIR resource
    known: dict[str, Any] = {"resource": response, "rootResource": response}
    if any("questionnaire" in step.names for step in steps):
        known["questionnaire"] = questionnaire(definition, exact=True)
    if is_proved:
        return _score(_last_of(steps, known, response))
    return _score(within(MOST_STEPS, lambda: _last_of(steps, known, response)))


def _last_of(steps: Sequence["Step"], known: dict[str, Any], response: dict[str, Any]) -> list[Any]:
    """What the last step gives. known: values by name, to which each step adds its own."""
    for step in steps:
        known[step.statement.name] = _run(step, known, response)
    return list(known[""])


@dataclass(frozen=True)
class Step:
    """A statement that is ready to be worked out. names: those behind ``%`` in it."""

    statement: Statement
    tree: dict[str, Any]
    names: frozenset[str]


@lru_cache(maxsize=64)
def compiled(expression: str) -> tuple[Step, ...]:
    """The expression, ready to be worked out. Raises ExpressionError when it is none that we take."""
    statements = chain(expression)
    if len(expression) > MOST_LETTERS:
        raise ExpressionError(
            pgettext(CONTEXT, "the expression is longer than %(most)d letters") % {"most": MOST_LETTERS}
        )
    if not expression.strip() or statements[-1].name or len(statements) > MOST_VARIABLES:
        raise ExpressionError(pgettext(CONTEXT, "there is no expression for the whole score"))
    steps, known = [], set(GIVEN_NAMES)
    for one in statements:
        tree = syntax_tree(one.text)
        names = frozenset(names_used(tree))
        if unknown := sorted(names - known):
            raise ExpressionError(
                pgettext(CONTEXT, "“%%%(name)s” is used before the file says what it is") % {"name": unknown[0]}
            )
        if one.name in GIVEN_NAMES:
            raise ExpressionError(pgettext(CONTEXT, "a variable takes a name that FHIRPath needs itself"))
        known.add(one.name)
        steps.append(Step(one, tree, names))
    return tuple(steps)


def _run(step: Step, known: dict[str, Any], response: dict[str, Any]) -> list[Any]:
    from fhirpathpy import apply_parsed_path  # noqa: PLC0415  loaded with the first expression
    from fhirpathpy.engine.nodes import ResourceNode  # noqa: PLC0415  as above
    from fhirpathpy.models import models  # noqa: PLC0415  as above

    about: Any = response
    if step.statement.scope:
        about = ResourceNode.create_node(_item(response, step.statement.scope), "QuestionnaireResponse.item")
    options = {"userInvocationTable": FUNCTIONS, "returnRawData": True}
    try:
        return list(apply_parsed_path(about, step.tree, {**known, "context": about}, models["r4"], options))
    except ExpressionError:
        raise
    except Exception as refused:  # the engine raises plain exceptions of every kind
        raise ExpressionError(pgettext(CONTEXT, "the expression cannot be worked out")) from refused


def _item(response: dict[str, Any], link_id: str) -> dict[str, Any]:
    """The item of the response that a variable belongs to; one without an answer when there is none."""
    waiting = list(response["item"])
    while waiting:
        one = waiting.pop()
        if one["linkId"] == link_id:
            return dict(one)
        waiting += one.get("item", [])
    return {"linkId": link_id}


def _score(found: list[Any]) -> Decimal:
    from fhirpathpy.engine.util import get_data  # noqa: PLC0415  loaded with the first expression

    values = [get_data(one) for one in found]
    if len(values) != 1 or isinstance(values[0], bool) or not isinstance(values[0], int | Decimal):
        raise ExpressionError(pgettext(CONTEXT, "the expression gives no single number"))
    value = Decimal(values[0])
    if not value.is_finite() or abs(value) >= GREATEST:
        raise ExpressionError(pgettext(CONTEXT, "the expression gives a number that is too large"))
    return value.quantize(Decimal("0.01"))


# What the engine lacks, or does inexactly: all of it in decimal numbers.


def _points(values: Sequence[Any]) -> list[Decimal]:
    """Of answers and of codings: the points of the option that was chosen. The two extensions hold the same."""
    codings = [one.get("valueCoding", one) for one in values if isinstance(one, dict)]
    found = (next(extensions(coding, *POINTS), None) for coding in codings)
    return [value_of(one) for one in found if one is not None]


def _sum(values: Sequence[Any]) -> Decimal:
    return sum((_number(one) for one in values), Decimal(0))


def _mean(values: Sequence[Any]) -> list[Decimal]:
    return [_sum(values) / len(values)] if values else []


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ExpressionError(pgettext(CONTEXT, "it works with something that is no number"))
    return Decimal(value)


def _rounded(values: Sequence[Any], places: Any = 0) -> list[Decimal]:
    """Halves go up (FHIRPath 2.0.0, section 5.7.8), not to the even neighbour."""
    step = Decimal(1).scaleb(-int(places)) if not isinstance(places, list) else Decimal(1)
    return [((_number(one) / step + Decimal("0.5")).to_integral_value(ROUND_FLOOR)) * step for one in values]


def _extreme(choose: Callable[..., Decimal]) -> Callable[[Sequence[Any]], list[Decimal]]:
    return lambda values: [choose(_number(one) for one in values)] if values else []


FUNCTIONS: dict[str, Any] = {
    "weight": {"fn": _points},
    "ordinal": {"fn": _points},
    "sum": {"fn": _sum},
    "avg": {"fn": _mean},
    "min": {"fn": _extreme(min)},
    "max": {"fn": _extreme(max)},
    "count": {"fn": lambda values: Decimal(len(values))},
    "round": {"fn": _rounded, "arity": {0: [], 1: ["Number"]}},
}
