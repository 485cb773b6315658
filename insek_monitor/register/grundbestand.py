"""Die mitgelieferten Datenstände `recherche` und `modell`: aus ``daten/`` ins Register."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from insek_monitor import einstellungen
from insek_monitor.modell.regelfehler import RegelFehler
from insek_monitor.modell.regeln import Regeln
from insek_monitor.register import tabellen
from insek_monitor.register.datenstaende import MODELL, RECHERCHE, Datenstand, finde_in, liste_in, trage_ein
from insek_monitor.register.fassungen import Datensatz, datensaetze, pruefsumme
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.modellierung import VERFAHREN, ModellierungsFehler, Zielwerte, modelliere
from insek_monitor.register.verbindung import Register
from insek_monitor.register.woerterbuch import WoerterbuchFehler

RECHERCHE_DATEIEN = ("konzepte_recherche.csv", "konzepte_recherche_zuordnung.csv")
MODELL_DATEIEN = (*RECHERCHE_DATEIEN, "gemeinden.csv", "eckwerte.yaml", "regeln.yaml")
VON = "INSEK-Monitor"

_protokoll = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ausgabe:
    """Inhalt eines mitgelieferten Datenstands, fertig zum Eintragen."""

    kuerzel: str
    titel: str
    quelle_datei: str
    quelle_pruefsumme: str
    saetze: list[Datensatz]


def fuelle(register: Register) -> None:
    """Trage die mitgelieferten Datenstände ein, wenn sie fehlen oder ``daten/`` sich geändert hat.

    Alte Ausgaben bleiben; die neueste eines Kürzels ist die, die es nennt.

    Raises
    ------
    RegisterFehler
        wenn ``daten/`` nicht lesbar ist oder die Eckwerte den Belegen widersprechen. Gibt es schon einen
        Datenstand `modell`, bleibt er im zweiten Fall der gültige, und eine Warnung steht im Protokoll.
    """
    kennungen = quellkennungen()
    with register.lesen() as verbindung:
        if _ist_aktuell(verbindung, kennungen):
            return
    ausgaben = _baue(kennungen, modell_vorhanden=_hat_modell(register))
    with register.schreiben() as verbindung:
        # Noch einmal fragen: vielleicht war ein anderer Prozess schneller.
        for ausgabe in ausgaben:
            _trage_ein_wenn_neu(verbindung, ausgabe)


def quellkennungen() -> dict[str, str]:
    """Prüfsumme der Dateien, aus denen jeder mitgelieferte Datenstand entsteht.

    Raises
    ------
    RegisterFehler
        wenn eine Datei in ``daten/`` fehlt.
    """
    return {
        RECHERCHE: _kennung(RECHERCHE_DATEIEN, ""),
        MODELL: _kennung(MODELL_DATEIEN, f"Verfahren {VERFAHREN}"),
    }


def zielwerte_aus(eckwerte: pd.DataFrame) -> Zielwerte:
    """Lies die Zielwerte der Modellierung aus den veröffentlichten Eckwerten.

    Parameters
    ----------
    eckwerte
        wie ``tabellen.eckwerte()``.

    Raises
    ------
    ModellierungsFehler
        wenn ein nötiger Eckwert fehlt.
    """
    fehlend = [name for name in ("vorhanden", "teilweise", "kein") if name not in eckwerte.index]
    if fehlend:
        raise ModellierungsFehler(
            f"In daten/eckwerte.yaml fehlen die Eckwerte {', '.join(fehlend)}. Bitte ergänzen Sie sie."
        )
    je_klasse = eckwerte[eckwerte["groessenklasse"].notna()]
    kein = je_klasse[je_klasse["status"] == "kein"]
    alle = je_klasse[
        (je_klasse["status"] == "vorhanden") & (je_klasse["wert"] == je_klasse["grundgesamtheit"])
    ]
    gesamt = {name: int(eckwerte.at[name, "wert"]) for name in ("vorhanden", "teilweise", "kein")}
    return Zielwerte(
        **gesamt,
        kein_je_klasse={str(k): int(w) for k, w in zip(kein["groessenklasse"], kein["wert"], strict=True)},
        alle_vorhanden=tuple(alle["groessenklasse"].astype(object)),
        letztes_jahr=int(str(eckwerte["stand"].min())[:4]) - 1,
    )


def startwert_aus(regeln: Regeln) -> str:
    """Der Startwert der Modellierung aus ``regeln.yaml`` (Abschnitt ``modell``).

    Raises
    ------
    ModellierungsFehler
        wenn er fehlt.
    """
    abschnitt: Any = regeln.roh.get("modell")
    eintrag = abschnitt.get("startwert") if isinstance(abschnitt, dict) else None
    if not isinstance(eintrag, dict) or not str(eintrag.get("wert") or ""):
        raise ModellierungsFehler(
            "In daten/regeln.yaml fehlt modell: startwert: wert. Bitte ergänzen Sie ihn."
        )
    return str(eintrag["wert"])


def _kennung(dateien: tuple[str, ...], zusatz: str) -> str:
    summe = hashlib.sha256(zusatz.encode())
    for name in dateien:
        datei = einstellungen.tabellenordner() / name
        try:
            summe.update(hashlib.sha256(datei.read_bytes()).digest())
        except OSError as fehler:
            raise RegisterFehler(
                f"Die Datei „{datei}“ fehlt oder ist nicht lesbar. Bitte stellen Sie den Ordner daten/ "
                "wieder her."
            ) from fehler
    return summe.hexdigest()


def _ist_aktuell(verbindung: Connection, kennungen: dict[str, str]) -> bool:
    return all(
        stand is not None and stand.quelle_pruefsumme == kennung
        for stand, kennung in ((_neuester(verbindung, kuerzel), k) for kuerzel, k in kennungen.items())
    )


def _neuester(verbindung: Connection, kuerzel: str) -> Datenstand | None:
    return next((stand for stand in liste_in(verbindung) if stand.kuerzel == kuerzel), None)


def _hat_modell(register: Register) -> bool:
    with register.lesen() as verbindung:
        return _neuester(verbindung, MODELL) is not None


def _baue(kennungen: dict[str, str], *, modell_vorhanden: bool) -> list[Ausgabe]:
    try:
        konzepte, zuordnung = tabellen.konzepte_recherche(), tabellen.zuordnung_recherche()
        gemeinden, regeln, eckwerte = tabellen.gemeinden(), tabellen.regeln(), tabellen.eckwerte()
    except (tabellen.TabellenFehler, WoerterbuchFehler, RegelFehler) as fehler:
        raise RegisterFehler(str(fehler)) from fehler
    ausgaben = [
        Ausgabe(
            RECHERCHE,
            "Recherche: nur belegte Angaben",
            "daten/" + RECHERCHE_DATEIEN[0],
            kennungen[RECHERCHE],
            datensaetze(konzepte, zuordnung),
        )
    ]
    try:
        modelliert = modelliere(
            gemeinden, konzepte, zuordnung, zielwerte_aus(eckwerte), regeln, startwert_aus(regeln)
        )
    except ModellierungsFehler as fehler:
        if not modell_vorhanden:
            raise
        _protokoll.warning("Der Datenstand „modell“ bleibt unverändert: %s", fehler)
        return ausgaben
    ausgaben.append(
        Ausgabe(
            MODELL,
            "Modell: belegte Angaben, ergänzt bis zu den veröffentlichten Eckwerten",
            "daten/" + RECHERCHE_DATEIEN[0],
            kennungen[MODELL],
            datensaetze(*modelliert),
        )
    )
    return ausgaben


def _trage_ein_wenn_neu(verbindung: Connection, ausgabe: Ausgabe) -> None:
    bisher = _neuester(verbindung, ausgabe.kuerzel)
    if bisher is not None and bisher.pruefsumme == pruefsumme(satz["fassung"] for satz in ausgabe.saetze):
        return
    trage_ein(
        verbindung,
        ausgabe.saetze,
        kuerzel=ausgabe.kuerzel,
        titel=ausgabe.titel,
        von=VON,
        anlass="Erster Start" if bisher is None else "Der Ordner daten/ hat sich geändert",
        basis_nummer=finde_in(verbindung, RECHERCHE).nummer if ausgabe.kuerzel == MODELL else None,
        quelle_datei=ausgabe.quelle_datei,
        quelle_pruefsumme=ausgabe.quelle_pruefsumme,
    )
