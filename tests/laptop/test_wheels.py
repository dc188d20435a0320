"""Nobody needs a compiler: every package that is locked has a wheel, on every Python and machine that we claim."""

from __future__ import annotations

import pytest

from locked_wheels import MACHINES, Machine, without_wheel
from release.bundle import ROOT
from setup import pythons

LOCK = (ROOT / "uv.lock").read_text("utf-8")
MADE_UP = """
[[package]]
name = "learning-from-practice"
version = "0.1.0"
dependencies = [
    { name = "plain" },
    { name = "forked", version = "1.0", marker = "python_full_version < '3.12'" },
    { name = "forked", version = "2.0", marker = "python_full_version >= '3.12'" },
    { name = "elsewhere", marker = "sys_platform == 'win32'" },
]
[package.dev-dependencies]
dev = [{ name = "plain", extra = ["fast"] }]
[[package]]
name = "plain"
version = "1.0"
wheels = [{ url = "https://example.org/plain-1.0-py3-none-any.whl" }]
[package.optional-dependencies]
fast = [{ name = "compiled", marker = "platform_machine != 's390x'" }]
[[package]]
name = "compiled"
version = "1.0"
wheels = [
    { url = "https://example.org/compiled-1.0-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl" },
    { url = "https://example.org/compiled-1.0-cp312-cp312-macosx_11_0_arm64.whl" },
    { url = "https://example.org/compiled-1.0-cp311-abi3-manylinux_2_28_aarch64.whl" },
    { url = "https://example.org/compiled-1.0-cp312-cp312-musllinux_1_2_aarch64.whl" },
    { url = "https://example.org/compiled-1.0-cp313-cp313-manylinux_2_39_x86_64.whl" },
    { url = "https://example.org/compiled-1.0-cp313-cp313t-macosx_11_0_arm64.whl" },
]
[[package]]
name = "forked"
version = "1.0"
resolution-markers = ["python_full_version < '3.12'"]
sdist = { url = "https://example.org/forked-1.0.tar.gz" }
[[package]]
name = "forked"
version = "2.0"
resolution-markers = ["python_full_version >= '3.12'"]
wheels = [{ url = "https://example.org/forked-2.0-py2.py3-none-any.whl" }]
[[package]]
name = "elsewhere"
version = "1.0"
sdist = { url = "https://example.org/elsewhere-1.0.tar.gz" }
"""


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
@pytest.mark.parametrize("minor", pythons.claimed())
def test_every_locked_package_that_is_needed_has_a_wheel(minor: str, machine: Machine) -> None:
    assert without_wheel(LOCK, minor, machine) == []


@pytest.mark.parametrize(
    ("minor", "name", "lacking"),
    [
        ("3.11", "Linux x86-64", ["compiled 1.0", "forked 1.0"]),
        ("3.11", "Linux arm64", ["forked 1.0"]),
        ("3.12", "Linux x86-64", []),
        ("3.12", "Linux arm64", []),
        ("3.12", "macOS arm64", []),
        ("3.13", "Linux x86-64", ["compiled 1.0"]),
        ("3.13", "Linux arm64", []),
        ("3.13", "macOS arm64", ["compiled 1.0"]),
    ],
)
def test_one_without_a_wheel_is_named_and_one_that_is_needed_elsewhere_is_not(
    minor: str, name: str, lacking: list[str]
) -> None:
    machine = next(one for one in MACHINES if one.name == name)
    assert without_wheel(MADE_UP, minor, machine) == lacking
