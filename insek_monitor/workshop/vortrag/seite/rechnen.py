"""Was die Folien zeigen (eingefroren: festgehalten), und welche Fragen zur Wahl stehen.

Gerechnet wird je Datenstand, Stichtag, Gebiet und Folie einmal; eine Notiz rechnet nichts neu.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

import streamlit as st

from insek_monitor.kern.stimmungsbild import Frage, lies_frage
from insek_monitor.kern.vortrag import Folge, FolgeFehler, Folie, Folienart, Gebiet
from insek_monitor.rahmen import datenstandwahl, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.register import tabellen
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze
from insek_monitor.workshop.saal.vorfuehrungsseite import Stand, grundlage
from insek_monitor.workshop.vortrag import datei as vortragsdatei
from insek_monitor.workshop.vortrag import folien_rechnen
from insek_monitor.workshop.vortrag.folieninhalt import Folieninhalt
from insek_monitor.workshop.vortrag.seite.arbeit import Arbeit

TEXT_HOECHSTENS = 120
_FEST = "praesentation_fest"


def stand(ansicht: Ansicht) -> Stand:
    """Der Stand, den die Seite zeigt; Größenklassen und Kreise der Filterzeile zählen hier nicht."""
    return Stand(
        ansicht.datenstand.nummer,
        datenstandwahl.beschriftung(ansicht.datenstand),
        ansicht.stichtag,
        ansicht.auswahl.nur_belegt,
    )


def inhalte(folge: Folge, ansicht: Ansicht) -> tuple[Folieninhalt, ...]:
    """Je Folie ihr Inhalt.

    Raises
    ------
    FolgeFehler
        wenn ein festgehaltener Inhalt unbrauchbar ist; Dateien prüft schon das Laden.
    """
    if folge.eingefroren is not None:
        gemerkt = st.session_state.get(_FEST)
        if gemerkt is None or gemerkt[0] is not folge:
            gemerkt = (folge, folien_rechnen.inhalte(folge, None))
            st.session_state[_FEST] = gemerkt
        fertig: tuple[Folieninhalt, ...] = gemerkt[1]
        return fertig
    gezeigt = stand(ansicht)
    fragen = {frage["kennung"]: lies_frage(frage) for frage in folge.fragen}
    return tuple(
        einzelner_inhalt(gezeigt, replace(folie, notiz=""), folge.gebiet, fragen.get(folie.frage))
        for folie in folge.folien
    )


@zwischenspeicher.einmalig(512)
def einzelner_inhalt(gezeigt: Stand, folie: Folie, gebiet: Gebiet, frage: Frage | None) -> Folieninhalt:
    """Eine Folie; der Schlüssel nennt alles, wovon sie abhängt."""
    fragen = () if frage is None else (frage.als_dict(),)
    folge = Folge("", (folie,), gebiet, gezeigt.nur_belegt, fragen)
    return folien_rechnen.inhalt(folie, folge, grundlage(gezeigt))


def fester_inhalt(folge: Folge, folie: Folie) -> Mapping[str, Any] | None:
    """Der neue festgehaltene Inhalt einer Folie ohne Daten; ``None``: bleibt, wie er ist."""
    if folge.eingefroren is None or folie.art.aus_daten:
        return None
    if folie.art.aus_abstimmung:
        return {}
    # Ohne festgehaltenen Inhalt liest sich eine Folie ohne Daten aus der Folie selbst.
    leer = folge.mit(folien=(folie,), eingefroren=replace(folge.eingefroren, inhalte=({},)))
    return folien_rechnen.inhalte(leer, None)[0].als_dict()


def fehlt(folge: Folge) -> str:
    """Was der Folge noch fehlt, um gespeichert oder gezeigt zu werden; leer: nichts."""
    for nummer, folie in enumerate(folge.folien, 1):
        if satz := _luecke(folie, {frage["kennung"] for frage in folge.fragen}):
            return f"Folie {nummer} ({folie.art.beschriftung}): {satz}"
    if not folge.folien:
        return "Die Folge hat noch keine Folie. Bitte fügen Sie eine hinzu."
    try:
        vortragsdatei.aus_json(vortragsdatei.als_json(folge))
    except FolgeFehler as fehler:
        return str(fehler)
    return ""


def luecken(arbeit: Arbeit) -> Mapping[int, str]:
    """Marke → was dieser Folie fehlt."""
    fragen = {frage["kennung"] for frage in arbeit.folge.fragen}
    paare = zip(arbeit.marken, arbeit.folge.folien, strict=True)
    return {marke: satz for marke, folie in paare if (satz := _luecke(folie, fragen))}


def _luecke(folie: Folie, fragen: set[str]) -> str:
    if folie.art in (Folienart.TITEL, Folienart.TEXT) and not folie.titel:
        return "Die Überschrift fehlt. Bitte schreiben Sie eine."
    if folie.art is Folienart.GEMEINDE and not folie.ags:
        return "Die Gemeinde fehlt. Bitte wählen Sie eine."
    if folie.art in (Folienart.ABSTIMMUNG, Folienart.ERGEBNIS) and folie.frage not in fragen:
        return "Die Frage fehlt. Bitte wählen Sie eine."
    return ""


def einzeilig(text: str) -> str:
    """Fremder Text für Auswahlfelder, die kein Markdown kennen: eine Zeile, gekürzt."""
    return shorten(text, TEXT_HOECHSTENS, placeholder="…")


def abstimmungen(folge: Folge) -> int:
    """Zahl der Folien mit einer Abstimmung."""
    return sum(folie.art is Folienart.ABSTIMMUNG for folie in folge.folien)


def braucht_raum(folge: Folge) -> bool:
    """Ob eine Folie den Stand eines Raums zeigt."""
    return any(folie.art.aus_abstimmung for folie in folge.folien)


AUS_DER_FOLGE = "Aus dieser Folge"


@dataclass(frozen=True)
class Satz:
    """Ein Fragensatz in der Auswahl; ``name`` ist bei eigenen fremder Text."""

    schluessel: str
    name: str
    fragen: tuple[Frage, ...]


@zwischenspeicher.einmalig(1)
def _mitgelieferte() -> tuple[Satz, ...]:
    return tuple(Satz(f"m-{satz.kennung}", satz.name, satz.fragen) for satz in tabellen.fragensaetze())


def saetze() -> tuple[Satz, ...]:
    """Mitgelieferte und eigene Sätze; eigene liest jeder Lauf neu, damit neue gleich zur Wahl stehen."""
    eigene = fragensaetze.lies(zwischenspeicher.register())
    return (*_mitgelieferte(), *(Satz(f"e-{satz.satz}", satz.name, satz.fragen) for satz in eigene))


def zur_wahl(folge: Folge) -> dict[str, tuple[str, Frage]]:
    """Schlüssel → (Name des Satzes, Frage), in der Reihenfolge der Sätze.

    Fragen, die nur die Folge selbst trägt (aus einer Datei, oder der Satz wurde geändert), stehen am Ende.
    """
    wahl = {schluessel(frage): (satz.name, frage) for satz in saetze() for frage in satz.fragen}
    for angaben in folge.fragen:
        frage = lies_frage(angaben)
        wahl.setdefault(schluessel(frage), (AUS_DER_FOLGE, frage))
    return wahl


def schluessel(frage: Frage) -> str:
    """Gleiche Kennung mit anderem Wortlaut ist eine andere Frage."""
    return f"{frage.kennung}:{frage.wortlaut}"


def der_folge(folge: Folge) -> Mapping[str, Frage]:
    """Kennung → Frage, wie die Folge sie trägt."""
    return {frage.kennung: frage for frage in map(lies_frage, folge.fragen)}


def noch_nicht_gestellt(folge: Folge) -> Frage:
    """Die erste Frage der Sätze, die in der Folge noch nicht vorkommt; sonst die erste überhaupt."""
    alle = [frage for satz in saetze() for frage in satz.fragen]
    schon = {angaben["kennung"] for angaben in folge.fragen}
    return next((frage for frage in alle if frage.kennung not in schon), alle[0])
