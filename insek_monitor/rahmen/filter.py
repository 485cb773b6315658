"""Die Filterzeile: Stichtag, Größenklassen, Kreis, nur belegte Angaben.

Sie steht im gemeinsamen Skript und nicht in den Seiten: nur so behalten die Elemente ihre Werte beim
Seitenwechsel. Alle Werte stehen in der Adresse (`bind="query-params"`). Was auf einer Seite nicht wirkt,
blendet das Stilblatt dort aus und zählt dort nicht; gezeichnet wird es trotzdem, sonst ginge die Auswahl
verloren.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.regeln import Schema
from insek_monitor.lage.lage import Auswahl
from insek_monitor.rahmen import adresse, datenstandwahl, zwischenspeicher

BELEGT_HILFE = "Ohne Schätzung: Gezählt wird nur, was eine Quelle hat. Beim Rest steht „Stand nicht belegt“."
SCHEMATA = ("kompakt", "fein")
TEILE = ("stichtag", "einteilung", "klassen", "kreis", "belegt")
WIRKT = {
    "gemeinde": ("stichtag", "einteilung", "belegt"),
    "praesentation": ("stichtag", "belegt"),
    "stimmungsbild": (),
    "datenpflege": ("stichtag",),
    "methodik": ("stichtag",),
}
"""Was auf den Seiten wirkt, auf denen nicht alles wirkt.

Eine Folge hat ihr eigenes Gebiet; ein Stimmungsbild hängt von keinem Datenstand ab.
"""


def kreise() -> list[str]:
    """Namen der Kreise in deutscher Wortfolge."""
    return sorted(zwischenspeicher.gemeinden()["kreis"].unique().tolist())


def angaben(schema: Schema) -> adresse.Angaben:
    """Was die Filterzeile in die Adresse schreibt."""
    return adresse.Angaben(
        {
            "einteilung": ("Die Einteilung", SCHEMATA),
            "klassen": ("Die Größenklasse", zwischenspeicher.regeln().groessenklassen(schema).beschriftungen),
            "kreis": ("Den Kreis", kreise()),
            "belegt": ("Den Wert", ("true", "false")),
        },
        {"stichtag": adresse.pruefe_stichtag},
        frozenset({datenstandwahl.ANGABE}),
    )


def lies_adresse(beitraege: Iterable[adresse.Angaben]) -> list[str]:
    """Prüft die Adresse beim ersten Lauf einer Sitzung und übersetzt Kurzformen; liefert Meldungen.

    Gilt nur für den ersten Lauf: danach schreiben die Bedienelemente die Adresse selbst.
    """
    if "adresse_gelesen" in st.session_state:
        return []
    genannt = {name: st.query_params.get_all(name) for name in st.query_params}
    schema: Schema = "fein" if genannt.get("einteilung") == ["fein"] else "kompakt"
    st.session_state["adresse_gelesen"] = True
    return datenstandwahl.lies_adresse(genannt) + adresse.pruefe(genannt, (angaben(schema), *beitraege))


def _wirkt(seite: str) -> tuple[str, ...]:
    bereich = st.query_params.get("bereich") or st.session_state.get("bereich")
    if seite == "datenpflege" and bereich == "Bestätigen":
        return TEILE[:4]  # die Liste der Gemeinden, Kreis für Kreis
    return WIRKT.get(seite, TEILE)


def zeile(seite: str) -> Auswahl:
    """Zeichnet die Filterzeile der Seite (Name in der Adresse) und liefert, was davon dort wirkt."""
    wirkt = _wirkt(seite)
    schluessel = "filterzeile" + "".join(f"_ohne_{teil}" for teil in TEILE if teil not in wirkt)
    with st.container(horizontal=True, vertical_alignment="bottom", key=schluessel):
        stichtag = st.date_input(
            "Stichtag",
            value=adresse.vorgabe_stichtag(einstellungen.heute()),
            min_value=adresse.STICHTAGE[0],
            max_value=adresse.STICHTAGE[1],
            format="DD.MM.YYYY",
            key="stichtag",
            bind="query-params",
            width=150,
        )
        einteilung = st.segmented_control(
            "Einteilung",
            SCHEMATA,
            default=adresse.vorgabe_wahl("einteilung", SCHEMATA[0], SCHEMATA),
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
        nur_belegt = st.toggle(
            "nur belegte Angaben",
            value=adresse.vorgabe_ja("belegt", False),
            key="belegt",
            bind="query-params",
            help=BELEGT_HILFE,
        )
    return Auswahl(
        stichtag=stichtag if isinstance(stichtag, date) else einstellungen.heute(),
        schema=schema,
        klassen=tuple(klassen) if "klassen" in wirkt else (),
        kreise=tuple(kreis) if "kreis" in wirkt else (),
        nur_belegt=bool(nur_belegt) and "belegt" in wirkt,
    )
