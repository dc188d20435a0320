"""Which packages of a lock file are needed on a machine, and whether one of their wheels fits it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple, cast

from packaging.markers import Environment, Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

Package = Mapping[str, Any]

PROJECT = "learning-from-practice"
# The C library of a machine that is no older than Debian 10 or Amazon Linux 2023; what the bundle for AWS asks for too.
GLIBC = 28
MACOS = (14, 0)


class Machine(NamedTuple):
    """A kind of machine: what markers call it, and whose wheels it takes."""

    name: str
    system: str
    processor: str
    platforms: tuple[str, ...]


def _linux(processor: str, oldest: int, *old_names: str) -> tuple[str, ...]:
    return (*(f"manylinux_2_{minor}_{processor}" for minor in range(GLIBC, oldest - 1, -1)), *old_names)


MACHINES = (
    Machine(
        "Linux x86-64",
        "linux",
        "x86_64",
        _linux("x86_64", 5, "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"),
    ),
    Machine("Linux arm64", "linux", "aarch64", _linux("aarch64", 17, "manylinux2014_aarch64")),
    Machine("macOS arm64", "darwin", "arm64", tuple(mac_platforms(MACOS, "arm64"))),
)


def without_wheel(lock: str, minor: str, machine: Machine) -> list[str]:
    """Every package, with its release, that this Python needs on this machine and that has no wheel for it."""
    tags = _tags(minor, machine)
    return sorted(
        f"{package['name']} {package['version']}"
        for package in needed(tomllib.loads(lock)["package"], _environment(minor, machine))
        if package["name"] != PROJECT and not any(_fits(wheel["url"], tags) for wheel in package.get("wheels", ()))
    )


def needed(packages: list[Package], environment: Environment) -> list[Package]:
    """What is reached from the project and its groups, by the markers that hold in an environment, and the extras."""
    waiting: list[tuple[Mapping[str, Any], str]] = [({"name": PROJECT}, "")]
    seen: dict[tuple[str, str, str], Package] = {}
    while waiting:
        asked, extra = waiting.pop()
        package = _chosen(packages, asked, environment)
        known_as = (package["name"], package["version"], extra)
        if known_as not in seen:
            seen[known_as] = package
            waiting += _asked_by(package, extra, environment)
    return list({(package["name"], package["version"]): package for package in seen.values()}.values())


def _asked_by(package: Package, extra: str, environment: Environment) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each package that one asks for, by itself or for one of its extras; once more for every extra asked for."""
    if extra:
        dependencies = package["optional-dependencies"][extra]
    else:
        groups = package.get("dev-dependencies", {}).values()
        dependencies = [*package.get("dependencies", ()), *(one for group in groups for one in group)]
    for one in dependencies:
        if _holds(one.get("marker"), environment):
            yield from ((one, name) for name in ("", *one.get("extra", ())))


def _chosen(packages: list[Package], asked: Mapping[str, Any], environment: Environment) -> Package:
    """The release that was locked: where there are several, the one that is named or whose markers hold."""
    found = [
        one
        for one in packages
        if one["name"] == asked["name"]
        and one["version"] == asked.get("version", one["version"])
        and any(_holds(marker, environment) for marker in one.get("resolution-markers", (None,)))
    ]
    if len(found) != 1:
        raise ValueError(f"the lock has {len(found)} releases of {asked['name']} for one environment")
    return found[0]


def _holds(marker: str | None, environment: Environment) -> bool:
    return marker is None or Marker(marker).evaluate(cast("dict[str, str | frozenset[str]]", environment))


def _environment(minor: str, machine: Machine) -> Environment:
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{minor}.0",
        "os_name": "posix",
        "platform_machine": machine.processor,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": machine.system.capitalize(),
        "platform_version": "",
        "python_full_version": f"{minor}.0",
        "python_version": minor,
        "sys_platform": machine.system,
    }


def _tags(minor: str, machine: Machine) -> frozenset[Tag]:
    version = [int(part) for part in minor.split(".")]
    interpreter = f"cp{minor.replace('.', '')}"
    ours = cpython_tags(version, [interpreter], machine.platforms)
    return frozenset([*ours, *compatible_tags(version, interpreter, machine.platforms)])


def _fits(url: str, tags: frozenset[Tag]) -> bool:
    return not tags.isdisjoint(parse_wheel_filename(PurePosixPath(url).name)[3])
