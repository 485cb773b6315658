"""Was die Ansicht einer Liste rechnet: Priorität, Gründe, Kandidaten, Mischung; je Stand einmal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from insek_monitor import einstellungen
from insek_monitor.ansprache.kampagnen import kampagne as kampagnenzahlen
from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kontakte.seite import lesen
from insek_monitor.ansprache.kontakte.seite.lesen import Kontaktdaten
from insek_monitor.ansprache.prioritaet.befunde import begruendungen
from insek_monitor.ansprache.prioritaet.seite import gewichtewahl, rechnung
from insek_monitor.ansprache.prioritaet.seite.rechnung import Grund
from insek_monitor.kern.ansprache import Angebot, Kontaktstand
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.gewichte import Gewichte
from insek_monitor.lage.lage import Auswahl
from insek_monitor.rahmen import gemeindelisten, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht

NICHT_VORSCHLAGEN = frozenset({Kontaktstand.ABGELEHNT.value, Kontaktstand.RUHT.value})


def austausch_unter() -> int:
    """Das Austauschformat lädt Verwaltungsspitzen kleiner Gemeinden ein: unter so vielen Einwohnern."""
    return zwischenspeicher.regeln().klein_unter_einwohner[-1]


def kandidaten_erklaerung() -> str:
    """Wer als Kandidat zählt, als Satzteil mit Punkt."""
    return (
        "alle der Filterzeile mit Punkten, die nicht abgelehnt haben oder ruhen; beim Austauschformat nur "
        f"unter {zahlen.zahl(austausch_unter())} Einwohnern."
    )


def bekannte(ags: Iterable[str]) -> tuple[str, ...]:
    """Die Schlüssel, zu denen es heute eine Gemeinde gibt; die Reihenfolge bleibt."""
    gemeinden = zwischenspeicher.gemeinden().index
    return tuple(stelle for stelle in ags if stelle in gemeinden)


def unbekannte(ags: Iterable[str]) -> tuple[str, ...]:
    """Die übrigen, etwa nach einer Gebietsänderung."""
    gemeinden = zwischenspeicher.gemeinden().index
    return tuple(stelle for stelle in ags if stelle not in gemeinden)


def prioritaet(ansicht: Ansicht) -> pd.DataFrame:
    """Rang und Punkte aller Gemeinden mit den Gewichten dieser Sitzung."""
    return rechnung.aktuelle_prioritaet(ansicht)


@dataclass(frozen=True)
class Ordnung:
    """Wovon Rang, Gründe und Kandidaten abhängen; Schlüssel der Zwischenspeicher.

    Attributes
    ----------
    rang, kriterien
        die dazu gerechneten Tabellen; dieselben, solange alles andere gleich ist.
    """

    lage: Grund
    gewichte: Gewichte
    kontakte: Kontaktdaten | None
    rang: pd.DataFrame = field(compare=False, repr=False)
    kriterien: pd.DataFrame = field(compare=False, repr=False)


def ordnung(ansicht: Ansicht) -> Ordnung:
    """Die Ordnung mit den Gewichten dieser Sitzung."""
    gewichte, kontakte = gewichtewahl.aktuelle(), lesen.lies(einstellungen.heute())
    return Ordnung(
        rechnung.grund(ansicht),
        gewichte,
        kontakte,
        rechnung.prioritaet(ansicht, gewichte, kontakte),
        rechnung.kriterien(ansicht, gewichte.frist_monate, kontakte),
    )


def kandidaten(stand: Kampagne, ansicht: Ansicht) -> tuple[str, ...]:
    """Gemeinden der Filterzeile, die für das Angebot infrage kommen, auch solche auf der Liste."""
    return _kandidaten(ordnung(ansicht), ansicht.auswahl, stand.angaben.angebot)


@zwischenspeicher.einmalig(32)
def _kandidaten(geordnet: Ordnung, auswahl: Auswahl, angebot: Angebot) -> tuple[str, ...]:
    staende = {} if geordnet.kontakte is None else dict(geordnet.kontakte.staende)
    nicht = frozenset(str(ags) for ags, wert in staende.items() if wert in NICHT_VORSCHLAGEN)
    lage = zwischenspeicher.lage_der_auswahl(geordnet.lage[0], auswahl)
    unter = austausch_unter() if angebot is Angebot.AUSTAUSCH else None
    return tuple(infrage_kommende(lage, geordnet.rang, nicht, unter).index)


def infrage_kommende(
    lage: pd.DataFrame, rang: pd.DataFrame, nicht: frozenset[str], unter: int | None = None
) -> pd.DataFrame:
    """Zeilen von ``lage`` mit Punkten, ohne ``nicht``; mit ``unter`` nur mit weniger Einwohnern."""
    punkte = rang["punkte"].reindex(lage.index)
    behalten = (punkte > 0).fillna(False).to_numpy(dtype=bool) & ~lage.index.isin(list(nicht))
    if unter is not None:
        behalten &= (lage["einwohner"] < unter).fillna(False).to_numpy(dtype=bool)
    return lage[behalten]


def zu_grosse(stand: Kampagne) -> pd.DataFrame:
    """Gemeinden der Liste, für die das Angebot nicht gedacht ist; unbekannte Einwohnerzahlen zählen nicht."""
    zeilen = zwischenspeicher.gemeinden().loc[list(bekannte(stand.gemeinden))]
    if stand.angaben.angebot is not Angebot.AUSTAUSCH:
        return zeilen.head(0)
    return zeilen[(zeilen["einwohner"] >= austausch_unter()).fillna(False).to_numpy(dtype=bool)]


def ausserhalb_der_ansprache(stand: Kampagne) -> dict[Kontaktstand, list[str]]:
    """Namen der Mitglieder, die abgelehnt haben oder ruhen, je Stand; leer, wenn es keine gibt."""
    kontakte = lesen.lies(einstellungen.heute())
    if kontakte is None:
        return {}
    namen = zwischenspeicher.gemeinden()["bezeichnung"]
    gefunden: dict[Kontaktstand, list[str]] = {}
    for ags in bekannte(stand.gemeinden):
        if (art := kontakte.stand(ags)).value in NICHT_VORSCHLAGEN:
            gefunden.setdefault(art, []).append(str(namen[ags]))
    return gefunden


def tabelle(ansicht: Ansicht, ags: tuple[str, ...]) -> pd.DataFrame:
    """Anzeigeform einer Liste, nach Rang (Index ``ags``), mit Datenlage."""
    return _tabelle(ordnung(ansicht), ags)


@zwischenspeicher.einmalig(32)
def _tabelle(geordnet: Ordnung, ags: tuple[str, ...]) -> pd.DataFrame:
    lage = zwischenspeicher.lage_gesamt(*geordnet.lage).loc[list(ags)]
    rang = geordnet.rang.loc[list(ags)]
    gruende = begruendungen(lage, geordnet.kriterien, rang, zwischenspeicher.regeln())
    tafel = pd.DataFrame(
        {
            "Gemeinde": lage["bezeichnung"],
            "Rang": rang["rang"],
            "Kreis": lage["kreis"],
            "Planungsregion": lage["planungsregion"],
            "Einwohner": lage["einwohner"],
            "Status": lage["status"].astype("object").map(gemeindelisten.STATUSNAMEN),
            "Datenlage": lage["datenlage"].astype("object"),
            "Gründe": gruende,
        }
    )
    return tafel.sort_values("Rang", kind="stable")


def mischung(ansicht: Ansicht, ags: tuple[str, ...]) -> pd.DataFrame:
    """Mischung dieser Gemeinden nach Planungsregion und Größenklasse."""
    return _mischung(rechnung.grund(ansicht), bekannte(ags))


@zwischenspeicher.einmalig(64)
def _mischung(lage: Grund, ags: tuple[str, ...]) -> pd.DataFrame:
    return kampagnenzahlen.mischung(zwischenspeicher.lage_gesamt(*lage).loc[list(ags)])


@zwischenspeicher.einmalig(64)
def gemischt(lage: Grund, ags: tuple[str, ...], andere: tuple[str, ...]) -> dict[str, str]:
    """Je Merkmal die Tabelle (HTML), in der die Liste neben den Kandidaten steht."""
    return tabellen(_mischung(lage, ags), _mischung(lage, andere))


def tabellen(liste: pd.DataFrame, kandidaten: pd.DataFrame) -> dict[str, str]:
    """Je Merkmal eine kleine Tabelle mit Balken (HTML).

    Parameters
    ----------
    liste, kandidaten : Aus ``ansprache.kampagnen.kampagne.mischung``.
    """
    merkmale = dict.fromkeys([*kandidaten["merkmal"], *liste["merkmal"]])
    return {merkmal: _mischungstabelle(merkmal, liste, kandidaten) for merkmal in merkmale}


def gegenueber(liste: pd.DataFrame, kandidaten: pd.DataFrame, merkmal: str) -> pd.DataFrame:
    """Je Wert des Merkmals Anzahl und Anteil in der Liste und unter denen, die infrage kommen.

    Returns
    -------
    DataFrame
        Index Wert: ``gemeinden``, ``anteil``, ``kandidaten``, ``kandidaten_anteil``; Fehlendes 0.
    """
    eine, andere = (
        mischung[mischung["merkmal"] == merkmal].set_index("wert")[["gemeinden", "anteil"]]
        for mischung in (liste, kandidaten)
    )
    werte = [*andere.index, *(wert for wert in eine.index if wert not in andere.index)]
    zusammen = eine.reindex(werte).join(
        andere.rename(columns={"gemeinden": "kandidaten", "anteil": "kandidaten_anteil"}).reindex(werte)
    )
    zusammen = zusammen.fillna(0)
    return zusammen[(zusammen["gemeinden"] > 0) | (zusammen["kandidaten"] > 0)]


def _mischungstabelle(merkmal: str, liste: pd.DataFrame, kandidaten: pd.DataFrame) -> str:
    tafel = gegenueber(liste, kandidaten, merkmal)
    zeilen = "".join(
        f"<tr><td>{escape(str(wert))}</td>"
        f'<td class="rechts">{zahlen.zahl(zeile.gemeinden)}</td>'
        f"<td>{_balken(float(zeile.anteil), float(zeile.kandidaten_anteil))}</td>"
        f'<td class="rechts">{zahlen.anteil(zeile.anteil)}</td>'
        f'<td class="rechts">{zahlen.anteil(zeile.kandidaten_anteil)}</td></tr>'
        for wert, zeile in zip(tafel.index, tafel.itertuples(), strict=True)
    )
    return (
        f'<div class="tabelle mischung"><table><caption>Mischung nach {escape(merkmal)}</caption><thead><tr>'
        f'<th scope="col">{escape(merkmal)}</th><th scope="col" class="rechts">Gemeinden</th>'
        '<th scope="col"><span class="nur_vorgelesen">Balken</span></th>'
        '<th scope="col" class="rechts">Anteil</th><th scope="col" class="rechts">Kandidaten</th>'
        f"</tr></thead><tbody>{zeilen}</tbody></table></div>"
    )


def _balken(anteil: float, vergleich: float) -> str:
    """Balken der Liste; der Strich steht, wo der Anteil unter den Kandidaten liegt."""
    return (
        f'<span class="anteilbalken" aria-hidden="true"><span style="width:{100 * anteil:.1f}%"></span>'
        f'<i style="left:{100 * vergleich:.1f}%"></i></span>'
    )
