"""What the tables promise: nothing lost, nothing deleted by accident, drafts forgotten in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from release import template
from tables import make_tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLES = template.of_type(template.read(), "AWS::DynamoDB::Table")


@pytest.fixture
def dynamodb(monkeypatch: pytest.MonkeyPatch) -> Iterator[DynamoDBClient]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        yield boto3.client("dynamodb", region_name="eu-west-2")


def test_the_tables_are_the_four_the_functions_know() -> None:
    assert set(TABLES) == {"Drafts", "Records", "Receipts", "Outbox"}


@pytest.mark.parametrize("properties", TABLES.values(), ids=TABLES)
def test_no_table_can_be_lost_to_a_slip(properties: dict[str, Any]) -> None:
    assert properties["DeletionProtectionEnabled"] is True
    assert properties["SSESpecification"] == {"SSEEnabled": True}
    assert properties["BillingMode"] == "PAY_PER_REQUEST"


def test_what_was_sent_can_be_brought_back_and_a_deleted_draft_cannot() -> None:
    recovered = {
        name: properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
        for name, properties in TABLES.items()
    }
    assert recovered == {"Drafts": False, "Records": True, "Receipts": True, "Outbox": True}


def test_a_table_outlives_its_stack() -> None:
    resources = template.read()["Resources"]
    assert {resources[name]["DeletionPolicy"] for name in TABLES} == {"Retain"}
    assert {resources[name]["UpdateReplacePolicy"] for name in TABLES} == {"Retain"}


def test_only_drafts_are_forgotten_by_a_timer() -> None:
    assert {name for name, properties in TABLES.items() if "TimeToLiveSpecification" in properties} == {"Drafts"}


def test_the_tables_of_the_tests_are_made_as_the_template_says(dynamodb: DynamoDBClient) -> None:
    assert make_tables(dynamodb) == list(TABLES)
    outbox = dynamodb.describe_table(TableName="Outbox")["Table"]
    assert outbox["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    assert [index["IndexName"] for index in outbox["GlobalSecondaryIndexes"]] == ["owed"]
    expiry = dynamodb.describe_time_to_live(TableName="Drafts")["TimeToLiveDescription"]
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
