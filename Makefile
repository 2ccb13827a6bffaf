# Every command does the set-up that it needs, and is quick when nothing changed. docs/running.md says more.

.PHONY: run test test-all check bench demo backup restore
.DEFAULT_GOAL := run

SETUP := @python=$$(sh .ci/python) && exec "$$python" .ci/setup.py
IN := .venv/bin
PYTEST := $(IN)/pytest --numprocesses 2 --dist worksteal
TESTING := DJANGO_SETTINGS_MODULE=portal.settings.test

# Where a machine forbids Python to keep what it compiled, each test process and each command that a test starts would
# compile all of us, and rewrite every assertion, anew. Empty: what was compiled is kept in __pycache__, as usual.
export PYTHONDONTWRITEBYTECODE :=

run: ## Serve the site on this machine, with its worker; the demo too when nobody else lives there
	$(SETUP) run

test: check ## Everything a change must pass, in a few minutes
	$(PYTEST) -m "not slow"

test-all: check ## What `make test` leaves out: what is slow, twelve languages, PostgreSQL with Redis
	$(SETUP) test-all
	$(PYTEST) -m slow
	DJANGO_SETTINGS_MODULE=portal.settings.twelve $(PYTEST) -m "not browser and not slow" --ignore=tests/pages/formats/builders tests/pages
	$(IN)/python .ci/services.py $(PYTEST) -m "database and not browser"

check: ## Style, types, templates, import contracts, migrations
	$(SETUP) test
	$(IN)/ruff check .
	$(IN)/ruff format --check .
	$(IN)/mypy
	$(IN)/djlint templates --lint --quiet
	$(IN)/lint-imports
	$(TESTING) $(IN)/python manage.py makemigrations --check --dry-run

bench: ## Seconds, megabytes and requests a second on this machine; figures, never a test
	$(SETUP) test
	$(IN)/python -m tests.bench
	$(IN)/python -m tests.bench.people
	$(IN)/python -m tests.bench.ratings
	$(IN)/python .ci/services.py $(IN)/python -m tests.bench.ratings
	$(IN)/python -m tests.bench.languages
	$(IN)/python -m tests.bench.formats
	$(IN)/python -m tests.bench.lighthouse

demo: ## Lay the demo anew
	$(SETUP) demo

backup: ## Database and uploads as one file, while the site runs; the keys are kept apart
	@$(IN)/python manage.py backup

restore: ## FROM=file: a backup in place of everything there is; stop the site first. REPLACE=yes where people live
	@test -n "$(FROM)" || { echo "Say which backup: make restore FROM=var/backups/strides-....tar"; exit 2; }
	@$(IN)/python manage.py restore "$(FROM)" $(if $(REPLACE),--replace)
