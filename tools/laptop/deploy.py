"""Deploys infra/template.yaml to the emulator, as `aws cloudformation package` and `deploy` would to AWS."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from laptop.adaptation import for_the_emulator
from laptop.clients import Clients
from release import template
from release.stack_name import STACK

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import StackTypeDef

ARTIFACTS = "artifacts"
DEPLOY_SECONDS = 120

# The laptop's own answers to the template's questions. Nobody reads mail at these addresses.
PARAMETERS = {
    "OfficeAddress": "office@sbni.example",
    "SenderAddress": "no-reply@learning.example",
    "SenderDomain": "learning.example",
}


class DeployFailed(Exception):
    """The emulator did not accept the template; the message names the resources and why."""


def deploy(clients: Clients, code: bytes, *, site_origin: str) -> dict[str, str]:
    """Create the stack, or bring the one that is there up to date; returns its outputs by name.

    What the tables hold is left alone. ``code`` is the zipped bundle.
    """
    document = template.Template(for_the_emulator(template.read()))
    _point_to(document, _stored(clients, code))
    _apply(clients, json.dumps(document), {**PARAMETERS, "SiteOrigin": site_origin})
    stack = _settled(clients)
    if stack["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise DeployFailed(f"The stack ended as {stack['StackStatus']}:\n{_reasons(clients)}")
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def _stored(clients: Clients, code: bytes) -> dict[str, str]:
    """Put the bundle in a bucket under a name made from its content, so that new code is seen to be new."""
    place = {"Bucket": ARTIFACTS, "Key": f"{hashlib.sha256(code).hexdigest()}.zip"}
    region = clients.session.region_name
    if ARTIFACTS not in [bucket["Name"] for bucket in clients.s3.list_buckets()["Buckets"]]:
        clients.s3.create_bucket(Bucket=ARTIFACTS, CreateBucketConfiguration={"LocationConstraint": region})  # type: ignore[typeddict-item]
    clients.s3.put_object(**place, Body=code)  # type: ignore[arg-type]
    return place


def _point_to(document: template.Template, place: Mapping[str, str]) -> None:
    for properties in template.of_type(document, "AWS::Serverless::Function").values():
        properties["CodeUri"] = dict(place)


def _apply(clients: Clients, document: str, parameters: Mapping[str, str]) -> None:
    """Create or update the stack; leave it when there is nothing to do."""
    apply = clients.cloudformation.update_stack if _exists(clients) else clients.cloudformation.create_stack
    try:
        apply(
            StackName=STACK,
            TemplateBody=document,
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
    except ClientError as refusal:
        if "No updates are to be performed" not in str(refusal):
            raise


def _exists(clients: Clients) -> bool:
    try:
        clients.cloudformation.describe_stacks(StackName=STACK)
    except ClientError as refusal:
        if "does not exist" in str(refusal):
            return False
        raise
    return True


def _settled(clients: Clients) -> StackTypeDef:
    """The stack, once nothing about it is in progress."""
    deadline = time.monotonic() + DEPLOY_SECONDS
    while time.monotonic() < deadline:
        stack = clients.cloudformation.describe_stacks(StackName=STACK)["Stacks"][0]
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            return stack
        time.sleep(0.1)
    raise DeployFailed(f"The stack was still in progress after {DEPLOY_SECONDS} seconds.")


def _reasons(clients: Clients) -> str:
    events = clients.cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    return "\n".join(f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}" for event in failed)
