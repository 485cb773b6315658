#!/bin/sh
# Legt die virtuelle Umgebung an (nur wenn sie fehlt) und installiert die festgeschriebenen Pakete
# (nur wenn sich die Liste geändert hat).
#
#   werkzeuge/umgebung.sh ORDNER ANFORDERUNGEN
#
# Auf Debian und Ubuntu ist das pip des Systems gesperrt (PEP 668); deshalb geht nichts am Ordner vorbei.
set -eu

ordner=$1
anforderungen=$2

abbruch() {
    printf '\n%s\n\n' "$1" >&2
    exit 1
}

neu_genug() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

if [ ! -x "$ordner/bin/python" ] || ! "$ordner/bin/python" -c 'import pip' 2>/dev/null; then
    gefunden=""
    for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if neu_genug "$name"; then gefunden=$name; break; fi
    done
    [ -n "$gefunden" ] || abbruch "Kein Python 3.11 oder neuer gefunden (gefunden: $(python3 --version 2>/dev/null || echo 'keines')).
Debian/Ubuntu:  sudo apt-get install python3 python3-venv
Eigener Pfad:   make start PYTHON=/pfad/zu/python3.12"
    if ! "$gefunden" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$gefunden" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        abbruch "Für eine virtuelle Umgebung fehlt das Paket python3-venv.
Debian/Ubuntu:  sudo apt-get install python3-venv      (oder python$version-venv)
Danach denselben Befehl noch einmal aufrufen."
    fi
    echo "Lege $ordner an ($("$gefunden" --version)) …"
    if [ -e "$ordner" ] && [ ! -e "$ordner/pyvenv.cfg" ]; then
        abbruch "„$ordner“ gibt es schon und ist keine virtuelle Umgebung; bitte mit VENV= einen anderen Ordner nennen."
    fi
    rm -rf "$ordner"
    "$gefunden" -m venv "$ordner"
fi

# Der Stempel hält fest, was installiert ist; die Prüfsumme ändert sich nicht durch bloßes Auschecken.
pruefsumme=$(cat requirements.txt "$anforderungen" | cksum | tr ' ' '-')
stempel="$ordner/.installiert-$(basename "$anforderungen" .txt)"
if [ "$(cat "$stempel" 2>/dev/null || true)" != "$pruefsumme" ]; then
    echo "Installiere $anforderungen (einmalig, etwa eine Minute) …"
    "$ordner/bin/python" -m pip install --quiet --disable-pip-version-check -r "$anforderungen" \
        || abbruch "Die Pakete ließen sich nicht installieren. Besteht eine Verbindung zu pypi.org (oder zu einem Spiegel, siehe PIP_INDEX_URL)?"
    printf '%s' "$pruefsumme" > "$stempel"
fi
