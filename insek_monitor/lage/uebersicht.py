"""Alle Kennzahlen eines Stichtags als dict: der Inhalt von ``python -m insek_monitor kennzahlen --json``.

Die Schlüssel sind in docs/kennzahlen_json.md beschrieben; ändert sich Name oder Bedeutung, steigt ``FORMAT``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Datenlage, Foerdergrundlage, Status, werte
from insek_monitor.kern.regeln import SCHEMATA, Regeln
from insek_monitor.lage.abdeckung import abdeckung
from insek_monitor.lage.fortschreibung import warnbaender
from insek_monitor.lage.schaetzung import SPALTEN, Schaetzung
from insek_monitor.lage.summen import anteil, anzahl, summe_einwohner

FORMAT = 2
STELLEN = 4
OHNE_DATENSATZ = "ohne"
DATENSTAND_SCHLUESSEL = ("nummer", "kuerzel", "titel", "pruefsumme")
QUELLE = (
    "INSEK-Monitor Sachsen; Einwohner: © Statistisches Bundesamt (Destatis), "
    "Daten aus dem Gemeindeverzeichnis, dl-de/by-2-0; Konzepte: Quellen je Datensatz im Register"
)


def uebersicht(
    lage: pd.DataFrame,
    stichtag: date,
    regeln: Regeln,
    datenstand_angaben: Mapping[str, Any],
    *,
    nur_belegt: bool = False,
) -> dict[str, Any]:
    """Kennzahlen als dict, das ``json.dumps`` ohne Umwege schreibt.

    Parameters
    ----------
    lage : Ergebnis von ``schaetzung.schaetze`` zum selben Stichtag; mit ``nur_belegt`` von ``lage``.
    datenstand_angaben : ``nummer``, ``kuerzel``, ``titel``, ``pruefsumme``.

    Returns
    -------
    dict
        Schlüssel: docs/kennzahlen_json.md. Anteile sind auf vier Stellen gerundet, Fehlendes ist None.
    """
    gesamt = _gruppen(abdeckung(lage, None))[0]
    return {
        "format": FORMAT,
        "stichtag": stichtag.isoformat(),
        "nur_belegt": nur_belegt,
        "datenstand": {name: _json(datenstand_angaben.get(name)) for name in DATENSTAND_SCHLUESSEL},
        "quelle": QUELLE,
        "schwellen": {eintrag.name: _json(eintrag.wert) for eintrag in regeln.eintraege},
        "gemeinden_gesamt": gesamt["gemeinden_gesamt"],
        "einwohner_gesamt": gesamt["einwohner_gesamt"],
        "status": gesamt["status"],
        "schaetzung": _schaetzung(lage.attrs.get("schaetzung", Schaetzung())),
        "groessenklassen": {s: _gruppen(abdeckung(lage, f"groessenklasse_{s}")) for s in SCHEMATA},
        "kreise": _gruppen(abdeckung(lage, "kreis")),
        "aktualitaet": _stufen(lage, "aktualitaet", werte(Aktualitaet)),
        "faellig_in_monaten": {
            str(zeile.band): {"gemeinden": int(zeile.gemeinden), "einwohner": _json(zeile.einwohner)}
            for zeile in warnbaender(lage, regeln.warnbaender_monate).itertuples()
        },
        "in_arbeit": _ja(lage),
        "foerdergrundlage": _stufen(lage, "foerdergrundlage", werte(Foerdergrundlage)),
        "datenlage": _datenlage(lage),
    }


def _gruppen(tabelle: pd.DataFrame) -> list[dict[str, Any]]:
    bloecke = []
    zeilen = tabelle.to_dict("records")
    for erste in range(0, len(zeilen), len(Status)):
        block = zeilen[erste : erste + len(Status)]
        bloecke.append(
            {
                "gruppe": block[0]["gruppe"],
                "gemeinden_gesamt": _json(block[0]["gemeinden_gesamt"]),
                "einwohner_gesamt": _json(block[0]["einwohner_gesamt"]),
                "status": {
                    zeile["status"]: {mass: _summe(zeile, mass) for mass in ("gemeinden", "einwohner")}
                    for zeile in block
                },
            }
        )
    return bloecke


def _summe(zeile: Mapping[Any, Any], mass: str) -> dict[str, Any]:
    """Belegt, geschätzt, zusammen, 90-%-Intervall und Anteil; ganze Zahlen ohne Nachkommastelle."""
    werte_ = {
        name: _json(zeile[f"{mass}{endung}"])
        for name, endung in (
            ("belegt", "_belegt"),
            ("geschaetzt", "_geschaetzt"),
            ("gesamt", ""),
            ("von", "_von"),
            ("bis", "_bis"),
        )
    }
    ganz = {name: int(w) if isinstance(w, float) and w.is_integer() else w for name, w in werte_.items()}
    return ganz | {"anteil": _json(zeile[f"{mass}_anteil"])}


def _schaetzung(schaetzung: Schaetzung) -> dict[str, Any]:
    return {
        "klassen": [
            {
                "klasse": k.klasse,
                "gemeinden": k.gemeinden,
                "geklaert": {status.value: zahl for status, zahl in k.geklaert.items()},
                "offen": k.offen,
                **{spalte: _json(k.p.get(status)) for status, spalte in SPALTEN.items()},
            }
            for k in schaetzung.klassen
        ],
        "anteil_aehnlich": _json(schaetzung.anteil_aehnlich),
        "widersprueche": [
            {
                "grund": w.grund.value,
                "klasse": w.klasse,
                "belegt": w.belegt,
                "veroeffentlicht": w.veroeffentlicht,
            }
            for w in schaetzung.widersprueche
        ],
    }


def _stufen(lage: pd.DataFrame, spalte: str, namen: list[str]) -> dict[str, dict[str, Any]]:
    """Gemeinden und Einwohner je Stufe; der Anteil bezieht sich auf die Gemeinden mit einer Stufe."""
    nummern = lage[spalte].cat.codes.to_numpy().astype("int64")
    zahl = anzahl(nummern, len(namen))
    einwohner = summe_einwohner(lage["einwohner"], nummern, len(namen))
    anteile = anteil(zahl, np.full(len(namen), zahl.sum()))
    return {
        name: {"gemeinden": int(z), "einwohner": _json(e), "gemeinden_anteil": _json(a)}
        for name, z, e, a in zip(namen, zahl, einwohner, anteile, strict=True)
    }


def _ja(lage: pd.DataFrame) -> dict[str, Any]:
    nummern = np.where(lage["in_arbeit"].to_numpy(dtype=bool), 0, -1)
    return {
        "gemeinden": int(anzahl(nummern, 1)[0]),
        "einwohner": _json(summe_einwohner(lage["einwohner"], nummern, 1)[0]),
    }


def _datenlage(lage: pd.DataFrame) -> dict[str, int]:
    zahl = lage["datenlage"].value_counts()
    je_lage = {name: int(zahl.get(name, 0)) for name in werte(Datenlage)}
    return je_lage | {OHNE_DATENSATZ: int(lage["datenlage"].isna().sum())}


def _json(wert: Any) -> Any:
    """Macht aus Werten von numpy und pandas solche, die JSON kennt; Gleitkommazahlen mit vier Stellen."""
    if isinstance(wert, list | tuple):
        return [_json(teil) for teil in wert]
    if wert is None or pd.isna(wert):
        return None
    if isinstance(wert, bool | np.bool_):
        return bool(wert)
    if isinstance(wert, int | np.integer):
        return int(wert)
    if isinstance(wert, float | np.floating):
        return round(float(wert), STELLEN)
    return str(wert)
