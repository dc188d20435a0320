"""The tables of infra/template.yaml, made in a moto client, so that no test describes a table of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from release import template

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


# What CreateTable takes as the template writes it.
_AS_WRITTEN = (
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "BillingMode",
    "DeletionProtectionEnabled",
)


def make_tables(client: DynamoDBClient) -> list[str]:
    """Make every table of the template and return their names.

    A table is named as the template calls it. Streams and time to live are set as the template sets them.
    """
    tables = template.of_type(template.read(), "AWS::DynamoDB::Table")
    for name, properties in tables.items():
        client.create_table(TableName=name, **_creation(properties))
        if expiry := properties.get("TimeToLiveSpecification"):
            client.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
    return list(tables)


def _creation(properties: dict[str, Any]) -> dict[str, Any]:
    request = {key: properties[key] for key in _AS_WRITTEN if key in properties}
    if sealing := properties.get("SSESpecification"):
        request["SSESpecification"] = {"Enabled": sealing["SSEEnabled"]}
    if stream := properties.get("StreamSpecification"):
        request["StreamSpecification"] = {"StreamEnabled": True, **stream}
    return request
