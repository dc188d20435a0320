"""Clients of the emulator's services, made when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_sts import STSClient


@dataclass(frozen=True)
class Clients:
    """Clients of the services at ``endpoint``, with one set of credentials."""

    endpoint: str
    session: boto3.Session

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        """Deploys the template."""
        return self.session.client("cloudformation", endpoint_url=self.endpoint)

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """Holds what is kept."""
        return self.session.client("dynamodb", endpoint_url=self.endpoint)

    @cached_property
    def functions(self) -> LambdaClient:
        """Starts a function by hand."""
        return self.session.client("lambda", endpoint_url=self.endpoint)

    @cached_property
    def kms(self) -> KMSClient:
        """Holds the keys."""
        return self.session.client("kms", endpoint_url=self.endpoint)

    @cached_property
    def s3(self) -> S3Client:
        """Holds the bundle."""
        return self.session.client("s3", endpoint_url=self.endpoint)

    @cached_property
    def ses(self) -> SESV2Client:
        """Sends emails."""
        return self.session.client("sesv2", endpoint_url=self.endpoint)

    @cached_property
    def sts(self) -> STSClient:
        """Takes on a role."""
        return self.session.client("sts", endpoint_url=self.endpoint)

    def as_role(self, arn: str, *, name: str) -> Clients:
        """The same services, as seen by a role that these credentials may take on."""
        given = self.sts.assume_role(RoleArn=arn, RoleSessionName=name)["Credentials"]
        session = boto3.Session(
            given["AccessKeyId"],
            given["SecretAccessKey"],
            given["SessionToken"],
            region_name=self.session.region_name,
        )
        return Clients(self.endpoint, session)
