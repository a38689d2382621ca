"""The locks install on a machine that is new tomorrow: what pip would resolve anew is pinned. `make locks` installs them to prove it."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.paths import ROOT

LOCKS = sorted(ROOT.glob("requirements*.lock"))


@cache
def pinned(lock: Path) -> dict[str, Requirement]:
    lines = (line.removesuffix("\\").strip() for line in lock.read_text(encoding="utf-8").splitlines() if re.match(r"[a-z0-9]", line))
    return {canonicalize_name(each.name): each for each in map(Requirement, lines)}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_keeps_the_extras_that_its_packages_ask_for(lock: Path) -> None:
    """In hash mode pip resolves `coverage[toml]` of pytest-cov by itself where only `coverage` is pinned, and takes the newest."""
    pins = pinned(lock)
    for name in pins:
        for wanted in asked_for(name):
            pin = pins.get(canonicalize_name(wanted.name))
            if pin and wanted.extras and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
                assert wanted.extras <= pin.extras, f"{name} asks for {wanted}, the lock pins {pin}"


def asked_for(name: str) -> list[Requirement]:
    """What an installed package asks for; nothing of one that this machine does not have."""
    try:
        return [Requirement(line) for line in requires(name) or []]
    except PackageNotFoundError:
        return []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_each_package_with_hashes_and_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert all(str(pin.specifier).startswith("==") for pin in pinned(lock).values())
    assert text.count(" \\\n    --hash=") >= len(pinned(lock))


def test_the_locks_pin_the_same_versions_so_that_one_environment_holds_them_all() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, pin in pinned(lock).items():
            versions.setdefault(name, set()).add(str(pin.specifier))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}
