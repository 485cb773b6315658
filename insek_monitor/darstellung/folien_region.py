"""Folien über benannte Gemeinden: eine Region mit denen, die etwas tun müssten, und eine einzelne Gemeinde.

Modelliertes steht in einer eigenen Liste und heißt dort so; es ist kein Befund über die genannte Gemeinde.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from insek_monitor.darstellung import befunde, zahlen
from insek_monitor.darstellung import folien_saetze as saetze
from insek_monitor.darstellung.folien_daten import SCHRAFFIERT, balken
from insek_monitor.darstellung.folien_grundlage import SACHSEN, Grundlage, kreisname, modelliert
from insek_monitor.darstellung.folien_teile import Eintrag, Grosszahl, Gruppe
from insek_monitor.darstellung.folieninhalt import Folieninhalt
from insek_monitor.kennzahlen.fortschreibung import faellig, nach_name
from insek_monitor.kennzahlen.gemeinde import nachbarn_der_gemeinde
from insek_monitor.modell.begriffe import Aktualitaet, Genauigkeit, Konzeptart, Status
from insek_monitor.modell.datum import lies_datum
from insek_monitor.modell.vortrag import Folienart

GENANNT = 6
"""So viele Gemeinden passen mit Grund in 28 Pixeln auf eine Folie; bei zwei Listen je die Hälfte."""
NICHT_BELEGT = "Modelliert, nicht belegt"
_KURZ = {
    Status.TEILWEISE: ("ähnliches", "Konzept liegt vor"),
    Status.KEIN: ("kein", "Konzept"),
    Status.UNBEKANNT: ("unbekannt", "ob es ein Konzept gibt"),
}


def region(lage: pd.DataFrame, ort: str, grundlage: Grundlage) -> Folieninhalt:
    """Balken der Region und die Gemeinden, deren Konzept bald abläuft, abgelaufen ist oder fehlt."""
    betroffen = _betroffene(lage, grundlage)
    gruppen = _gruppen(betroffen, ("Fällig oder ohne, belegt", NICHT_BELEGT))
    gezeigt = sum(len(gruppe.eintraege) for gruppe in gruppen)
    hinweise = []
    if gezeigt < len(betroffen):
        hinweise.append(
            f"Genannt: {zahlen.zahl(gezeigt)} von {zahlen.zahl(len(betroffen))}, "
            "die fällig oder ohne Konzept sind."
        )
    if modelliert(lage).any() and not any(gruppe.modelliert for gruppe in gruppen):
        hinweise.append(SCHRAFFIERT)
    return Folieninhalt(
        Folienart.REGION,
        saetze.region(lage, grundlage),
        ort,
        balken=(balken(lage),) if len(lage) else (),
        gruppen=gruppen,
        hinweis=" ".join(hinweise),
        herkunft=grundlage.herkunft(),
    )


def _betroffene(lage: pd.DataFrame, grundlage: Grundlage) -> pd.DataFrame:
    """Erst was bald abläuft, dann Abgelaufenes (das jüngste zuerst), dann Gemeinden ohne Konzept."""
    bald = faellig(lage, max(grundlage.regeln.warnbaender_monate), grundlage.stichtag)
    status, aktualitaet = lage["status"].astype(str), lage["aktualitaet"].astype(str)
    vorbei = lage[(aktualitaet == Aktualitaet.ABGELAUFEN.value).to_numpy(dtype=bool)]
    vorbei = vorbei.sort_values("ablauf_am", ascending=False, kind="stable")
    ohne = nach_name(lage[(status == Status.KEIN.value).to_numpy(dtype=bool)])
    return pd.concat([teil for teil in (bald, vorbei, ohne) if len(teil)] or [lage.iloc[:0]])


def _gruppen(lage: pd.DataFrame, titel: tuple[str, str]) -> tuple[Gruppe, ...]:
    """Belegtes und Modelliertes getrennt; zusammen höchstens ``GENANNT``."""
    modell = modelliert(lage)
    teile = [(titel[0], False, lage[~modell]), (titel[1], True, lage[modell])]
    gefuellt = [teil for teil in teile if len(teil[2])]
    je = GENANNT // max(1, len(gefuellt))
    return tuple(
        Gruppe(name, ist_modell, tuple(_eintrag(zeile) for _, zeile in zeilen.head(je).iterrows()))
        for name, ist_modell, zeilen in gefuellt
    )


def _eintrag(zeile: pd.Series) -> Eintrag:
    status, arbeit = Status(zeile["status"]), bool(zeile["in_arbeit"])
    if status is Status.VORHANDEN:
        if zahlen.fehlt(zeile["ablauf_am"]):
            text = "INSEK, Alter unbekannt"
        else:
            # Nur das Jahr: Viele Beschlüsse sind nicht auf den Tag bekannt.
            jahr = zeile["ablauf_am"].year
            vorbei = zeile["aktualitaet"] == Aktualitaet.ABGELAUFEN.value
            text = f"abgelaufen seit {jahr}" if vorbei else f"läuft {jahr} ab"
            if arbeit and vorbei:
                text = "abgelaufen"  # sonst zu lang für eine Zeile
        return Eintrag(str(zeile["bezeichnung"]), f"{text}, Neues in Arbeit" if arbeit else text)
    text = {Status.KEIN: "kein Konzept", Status.TEILWEISE: "ähnliches Konzept"}.get(status, "nichts bekannt")
    return Eintrag(str(zeile["bezeichnung"]), f"{text}, INSEK in Arbeit" if arbeit else text)


def gemeinde(ags: str, grundlage: Grundlage) -> Folieninhalt:
    """Stand, Alter und Ablauf einer Gemeinde, dazu Nachbarn mit demselben Stand."""
    lage = grundlage.lage
    if ags not in lage.index:
        satz = f"Zum Schlüssel {ags} gibt es hier keine Gemeinde."
        return Folieninhalt(Folienart.GEMEINDE, satz, SACHSEN, herkunft=grundlage.herkunft())
    zeile = lage.loc[ags]
    ist_modell = befunde.ist_modelliert(zeile)
    gruppen = _nachbarn(ags, zeile, grundlage)
    schraffiert = ist_modell or any(gruppe.modelliert for gruppe in gruppen)
    return Folieninhalt(
        Folienart.GEMEINDE,
        saetze.gemeinde(zeile),
        kreisname(str(zeile["kreis"])),
        zahlen=_kennzahlen(zeile, ist_modell, grundlage),
        gruppen=gruppen,
        hinweis=SCHRAFFIERT if schraffiert else "",
        herkunft=grundlage.herkunft(einwohner=not zeile["in_arbeit"]),
    )


def _kennzahlen(zeile: pd.Series, ist_modell: bool, grundlage: Grundlage) -> tuple[Grosszahl, ...]:
    status = Status(zeile["status"])
    if status is Status.VORHANDEN:
        kurz, bedeutung = Konzeptart(zeile["art"]).beschriftung, "liegt vor"
    else:
        kurz, bedeutung = _KURZ[status]
    werte = [Grosszahl(kurz, "laut Modell, nicht belegt" if ist_modell else bedeutung, ist_modell)]
    werte += _alter(zeile, ist_modell, grundlage)
    if zeile["in_arbeit"]:
        neu = "ein neues Konzept" if status is Status.VORHANDEN else "ein Konzept"
        return (*werte, Grosszahl("in Arbeit", f"ist {neu}"))
    return (*werte, Grosszahl(zahlen.zahl(zeile["einwohner"]), "Einwohner"))


def _alter(zeile: pd.Series, ist_modell: bool, grundlage: Grundlage) -> list[Grosszahl]:
    """Alter und wann es zehn Jahre sind; nur, wo es ein Konzept gibt."""
    if Status(zeile["status"]) is not Status.VORHANDEN:
        return []
    if zahlen.fehlt(zeile["ablauf_am"]):
        return [Grosszahl("unbekannt", "Alter des Konzepts", ist_modell)]
    grenze = f"{zahlen.zahlwort(grundlage.regeln.gueltig_bis_jahre)} Jahre alt"
    jahre = zahlen.jahre(int(zeile["alter_jahre"]))
    if ist_modell:
        return [
            Grosszahl(jahre, "Alter laut Modell", True),
            Grosszahl(_ablauftag(zeile), f"{grenze}, laut Modell", True),
        ]
    verb = "wurde" if zeile["aktualitaet"] == Aktualitaet.ABGELAUFEN.value else "wird"
    return [Grosszahl(jahre, "ist es alt"), Grosszahl(_ablauftag(zeile), f"{verb} es {grenze}")]


def _ablauftag(zeile: pd.Series) -> str:
    """So genau, wie der Beschluss bekannt ist."""
    gelesen = lies_datum(zeile["beschluss"])
    tag = zeile["ablauf_am"]
    if gelesen is not None and gelesen.genauigkeit is Genauigkeit.TAG:
        return zahlen.datum(tag)
    if gelesen is not None and gelesen.genauigkeit is Genauigkeit.MONAT:
        return f"{tag.month:02d}/{tag.year}"
    return str(tag.year)


def _nachbarn(ags: str, zeile: pd.Series, grundlage: Grundlage) -> tuple[Gruppe, ...]:
    """Nachbarn mit gleichem Status und gleicher Aktualität, längste gemeinsame Grenze zuerst."""
    alle: Sequence[str] = nachbarn_der_gemeinde(grundlage.lage, grundlage.nachbarn, ags).index.tolist()
    nachbarn = grundlage.lage.loc[alle]
    # Als Text verglichen, damit auch „keine Aktualität“ gleich „keine Aktualität“ ist.
    gleich = (nachbarn["status"].astype(str) == str(zeile["status"])) & (
        nachbarn["aktualitaet"].astype(str) == str(zeile["aktualitaet"])
    )
    if Status(zeile["status"]) is Status.UNBEKANNT:
        return _gruppen(
            nachbarn[gleich.to_numpy(dtype=bool)],
            ("Nachbarn, von denen auch nichts bekannt ist", NICHT_BELEGT),
        )
    titel = ("Nachbarn mit diesem Stand, belegt", "Nachbarn laut Modell, nicht belegt")
    return _gruppen(nachbarn[gleich.to_numpy(dtype=bool)], titel)
