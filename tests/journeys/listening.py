"""Which addresses a process and its children listen on, as Linux keeps it in /proc."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from pathlib import Path

LISTEN = "0A"
PROC = Path("/proc")


def listening(process: int) -> set[tuple[str, int]]:
    """Address and port of every TCP socket that `process` or a child of it listens on."""
    ours = {socket for child in family(process) for socket in _sockets(child)}
    return {(address, port) for inode, address, port in _listeners() if inode in ours}


def family(process: int) -> set[int]:
    """A process, its children, and theirs."""
    parents = {int(path.name): _parent(path) for path in PROC.iterdir() if path.name.isdigit()}
    found = {process}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended meanwhile
        return 0


def _sockets(process: int) -> Iterator[str]:
    try:
        for link in (PROC / str(process) / "fd").iterdir():
            target = str(link.readlink())
            if target.startswith("socket:["):
                yield target[len("socket:[") : -1]
    except OSError:  # it ended meanwhile
        return


def _listeners() -> Iterator[tuple[str, str, int]]:
    for name, kind in (("tcp", socket.AF_INET), ("tcp6", socket.AF_INET6)):
        for line in (PROC / "net" / name).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTEN:
                address, _, port = fields[1].partition(":")
                yield fields[9], _in_words(address, kind), int(port, 16)


def _in_words(address: str, kind: socket.AddressFamily) -> str:
    words = [int(address[at : at + 8], 16) for at in range(0, len(address), 8)]
    return socket.inet_ntop(kind, struct.pack(f"={len(words)}I", *words))
