"""Zwei ändern dieselbe Liste: was die andere Person geändert hat, und die eigene Änderung darauf anwenden."""

from __future__ import annotations

from collections.abc import Mapping

from insek_monitor.ansprache.kampagnen.seite import schreiben as kampagne_schreiben
from insek_monitor.ansprache.kampagnen.seite import zustand
from insek_monitor.ansprache.kampagnen.seite.aenderung import (
    Aenderung,
    angaben_danach,
    gemeinden_danach,
    widersprueche,
)
from insek_monitor.ansprache.kampagnen.seite.zustand import Streit
from insek_monitor.ansprache.kampagnen.unterschied import FELDNAMEN, geaenderte_felder
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import streit as streitkasten
from insek_monitor.rahmen.streit import Weg


def zeichne(streit: Streit, bezeichnungen: Mapping[str, str], *, schreiben: bool) -> None:
    """Wer was geändert hat, was man selbst wollte, und die zwei Wege weiter."""
    aenderung, inzwischen = streit.aenderung, streit.inzwischen
    anderes = zustand.unterschiede(aenderung.basis, inzwischen, bezeichnungen)
    saetze = [
        "**Seither geändert:**\n" + _liste(anderes),
        "**Ihre Änderung:**\n" + _liste(eigenes(aenderung, bezeichnungen)),
    ]
    for strittig in widersprueche(aenderung, inzwischen):
        saetze.append(
            f":material/priority_high: **{FELDNAMEN[strittig.feld]}** haben beide geändert; angewendet "
            f"gilt Ihre Angabe {zustand.wert(strittig.feld, strittig.eigener)} statt "
            f"{zustand.wert(strittig.feld, strittig.anderer)}."
        )
    if mehr := zu_viele_danach(streit):
        saetze.append(
            f":material/group_remove: Angewendet stünden **{zahlen.gemeinden(mehr)} mehr als Plätze** "
            "auf der Liste; sie lassen sich danach herausnehmen."
        )
    wege = (
        Weg(
            "Neuen Stand übernehmen und meine Änderung darauf anwenden",
            "anwenden",
            _wende_an,
            (streit,),
            symbol=":material/merge:",
            haupt=True,
            gesperrt="" if schreiben else "Bitte tragen Sie zuerst Ihren Namen ein.",
        ),
        Weg("Meine Änderung verwerfen", "verwerfen", zustand.verwirf_aenderung, (inzwischen.nummer,)),
    )
    streitkasten.zeichne("kampagne_streit", inzwischen, "diese Liste geändert", wege, dazwischen=saetze)


def eigenes(aenderung: Aenderung, bezeichnungen: Mapping[str, str]) -> list[str]:
    """Die eigene Änderung in Satzteilen (Markdown)."""
    basis = aenderung.basis
    neue = {} if aenderung.angaben is None else geaenderte_felder(basis.angaben, aenderung.angaben)
    saetze = zustand.feldsaetze(basis.angaben, neue)
    if aenderung.dazu:
        saetze.append(f"aufnehmen: {zustand.namen(aenderung.dazu, bezeichnungen)}")
    if aenderung.weg:
        saetze.append(f"herausnehmen: {zustand.namen(aenderung.weg, bezeichnungen)}")
    if aenderung.archiviert is not None:
        saetze.append("ins Archiv legen" if aenderung.archiviert else "aus dem Archiv holen")
    return saetze


def zu_viele_danach(streit: Streit) -> int:
    """Wie viele Gemeinden die Liste zu viel hätte, wenn die eigene Änderung gälte."""
    plaetze = angaben_danach(streit.aenderung, streit.inzwischen).plaetze
    return zustand.zu_viele(len(gemeinden_danach(streit.aenderung, streit.inzwischen)), plaetze)


def _liste(saetze: list[str]) -> str:
    return "\n".join(f"- {satz}" for satz in saetze)


def _wende_an(streit: Streit) -> None:
    fassung = zahlen.zahl(streit.inzwischen.fassung)
    erfolg = (
        f"Ihre Änderung ist auf die Fassung {fassung} von {streit.inzwischen.von} angewendet und gespeichert."
    )
    if kampagne_schreiben.aendere(streit.aenderung, erfolg, stand=streit.inzwischen):
        zustand.schliesse_formular()
