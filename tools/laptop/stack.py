"""The whole service on one machine: emulator, functions, site and mailbox, started together and stopped together."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from waitress.server import create_server

from laptop import edge, emulator, ports
from laptop.api import Api
from laptop.clients import Clients
from laptop.deploy import deploy
from laptop.emulator import Emulator
from laptop.frozen import Frozen
from laptop.gateway import Gateway
from laptop.mailbox import Mailbox
from release import bundle, template

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

STATE = bundle.ROOT / ".local"
BUILD = bundle.ROOT / "build"
# Each request under way may have a function of its own; more wait their turn.
THREADS = 12
# As many people may wait as a hundred browsers at once make them.
CONNECTIONS = 500


class PortInUse(Exception):
    """Something else is listening on the port."""


@dataclass(frozen=True)
class Stack:
    """A running stack.

    ``address`` is the site's origin, ``outputs`` are the template's (table names, function names ...), ``clients``
    may do everything, and ``mailbox`` has what was sent.
    """

    address: str
    clients: Clients
    outputs: Mapping[str, str]
    mailbox: Mailbox


@contextmanager
def running(
    *,
    port: int = 0,
    state: Path = STATE,
    build: Path = BUILD,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Stack]:
    """Run everything at ``port`` of 127.0.0.1 (0: any free one), with its data under ``state``, until the block ends.

    ``build`` holds the frozen site and the bundle, made beforehand. ``environment`` is added to what the functions
    see, for example ``{"AWS_ENDPOINT_URL_SESV2": ...}``. Raises PortInUse, EmulatorFailed or DeployFailed.
    """
    port = _free(port)
    with emulator.running(state / "aws", environment=environment) as aws:
        stack = _deployed(aws, state, build, f"http://{ports.HOST}:{port}")
        written = write_down(stack, aws, state / "stack.json")
        gateway = Gateway(
            site=Frozen(build / "site"),
            api=Api(aws.endpoint, stack.outputs["ApiId"]),
            mailbox=stack.mailbox,
            edge=edge.read(template.read()),
        )
        with serving(gateway, port):
            yield stack
        stack.mailbox.emails()  # the emulator forgets them
        written.unlink()


def _free(port: int) -> int:
    if port and ports.taken(port):
        raise PortInUse(
            f"Port {port} is in use. Stop what listens there, or choose another: make serve PORT={port + 1}"
        )
    return port or ports.free()


def _deployed(aws: Emulator, state: Path, build: Path, address: str) -> Stack:
    session = boto3.Session(emulator.ACCESS_KEY, emulator.SECRET_KEY, region_name=emulator.REGION)
    clients = Clients(aws.endpoint, session)
    outputs = deploy(clients, bundle.packed(build / "bundle"), site_origin=address)
    return Stack(address, clients, outputs, Mailbox(aws.endpoint, state / "mail.jsonl"))


def write_down(stack: Stack, aws: Emulator, path: Path) -> Path:
    """Write where the stack is, for programs that join it while it runs, such as `cmr desk --local`."""
    tables = {name: stack.outputs[f"{name.capitalize()}Table"] for name in ("drafts", "records", "receipts", "outbox")}
    facts = {
        "address": stack.address,
        "endpoint": aws.endpoint,
        "region": emulator.REGION,
        "access_key_id": emulator.ACCESS_KEY,
        "secret_access_key": emulator.SECRET_KEY,
        "desk_role": stack.outputs["DeskRoleArn"],
        "tables": tables,
        "records_key": stack.outputs["RecordsKeyArn"],
    }
    path.write_text(json.dumps(facts, indent=2))
    return path


@contextmanager
def serving(gateway: WSGIApplication, port: int) -> Iterator[None]:
    """Answer requests in a thread of its own; those under way are finished before the block ends."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting one's turn is no news
    server = create_server(
        gateway, host=ports.HOST, port=port, threads=THREADS, connection_limit=CONNECTIONS, ident=None
    )
    ending = threading.Event()

    def run() -> None:
        try:
            server.run()
        except OSError:  # its socket is closed while it waits for the next request
            if not ending.is_set():
                raise

    thread = threading.Thread(target=run, name="gateway", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(timeout=5)
