"""Bausteine der Seiten: Abbildung mit Herkunft und Ausgabe, Kennzahl, Tabelle, Legende, Kartenbreite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.lage.ausgabe.dateien import MEDIENTYP, als_csv
from insek_monitor.lage.ausgabe.geojson import als_geojson
from insek_monitor.lage.ausgabe.ics import als_ics
from insek_monitor.lage.ausgabe.xlsx import als_xlsx
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.bilder import Bild
from insek_monitor.lage.bild.vorlage import KONFIGURATION
from insek_monitor.rahmen import datenstandwahl, navigation, rahmen, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht


def abbildung(
    titel: str,
    bild: Bild,
    aktuelle: Ansicht,
    *,
    name: str,
    waehlbar: bool = False,
    erklaerung: str | None = None,
) -> list[dict[str, Any]]:
    """Diagramm mit Titel, Textalternative, Herkunft und Ausgabe der gezeigten Zahlen.

    Parameters
    ----------
    name : str
        Teil des Dateinamens und Schlüssel der Bedienelemente.
    waehlbar : bool
        Ob ein Klick Punkte wählt.

    Returns
    -------
    list of dict
        Gewählte Punkte (plotly), leer ohne Wahl.
    """
    st.subheader(titel, anchor=False)
    if erklaerung:
        st.markdown(erklaerung)
    zustand = st.plotly_chart(
        bild.figur,
        theme=None,
        config=KONFIGURATION,
        key=f"bild_{name}",
        on_select="rerun" if waehlbar else "ignore",
        selection_mode="points",
        alt=bild.alternative,
    )
    unterzeile(aktuelle, {titel: bild.daten}, name)
    return list(zustand["selection"]["points"]) if waehlbar else []  # type: ignore[index]


def unterzeile(
    aktuelle: Ansicht, tabellen: dict[str, pd.DataFrame], name: str, *, geojson: pd.DataFrame | None = None
) -> None:
    """Herkunft und die Knöpfe zum Herunterladen der gezeigten Zahlen.

    Parameters
    ----------
    tabellen : Blattname → DataFrame
        Die CSV-Datei enthält die erste, die Excel-Datei alle.
    geojson : DataFrame, optional
        Zeilen von `lage`, die es auch mit Flächen gibt.
    """
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.caption(rahmen.herkunft(aktuelle), width="stretch")
        knoepfe = st.popover(
            "Herunterladen", type="tertiary", icon=":material/download:", key=f"laden_{name}"
        )
    with knoepfe:
        herunterladen("CSV", lambda: als_csv(next(iter(tabellen.values()))), f"{name}.csv", aktuelle)
        herunterladen(
            "Excel",
            lambda: als_xlsx(tabellen, angaben(aktuelle), einstellungen.jetzt()),
            f"{name}.xlsx",
            aktuelle,
        )
        if geojson is not None:
            herunterladen(
                "GeoJSON",
                lambda: als_geojson(geojson, zwischenspeicher.geojson("karte_gemeinden"), angaben(aktuelle)),
                f"{name}.geojson",
                aktuelle,
                hilfe="Gemeinden der Auswahl mit Flächen und allen Angaben, für QGIS und andere",
            )


def herunterladen(
    beschriftung: str,
    inhalt: Callable[[], bytes],
    datei: str,
    aktuelle: Ansicht,
    *,
    hilfe: str | None = None,
) -> None:
    """Knopf, der seinen Inhalt erst beim Klick rechnet; der Dateiname trägt Stichtag und Datenstand."""
    stamm, endung = datei.rsplit(".", 1)
    st.download_button(
        beschriftung,
        data=inhalt,
        file_name=f"insek-monitor_{stamm}_{aktuelle.stichtag:%Y-%m-%d}_datenstand-{aktuelle.datenstand.nummer}.{endung}",
        mime=MEDIENTYP[endung],  # type: ignore[index]
        key=f"lade_{datei}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        help=hilfe or f"Genau diese Zahlen als {beschriftung}-Datei",
    )


def verweis(seite: str, beschriftung: str) -> None:
    """Verweis auf eine andere Seite; die Auswahl bleibt."""
    st.page_link(navigation.seiten()[seite], label=beschriftung, icon=":material/arrow_forward:")


def kalender(faellige: pd.DataFrame, aktuelle: Ansicht) -> None:
    """Kalenderdatei der Ablauftage."""
    with st.container(horizontal=True, vertical_alignment="center"):
        herunterladen(
            "Kalender (ICS)",
            lambda: als_ics(
                faellige,
                aktuelle.stichtag,
                einstellungen.jetzt(),
                jahre=aktuelle.regeln.gueltig_bis_jahre,
            ),
            "ablauf.ics",
            aktuelle,
            hilfe="Ablauftage für Outlook, Thunderbird und andere Kalender",
        )
        st.caption(
            "Ganztägige Termine mit Erinnerung 24, 12 und 6 Monate vorher; ist das alles vorbei, am nächsten "
            "Werktag. Ist vom Beschluss nur das Jahr bekannt, zählt er als 1. Juli, ein Monat als der 15.; "
            "der Termin sagt es dazu.",
            width="stretch",
        )


def angaben(aktuelle: Ansicht) -> dict[str, str]:
    """Blatt „Quelle und Stand“ der Ausgaben: Stichtag, Datenstand, Filter, Quellen, Lizenzen."""
    a, d = aktuelle.auswahl, aktuelle.datenstand
    return {
        "Stichtag": zahlen.datum(a.stichtag),
        "Datenstand": datenstandwahl.beschriftung(d),
        **({"Freigabe": datenstandwahl.freigabetext(aktuelle.quartale)} if aktuelle.quartale else {}),
        "Prüfsumme des Datenstands": d.pruefsumme,
        "Größenklassen": zahlen.aufzaehlung(a.klassen, leer="alle"),
        "Kreise": zahlen.aufzaehlung(a.kreise, leer="alle"),
        "Nur belegte Angaben": "ja" if a.nur_belegt else "nein",
        "Hinweis": rahmen.kurzhinweis_klartext(aktuelle),
        "Quellen und Lizenzen": rahmen.namensnennung(aktuelle),
    }


OHNE_WEBGL = (
    "Dieser Browser kann die Karte nicht zeichnen: WebGL fehlt oder ist abgeschaltet, wie oft bei einer "
    "Fernverbindung zu einem anderen Rechner. Die Liste zeigt dieselben Gemeinden, „Gemeinde suchen“ wählt "
    "eine aus. Die kleine Karte im Überblick braucht kein WebGL."
)
_MESSEN = """
export default function ({ parentElement, setStateValue, data }) {
  if (!data.bekannt) {
    const webgl = document.createElement("canvas").getContext("webgl2")
    webgl?.getExtension("WEBGL_lose_context")?.loseContext()
    if (!webgl) setStateValue("ohne_webgl", true)
  }
  const breite = Math.round(parentElement.querySelector("div").getBoundingClientRect().width / 20) * 20
  if (breite > 0 && breite !== data.bekannt) setStateValue("breite", breite)
}
"""
SCHLUESSEL = "kartenbreite"


def _ohne_folge() -> None:
    """Rückruf, den Streamlit verlangt, damit der gemessene Wert ankommt."""


class Kartenplatz(NamedTuple):
    """Breite der umgebenden Spalte in Pixeln (auf 20 gerundet); None, solange nichts gemessen ist."""

    breite: int | None
    ohne_webgl: bool


def miss() -> Kartenplatz:
    """Was der Browser über den Platz der Karte sagt."""
    bekannt = st.session_state.get("gemessene_breite")
    messen: Any = st.components.v2.component("kartenbreite", html="<div></div>", js=_MESSEN)
    ergebnis = messen(
        key=SCHLUESSEL,
        data={"bekannt": bekannt},
        on_breite_change=_ohne_folge,
        on_ohne_webgl_change=_ohne_folge,
        height=1,
    )
    if ergebnis.breite:
        st.session_state["gemessene_breite"] = int(ergebnis.breite)
    if ergebnis.ohne_webgl:
        st.session_state["ohne_webgl"] = True
    return Kartenplatz(st.session_state.get("gemessene_breite"), "ohne_webgl" in st.session_state)
