# What a person types. `make` alone lists the targets; each sets up what it needs, once.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
BOOKS  := src/duban/packs/pinghu_2023/books
STAMPS := $(VENV)/.duban
export UV_SYSTEM_CERTS := 1
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# One lock after the other into the same environment; uv where it is to be had, else pip with the same file.
INSTALL = sh tools/install.sh $(VENV)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench bench-nation measure fuzz format lock tour docs clean

help: ## 列出这些目标 / list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(STAMPS)/dev ## 准备开发环境 / set up all that working on duban needs

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo '需要 Python 3.11 或更新的版本：make PYTHON=python3.12 …'; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo '建不了虚拟环境。Debian、Ubuntu 上先运行：apt-get install python3-venv'; rm -rf $(VENV); exit 1; }

$(STAMPS)/%: requirements/%.lock requirements/setup.lock pyproject.toml tools/install.sh | $(VENV)/pyvenv.cfg
	@$(INSTALL) $<
	@mkdir -p $(STAMPS) && touch $@

# Where the demo's store is kept and served; what was done in it is still there the next time.
DEMO := var/demo
PORT := 8000

demo: $(STAMPS)/base ## 示范城市：任务书、灯、排名，然后开网站 / the demo city, read and judged, then its office served
	@$(BIN)/duban read $(BOOKS) --format table
	@printf '\n== 年中的灯（2023-06-30）\n' && $(BIN)/duban judge pinghu_2023 --as-of 2023-06-30 --format brief
	@printf '\n== 年末的灯（2023-12-31）\n' && $(BIN)/duban judge pinghu_2023 --as-of 2023-12-31 --format brief
	@printf '\n== 排名（2023-12-31）\n' && $(BIN)/duban standings pinghu_2023 --as-of 2023-12-31
	@printf '\n== ' && $(BIN)/duban add-up pinghu_2023
	@cat tools/demo.txt
	@printf '\n== 网站（库定在 2023-07-31，数据在 $(DEMO)）\n'
	@export DUBAN_DATA=$(DEMO) && \
		$(BIN)/duban load pinghu_2023 --day 2023-07-31 --accounts $(if $(wildcard $(DEMO)/accounts.txt),,--history) && \
		exec $(BIN)/duban serve --port $(PORT)

# The test of Spark starts a cluster, where there is Java for it.
SPARK := $(if $(shell command -v java),$(STAMPS)/spark)

test: $(STAMPS)/dev $(SPARK) ## 运行全部测试 / run every test that this machine can run
	@$(BIN)/python -m pytest -n 2

check: $(STAMPS)/dev ## 测试以外的检查 / format, lint, types, imports, size, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	DUBAN_DATA=var/check $(BIN)/mypy $(wildcard src tests tools benchmarks)
	$(BIN)/lint-imports
	$(BIN)/python hatch_build.py types
	$(BIN)/python -m tools.budget
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(STAMPS)/bench ## 速度和内存 / speed and memory, with their yardsticks
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python -m benchmarks.linking
	@$(BIN)/python -m benchmarks.standing
	@$(BIN)/python -m benchmarks.forecast
	@$(BIN)/python -m benchmarks.web
	@$(BIN)/python -m benchmarks.web_watch
	@$(BIN)/python -m benchmarks.importing

bench-nation: $(STAMPS)/base ## 全国的账，约五分钟 / a nation's figures; MILLIONS="1 10" for less
	@$(BIN)/python -m benchmarks.nation --millions $(or $(MILLIONS),1 10 100)

measure: $(STAMPS)/base ## 读得准不准 / score the reader against the gold files
	@$(BIN)/python -m benchmarks.accuracy

fuzz: $(STAMPS)/dev ## 用坏输入试十分钟 / try to break it for ten minutes
	@$(BIN)/python -m benchmarks.fuzz

format: $(STAMPS)/dev ## 整理格式 / format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

tour: $(STAMPS)/dev ## 重新截文档里的图 / take the pictures of the docs' tour anew
	@DUBAN_TOUR=1 $(BIN)/python -m pytest tests/web/test_tour.py -q -n 0

docs: $(STAMPS)/dev ## 生成文档到 site/ / build the documentation into site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

lock: $(STAMPS)/setup ## 重新锁定依赖 / write requirements/*.lock anew from pyproject.toml
	@sh tools/lock.sh $(BIN)/uv

clean: ## 删去生成的东西 / remove what was made
	@rm -rf $(VENV) build dist site .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
