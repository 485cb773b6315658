"""Die Filterzeile: Stichtag, Größenklassen, Kreis, nur belegte Angaben; dazu der Datenstand in der
Seitenleiste.

Sie steht im gemeinsamen Skript und nicht in den Seiten: nur so behalten die Elemente ihre Werte beim
Seitenwechsel. Alle Werte stehen in der Adresse (`bind="query-params"`).
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kennzahlen.auswahl import Auswahl
from insek_monitor.modell.regeln import Schema
from insek_monitor.oberflaeche import adresse, schalter, zwischenspeicher
from insek_monitor.register import datenstaende
from insek_monitor.register.datenstaende import Datenstand

BELEGT_HILFE = (
    "Blendet alle modellierten Angaben aus; übrig bleibt, was eine Quelle hat. Der Rest ist „unbekannt“."
)


def heute() -> date:
    """Der heutige Tag; Tests und Vorführungen setzen `INSEK_STICHTAG` (JJJJ-MM-TT)."""
    return einstellungen.fester_stichtag() or date.today()


def beschriftung(datenstand: Datenstand) -> str:
    """Eindeutiger Name eines Datenstands in Liste und Adresse: „modell (Nr. 2)“."""
    return f"{datenstand.kuerzel or datenstand.titel} (Nr. {datenstand.nummer})"


def kreise() -> list[str]:
    """Namen der Kreise in deutscher Wortfolge."""
    return sorted(zwischenspeicher.gemeinden()["kreis"].unique().tolist())


def lies_adresse() -> list[str]:
    """Prüft die Adresse beim ersten Lauf einer Sitzung und übersetzt Kurzformen; liefert Meldungen.

    Gilt nur für den ersten Lauf: danach schreiben die Bedienelemente die Adresse selbst.
    """
    if "adresse_gelesen" in st.session_state:
        return []
    angaben = {name: st.query_params.get_all(name) for name in st.query_params}
    regeln = zwischenspeicher.regeln()
    schema: Schema = "fein" if angaben.get("einteilung") == ["fein"] else "kompakt"
    alle = zwischenspeicher.alle_datenstaende()
    namen = {beschriftung(d): beschriftung(d) for d in alle}
    for d in reversed(alle):  # der neueste eines Kürzels gewinnt
        namen |= {str(d.nummer): beschriftung(d)} | ({d.kuerzel: beschriftung(d)} if d.kuerzel else {})
    if "datenstand" in angaben:
        angaben["datenstand"] = [namen.get(wert, wert) for wert in angaben["datenstand"]]
        if angaben["datenstand"][-1] in namen:
            st.session_state["datenstand"] = angaben["datenstand"][-1]
    st.session_state["adresse_gelesen"] = True
    return adresse.pruefe(
        angaben,
        {
            "einteilung": ("Die Einteilung", ("kompakt", "fein")),
            "klassen": ("Die Größenklasse", regeln.groessenklassen(schema).beschriftungen),
            "kreis": ("Den Kreis", kreise()),
            "belegt": ("Den Wert", ("true", "false")),
            "datenstand": ("Den Datenstand", tuple(map(beschriftung, alle))),
            **schalter.WERTE,
        },
        weitere={"stichtag": adresse.pruefe_stichtag},
    )


def waehle_datenstand() -> Datenstand:
    """Auswahl des Datenstands in der Seitenleiste."""
    alle = zwischenspeicher.alle_datenstaende()
    vorgabe = datenstaende.vorgabe(alle)
    namen = [beschriftung(d) for d in alle]
    wahl = st.sidebar.selectbox(
        "Datenstand",
        namen,
        index=namen.index(beschriftung(vorgabe)),
        key="datenstand",
        bind="query-params",
        placeholder="Datenstand wählen",
        filter_mode=None,
        help="Nummerierte, unveränderliche Ausgabe aller Angaben. „recherche“ enthält nur Belegtes, "
        "„modell“ ergänzt Modelliertes, bis die amtliche Liste eingespielt ist.",
    )
    return alle[namen.index(wahl)] if wahl in namen else vorgabe


def zeile() -> Auswahl:
    """Zeichnet die Filterzeile und liefert die Auswahl."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="filterzeile"):
        stichtag = st.date_input(
            "Stichtag",
            value=heute(),
            min_value=adresse.FRUEHESTER_STICHTAG,
            max_value=adresse.SPAETESTER_STICHTAG,
            format="DD.MM.YYYY",
            key="stichtag",
            bind="query-params",
            width=150,
        )
        einteilung = st.segmented_control(
            "Einteilung",
            ["kompakt", "fein"],
            default="kompakt",
            required=True,
            key="einteilung",
            bind="query-params",
            help="kompakt: drei Größenklassen, fein: sechs",
        )
        schema: Schema = "fein" if einteilung == "fein" else "kompakt"
        klassen = st.multiselect(
            "Größenklassen",
            list(zwischenspeicher.regeln().groessenklassen(schema).beschriftungen),
            key="klassen",
            bind="query-params",
            placeholder="alle Größen",
            select_all=False,
            width=225,
        )
        kreis = st.multiselect(
            "Kreis",
            kreise(),
            key="kreis",
            bind="query-params",
            placeholder="ganz Sachsen",
            select_all=False,
            width=225,
        )
        nur_belegt = st.toggle("nur belegte Angaben", key="belegt", bind="query-params", help=BELEGT_HILFE)
    return Auswahl(
        stichtag=stichtag if isinstance(stichtag, date) else heute(),
        schema=schema,
        klassen=tuple(klassen),
        kreise=tuple(kreis),
        nur_belegt=bool(nur_belegt),
    )
