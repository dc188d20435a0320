"""Envelope encryption: AES-256-GCM under a KMS data key, bound to a context.

A box is one version byte, twelve random bytes of nonce, and the compressed text encrypted with its tag
(NIST SP 800-38D). The context is both KMS's encryption context and the additional data of the cipher, so that a box
moved to another record, or under another reference, does not open. The version stands before it in the additional
data, so that no box can be passed off as one of another version. Boxes of version 1 are read too: records last for
years, and their additional data is the context alone.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from botocore.exceptions import ClientError
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casebook import aws

VERSION = b"\x02"
BEFORE = b"\x01"
NONCE_BYTES = 12
LEAST_BOX = len(VERSION) + NONCE_BYTES + 16  # the tag of an empty text


class NotOurs(Exception):
    """A box that does not open: it was altered, or belongs elsewhere."""


@dataclass(frozen=True)
class DataKey:
    """A data key: in the clear while a request lasts, and encrypted by KMS as it is kept."""

    clear: bytes
    kept: bytes


def new_data_key(key: str, context: Mapping[str, str]) -> DataKey:
    """A fresh data key under the KMS key `key`. Raises Unavailable."""
    with aws.asking("kms"):
        made = aws.kms().generate_data_key(KeyId=key, KeySpec="AES_256", EncryptionContext=context)
    return DataKey(made["Plaintext"], made["CiphertextBlob"])


def open_data_key(kept: bytes, key: str, context: Mapping[str, str]) -> DataKey:
    """The data key that KMS encrypted. Raises NotOurs where the context is another, Unavailable where KMS fails."""
    with aws.asking("kms"):
        try:
            opened = aws.kms().decrypt(CiphertextBlob=kept, KeyId=key, EncryptionContext=context)
        except ClientError as refused:
            if aws.error_code(refused) in {"InvalidCiphertextException", "IncorrectKeyException"}:
                raise NotOurs from refused
            raise
    return DataKey(opened["Plaintext"], kept)


def seal(text: str, key: DataKey, context: Mapping[str, str]) -> bytes:
    """`text` compressed and encrypted under a data key, bound to `context`."""
    nonce = os.urandom(NONCE_BYTES)
    packed = zlib.compress(text.encode("utf-8"))
    return VERSION + nonce + AESGCM(key.clear).encrypt(nonce, packed, _bound(VERSION, context))


def unseal(box: bytes, key: DataKey, context: Mapping[str, str]) -> str:
    """The text of a box. Raises NotOurs where the box, its key or its context is not what was sealed."""
    version, nonce, sealed = box[:1], box[1 : 1 + NONCE_BYTES], box[1 + NONCE_BYTES :]
    if version not in (VERSION, BEFORE) or len(box) < LEAST_BOX:
        raise NotOurs
    try:
        return zlib.decompress(AESGCM(key.clear).decrypt(nonce, sealed, _bound(version, context))).decode("utf-8")
    except InvalidTag as altered:
        raise NotOurs from altered


def _bound(version: bytes, context: Mapping[str, str]) -> bytes:
    """What is authenticated beside the text, and not kept in the box but for the version."""
    said = json.dumps(dict(context), sort_keys=True, separators=(",", ":")).encode("utf-8")
    return said if version == BEFORE else version + said
