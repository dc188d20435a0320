"""Packs what the functions need into build/bundle: `python -m release.bundle [laptop|aws]`.

For the laptop the packages fit the Python that runs this; for AWS they fit the functions' own, which the template
names, on arm64. The packages come from uv.lock, group `functions`, and are installed again only when the lock or that
Python changes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from jinja2 import PackageLoader

from cmr.forms.rendering import environment
from release import template
from setup import pythons
from web.pages import TEMPLATED

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")
ROOMS = ("casebook", "web", "signin", "intake", "post")
"""The rooms of `functions/` that run in AWS. The desk is a command."""
SOURCES = {"cmr": ROOT / "schemas" / "cmr", **{room: ROOT / "functions" / room for room in ROOMS}}
PRODUCTIONS = template.python(template.read())
FITS = {
    "laptop": ["--python", sys.executable],
    "aws": ["--python-platform", "aarch64-manylinux_2_28", "--python-version", PRODUCTIONS, "--only-binary", ":all:"],
}
# What is installed for one Python can be no use to another: `make serve` may have had another one the last time.
MADE_FOR = {"laptop": sys.implementation.cache_tag, "aws": PRODUCTIONS}

# botocore describes every service of AWS; the functions use these.
SERVICES = frozenset({"dynamodb", "kms", "sesv2"})
# Parts of packages that nothing here imports: whose a number is and where from, resolving names, parsing C. A function
# starts sooner the fewer files it unpacks.
NOT_NEEDED = (
    "bin",
    "tests",
    "*.dist-info",
    "boto3/data",
    "dns",
    "phonenumbers/carrierdata",
    "phonenumbers/geodata",
    "phonenumbers/shortdata/region_*",
    "phonenumbers/tzdata",
    "pycparser",
    "**/*.pyi",
)
# Of these folders only some entries: the services we call, one time zone, one check character.
ONLY = {
    "botocore/data": SERVICES,
    "stdnum": frozenset({"iso7064"}),
    "tzdata/zoneinfo": frozenset({"Europe"}),
}

# Every file in a bundle has one date, so that the same content makes the same bundle.
_DATE = (2000, 1, 1, 0, 0, 0)


def make(build: Path = ROOT / "build", *, target: str = "laptop") -> Path:
    """Bring ``build``/bundle up to date for ``target`` and return it. The frame must have been frozen already."""
    bundle = build / "bundle"
    _packages(bundle, build / "bundle.stamp", target)
    for name, source in SOURCES.items():
        _replace(bundle / name, source)
        _compile(bundle / name, target)
    _compile_templates(bundle / "templates", target)
    _replace(bundle / "content", ROOT / "content", only=".toml")
    shutil.copyfile(build / "frame.html", bundle / "frame.html")
    return bundle


def packed(bundle: Path) -> bytes:
    """The bundle as a zip file, the same bytes for the same content. Not compressed: it does not leave this machine."""
    archive = bundle.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in sorted(bundle.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(bundle).as_posix(), _DATE)
                entry.external_attr = 0o644 << 16
                zipped.writestr(entry, path.read_bytes())
    return archive.read_bytes()


def _packages(bundle: Path, stamp: Path, target: str) -> None:
    """Install the locked packages into an empty bundle, unless they are there already."""
    made_for = f"{target} {MADE_FOR[target]}"
    made_from = (ROOT / "uv.lock").read_bytes() + Path(__file__).read_bytes()
    wanted = hashlib.sha256(made_from + made_for.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted and bundle.exists():
        return
    shutil.rmtree(bundle, ignore_errors=True)
    requirements = stamp.with_name("bundle-requirements.txt")
    requirements.parent.mkdir(parents=True, exist_ok=True)
    _uv("export", "--locked", "--only-group", "functions", "--no-emit-project", "--output-file", str(requirements))
    _uv("pip", "install", "--target", str(bundle), "--requirements", str(requirements), "--no-deps", *FITS[target])
    _prune(bundle)
    _compile(bundle, target)
    stamp.write_text(wanted)


def _uv(*arguments: str) -> None:
    subprocess.run([UV, "--quiet", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _prune(bundle: Path) -> None:
    for pattern in NOT_NEEDED:
        for path in list(bundle.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    for folder, kept in ONLY.items():
        for inside in (bundle / folder).iterdir():
            if inside.is_dir() and inside.name not in kept:
                shutil.rmtree(inside)


def _replace(target: Path, source: Path, *, only: str = "") -> None:
    """Make ``target`` a copy of ``source``: of every file, or of those with one ending."""
    shutil.rmtree(target, ignore_errors=True)
    for path in source.rglob(f"*{only}"):
        if path.is_file() and "__pycache__" not in path.parts:
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _compile_templates(folder: Path, target: str) -> None:
    """Turn every template into a Python module: a component takes longer to compile than a page takes to answer."""
    shutil.rmtree(folder, ignore_errors=True)
    templates = environment(beside={room: PackageLoader(room) for room in TEMPLATED})
    templates.compile_templates(folder, zip=None, ignore_errors=False, extensions=["html", "txt"])
    _compile(folder, target)


def _compile(folder: Path, target: str) -> None:
    """Compile ahead, for the Python it will run on: a function's folder cannot be written to.

    What is compiled is used without comparing dates, since the files' dates change in packing. Where the functions' own
    Python is not at hand, a bundle for AWS goes uncompiled, and each cold start compiles it.
    """
    python = sys.executable if target == "laptop" else pythons.find(PRODUCTIONS)
    if python is None:
        print(f"No Python {PRODUCTIONS} here: {folder.name} is not compiled ahead, and cold starts will be slower.")
        return
    command = [python, "-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash", str(folder)]
    # The order of a set's members is part of a compiled file: keep it the same each time.
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})


def main() -> None:
    """Make the bundle for the target named on the command line."""
    target = sys.argv[1] if len(sys.argv) > 1 else "laptop"
    if target not in FITS:
        sys.exit(f"There is no bundle for '{target}': choose {' or '.join(FITS)}.")
    bundle = make(target=target)
    size = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file())
    print(f"{bundle.relative_to(ROOT)}: {size / 1e6:.0f} MB for {target}")


if __name__ == "__main__":
    main()
