# Mỗi lệnh tự lo phần mình trên máy chỉ có Python 3.11 (với pip và venv).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
-include .env
KNOWLEDGE_DIRS ?= knowledge/content
INDEX_DIR ?= var/index

.PHONY: run test check bench audit sbom lock clean
.DEFAULT_GOAL := run

$(VENV)/.product: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên; chạy lại với: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.product requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/.bench: $(VENV)/.product requirements-bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-bench.lock
	@touch $@

run: $(VENV)/.product
	$(BIN)/python -m bot serve

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m knowledge check
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-fail-under=85

bench: $(VENV)/.bench
	$(BIN)/python -m indexer build --knowledge $(KNOWLEDGE_DIRS) --out $(INDEX_DIR)
	$(BIN)/python -m indexer bench --index $(INDEX_DIR)
	$(BIN)/python -m tests.bench.ask --index $(INDEX_DIR)
	$(BIN)/python -m tests.bench.web --index $(INDEX_DIR)
	$(BIN)/python -m tests.bench.telegram
	$(BIN)/python -m tests.bench.outbox
	$(BIN)/python -m tests.bench.petitions
	$(BIN)/python -m tests.bench.campaign
	$(BIN)/python -m indexer growth

# Lỗ hổng đã công bố của các thư viện; không có mạng thì báo là chưa kiểm, không coi là hỏng.
audit: $(VENV)/.dev
	$(BIN)/python -m tests.supply.audit requirements.lock

# Danh mục thành phần (CycloneDX): chạy lại bao nhiêu lần cũng ra đúng một tệp.
sbom: $(VENV)/.dev
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json

lock: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet pip-tools
	for extra in "" dev bench; do \
	  $(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
	    $${extra:+--extra $$extra} --output-file requirements$${extra:+-$$extra}.lock pyproject.toml || exit 1; \
	done

clean:
	rm -rf $(VENV) $(INDEX_DIR) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
