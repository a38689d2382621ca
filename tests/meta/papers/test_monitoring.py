"""deploy/prometheus and deploy/grafana ask for figures that /metrics has, by labels that it gives them; every figure is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from sqlalchemy import Engine

from bot.messages import ChatId, Incoming
from bot.settings import Settings
from bot.wiring.services import _Machine
from tests.paths import ROOT
from tests.presence import found
from tests.support import databases

DEPLOY = ROOT / "deploy"
RULES = yaml.safe_load((DEPLOY / "prometheus/rules.yaml").read_text("utf-8"))["groups"][0]["rules"]
PANELS = json.loads((DEPLOY / "grafana/mot-cua.json").read_text("utf-8"))["panels"]
ASKED = {
    **{rule["alert"]: rule["expr"] for rule in RULES},
    **{f"{panel['title']} {target['refId']}": target["expr"] for panel in PANELS for target in panel["targets"]},
}
"""Alert, or panel and letter → what it asks Prometheus."""
OF_PROMETHEUS = frozenset({"instance", "job", "le"})  # labels that it adds itself
SAMPLE = re.compile(r"^(motcua_\w+?)(?:\{(.*)\})? \S+$", re.MULTILINE)
GROUPED = re.compile(r"\b(?:by|on) \(([^)]*)\)")
SELECTED = re.compile(r"(motcua_\w+)\{([^}]*)\}")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = databases.sqlite_at(tmp_path_factory.mktemp("monitored") / "motcua.db")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def figures(engine: Engine, small_index_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Every figure of a running machine, as Prometheus reads it → its labels."""
    with pytest.MonkeyPatch.context() as here:
        here.chdir(tmp_path_factory.mktemp("machine"))
        machine = _Machine(Settings(index_dir=small_index_folder, secret_key="khoa-rieng-cua-bai-kiem-thu"), engine)
        machine.desk.handle(Incoming(ChatId("web", "somebody"), datetime.now(UTC), "làm giấy khai sinh cho con"))
        machine.metrics.request("/", 200, 0.01)
        machine.metrics.skipped("telegram")
        told = machine.metrics.text().decode()
    return {name: set(re.findall(r'(\w+)="', labels)) for name, labels in SAMPLE.findall(told)}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_asked_for_is_there(name: str, figures: dict[str, set[str]]) -> None:
    expression = ASKED[name]
    named = set(re.findall(r"\bmotcua_\w+", expression))
    assert named <= set(figures)
    for figure, selected in SELECTED.findall(expression):
        assert set(re.findall(r"(\w+)\s*[=!]", selected)) <= figures[figure] | OF_PROMETHEUS
    known = OF_PROMETHEUS.union(*(figures[figure] for figure in named))
    assert {label.strip() for group in GROUPED.findall(expression) for label in group.split(",")} <= known
    assert expression.count("(") == expression.count(")")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_names_labels_that_it_has(rule: dict[str, object], figures: dict[str, set[str]]) -> None:
    named = set(re.findall(r"\bmotcua_\w+", str(rule["expr"])))
    labels = set(re.findall(r"\$labels\.(\w+)", str(rule["annotations"])))
    assert labels <= OF_PROMETHEUS.union(*(figures[figure] for figure in named))


def test_every_figure_is_watched_or_drawn(figures: dict[str, set[str]]) -> None:
    without_ends = {re.sub(r"_(bucket|count|sum|created)$", "", name) for name in figures if not name.endswith("_created")}
    asked = " ".join(ASKED.values())
    assert {name for name in without_ends if name not in asked} == set()


def test_the_rules_are_those_that_the_scrape_file_loads() -> None:
    scrape = yaml.safe_load((DEPLOY / "prometheus/scrape.yaml").read_text("utf-8"))
    assert [(DEPLOY / "prometheus" / name).is_file() for name in scrape["rule_files"]] == [True]
    jobs = {job["job_name"] for job in scrape["scrape_configs"]}
    assert {found(re.search(r'job="([^"]+)"', text))[1] for text in ASKED.values() if "job=" in text} == jobs
