# INSEK-Monitor Sachsen. `make` ohne Ziel zeigt die Liste.
VENV ?= .venv
PORT ?= 8501
SAALPORT ?= 8600
PY := $(VENV)/bin/python
TEIL ?= alles
SEKUNDEN ?= 60
STARTWERT ?= 20261121
QUELLEN ?= ../shared/quellen

.DEFAULT_GOAL := hilfe
.PHONY: hilfe start workshop test test-schnell pruefe bench fuzz bilder aufraeumen umgebung umgebung-test

hilfe:                ## diese Liste
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | awk -F'\t' '{printf "make %-14s %s\n", $$1, $$2}'

umgebung:
	@werkzeuge/umgebung.sh $(VENV) requirements.txt

umgebung-test:
	@werkzeuge/umgebung.sh $(VENV) requirements-test.txt

start: umgebung       ## startet das Dashboard auf http://localhost:8501 (anderer Port: make start PORT=8600)
	@echo "Das Dashboard steht gleich auf http://localhost:$(PORT) (beenden: Strg+C)"
	@$(PY) -m streamlit run app.py --server.port $(PORT) --server.showEmailPrompt false

workshop: umgebung    ## vor Ort: Dashboard hier, Telefonseite im Netz, mit QR-Code (Ports: PORT=8501 SAALPORT=8600)
	@exec $(PY) -m insek_monitor workshop --port $(PORT) --saalport $(SAALPORT)

pruefe: umgebung-test ## Stil und Typen (ruff, mypy)
	$(PY) -m ruff check .
	$(PY) -m mypy

test: umgebung-test   ## alles: ruff, mypy, Tests einschließlich PostgreSQL und Browser
	@$(PY) werkzeuge/voraussetzungen.py
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m pytest -n auto --dist loadfile -m "not browser"
	$(PY) -m pytest -m browser

test-schnell: umgebung-test ## Tests ohne Browser und ohne die langen (Abstürze, böse Dateien, Sicherung …)
	$(PY) -m pytest -n auto --dist loadfile -m "not browser and not langsam"

bench: umgebung-test  ## misst die Geschwindigkeit (Teile: make bench TEIL=filter; make bench TEIL=hilfe)
	@$(PY) -m tests.messung --teil $(TEIL) --quellen $(QUELLEN)

fuzz: umgebung-test   ## eine Minute verfälschte Dateien in den Leser (länger: make fuzz SEKUNDEN=600)
	@$(PY) -m tests.messung.fuzz --sekunden $(SEKUNDEN) --startwert $(STARTWERT)

bilder: umgebung-test ## Bildschirmfotos aller Seiten nach build/bilder, Überblick nach docs/bilder
	@$(PY) -m werkzeuge.bilder

aufraeumen:           ## entfernt Erzeugtes (nicht .venv und nicht die Datenablage)
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
