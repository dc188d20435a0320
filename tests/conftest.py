"""A test that is marked `alone` has a process of its own: where others have run before, threads may be left."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Leave a test that is marked `alone` to another pytest. That is one without pytest-xdist, whose workers have two
    threads; so it knows itself.
    """
    if pyfuncitem.get_closest_marker("alone") is None or pyfuncitem.config.pluginmanager.is_blocked("xdist"):
        return None
    command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:xdist", "-p", "no:cacheprovider"]
    ran = subprocess.run([*command, pyfuncitem.nodeid], cwd=pyfuncitem.config.rootpath, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return True
