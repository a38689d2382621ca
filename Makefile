# Mỗi lệnh tự lo phần mình trên máy chỉ có Python 3.11 (với pip và venv).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Không biên dịch trước: chỉ những gì được dùng mới cần, và lần chạy đầu tự làm.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
INSTALL := $(PIP) --require-hashes --requirement
-include .env
KNOWLEDGE_DIRS ?= knowledge/content
INDEX_DIR ?= var/index
WEB_HOST ?= 127.0.0.1
WEB_PORT ?= 8000

# Mã đã biên dịch được giữ lại cho tiến trình sau, dù máy cấm: mỗi tiến trình kiểm thử tốn thêm sáu giây nếu phải viết lại các phép so sánh.
unexport PYTHONDONTWRITEBYTECODE

LINTS := lint-format lint-style lint-types lint-contracts lint-content

.PHONY: run install test format lint $(LINTS) check bench quality pictures soak audit sbom lock locks release clean
.DEFAULT_GOAL := run

$(VENV)/.product: requirements.lock deploy/install.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cần Python 3.11 trở lên; chạy lại với: make PYTHON=python3.11")'
	@$(PYTHON) deploy/install.py $(VENV) $(ADDRESS)
	@touch $@

$(VENV)/.dev: $(VENV)/.product requirements-dev.lock
	$(INSTALL) requirements-dev.lock
	@touch $@

$(VENV)/.bench: $(VENV)/.product requirements-bench.lock
	$(INSTALL) requirements-bench.lock
	@touch $@

# Cổng bận thì nói ngay, trước khi cài.
run: ADDRESS := $(WEB_HOST):$(WEB_PORT)
run: $(VENV)/.product
	@echo "Đang mở trợ lý, chừng mươi giây; lần đầu lâu hơn vì phải dựng chỉ mục…"
	$(BIN)/python -m bot serve

# Cài để chạy lâu dài (docs/van-hanh.md): mã được biên dịch trước, vì người dùng chạy dịch vụ không ghi được vào đây.
install: $(VENV)/.product
	$(BIN)/python -m compileall -q -j 0 bot indexer knowledge $(VENV)/lib

# PYTEST: thêm tùy chọn, như `make test PYTEST="tests/unit -x"`.
test: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST)

# Sửa tại chỗ những gì máy sửa được: thứ tự dòng import, cách trình bày.
format: $(VENV)/.dev
	$(BIN)/ruff check --fix-only --exit-zero .
	$(BIN)/ruff format .

# Năm phép soát không chờ nhau: `make --jobs 2 lint` chạy chúng cạnh nhau.
lint: $(LINTS)

lint-format: $(VENV)/.dev
	$(BIN)/ruff format --check .

lint-style: $(VENV)/.dev
	$(BIN)/ruff check .

lint-types: $(VENV)/.dev
	$(BIN)/mypy

lint-contracts: $(VENV)/.dev
	$(BIN)/lint-imports

lint-content: $(VENV)/.dev
	$(BIN)/python -m knowledge check

check: lint
	$(MAKE) test PYTEST="-p tests.coverage --cover-at-least 90 $(PYTEST)"

# Bản dài của các kiểm thử giết tiến trình và chịu tải: hàng giờ.
soak: $(VENV)/.dev
	SOAK=1 HYPOTHESIS_PROFILE=wander $(BIN)/python -m pytest -m soak --timeout 7200 $(PYTEST)

# BENCH=--small: cỡ nhỏ nhất, chỉ để biết là chạy được.
bench: $(VENV)/.bench
	$(BIN)/python -m indexer build --knowledge $(KNOWLEDGE_DIRS) --out $(INDEX_DIR)
	$(BIN)/python -m tests.bench --index $(INDEX_DIR) $(BENCH)

# Chấm các câu hỏi có đáp án rồi viết docs/quality.md; QUALITY_SETS: thư mục có thêm bộ câu hỏi.
quality: $(VENV)/.product
	$(BIN)/python -m indexer build --knowledge $(KNOWLEDGE_DIRS) --out $(INDEX_DIR)
	$(BIN)/python -m bot quality --index $(INDEX_DIR) $(if $(QUALITY_SETS),--sets $(QUALITY_SETS))

# Chụp mọi trang ở bề rộng điện thoại và máy bàn, sáng và tối, vào docs/pictures; cần Chromium (apt-get install chromium).
pictures: $(VENV)/.dev
	$(BIN)/python -m indexer build --knowledge $(KNOWLEDGE_DIRS) --out $(INDEX_DIR)
	$(BIN)/python -m tests.pictures --index $(INDEX_DIR)

# Lỗ hổng đã công bố của các thư viện; không có mạng thì báo là chưa kiểm, không coi là hỏng.
audit: $(VENV)/.dev
	$(BIN)/python -m tests.supply.audit requirements.lock

# Danh mục thành phần (CycloneDX): chạy lại bao nhiêu lần cũng ra đúng một tệp.
sbom: $(VENV)/.dev
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json

# Viết lại ba khóa, giữ phiên bản cũ trừ các gói trong UPGRADE. Phần mở rộng ([toml]) phải ở lại: thiếu chúng, pip đòi bản mới nhất.
lock: $(VENV)/.dev
	$(PIP) pip-tools
	for extra in "" dev bench; do \
	  $(BIN)/pip-compile --quiet --no-strip-extras --generate-hashes --allow-unsafe --build-deps-for editable --no-header \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(foreach name,$(UPGRADE),--upgrade-package $(name)) \
	    $${extra:+--extra $$extra} --output-file requirements$${extra:+-$$extra}.lock pyproject.toml || exit 1; \
	done

# Cài thử cả ba khóa, không mạng, bằng pip cũ nhất và mới nhất, khi mọi gói đều đã có bản mới hơn.
locks: $(VENV)/.dev
	$(BIN)/python -m tests.meta.machine.install_locks build/locks

# Bản phát hành: soát cây sạch, số phiên bản và ngày ở CHANGELOG.md, dựng sdist và wheel vào dist/ hai lần cho giống hệt, in lệnh đánh dấu. Không đẩy gì lên.
release: $(VENV)/.product
	$(BIN)/python -m tests.supply.release

clean:
	rm -rf $(VENV) $(INDEX_DIR) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
