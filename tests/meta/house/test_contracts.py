"""Each import contract of pyproject.toml sees a deliberate violation: a contract that names a module which is gone would pass for ever."""

from __future__ import annotations

import fnmatch
import itertools
import tomllib
from copy import deepcopy
from typing import Any

import grimp
import pytest
from importlinter import configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.contract import Contract

from tests.paths import ROOT

OPTIONS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS: list[dict[str, Any]] = OPTIONS["contracts"]
TYPES: dict[str, type[Contract]] = {"forbidden": ForbiddenContract, "independence": IndependenceContract, "layers": LayersContract}

configuration.configure()


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(*OPTIONS["root_packages"], include_external_packages=True, cache_dir=None)


def is_kept(options: dict[str, Any], graph: grimp.ImportGraph) -> bool:
    session = {"root_packages": OPTIONS["root_packages"], "include_external_packages": "True"}
    read = {name: str(value) if isinstance(value, bool) else value for name, value in options.items() if name != "type"}
    contract = TYPES[options["type"]](options["name"], session, read)
    return contract.check(deepcopy(graph), verbose=False).kept


def violations(options: dict[str, Any], graph: grimp.ImportGraph) -> list[tuple[str, str]]:
    """Imports that the contract is there to forbid: one for each pair of modules that it names; of layers, one for each module upwards."""
    match options["type"]:
        case "forbidden":
            allowed = set(options.get("ignore_imports", []))
            pairs = itertools.product(options["source_modules"], options["forbidden_modules"])
            made = [(named(graph, source), named(graph, target)) for source, target in pairs]
            return [(source, target) for source, target in made if not is_within(target, source) and f"{source} -> {target}" not in allowed]
        case "independence":
            return list(itertools.permutations(options["modules"], 2))
        case _:
            container = f"{options['containers'][0]}." if "containers" in options else ""
            layers = [[f"{container}{name.strip()}" for name in side_by_side(layer)] for layer in options["layers"]]
            steps = list(itertools.pairwise(layers))
            up = [(each, higher[0]) for higher, lower in steps for each in lower]
            return up + [(lower[0], each) for higher, lower in steps for each in higher[1:]]


def side_by_side(layer: str) -> list[str]:
    """The modules of one layer: "a | b" (independent) or "a : b" (not)."""
    return layer.replace("|", ":").split(":")


def named(graph: grimp.ImportGraph, pattern: str) -> str:
    """A module that `pattern` ("bot.*.store", "bot.channels.web.**") means."""
    found = sorted(fnmatch.filter(graph.modules, pattern))
    assert found, f"{pattern} names no module: the contract holds nothing"
    return found[0]


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("options", CONTRACTS, ids=lambda options: options["name"])
def test_every_contract_is_kept_and_sees_a_violation_of_each_of_its_modules(options: dict[str, Any], graph: grimp.ImportGraph) -> None:
    assert is_kept(options, graph)
    found = violations(options, graph)
    assert found
    for importer, imported in found:
        broken = deepcopy(graph)
        broken.add_import(importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}")
        assert not is_kept(options, broken), f"{importer} imports {imported} and the contract sees nothing"
