"""Which file of the frozen site is behind an address, and the other way round."""

from __future__ import annotations


def file_of(address: str) -> str:
    """The file behind an address, as whoever serves the site finds it.

    >>> file_of("/help/")
    'help/index.html'
    >>> file_of("/404.html")
    '404.html'
    """
    return f"{address}index.html".lstrip("/") if address.endswith("/") else address.lstrip("/")


def address_of(file: str) -> str:
    """The address of a file, as pages link to it.

    >>> address_of("help/index.html")
    '/help/'
    """
    return f"/{file.removesuffix('index.html')}"
