"""Sätze der Ansprache: Überschrift der Rangliste, wie fest sie ist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import takewhile
from typing import Any, TypeAlias

import pandas as pd

from insek_monitor.ansprache.prioritaet.rangfolge import Stabilitaet
from insek_monitor.kern.begriffe import Aktualitaet, Datenlage, Genauigkeit, Konzeptart, Status
from insek_monitor.kern.datum import lies_datum
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.befunde_gemeinde import zusammenhang
from insek_monitor.lage.bild.befunde_lage import LEERE_AUSWAHL
from insek_monitor.lage.gewichte import NAMEN

ALLE_NULL = (
    "Alle Gewichte stehen auf null; die Gemeinden stehen nach dem Namen. Bitte geben Sie mindestens einem "
    "Kriterium ein Gewicht."
)
SCHWELLE = 60
"""Ab so vielen Punkten zählt die Überschrift mit; sie ist nur ein Anhalt, keine Regel."""


def ueberschrift(prioritaet: pd.DataFrame, lage: pd.DataFrame) -> str:
    """„Zuerst bei 297 Gemeinden den Stand klären“; Namen nur, wo Belege sie nach vorn stellen.

    Parameters
    ----------
    prioritaet : Nach Rang, nur die Gemeinden der Auswahl.
    lage : Mit ``bezeichnung`` und ``geklaert``; darf mehr Gemeinden haben.
    """
    if prioritaet.empty:
        return LEERE_AUSWAHL
    punkte = prioritaet["punkte"]
    if punkte.isna().all():
        return ALLE_NULL
    erste = prioritaet.index[(punkte > 0).to_numpy(dtype=bool)][:3]
    if not len(erste):
        if len(prioritaet) == 1:
            return "Auf die Gemeinde trifft keines der gewichteten Kriterien zu"
        return f"Auf keine der {zahlen.gemeinden(len(prioritaet))} trifft ein gewichtetes Kriterium zu"
    belegt = list(takewhile(lambda ags: bool(lage.at[ags, "geklaert"]), erste))
    klaeren = f"bei {_dativ(int((~lage.loc[prioritaet.index, 'geklaert']).sum()))} den Stand klären"
    if not belegt:
        return f"Zuerst {klaeren}"
    satz = f"Zuerst ansprechen: {zahlen.aufzaehlung(lage.loc[belegt, 'bezeichnung'].astype(str))}"
    if len(belegt) < len(erste):
        return f"{satz}; dann {klaeren}"
    ueber = int((punkte >= SCHWELLE).sum())
    if ueber:
        return f"{satz}; {zahlen.gemeinden(ueber)} mit mindestens {SCHWELLE} Punkten"
    return f"{satz}; höchstens {zahlen.zahl(punkte.max())} von 100 Punkten"


def zu_klaeren(lage: pd.DataFrame, je_kreis: Mapping[str, int] | pd.Series) -> tuple[str, str | None]:
    """Überschrift des Bereichs „Stand klären“ und die Zahlen je Kreis.

    Parameters
    ----------
    lage : Gemeinden der Auswahl.
    je_kreis : Kreis → Gemeinden, deren Stand zu klären ist
    """
    if lage.empty:
        return LEERE_AUSWAHL, None
    offen = int((~lage["geklaert"]).sum())
    if not offen:
        return f"Der Stand ist geklärt: {zahlen.gemeinden(len(lage))} der Auswahl, keine offen", None
    titel = f"Bei {zahlen.zahl(offen)} von {_dativ(len(lage))} ist der Stand zu klären"
    if len(je_kreis) < 2:
        return titel, None
    return titel, " · ".join(f"{kreis} {zahlen.zahl(n)}" for kreis, n in je_kreis.items())


def _dativ(anzahl: int) -> str:
    return "einer Gemeinde" if anzahl == 1 else f"{zahlen.zahl(anzahl)} Gemeinden"


def stabilitaet(werte: Stabilitaet, spanne: float = 0.2) -> str:
    """„Bei ±20 % an allen Gewichten bleiben im Mittel 17 von 20 Gemeinden unter den ersten 20 …“"""
    if not werte.n:
        return "Keine Gemeinde hat Punkte; darum lässt sich nicht sagen, wie fest die Reihenfolge ist."
    wer = zahlen.gemeinden(werte.n)
    mittel = zahlen.zahl(werte.gleich_mittel, 0 if float(werte.gleich_mittel).is_integer() else 1)
    sicher = zahlen.gemeinden(len(werte.sicher))
    gehoert = "gehört" if len(werte.sicher) <= 1 else "gehören"
    immer = f"{sicher[0].upper()}{sicher[1:]} {gehoert} in jedem Lauf dazu."
    return (
        f"Bei ±{zahlen.anteil(spanne)} an allen Gewichten bleiben im Mittel {mittel} von {wer} auf den "
        f"ersten {zahlen.zahl(werte.n)} Plätzen, mindestens {zahlen.zahl(werte.gleich_min)} "
        f"({zahlen.zahl(werte.laeufe)} Läufe). {immer}"
    )


def immer_vorn(zahl: int, n: int = 20) -> str:
    """Wie viele Gemeinden unter jeder Voreinstellung vorn stehen."""
    wer = zahlen.gemeinden(zahl)
    steht = "steht" if zahl <= 1 else "stehen"
    satz = f"{wer} {steht} unter jeder Voreinstellung auf den ersten {zahlen.zahl(n)} Plätzen."
    return f"{satz[0].upper()}{satz[1:]}"


Zeile: TypeAlias = "Mapping[Any, Any] | pd.Series"
OHNE_GRUND = "Kein Kriterium mit Gewicht trifft zu."
_EIN_GEDANKE = (("klein", "gemeinsam"), ("ohne_konzept", "stand_klaeren"))
"""Kriterien, deren Gründe zusammen an der Stelle des stärkeren stehen."""


def begruendung(zeile: Zeile, kriterien: Zeile, beitraege: Zeile, regeln: Regeln) -> str:
    """„Kein Konzept gemeldet; 1.340 Einwohner; seit 2013 um 12 % geschrumpft; noch kein Kontakt.“

    Parameters
    ----------
    zeile
        Zeile von ``lage``.
    kriterien
        Zeile von ``ansprachekriterien.kriterien``.
    beitraege
        Zeile von ``rangfolge.prioritaet``; nur was beiträgt, wird genannt.
    """
    je_name = {name: float(beitraege[f"beitrag_{name}"]) for name in NAMEN}
    folge = sorted((name for name in NAMEN if je_name[name] > 0), key=lambda name: -je_name[name])
    teile, gesagt = [], set()
    for name in folge:
        if name in gesagt:
            continue
        partner = next((a if b == name else b for a, b in _EIN_GEDANKE if name in (a, b)), None)
        gesagt.add(partner)
        if name in ("klein", "gemeinsam") and partner in folge:
            teile.append(_klein_und_gemeinsam(zeile, kriterien, regeln))
        else:
            teile.append(_GRUENDE[name](zeile, kriterien, regeln))
    if kriterien["in_arbeit"]:
        zurueck = float(beitraege["abschlag"]) < 0
        teile.append("zurückgestellt, weil ein Konzept in Arbeit ist" if zurueck else "Konzept in Arbeit")
    if not teile:
        return OHNE_GRUND
    satz = "; ".join(teile)
    return f"{satz[0].upper()}{satz[1:]}."


def begruendungen(
    lage: pd.DataFrame, kriterien: pd.DataFrame, prioritaet: pd.DataFrame, regeln: Regeln
) -> pd.Series:
    """Die Begründung jeder Gemeinde aus ``prioritaet`` (Index ``ags``, nach Rang)."""
    ags = prioritaet.index
    # Als dict gelesen statt Zeile für Zeile aus dem Frame: zehnmal so schnell.
    zeilen = (frame.loc[ags].to_dict("records") for frame in (lage, kriterien, prioritaet))
    saetze = [begruendung(lage_, werte, punkte, regeln) for lage_, werte, punkte in zip(*zeilen, strict=True)]
    return pd.Series(saetze, index=ags, name="begruendung", dtype="str")


def _ohne_konzept(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    if zeile["status"] == Status.TEILWEISE.value:
        return (
            "nur ein ähnliches Konzept"
            if zeile["geklaert"]
            else "ein ähnliches Konzept belegt, ein INSEK nicht"
        )
    if anteil := zusammenhang(zeile).removesuffix("."):
        return f"Stand nicht belegt; {anteil[0].lower()}{anteil[1:]}"
    if not zahlen.fehlt(zeile["art"]) and zeile["art"] != Konzeptart.KEINS.value:
        return "das einzige Konzept ist aufgehoben"
    return (
        "kein Konzept gemeldet" if zeile["datenlage"] == Datenlage.GEMELDET.value else "belegt: kein Konzept"
    )


def _ablauf(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    if zeile["aktualitaet"] == Aktualitaet.ABGELAUFEN.value:
        jahr = zeile["beschluss_tag"].year
        return f"Konzept von {jahr} seit {zeile['ablauf_am'].year} abgelaufen"
    wann = zahlen.wann(_so_genau_wie(zeile["beschluss"], zeile["ablauf_am"]))
    return f"Konzept läuft {wann} ab"


def _so_genau_wie(beschluss: Any, tag: date) -> str:
    gelesen = lies_datum(beschluss)
    laenge = {Genauigkeit.JAHR: 4, Genauigkeit.MONAT: 7}.get(gelesen.genauigkeit, 10) if gelesen else 10
    return tag.isoformat()[:laenge]


def _stand_klaeren(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    if not zahlen.fehlt(zeile["p_kein"]):
        return _ohne_konzept(zeile, kriterien, regeln)
    if zeile["status"] == Status.UNBEKANNT.value:
        return "Stand klären: kein Nachweis gefunden"
    return "Stand klären: Konzept belegt, sein Datum unbekannt"


def _klein(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    return zahlen.anzahl(zeile["einwohner"], "Einwohner", "Einwohner")


def _foerderung_fehlt(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    if float(kriterien["foerderung_fehlt"]) < 1:
        return "Grundlage für die Städtebauförderung unklar"
    return "Grundlage für die Städtebauförderung fehlt"


def _nachbarn(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    zusammen = f"zusammen mindestens {zahlen.zahl(regeln.foerderung_mindest_einwohner)}"
    if kriterien["gemeinsam_offen"]:
        return f"mit kleinen Nachbarn ohne belegtes aktuelles Konzept {zusammen}"
    return f"mit kleinen Nachbarn ohne aktuelles Konzept {zusammen}"


def _gemeinsam(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    return f"{_nachbarn(zeile, kriterien, regeln)} Einwohner"


def _klein_und_gemeinsam(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    return f"{_klein(zeile, kriterien, regeln)}, {_nachbarn(zeile, kriterien, regeln)}"


def _schrumpfung(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    anteil = zahlen.anteil(float(kriterien["rueckgang_prozent"]) / 100)
    return f"seit {int(kriterien['rueckgang_seit'])} um {anteil} geschrumpft"


def _kein_kontakt(zeile: Zeile, kriterien: Zeile, regeln: Regeln) -> str:
    monate = kriterien["monate_seit_kontakt"]
    if zahlen.fehlt(monate):
        return "noch kein Kontakt"
    jahre, rest = divmod(int(monate), 12)
    teile = [zahlen.jahre(jahre, dativ=True)] if jahre else []
    if rest:
        teile.append(zahlen.monate(rest, dativ=True))
    return f"letzter Kontakt vor {zahlen.aufzaehlung(teile)}"


_GRUENDE: Mapping[str, Callable[[Zeile, Zeile, Regeln], str]] = {
    "ohne_konzept": _ohne_konzept,
    "ablauf": _ablauf,
    "stand_klaeren": _stand_klaeren,
    "klein": _klein,
    "foerderung_fehlt": _foerderung_fehlt,
    "gemeinsam": _gemeinsam,
    "schrumpfung": _schrumpfung,
    "kein_kontakt": _kein_kontakt,
}
