"""Teile der Gemeindeseite: Zahlen, Frist, Konzepte, Karte, Einwohner, Anschrift, Nachbarn, Ausgabe."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.ansprache.prioritaet.seite.listenausgabe import stelle_zusammen
from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.ausgabe.dateien import kuerzel
from insek_monitor.lage.bild import (
    befunde_bilder,
    befunde_gemeinde,
    diagramme_gemeinde,
    diagramme_verlauf,
    html,
    zahlen,
)
from insek_monitor.lage.bild.konzepttext import konzepttext
from insek_monitor.lage.bild.vorlage import KONFIGURATION
from insek_monitor.lage.gemeinde import GealterteArbeit, Rang, Steckbrief
from insek_monitor.rahmen import anmeldung, bausteine, kartenwege, navigation, rahmen, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.gemeindelisten import STATUSNAMEN, statustexte


def einordnung(zeile: pd.Series) -> None:
    """Gemeindetyp, Kreis, Planungsregion, Verband und Schlüssel in einer Zeile."""
    teile = [str(zeile["gemeindetyp"]), str(zeile["kreis"]), f"Planungsregion {zeile['planungsregion']}"]
    if not zahlen.fehlt(zeile["verband"]):
        teile.append(f"{zeile['verband_art']} {zeile['verband']}")
    st.markdown(" · ".join(teile) + f" · AGS {zeile.name}")


def ueberschrift(zeile: pd.Series) -> None:
    """Was belegt ist; wo nichts belegt ist, was von Gemeinden dieser Größe zu erwarten ist."""
    zusatz = f"{befunde_gemeinde.UNBEKANNT} {befunde_gemeinde.zusammenhang(zeile)}".strip()
    rahmen.befund(
        befunde_gemeinde.gemeinde(zeile), zusatz if zeile["status"] == Status.UNBEKANNT.value else None
    )


def angaben(brief: Steckbrief, arbeit: GealterteArbeit | None, aktuelle: Ansicht) -> None:
    """Status, Aktualität, Fördergrundlage, Einwohner und Rang."""
    zeile = brief.zeile
    klasse = zeile[aktuelle.auswahl.spalte_groessenklasse]
    datenlage = "" if zahlen.fehlt(zeile["datenlage"]) else f" ({zeile['datenlage']})"
    werte = {
        "Status": f"{STATUSNAMEN[zeile['status']]}{datenlage}",
        "Aktualität": _aktualitaet(zeile),
        "Grundlage für Förderung": str(zeile["foerdergrundlage"]),
        "INSEK in Arbeit": befunde_gemeinde.in_arbeit(zeile, arbeit),
        "Einwohner": f"{zahlen.zahl(zeile['einwohner'])} (am {zahlen.datum(zeile['einwohner_stichtag'])})",
        "Größenklasse": f"{klasse}; {_rang(brief.rang_groessenklasse)}",
        "Rang im Kreis (Einwohner)": _rang(brief.rang_kreis),
    }
    st.table(
        pd.DataFrame(werte.items(), columns=["Angabe", "Wert"]),
        border="horizontal",
        hide_index=True,
        hide_header=True,
    )


def _aktualitaet(zeile: pd.Series) -> str:
    if zahlen.fehlt(zeile["aktualitaet"]):
        return "–"
    alter = zeile["alter_jahre"]
    return (
        str(zeile["aktualitaet"])
        if zahlen.fehlt(alter)
        else f"{zeile['aktualitaet']} ({zahlen.jahre(int(alter))} alt)"
    )


def _rang(rang: Rang | None) -> str:
    return zahlen.KA if rang is None else f"Platz {zahlen.zahl(rang.platz)} von {zahlen.zahl(rang.von)}"


def frist(zeile: pd.Series, aktuelle: Ansicht) -> None:
    """Frist und Fördergrundlage in ganzen Sätzen."""
    st.subheader("Frist und Fördergrundlage", anchor=False)
    st.markdown(befunde_gemeinde.frist(zeile, aktuelle.stichtag, aktuelle.regeln))
    st.markdown(befunde_gemeinde.foerdergrundlage(zeile, aktuelle.regeln))


def zeitstrahl(konzepte: pd.DataFrame, aktuelle: Ansicht) -> None:
    """Konzepte auf der Zeitachse."""
    st.subheader("Konzepte", anchor=False)
    if konzepte.empty:
        st.markdown("Zu dieser Gemeinde ist kein Konzept bekannt.")
        return
    if konzepte[["begonnen_tag", "beschluss_tag", "aufgehoben_tag", "belegt_tag"]].isna().all(axis=None):
        return  # ohne ein einziges Datum zeigt eine Zeitachse nichts
    st.plotly_chart(
        diagramme_gemeinde.zeitstrahl(
            konzepte, aktuelle.stichtag, aktuelle.thema, gueltig_jahre=aktuelle.regeln.gueltig_bis_jahre
        ),
        theme=None,
        config=KONFIGURATION,
        key="zeitstrahl",
        alt=befunde_bilder.zeitstrahl(konzepte),
    )


def konzeptliste(konzepte: pd.DataFrame) -> None:
    """Jeder Datensatz mit Ereignissen, Quelle als Verweis, Sicherheit und Anmerkung."""
    for zeile in konzepte.itertuples():
        st.markdown(konzepttext(zeile, zwischenspeicher.gemeinden()["name"]))


def lagekarte(ags: str, aktuelle: Ansicht) -> None:
    """Kleine Karte mit der Gemeinde."""
    adresse = kartenwege.adresse_kleine_karte(
        aktuelle.datenstand.nummer, aktuelle.auswahl, aktuelle.thema, kartenwege.LAGE, gemeinde=ags
    )
    st.markdown(f"![Lage der Gemeinde in Sachsen]({adresse})")


def entwicklung(brief: Steckbrief, aktuelle: Ansicht) -> None:
    """Einwohner über die Zeit."""
    st.subheader("Einwohner", anchor=False)
    st.plotly_chart(
        diagramme_verlauf.linie_bevoelkerung(brief.entwicklung, aktuelle.thema),
        theme=None,
        config=KONFIGURATION,
        key="einwohner",
        alt=befunde_bilder.bevoelkerung(brief.entwicklung),
    )
    st.caption(
        "Jeweils am 31. Dezember, auf heutigem Gebietsstand; Destatis. Ab 2016 nur bedingt mit den "
        "Vorjahren vergleichbar."
    )


def anschrift(zeile: pd.Series) -> None:
    """Kontakt der Verwaltung (nie einer Person)."""
    st.subheader("Verwaltung", anchor=False)
    teile = [f"{zeile['strasse']}, {zeile['plz']} {zeile['ort']}"]
    if not zahlen.fehlt(zeile["telefon"]):
        teile.append(f"Telefon {zeile['telefon']}")
    if not zahlen.fehlt(zeile["email"]):
        teile.append(f"[{zeile['email']}](mailto:{zeile['email']})")
    if not zahlen.fehlt(zeile["website"]):
        teile.append(f"[{zeile['website'].split('//')[-1].rstrip('/')}]({zeile['website']})")
    st.markdown("  \n".join(teile))


def nachbarn(brief: Steckbrief) -> None:
    """Nachbarn mit Status; ein Klick führt zur Seite des Nachbarn."""
    tabelle = brief.nachbarn
    st.subheader(
        f"{zahlen.anzahl(len(tabelle), 'Nachbargemeinde', 'Nachbargemeinden')} in Sachsen", anchor=False
    )
    anzeige = pd.DataFrame(
        {
            "Gemeinde": tabelle["bezeichnung"],
            "Kreis": tabelle["kreis"],
            "Einwohner": tabelle["einwohner"],
            "Status": statustexte(tabelle),
            "Aktualität": tabelle["aktualitaet"],
            "Grenze (km)": tabelle["grenze_km"],
        }
    )
    st.html(
        html.tabelle(
            anzeige,
            beschreibung="Nachbargemeinden, längste gemeinsame Grenze zuerst",
            verweise=[navigation.adresse_der_gemeinde(str(ags)) for ags in tabelle.index],
        )
    )
    st.page_link(
        navigation.seiten()["ansprache"],
        label="Mit wem zusammen? Vorschläge für ein gemeinsames Konzept",
        icon=":material/group_add:",
        query_params={"planung": "Gemeinsame Konzepte", "koop_gemeinde": str(brief.zeile.name)},
    )


def ausgabe(brief: Steckbrief, konzepte: pd.DataFrame, aktuelle: Ansicht) -> None:
    """Alles auf dieser Seite zum Mitnehmen."""
    tabellen = {
        "Gemeinde": brief.zeile.to_frame().T.rename_axis("ags"),
        "Konzepte": konzepte,
        "Einwohner": brief.entwicklung,
        "Nachbarn": brief.nachbarn,
    }
    bausteine.unterzeile(aktuelle, tabellen, f"gemeinde-{brief.zeile.name}")
    with st.container(key="nicht_drucken"):
        _dossier(brief.zeile, aktuelle)
        st.caption("Drucken: Strg+P. Die Seite passt auf ein Blatt A4.")


def _dossier(zeile: pd.Series, aktuelle: Ansicht) -> None:
    """Ein bis zwei Seiten für das Gespräch; für Leute mit Rolle mit Stand der Ansprache und Kontakten."""
    intern = anmeldung.darf_internes()
    ausgabe = stelle_zusammen(
        [str(zeile.name)], aktuelle, titel=f"Dossier {zeile['name']}", tourenplan=None, intern=intern
    )
    bausteine.herunterladen(
        "Dossier (PDF)",
        ausgabe.dossier,
        f"dossier-{kuerzel(str(zeile['name']))}{'-intern' if intern else ''}.pdf",
        aktuelle,
        hilfe="Für das Gespräch: Stand, Frist, offene Fragen, Konzepte, Nachbarn, Kontaktstelle"
        + ("; enthält Kontakte, nur für den internen Gebrauch" if intern else ""),
    )
