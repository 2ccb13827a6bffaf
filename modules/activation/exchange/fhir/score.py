"""The scoring rule of a questionnaire: our own fields where the file has them, else the one calculated expression.

Nothing is guessed: what cannot be worked out exactly is "no score defined", with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
MOST_TRIED = 10
"""Calculations of one file; each takes about a second."""
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
    if len(calculated) > MOST_TRIED:
        message = pgettext(CONTEXT, "the file calculates more than %(most)d") % {"most": MOST_TRIED}
        return _without_score(definition, message, where, report)
    try:
        scored = _whole(definition, resource, calculated, report)
    except ExpressionError as reason:
        return _without_score(definition, str(reason), where, report)
    _say_what_counts(scored.definition, scored.trial, scored.where, report)
    items = tuple(replace(item, is_scored=item.link_id in scored.trial.counted) for item in definition.items)
    return replace(scored.definition, items=items)


@dataclass(frozen=True)
class Scored:
    """One calculation of a file that works. definition: with it as the score."""

    name: str
    where: str
    definition: Definition
    trial: Trial


def _whole(
    definition: Definition, resource: Mapping[str, Any], calculated: Sequence[Calculated], report: Report
) -> Scored:
    """The one calculation there is; of several the one that counts all that any other counts, and more. Raises
    ExpressionError when no single one is the whole."""
    if len(calculated) == 1:
        return _scored(definition, resource, calculated[0])
    found = [one for one in (_tried_alone(definition, resource, each, report) for each in calculated) if one]
    whole = [one for one in found if all(one is other or one.trial.counted > other.trial.counted for other in found)]
    if len(found) < len(calculated) or len(whole) != 1:
        names = ", ".join(str(one.element["linkId"])[:40] for one in calculated)
        message = pgettext(CONTEXT, "the file calculates several and names none as the whole: %(names)s")
        raise ExpressionError(message % {"names": names})
    message = pgettext(CONTEXT, "“%(name)s” is kept as the score: it counts all that the others do. They are not kept.")
    report.warning(whole[0].where, message % {"name": whole[0].name})
    return whole[0]


def _tried_alone(
    definition: Definition, resource: Mapping[str, Any], calculated: Calculated, report: Report
) -> Scored | None:
    """One of several, with a line that says what it counts, or why it cannot be worked out."""
    name = str(calculated.element["linkId"])[:40]
    try:
        scored = _scored(definition, resource, calculated)
    except ExpressionError as reason:
        message = pgettext(CONTEXT, "“%(name)s” cannot be worked out: %(reason)s")
        report.warning(calculated.where, message % {"name": name, "reason": reason})
        return None
    message = pgettext(CONTEXT, "“%(name)s” can be worked out. It counts %(count)d items.")
    report.info(calculated.where, message % {"name": name, "count": len(scored.trial.counted)})
    return scored


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


def _scored(definition: Definition, resource: Mapping[str, Any], calculated: Calculated) -> Scored:
    """The definition with this expression, tried out. Where it makes no difference which item the expression hangs on,
    it is kept without that. Raises ExpressionError, with the reason."""
    statements = _statements(resource, calculated)
    exact = _with_expression(definition, statements)
    trial = tried(exact)
    plain = _with_expression(definition, [replace(one, scope="") for one in statements])
    asks_where = any("context" in step.names for step in compiled(exact.expression))
    kept = exact
    try:
        if not asks_where and is_same(plain, exact):
            kept = plain
    except ExpressionError:
        pass  # it works in its own place only
    return Scored(str(calculated.element["linkId"])[:40], calculated.where, kept, trial)


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
