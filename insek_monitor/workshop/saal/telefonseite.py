"""Die Seite für die Telefone: ein Raum, eine Frage, ein Formular. Reines HTML, ohne Skript benutzbar.

Alle Texte aus dem Raum werden maskiert. Die Seite ist in jedem Zustand dieselbe: Überschrift des Raums, Frage
oder Wartesatz, Meldung, Hinweis zum Datenschutz.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from insek_monitor.kern.datum import ORTSZEIT
from insek_monitor.kern.stimmungsbild import (
    CODELAENGE,
    MINDESTENS_JE_GRUPPE,
    Gruppenfrage,
    Herkunft,
    Rundenstand,
    zeige_code,
)
from insek_monitor.workshop.abstimmung.register_stimmabgabe import Raumlage, Rundenlage
from insek_monitor.workshop.saal import telefonformular

GESPEICHERT = "Gespeichert. Sie können Ihre Antwort ändern, bis die Abstimmung endet."
NACHLADEN_SEKUNDEN = 8
"""So oft lädt sich die Wartestellung ohne Skript neu."""


@dataclass(frozen=True)
class Beigaben:
    """Adressen von Stilblatt und Skript."""

    stil: str
    skript: str


@dataclass(frozen=True)
class Eigenes:
    """Was dieses Gerät geantwortet hat oder gerade abschicken wollte.

    Attributes
    ----------
    werte : Wie im Formular: Nummern oder der Text.
    gespeichert : Ob das so im Register steht.
    zug : Das wievielte Abschicken es war; das nächste trägt eine höhere Nummer.
    """

    werte: Sequence[str] = ()
    gruppe: str = ""
    gespeichert: bool = False
    zug: int = 0


@dataclass(frozen=True)
class Meldung:
    """Ein Satz über der Fußzeile; ``fehler`` lässt Vorleseprogramme ihn sofort lesen."""

    text: str = ""
    fehler: bool = False


KEINE_MELDUNG = Meldung()
NICHTS_EIGENES = Eigenes()


@dataclass(frozen=True)
class _Zustand:
    name: str
    html: str
    meldung: Meldung = field(default=KEINE_MELDUNG)


def raumseite(
    lage: Raumlage,
    beigaben: Beigaben,
    eigenes: Eigenes = NICHTS_EIGENES,
    meldung: Meldung = KEINE_MELDUNG,
) -> str:
    """Die ganze Seite eines Raums in seinem jetzigen Zustand."""
    zustand = _zustand(lage, eigenes)
    runde = lage.runde
    merkmale = {
        "code": lage.code,
        "stand": str(lage.stand),
        "zustand": zustand.name,
        "runde": str(runde.nummer if runde else 0),
        "fassung": str(runde.fassung if runde else 0),
    }
    daten = "".join(f' data-{name}="{escape(wert)}"' for name, wert in merkmale.items())
    inhalt = (
        f"<header><p>Stimmungsbild, Raum {escape(zeige_code(lage.code))}</p>"
        f"<h1>{escape(lage.titel)}</h1></header>"
        f'<div id="inhalt"{daten}>{zustand.html}</div>'
        f"{_meldung(meldung if meldung.text else zustand.meldung)}"
        f'<p class="neu"><a href="/w/{escape(lage.code)}">Aktualisieren</a></p>'
    )
    # Nachgeladen wird nur, wo niemand gerade etwas auswählt.
    nachladen = "" if zustand.name in ("offen", "beendet") else _NACHLADEN
    return _seite(lage.titel, inhalt + datenschutz(lage), beigaben, nachladen, mit_skript=True)


def codeseite(beigaben: Beigaben, meldung: Meldung = KEINE_MELDUNG, eingabe: str = "") -> str:
    """Die Seite, auf der man den Raumcode eingibt."""
    inhalt = (
        "<header><p>INSEK-Monitor Sachsen</p><h1>Stimmungsbild</h1></header>"
        '<form method="post" action="/w">'
        '<label class="frage" for="code">Raumcode</label>'
        '<p class="hilfe" id="codehilfe">Er steht vorn auf der Leinwand: '
        f"{CODELAENGE} Zeichen, groß oder klein.</p>"
        f'<input id="code" name="code" value="{escape(eingabe[:40])}" required maxlength="40" '
        'autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" '
        'aria-describedby="codehilfe" placeholder="z. B. BCDF-GHJK">'
        '<button type="submit">Mitmachen</button></form>'
        f"{_meldung(meldung)}"
    )
    return _seite("Stimmungsbild", inhalt + datenschutz(None), beigaben)


def satzseite(ueberschrift: str, meldung: Meldung, beigaben: Beigaben, zurueck: str = "/w") -> str:
    """Eine Seite mit einem Satz, wenn es nichts anderes zu zeigen gibt (ausgelastet, zu viele Anfragen)."""
    inhalt = (
        f"<header><p>Stimmungsbild</p><h1>{escape(ueberschrift)}</h1></header>{_meldung(meldung)}"
        f'<p class="neu"><a href="{escape(zurueck)}">Noch einmal versuchen</a></p>'
    )
    return _seite(ueberschrift, inhalt, beigaben)


def _zustand(lage: Raumlage, eigenes: Eigenes) -> _Zustand:
    if lage.beendet:
        return _Zustand("beendet", _satz("Dieses Stimmungsbild ist beendet.", "Danke, dass Sie dabei waren."))
    runde = lage.runde
    if runde is None:
        return _Zustand(
            "wartet", _satz("Gleich geht es los.", "Die nächste Frage erscheint hier von selbst.")
        )
    if runde.herkunft is Herkunft.HANDZEICHEN:
        return _Zustand(
            "handzeichen", telefonformular.frage(runde) + _hinweis("Hier zählen die Handzeichen.")
        )
    if runde.stand is Rundenstand.OFFEN:
        formular = telefonformular.formular(
            lage, runde, eigenes.werte, eigenes.gruppe, eigenes.gespeichert, eigenes.zug
        )
        return _Zustand("offen", formular, Meldung(GESPEICHERT if eigenes.gespeichert else ""))
    if runde.stand is Rundenstand.PAUSIERT:
        satz = "Die Abstimmung macht gerade eine Pause. Sie geht hier von selbst weiter."
        return _Zustand("pausiert", _ohne_formular(runde, eigenes), Meldung(satz))
    satz = "Die Abstimmung über diese Frage ist geschlossen. Die nächste Frage erscheint hier von selbst."
    return _Zustand("geschlossen", _ohne_formular(runde, eigenes), Meldung(satz))


def _ohne_formular(runde: Rundenlage, eigenes: Eigenes) -> str:
    return telefonformular.frage(runde) + telefonformular.eigene(
        runde, eigenes.werte if eigenes.gespeichert else ()
    )


def _satz(ueberschrift: str, text: str) -> str:
    return f'<h2 class="frage" tabindex="-1">{escape(ueberschrift)}</h2>{_hinweis(text)}'


def _hinweis(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _meldung(meldung: Meldung) -> str:
    # Immer da, auch leer: Vorleseprogramme lesen nur Änderungen eines Bereichs, den sie schon kennen.
    klasse = ' class="fehler"' if meldung.fehler else ""
    return f'<p id="meldung" role="status"{klasse}>{escape(meldung.text)}</p>'


_NACHLADEN = f'<noscript><meta http-equiv="refresh" content="{NACHLADEN_SEKUNDEN}"></noscript>'


def _seite(
    titel: str, inhalt: str, beigaben: Beigaben, nachladen: str = "", *, mit_skript: bool = False
) -> str:
    skript = f'<script src="{escape(beigaben.skript)}" defer></script>' if mit_skript else ""
    return (
        '<!doctype html><html lang="de"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f'<title>{escape(titel)} – Stimmungsbild</title><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="{escape(beigaben.stil)}">{nachladen}{skript}</head>'
        f"<body><main>{inhalt}</main></body></html>"
    )


GRUPPENANGABE = {
    Gruppenfrage.KEINE: "",
    Gruppenfrage.GROESSE: ", auf Wunsch die Größe Ihrer Gemeinde",
    Gruppenfrage.KREIS: ", auf Wunsch der Kreis Ihrer Gemeinde",
}


def datenschutz(lage: Raumlage | None) -> str:
    """Hinweis zum Datenschutz; ohne Raum (Eingabe des Codes) ohne Datum."""
    frist = f"am {tag(lage.loeschen_am)}" if lage else "nach einer Frist, die im Raum steht,"
    kurz = "Ohne Namen und ohne IP-Adresse." + (f" Gelöscht wird {frist}." if lage else "")
    angabe = GRUPPENANGABE[lage.gruppenfrage] if lage else ""
    saetze = [
        "Gespeichert wird keine IP-Adresse, kein Name und nichts über Ihr Gerät.",
        f"Gespeichert werden Ihre Antworten{angabe}, wie oft Sie sie abgeschickt haben, damit die letzte "
        "gilt, und eine Kennung aus Zufallszahlen, damit jedes Gerät je Frage einmal zählt. Die Kennung "
        "liegt als Cookie auf Ihrem Telefon, gilt nur für diesen Raum und verfällt mit ihm.",
        f"Raum und Antworten werden {frist} gelöscht. Behalten werden nur Summen.",
    ]
    if lage and lage.gruppenfrage is not Gruppenfrage.KEINE:
        saetze.append(f"Verglichen werden nur Gruppen mit mindestens {MINDESTENS_JE_GRUPPE} Stimmen.")
    saetze.append(
        "Damit niemand den Dienst lahmlegt, zählt er Anfragen je Anschluss. Das steht nur kurz im "
        "Arbeitsspeicher und wird nicht gespeichert."
    )
    absaetze = "".join(f"<p>{escape(satz)}</p>" for satz in saetze)
    return (
        f"<footer><p>{escape(kurz)}</p><details><summary>Datenschutz</summary>{absaetze}</details></footer>"
    )


def tag(zeitpunkt: datetime) -> str:
    """Tag in Ortszeit, „21.12.2026“."""
    return f"{zeitpunkt.astimezone(ORTSZEIT):%d.%m.%Y}"
