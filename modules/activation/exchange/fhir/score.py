"""The scoring rule of a questionnaire: our own fields where the file has them, else the one calculated expression.

Nothing is guessed: what cannot be worked out exactly is "no score defined", with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import pgettext

from modules.activation.exchange.fhir import extensions as fhir
from modules.activation.exchange.fhir.chain import Statement, joined
from modules.activation.exchange.fhir.expression import compiled
from modules.activation.exchange.fhir.grammar import ExpressionError
from modules.activation.exchange.fhir.items import Calculated
from modules.activation.exchange.fhir.report import Report
from modules.activation.exchange.fhir.trial import Trial, is_same, tried
from modules.activation.rules import Method
from modules.activation.rules.definition import Definition

CONTEXT = "instrument file"
LANGUAGES = {"text/fhirpath", "application/fhirpath"}


def with_own_score(definition: Definition, report: Report) -> Definition:
    """A definition that says its scoring in our own fields; an expression in them must work."""
    if definition.method is not Method.EXPRESSION:
        return definition
    try:
        tried(definition)
    except ExpressionError as reason:
        return _without_score(definition, str(reason), "", report)
    return definition


def with_calculated_score(
    definition: Definition, resource: Mapping[str, Any], calculated: Sequence[Calculated], report: Report
) -> Definition:
    """A definition with the score that another house's file calculates."""
    if not calculated:
        return _without_score(definition, pgettext(CONTEXT, "the file does not say how to work one out"), "", report)
    where = calculated[0].where
    if len(calculated) > 1:
        names = ", ".join(str(one.element["linkId"])[:40] for one in calculated)
        message = pgettext(CONTEXT, "the file calculates several and names none as the whole: %(names)s")
        return _without_score(definition, message % {"names": names}, where, report)
    try:
        scored, trial = _scored(definition, _statements(resource, calculated[0]))
    except ExpressionError as reason:
        return _without_score(definition, str(reason), where, report)
    _say_what_counts(scored, trial, where, report)
    items = tuple(replace(item, is_scored=item.link_id in trial.counted) for item in definition.items)
    return replace(scored, items=items)


def _without_score(definition: Definition, reason: str, where: str, report: Report) -> Definition:
    note = pgettext(CONTEXT, "no score defined: %(reason)s") % {"reason": reason}
    report.warning(where, note)
    return replace(definition, method=Method.NONE, expression="", score_note=note)


def _statements(resource: Mapping[str, Any], calculated: Calculated) -> list[Statement]:
    """The variables that the expression can see, from the outermost in, and the expression itself."""
    found = []
    for element in (resource, *calculated.around, calculated.element):
        scope = str(element["linkId"]) if element is not resource else ""
        variables = fhir.extensions(element, fhir.VARIABLE)
        found += [_statement(fhir.value_of(one), scope, is_named=True) for one in variables]
    expression = fhir.first_value(calculated.element, fhir.CALCULATED)
    found.append(_statement(expression, str(calculated.element["linkId"]), is_named=False))
    return found


def _statement(expression: Any, scope: str, *, is_named: bool) -> Statement:
    said = expression if isinstance(expression, dict) else {}
    language, text, name = said.get("language"), said.get("expression"), said.get("name")
    if language not in LANGUAGES:
        message = pgettext(CONTEXT, "it is written in “%(language)s”, not in FHIRPath")
        raise ExpressionError(message % {"language": str(language)[:40]})
    if not isinstance(text, str) or not text.strip() or (is_named and not isinstance(name, str)):
        raise ExpressionError(pgettext(CONTEXT, "a variable has no name, or an expression no words"))
    return Statement(str(name) if is_named else "", scope, text)


def _scored(definition: Definition, statements: list[Statement]) -> tuple[Definition, Trial]:
    """The definition with its expression, tried out. Where it makes no difference which item the expression hangs on,
    it is kept without that."""
    exact = _with_expression(definition, statements)
    trial = tried(exact)
    plain = _with_expression(definition, [replace(one, scope="") for one in statements])
    asks_where = any("context" in step.names for step in compiled(exact.expression))
    try:
        if not asks_where and is_same(plain, exact):
            return plain, trial
    except ExpressionError:
        pass  # it works in its own place only
    return exact, trial


def _with_expression(definition: Definition, statements: list[Statement]) -> Definition:
    try:
        text = joined(statements)
    except ValueError:
        raise ExpressionError(pgettext(CONTEXT, "the names in it cannot be kept")) from None
    return replace(definition, method=Method.EXPRESSION, expression=text, score_note="")


def _say_what_counts(definition: Definition, trial: Trial, where: str, report: Report) -> None:
    message = pgettext(CONTEXT, "The score was tried out with made-up answers. It counts %(count)d items.")
    report.info(where, message % {"count": len(trial.counted)})
    report.info(where, pgettext(CONTEXT, "The file does not say the range of the score, nor which end is better."))
    if trial.gives_partial:
        message = pgettext(
            CONTEXT, "It would count missing answers as nothing. Here there is no score unless all of them are given."
        )
        report.warning(where, message)
