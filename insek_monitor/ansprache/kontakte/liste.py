"""Kontakte als Arbeitsmappe, nur für den internen Gebrauch: ein Blatt Kontakte, ein Blatt Stände.

Wer einen Kontakt eingetragen hat, steht nicht darin: Dafür braucht die Datei niemand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from insek_monitor.kern.ansprache import Kontaktart, Kontaktstand
from insek_monitor.lage.ausgabe.spalten import Spalte
from insek_monitor.lage.ausgabe.xlsx import als_xlsx

SPALTEN: tuple[Spalte, ...] = (
    Spalte("ags", "AGS"),
    Spalte("name", "Gemeinde"),
    Spalte("kreis", "Kreis"),
    Spalte("datum", "Datum", "datum"),
    Spalte("art_des_kontakts", "Art"),
    Spalte("stelle", "Stelle"),
    Spalte("ergebnis", "Ergebnis", umbruch=True),
    Spalte("naechster_schritt", "Nächster Schritt", umbruch=True),
    Spalte("wiedervorlage", "Wiedervorlage", "datum"),
    Spalte("wiedervorlage_erledigt", "erledigt"),
    Spalte("kampagne_titel", "Kampagne"),
    Spalte("stand_der_ansprache", "Stand der Ansprache"),
    Spalte("seit", "seit", "datum"),
    Spalte("letzter_kontakt", "letzter Kontakt", "datum"),
    Spalte("faellig_am", "nächste Wiedervorlage", "datum"),
)
VERTRAULICH = "Nur für den internen Gebrauch der Fachstelle; nicht weitergeben."


def kontaktzeilen(
    kontakte: pd.DataFrame, gemeinden: pd.DataFrame, kampagnen: Mapping[int, str]
) -> pd.DataFrame:
    """Eine Zeile je Kontakt, in der Reihenfolge von ``kontakte``.

    Parameters
    ----------
    kontakte : Aus ``ansprache.kontakte.register.lies``.
    kampagnen : Nummer → Titel
    """
    namen = gemeinden[["name", "kreis"]].reindex(kontakte["ags"]).set_index(kontakte.index)
    mit_frist = kontakte["wiedervorlage"].notna()
    return pd.DataFrame(
        {
            "ags": kontakte["ags"],
            "name": namen["name"],
            "kreis": namen["kreis"].astype("object"),
            "datum": kontakte["datum"],
            "art_des_kontakts": [Kontaktart(art).beschriftung for art in kontakte["art"]],
            "stelle": kontakte["stelle"],
            "ergebnis": kontakte["ergebnis"],
            "naechster_schritt": kontakte["naechster_schritt"],
            "wiedervorlage": kontakte["wiedervorlage"],
            "wiedervorlage_erledigt": kontakte["erledigt"].astype("object").where(mit_frist),
            "kampagne_titel": [
                None if pd.isna(nummer) else kampagnen.get(int(nummer), f"Nr. {int(nummer)}")
                for nummer in kontakte["kampagne"]
            ],
        },
        index=kontakte.index.rename(None),
    )


def standzeilen(je_gemeinde: pd.DataFrame, gemeinden: pd.DataFrame) -> pd.DataFrame:
    """Eine Zeile je Gemeinde, die angesprochen ist (aus ``kontaktlage.je_gemeinde``)."""
    angesprochen = je_gemeinde[je_gemeinde["stand"] != Kontaktstand.NICHT_ANGESPROCHEN.value]
    return pd.DataFrame(
        {
            "name": angesprochen["name"],
            "kreis": gemeinden["kreis"].reindex(angesprochen.index).astype("object"),
            "stand_der_ansprache": [Kontaktstand(stand).beschriftung for stand in angesprochen["stand"]],
            **{
                name: angesprochen[name]
                for name in ("seit", "letzter_kontakt", "faellig_am", "naechster_schritt")
            },
        },
        index=angesprochen.index,
    )


def als_kontaktliste(
    kontakte: pd.DataFrame, staende: pd.DataFrame, angaben: Mapping[str, str], erstellt: datetime
) -> bytes:
    """Arbeitsmappe aus ``kontaktzeilen`` und ``standzeilen``; das Quellenblatt sagt, dass sie intern ist."""
    tabellen = {"Kontakte": kontakte, "Stände": staende}
    return als_xlsx(
        tabellen, {"Vertraulich": VERTRAULICH, **angaben}, erstellt, spalten=dict.fromkeys(tabellen, SPALTEN)
    )
