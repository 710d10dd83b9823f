# Two commands: `make run` serves the assistant, `make test` proves it. Both set everything up first.
# Needs only Python 3.11 with pip and, for the tests, Debian's apt-get (as root) or an installed
# Chromium, nginx and PHP.

PYTHON ?= python3.11
UV_VERSION := 0.13.9
TOOLS := .tools
UV := $(TOOLS)/bin/uv
RUN := $(UV) run --frozen --no-sync
PORT ?= 5005
HOST ?= 127.0.0.1

export RASA_TELEMETRY_ENABLED := false
export UV_PYTHON := $(PYTHON)

.PHONY: run test setup lint check train encoder tagger browser clean

run: .venv/ready
	$(RUN) luciole run --host $(HOST) --port $(PORT)

test: .venv/ready browser lint
	@echo "== content"
	$(RUN) luciole check
	@echo "== model"
	$(RUN) luciole train --if-needed
	@echo "== tests"
	$(RUN) pytest

setup: .venv/ready

lint: .venv/ready
	@echo "== lint and types"
	$(RUN) ruff check . && $(RUN) ruff format --check . && $(RUN) mypy

check: .venv/ready
	$(RUN) luciole check

train: .venv/ready
	$(RUN) luciole train

# PyTorch and ONNX, which train networks; nothing that serves needs them.
$(TOOLS)/encoder: bench/understanding/requirements.txt
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet -r $<
	touch $@

# Makes luciole/nlu/weights anew (about three hours); not part of run or test, its result is in git.
encoder: $(TOOLS)/encoder
	$</bin/python bench/understanding/finetune.py

# Makes both taggers of luciole/privacy anew (about fifteen minutes), after a change of data/privacy.
tagger: .venv/ready $(TOOLS)/encoder
	$(RUN) python bench/privacy/train.py $(TOOLS)/tagger.jsonl
	$(TOOLS)/encoder/bin/python bench/privacy/network.py $(TOOLS)/tagger.jsonl

# uv itself comes from PyPI, so that a machine with nothing but Python can start.
$(UV):
	@echo "== bringing uv $(UV_VERSION)"
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/ready: $(UV) pyproject.toml uv.lock
	@echo "== installing the locked packages (first time: about a minute)"
	$(UV) sync --frozen
	touch $@

# The browser, the proxy, the sandbox and the PHP (for the plugins) of the tests are Debian's packages.
browser:
	@command -v chromium >/dev/null && command -v nginx >/dev/null && command -v bwrap >/dev/null && \
	  command -v php >/dev/null || { \
	  echo "== installing chromium, nginx, bubblewrap and php"; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends \
	    chromium nginx-light bubblewrap php-cli >/dev/null; }

clean:
	rm -rf .venv $(TOOLS) .rasa models/*.tar.gz
