"""The score of a rating, by the rule of the version that it was begun with."""

from decimal import Decimal

from modules.activation.queries.instruments import definition_of
from modules.activation.queries.sheet import Sheet, points_of, rule_of
from modules.activation.rules import Method, score


def score_of(sheet: Sheet) -> Decimal | None:
    """The score of what was answered; None where the rule gives none, and never a guess."""
    rule = rule_of(sheet.instrument)
    if rule.method is Method.EXPRESSION:
        from modules.activation.exchange.fhir.expression import evaluate  # noqa: PLC0415  few instruments need the engine

        return evaluate(definition_of(sheet.instrument), sheet.given)
    return score(rule, [point for _item, point in points_of(sheet)])
