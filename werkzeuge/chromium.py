"""Chromium für Tests, Messung und Bilder: starten, überwachen, warten bis die Seite steht.

Der Browser kommt aus dem System (``apt-get install chromium``), WebGL rechnet die Software (SwiftShader),
damit die Karten auch ohne Grafikkarte gezeichnet werden.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from werkzeuge.voraussetzungen import finde_chromium

SCHALTER = (
    "--use-gl=swiftshader",
    "--enable-webgl",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--lang=de",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
)
"""Die letzte Regel lässt keine Anfrage den Rechner verlassen. Sie steht hier und nicht als ``route`` am
Kontext: Damit stellte Playwright den Zwischenspeicher des Browsers ab und leitete alles durch Python."""
GEDULD_MS = 60_000
"""So lange wartet ein Test auf das, was kommen soll: Auf einem beschäftigten Rechner kommt es spät."""
HIER = {"localhost", "127.0.0.1", "[::1]", "::1"}

HORCHT = """(() => {
    const Echt = window.WebSocket;
    const rege = () => (window.__rege = performance.now());
    window.WebSocket = class extends Echt {
        constructor(...angaben) {
            super(...angaben);
            this.addEventListener('message', () => { window.__empfangen = rege(); });
        }
        send(daten) {
            window.__gesendet = rege();
            super.send(daten);
        }
    };
    for (const was of ['click', 'keydown', 'input']) document.addEventListener(was, rege, true);
})();"""
"""Merkt sich, wann zuletzt etwas geschickt wurde, eine Antwort kam und sich überhaupt etwas regte."""

STEHT = """() => {
    const wartet = window.__gesendet > (window.__empfangen ?? 0);
    if (wartet && performance.now() < window.__gesendet + 20_000) return false;
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app || app.dataset.testConnectionState !== 'CONNECTED') return false;
    if (app.dataset.testScriptState !== 'notRunning') return false;
    const haupt = document.querySelector('[data-testid="stMain"]');
    if (!haupt?.querySelector('h1, h2, [data-testid="stException"], [data-testid="stAlert"]')) return false;
    if (document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')) return false;
    if (document.querySelector('[data-testid="stAppSkeleton"]')) return false;
    const alle = (was, innen) => [...haupt.querySelectorAll(was)].every((e) => e.querySelector(innen));
    return alle('[data-testid="stPlotlyChart"]', '.main-svg')
        && alle('[data-testid="stDeckGlJsonChart"]', 'canvas');
}"""
"""JavaScript-Bedingung: beantwortet, verbunden, Skript fertig, nichts veraltet, jedes Diagramm gezeichnet."""


class ChromiumFehlt(RuntimeError):
    """Auf diesem Rechner gibt es kein Chromium."""


def starte_chromium(playwright: Playwright) -> Browser:
    """Startet das Chromium des Systems ohne Fenster.

    Raises
    ------
    ChromiumFehlt
        Wenn keines gefunden wird; der Text sagt, wie man es bekommt.
    """
    pfad = finde_chromium()
    if pfad is None:
        raise ChromiumFehlt("Chromium fehlt: sudo apt-get install chromium (oder INSEK_CHROMIUM setzen).")
    schalter = list(SCHALTER)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        schalter.append("--no-sandbox")  # Chromium verweigert als root sonst den Start
    return playwright.chromium.launch(executable_path=pfad, args=schalter)


def ist_fremd(adresse: str) -> bool:
    """Wahr, wenn die Adresse diesen Rechner verlässt (``data:`` und ``blob:`` bleiben hier)."""
    teile = urlsplit(adresse)
    return teile.scheme in {"http", "https", "ws", "wss"} and teile.hostname not in HIER


@dataclass
class Waechter:
    """Merkt sich, was in einem Browserkontext schiefgeht, auch jede Anfrage an einen fremden Rechner."""

    fremde: list[str] = field(default_factory=list)
    konsole: list[str] = field(default_factory=list)
    fehlgeschlagen: list[str] = field(default_factory=list)

    def bewache(self, kontext: BrowserContext) -> None:
        """Hängt die Beobachter an den Kontext; gilt für alle Seiten, die darin geöffnet werden."""
        kontext.add_init_script(HORCHT)
        kontext.on("request", self._anfrage)
        kontext.on("response", lambda antwort: self._antwort(antwort.url, antwort.status))
        kontext.on("requestfailed", self._fehlschlag)
        kontext.on("console", self._meldung)
        kontext.on("weberror", lambda fehler: self.konsole.append(f"Ausnahme: {fehler.error}"))
        kontext.on("page", lambda seite: seite.on("websocket", lambda ws: self._websocket(ws.url)))

    def _websocket(self, adresse: str) -> None:
        if ist_fremd(adresse):
            self.fremde.append(adresse)

    def _anfrage(self, anfrage: Request) -> None:
        if ist_fremd(anfrage.url):
            self.fremde.append(anfrage.url)

    def _antwort(self, adresse: str, status: int) -> None:
        if status >= 400:
            self.fehlgeschlagen.append(f"{status} {adresse}")

    def _fehlschlag(self, anfrage: Request) -> None:
        # Wer eine Seite verlässt, bricht laufende Anfragen ab; das ist kein Fehler.
        if anfrage.failure != "net::ERR_ABORTED" and not ist_fremd(anfrage.url):
            self.fehlgeschlagen.append(f"{anfrage.failure} {anfrage.url}")

    def _meldung(self, meldung: ConsoleMessage) -> None:
        woher = str(meldung.location.get("url", ""))
        # Nach /favicon.ico fragt der Browser von sich aus; das Dashboard nennt seines selbst.
        if meldung.type == "error" and not woher.endswith("/favicon.ico"):
            self.konsole.append(f"{meldung.text} ({woher})")

    def vergiss(self) -> None:
        """Vergisst alle Funde (vor einem neuen Test im selben Kontext)."""
        for liste in (self.fremde, self.konsole, self.fehlgeschlagen):
            liste.clear()

    def beanstandungen(self) -> list[str]:
        """Alle Funde als lesbare Zeilen; leer heißt: nichts zu beanstanden."""
        return [
            *(f"Anfrage an fremden Rechner: {adresse}" for adresse in self.fremde),
            *(f"Konsole: {text}" for text in self.konsole),
            *(f"Fehlgeschlagene Anfrage: {text}" for text in self.fehlgeschlagen),
        ]


def warte_bis_steht(seite: Page, *, frist_ms: int = 120_000, ruhe_ms: int = 250) -> None:
    """Wartet, bis die Seite fertig gezeichnet ist und ``ruhe_ms`` lang so bleibt.

    Zwischen Klick und Beginn des Skriptlaufs gilt noch der alte Zustand: Deshalb die Ruhezeit. Sie beginnt
    mit jedem Klick, jeder Frage und jeder Antwort von vorn (``Waechter.bewache``) und endet nicht, solange
    der Browser rechnet (höchstens zwei Sekunden): Auf einem beschäftigten Rechner liegt zwischen ihnen und
    dem, was Streamlit daraus zeichnet, mehr als ein Blick in die Seite.
    """
    seite.wait_for_function(
        f"""() => {{
            const steht = ({STEHT})();
            if (!steht) {{ window.__ruhe = undefined; return false; }}
            if (!window.__ruhe || window.__ruhe.rege !== window.__rege) {{
                const ruhe = {{ rege: window.__rege, seit: performance.now(), muessig: false }};
                window.__ruhe = ruhe;
                requestIdleCallback(() => {{ ruhe.muessig = true; }}, {{ timeout: 2000 }});
            }}
            return window.__ruhe.muessig && performance.now() - window.__ruhe.seit >= {ruhe_ms};
        }}""",
        timeout=frist_ms,
        polling=50,
    )


def oeffne(seite: Page, adresse: str, *, frist_ms: int = 120_000) -> None:
    """Öffnet eine Adresse und wartet, bis die Seite steht."""
    seite.goto(adresse, wait_until="domcontentloaded")
    warte_bis_steht(seite, frist_ms=frist_ms)
