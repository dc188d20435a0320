"""What the emulator cannot evaluate, taken out of the template before it is deployed there; nothing else changes.

The emulator checks every call against the roles of the template, but does not know some of the facts that their
conditions ask for, and would refuse what AWS allows. docs/operations.md lists these differences; tests/infra reads
the conditions from the template itself.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from release.template import Template

# Facts about a call that the emulator does not work out.
UNKNOWN_FACTS = frozenset(
    {
        "aws:MultiFactorAuthPresent",
        "dynamodb:EnclosingOperation",
        "dynamodb:LeadingKeys",
        "kms:EncryptionContext:reference",
        "ses:FromAddress",
    }
)


def for_the_emulator(template: Template) -> Template:
    """A copy of the template without the conditions on facts the emulator does not know.

    Sending an email is checked there against every resource, not against the identity it is sent from.
    """
    adapted = copy.deepcopy(template)
    for statement in statements(adapted):
        _forget_unknown_facts(statement)
        if statement.get("Action") == "ses:SendEmail":
            statement["Resource"] = "*"
    return adapted


def statements(template: Template) -> Iterator[dict[str, Any]]:
    """Every statement of the template's IAM roles and policies, including those that say who may assume a role."""
    for resource in template["Resources"].values():
        if resource["Type"] in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy"):
            for document in _documents(resource["Properties"]):
                yield from document["Statement"]


def _documents(properties: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("AssumeRolePolicyDocument", "PolicyDocument"):
        if name in properties:
            yield properties[name]
    for policy in properties.get("Policies", ()):
        yield policy["PolicyDocument"]


def _forget_unknown_facts(statement: dict[str, Any]) -> None:
    conditions = statement.get("Condition", {})
    for operator, facts in list(conditions.items()):
        conditions[operator] = {fact: value for fact, value in facts.items() if fact not in UNKNOWN_FACTS}
        if not conditions[operator]:
            del conditions[operator]
    if not conditions:
        statement.pop("Condition", None)
