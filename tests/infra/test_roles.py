"""Who may do what: each function has a role of its own, and those that receive cannot read what was received."""

from __future__ import annotations

import json
from typing import Any

import pytest

from release import functions, template

TEMPLATE = template.read()
FUNCTIONS = template.of_type(TEMPLATE, "AWS::Serverless::Function")
ROLES = template.of_type(TEMPLATE, "AWS::IAM::Role")
KEYS = template.of_type(TEMPLATE, "AWS::KMS::Key")
BOUNDLESS = {"dynamodb:ListStreams"}  # AWS knows no narrower resource for these


def statements(role: str) -> list[dict[str, Any]]:
    """What the template lets a role do, from its own policies and those attached to it."""
    return [statement for _, statement in functions.statements(TEMPLATE, role)]


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def actions_on(role: str, resource: str) -> set[str]:
    """The actions a role may take on a resource of the template, its indexes and streams included."""
    return {
        action
        for statement in statements(role)
        if f'"{resource}"' in json.dumps(statement["Resource"]) or f"${{{resource}" in json.dumps(statement["Resource"])
        for action in listed(statement["Action"])
    }


def policy_of(key: str) -> list[dict[str, Any]]:
    """The statements of a key's own policy."""
    return list(KEYS[key]["KeyPolicy"]["Statement"])


def role_of(function: str) -> str:
    return str(FUNCTIONS[function]["Role"]["Fn::GetAtt"][0])


def test_the_functions_are_the_four_of_the_service() -> None:
    assert {name: function["Handler"] for name, function in FUNCTIONS.items()} == {
        "FillIn": "intake.fill_in.handler",
        "Confirm": "intake.confirm.handler",
        "Deliver": "post.deliver.handler",
        "Sweep": "post.sweep.handler",
    }


def test_every_function_has_a_role_of_its_own() -> None:
    roles = [role_of(function) for function in FUNCTIONS]
    assert len(set(roles)) == len(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_writes_to_its_own_log_and_no_other(function: str) -> None:
    logs = [one for one in statements(role_of(function)) if any(a.startswith("logs:") for a in listed(one["Action"]))]
    own = FUNCTIONS[function]["LoggingConfig"]["LogGroup"]["Ref"]
    assert [one["Resource"] for one in logs] == [{"Fn::GetAtt": [own, "Arn"]}]


@pytest.mark.parametrize("role", ROLES)
def test_no_role_may_do_everything_or_to_everything(role: str) -> None:
    for statement in statements(role):
        actions = listed(statement["Action"])
        assert not [action for action in actions if "*" in action]
        assert statement["Resource"] != "*" or set(actions) <= BOUNDLESS


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_cannot_read_a_record(function: str) -> None:
    assert actions_on(role_of(function), "Records") <= {"dynamodb:PutItem"}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_cannot_open_a_record(function: str) -> None:
    assert actions_on(role_of(function), "RecordsKey") <= {"kms:GenerateDataKey"}


def test_only_confirm_adds_records() -> None:
    assert [name for name in FUNCTIONS if actions_on(role_of(name), "Records")] == ["Confirm"]
    assert [name for name in FUNCTIONS if actions_on(role_of(name), "RecordsKey")] == ["Confirm"]


def test_a_record_is_added_only_with_the_emails_it_owes() -> None:
    (adds,) = [
        one
        for one in statements("ConfirmRole")
        if "Records" in json.dumps(one["Resource"]) and "dynamodb" in str(one["Action"])
    ]
    assert adds["Condition"] == {"StringEquals": {"dynamodb:EnclosingOperation": "TransactWriteItems"}}


def test_a_record_is_sealed_only_under_its_reference() -> None:
    (seals,) = [one for one in statements("ConfirmRole") if one["Action"] == "kms:GenerateDataKey"]
    assert seals["Condition"] == {"Null": {"kms:EncryptionContext:reference": "false"}}


def test_only_the_two_functions_that_hold_drafts_can_touch_them() -> None:
    assert {role for role in ROLES if actions_on(role, "Drafts")} == {"FillInRole", "ConfirmRole"}


def test_fill_in_marks_no_draft_as_sent() -> None:
    assert actions_on("FillInRole", "Drafts") == {"dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"}


def test_confirm_writes_and_deletes_one_use_keys_and_no_draft() -> None:
    freely = {"dynamodb:GetItem", "dynamodb:UpdateItem"}
    for statement in (one for one in statements("ConfirmRole") if one["Resource"] == {"Fn::GetAtt": ["Drafts", "Arn"]}):
        if not set(listed(statement["Action"])) <= freely:
            assert set(statement["Action"]) == {"dynamodb:PutItem", "dynamodb:DeleteItem"}
            assert statement["Condition"] == {
                "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["key#*"]},
                "Null": {"dynamodb:LeadingKeys": "false"},
            }
    assert actions_on("ConfirmRole", "Drafts") == {"dynamodb:PutItem", "dynamodb:DeleteItem", *freely}


def test_the_drafts_key_itself_lets_only_the_two_functions_seal_and_open() -> None:
    for_what_is_sealed = {"kms:Decrypt", "kms:GenerateDataKey"}
    allowed = [(one["Principal"]["AWS"], set(listed(one["Action"]))) for one in policy_of("DraftsKey")]
    assert [(who, actions) for who, actions in allowed if actions & for_what_is_sealed] == [
        ({"Fn::GetAtt": ["FillInRole", "Arn"]}, {"kms:Decrypt", "kms:GenerateDataKey"}),
        ({"Fn::GetAtt": ["ConfirmRole", "Arn"]}, {"kms:Decrypt"}),
    ]
    assert [role for role in ROLES if actions_on(role, "DraftsKey")] == []  # nothing is delegated to policies of roles


@pytest.mark.parametrize("key", KEYS)
def test_a_key_names_each_action_and_lends_none_of_them_on(key: str) -> None:
    actions = [action for one in policy_of(key) for action in listed(one["Action"])]
    assert not [action for action in actions if "*" in action or action in ("kms:CreateGrant", "kms:ReEncryptFrom")]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_can_still_be_looked_after(key: str) -> None:
    (looked_after,) = (one for one in policy_of(key) if one["Sid"] == "TheAccountAdministersTheKey")
    assert {"kms:PutKeyPolicy", "kms:EnableKeyRotation", "kms:ScheduleKeyDeletion"} <= set(looked_after["Action"])


def test_only_the_two_functions_that_send_can_send_and_only_from_our_address() -> None:
    sending = [(role, one) for role in ROLES for one in statements(role) if one["Action"] == "ses:SendEmail"]
    assert {role for role, _ in sending} == {"DeliverRole", "SweepRole"}
    for _, statement in sending:
        assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": {"Ref": "SenderAddress"}}}


def test_nobody_deletes_a_record_a_receipt_or_an_email() -> None:
    for role in ROLES:
        for table in ("Records", "Receipts", "Outbox"):
            assert "dynamodb:DeleteItem" not in actions_on(role, table)


def test_the_office_alone_reads_and_opens_records() -> None:
    assert {"dynamodb:GetItem", "dynamodb:Query"} <= actions_on("DeskRole", "Records")
    assert actions_on("DeskRole", "RecordsKey") == {"kms:Decrypt"}
    assert not actions_on("DeskRole", "DraftsKey")


def test_the_office_signs_in_with_a_second_factor() -> None:
    (trust,) = ROLES["DeskRole"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Condition"] == {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def test_the_records_key_itself_lets_only_the_office_open() -> None:
    openers = [one["Principal"] for one in policy_of("RecordsKey") if "kms:Decrypt" in listed(one["Action"])]
    assert openers == [{"AWS": {"Fn::GetAtt": ["DeskRole", "Arn"]}}]


@pytest.mark.parametrize("key", KEYS)
def test_keys_turn_over_and_outlive_the_stack(key: str) -> None:
    assert KEYS[key]["EnableKeyRotation"] is True
    assert TEMPLATE["Resources"][key]["DeletionPolicy"] == "Retain"
