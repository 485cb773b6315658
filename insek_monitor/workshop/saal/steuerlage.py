"""Was die Vortragsansicht vom Raum sieht (nur mit Schlüssel): auch Verborgenes und mögliche Handgriffe."""

from __future__ import annotations

from typing import Any

from insek_monitor.kern.stimmungsbild import Frage, Frageart, Gruppenfrage, Herkunft, Rundenstand
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.saetze import (
    GRUPPEN_SPAETER,
    NICHT_REPRAESENTATIV,
    rundenname,
    stimmen,
)
from insek_monitor.workshop.abstimmung.stimmungsbilder import zaehlung_html
from insek_monitor.workshop.saal import abstimmungsteile
from insek_monitor.workshop.saal.standtext import Saalstand, gruppenstueck

KURZE_STUFEN = ("1 ganz links", "2", "3", "4 Mitte", "5", "6", "7 ganz rechts")
"""Aufschriften der Felder für Handzeichen."""


def fuer_vortrag(stand: Saalstand) -> dict[str, Any]:
    """Je Frage des Raums: Lage in Worten, mögliche Handgriffe, Verteilung, Handzeichen, freie Antworten."""
    return {
        "aktiv": None if stand.raum.runde is None else stand.raum.runde.nummer,
        "fragen": [_steuerfrage(nummer, frage, stand) for nummer, frage in enumerate(stand.fragen, 1)],
    }


def letzte_der_telefone(frage: str, stand: Saalstand) -> Zaehlung | None:
    """Die Runde, die „Öffnen“ fortsetzt."""
    runden = [z for z in stand.runden(frage) if z.runde.herkunft is Herkunft.TELEFON]
    return runden[-1] if runden else None


def moeglich(frage: str, stand: Saalstand) -> list[str]:
    """Handgriffe, der naheliegende zuerst (Namen wie in ``steuerwege.AKTIONEN``)."""
    juengste, telefon = stand.juengste(frage), letzte_der_telefone(frage, stand)
    aktiv = stand.raum.runde
    griffe: list[str] = []
    if not stand.raum.beendet:
        griffe = _ablauf(juengste, telefon, None if aktiv is None else aktiv.nummer)
    if juengste is not None:
        # Ist gezählt, ist das Aufdecken dran, davor das Schließen.
        griff = "zeige" if juengste.runde.verborgen else "verberge"
        griffe.insert(0 if griff == "zeige" and _gezaehlt(juengste) else len(griffe), griff)
    if aktiv is not None and aktiv.stand is not Rundenstand.OFFEN and not stand.raum.beendet:
        griffe.append("warte")
    return griffe


def naechste(griffe: list[str], juengste: Zaehlung | None) -> str:
    """Der naheliegende Handgriff; leer, wenn das Gezählte gezeigt ist: Dann folgt die nächste Folie."""
    fertig = juengste is not None and _gezaehlt(juengste) and not juengste.runde.verborgen
    return "" if fertig or not griffe else griffe[0]


def _gezaehlt(zaehlung: Zaehlung) -> bool:
    runde = zaehlung.runde
    return runde.stand is Rundenstand.GESCHLOSSEN or runde.herkunft is Herkunft.HANDZEICHEN


def _ablauf(juengste: Zaehlung | None, telefon: Zaehlung | None, aktiv: int | None) -> list[str]:
    """Öffnen, anhalten, schließen, wiederholen."""
    if telefon is None:
        griffe = ["oeffne"]
        if juengste is not None and juengste.runde.stand is not Rundenstand.GESCHLOSSEN:
            griffe.insert(0, "schliesse")
        return griffe
    ist_aktiv = juengste is not None and juengste.runde.nummer == aktiv
    stand = telefon.runde.stand
    if juengste is not None and juengste.runde.herkunft is Herkunft.HANDZEICHEN and ist_aktiv:
        schliessen = [] if juengste.runde.stand is Rundenstand.GESCHLOSSEN else ["schliesse"]
        return [*schliessen, "neue_runde" if stand is Rundenstand.GESCHLOSSEN else "oeffne"]
    if stand is Rundenstand.GESCHLOSSEN:
        return ["neue_runde"]
    if not ist_aktiv:
        return ["oeffne"]
    if stand is Rundenstand.PAUSIERT:
        return ["setze_fort", "schliesse"]
    return ["schliesse", "pausiere"]


def lagetext(frage: str, stand: Saalstand) -> str:
    """Lage einer Frage in Worten: „2. Runde · Offen · 12 Stimmen · Ergebnis verborgen“.

    Bei Handzeichen „40 Handzeichen gezählt“: Die Runde wartet auf nichts, pausiert also auch nicht.
    """
    zaehlung = stand.juengste(frage)
    if zaehlung is None:
        return abstimmungsteile.standwort(None)
    runde = zaehlung.runde
    teile = [abstimmungsteile.standwort(runde.stand), stimmen(zaehlung.anzahl)]
    if runde.herkunft is Herkunft.HANDZEICHEN:
        teile = [f"{stimmen(zaehlung.anzahl, runde.herkunft)} gezählt"]
        if runde.stand is Rundenstand.GESCHLOSSEN:
            teile.append("geschlossen")
    teile.append("Ergebnis verborgen" if runde.verborgen else "Ergebnis auf der Leinwand")
    if len(stand.runden(frage)) > 1:
        teile.insert(0, rundenname(runde.runde))
    if runde.stand is Rundenstand.OFFEN and (
        stand.raum.runde is None or stand.raum.runde.nummer != runde.nummer
    ):
        teile.append("Telefone zeigen gerade etwas anderes")
    return " · ".join(teile)


def handzeichen(frage: Frage, stand: Saalstand) -> dict[str, Any] | None:
    """Zahlen zum Eintragen; die einer laufenden Zählung stehen schon da. ``None``: hier nicht möglich."""
    if frage.art is Frageart.FREITEXT or stand.raum.beendet:
        return None
    # Sieben Felder stehen in einer Reihe; der Wortlaut der Stufen steht zum Vorlesen daran.
    kurz = list(KURZE_STUFEN) if frage.art is Frageart.SKALA else []
    juengste = stand.juengste(frage.kennung)
    if (
        juengste is not None
        and juengste.runde.herkunft is Herkunft.HANDZEICHEN
        and juengste.runde.stand is not Rundenstand.GESCHLOSSEN
    ):
        return {
            "runde": juengste.runde.nummer,
            "kurz": kurz,
            "anzahlen": list(juengste.je_antwort),
            "stimmende": juengste.anzahl if frage.art is Frageart.MEHRFACH else None,
        }
    return {
        "runde": None,
        "kurz": kurz,
        "anzahlen": [],
        "stimmende": 0 if frage.art is Frageart.MEHRFACH else None,
    }


def _steuerfrage(nummer: int, frage: Frage, stand: Saalstand) -> dict[str, Any]:
    zaehlung = stand.juengste(frage.kennung)
    gestellt = frage if zaehlung is None else zaehlung.runde.frage
    griffe = moeglich(frage.kennung, stand)
    bild = "" if zaehlung is None else zaehlung_html(zaehlung, zusatz=NICHT_REPRAESENTATIV)
    if zaehlung is not None:
        bild += gruppenstueck(zaehlung, stand, gross=False)
    nach_gruppen = stand.raum.gruppenfrage is not Gruppenfrage.KEINE and frage.art is not Frageart.FREITEXT
    return {
        "kennung": frage.kennung,
        "runde": None if zaehlung is None else zaehlung.runde.nummer,
        "zeile": f"{nummer} · {frage.text}",
        "art": frage.art.value,
        "antworten": list(gestellt.antworten),
        "lage": lagetext(frage.kennung, stand),
        "moeglich": griffe,
        "naechste": naechste(griffe, zaehlung),
        "gruppenfrage": nach_gruppen,
        "gruppenhinweis": "" if zaehlung is None or zaehlung.gruppen_stehen_fest else GRUPPEN_SPAETER,
        "verborgen": zaehlung is not None and zaehlung.runde.verborgen,
        "verteilung": bild,
        "hand": handzeichen(gestellt, stand),
        "texte": []
        if zaehlung is None
        else [
            {
                "runde": zaehlung.runde.nummer,
                "schluessel": text.schluessel,
                "text": text.text,
                "freigabe": text.freigabe.value,
            }
            for text in zaehlung.texte
        ],
    }
