"""Teile der Methodikseite. Texte stehen hier, Zahlen kommen aus Regeln, Register und Datenwörterbuch."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor import __version__
from insek_monitor.darstellung import zahlen
from insek_monitor.darstellung.konzepttext import sicher
from insek_monitor.modell.begriffe import Aktualitaet, Datenlage, Konzeptart, Sicherheit, Status
from insek_monitor.oberflaeche import anmeldung, zwischenspeicher
from insek_monitor.oberflaeche.ansicht import Ansicht
from insek_monitor.register.woerterbuch import woerterbuch as lies_woerterbuch

REGELNAMEN = {
    "fortschreibung_ab_jahre": "Fortschreibung einleiten ab",
    "gueltig_bis_jahre": "Abgelaufen ab",
    "foerderung_mindest_einwohner": "Förderung ab",
    "warnbaender_monate": "Warnfristen",
    "erarbeitung_monate": "Dauer der Erarbeitung",
    "in_arbeit_gilt_jahre": "Gilt als in Arbeit bis",
    "klein_unter_einwohner": "Ansprache: klein unter",
    "partner_unter_einwohner": "Ansprache: Partner unter",
    "schrumpfung_voll_prozent": "Ansprache: Rückgang zählt voll ab",
    "kontakt_voll_monate": "Ansprache: lange kein Kontakt ab",
}


def _tabelle(zeilen: list[dict[str, str]]) -> None:
    st.table(pd.DataFrame(zeilen), border="horizontal", hide_index=True)


def begriffe(aktuelle: Ansicht) -> None:
    """Status, Aktualität, Arten, Datenlage."""
    r = aktuelle.regeln
    st.header("Begriffe", anchor="begriffe")
    st.markdown(
        "Ein **INSEK** (in kleinen Gemeinden **INGEKO**) ist das integrierte Entwicklungskonzept, das der "
        "Stadt- oder Gemeinderat beschließt. Der **Status** einer Gemeinde wird immer aus den Konzepten und "
        "ihren Ereignissen zum Stichtag abgeleitet und nie von Hand gesetzt."
    )
    _tabelle([{"Status": s.beschriftung, "Bedeutung": s.erklaerung} for s in Status])
    sieben, zehn = r.fortschreibung_ab_jahre, r.gueltig_bis_jahre
    bedeutung = {
        Aktualitaet.AKTUELL: f"Beschluss vor weniger als {sieben} Jahren",
        Aktualitaet.EINLEITEN: f"Beschluss vor {sieben} bis unter {zehn} Jahren: jetzt mit der "
        "Fortschreibung beginnen",
        Aktualitaet.ABGELAUFEN: f"Beschluss vor {zehn} Jahren oder mehr: keine Grundlage mehr für "
        "Fördermittel",
        Aktualitaet.ALTER_UNBEKANNT: "Das Konzept ist belegt, das Datum des Beschlusses nicht",
    }
    _tabelle([{"Aktualität": a.beschriftung, "Bedeutung": bedeutung[a]} for a in Aktualitaet])
    st.markdown(
        f"""
- **Maßgeblich** ist das neueste beschlossene Konzept ({Konzeptart.INSEK.beschriftung},
  {Konzeptart.INGEKO.beschriftung} oder {Konzeptart.SEKO.beschriftung} für die ganze Gemeinde). Ältere
  Fassungen zeigen den Rhythmus. Ein gemeinsames Konzept zählt für jedes Mitglied. Ein Konzept für ein
  Teilgebiet zählt nicht.
- **in Arbeit** steht neben dem alten Konzept, nicht an seiner Stelle: begonnen, nicht beschlossen, Beginn
  höchstens {r.in_arbeit_gilt_jahre} Jahre her.
- **Grundlage für Förderung**: INSEK vorhanden, jünger als {zehn} Jahre, mindestens
  {zahlen.zahl(r.foerderung_mindest_einwohner)} Einwohner.
- **Genauigkeit**: Ist nur das Jahr bekannt, wird mit dem 1. Juli gerechnet, bei Jahr und Monat mit dem 15.;
  gezeigt wird das Datum so, wie es bekannt ist. Ein Konzept ohne Datum zählt ab dem Stand seiner Quelle.
- **Jahrestage** nach § 188 Absatz 3 BGB: Zehn Jahre nach dem 29. Februar enden am 28. Februar. Der zehnte
  Jahrestag selbst gilt schon als abgelaufen.
"""
    )
    datenlage = {
        Datenlage.GEMELDET: "von der Fachstelle eingespielt",
        Datenlage.RECHERCHIERT: "aus einer öffentlichen Quelle, deren Adresse dabeisteht",
        Datenlage.MODELLIERT: "gezogen, damit die veröffentlichten Summen herauskommen; keine Aussage über "
        "die Gemeinde",
    }
    _tabelle([{"Datenlage": d.beschriftung, "Bedeutung": datenlage[d]} for d in Datenlage])
    _tabelle([{"Sicherheit": s.beschriftung, "Bedeutung": s.erklaerung} for s in Sicherheit])


def regeln(aktuelle: Ansicht) -> None:
    """Schwellen mit Einheit, Quelle und Datum."""
    st.header("Regeln und Schwellen", anchor="regeln")
    zeilen = []
    for eintrag in aktuelle.regeln.eintraege:
        werte = eintrag.wert if isinstance(eintrag.wert, tuple) else (eintrag.wert,)
        zeilen.append(
            {
                "Regel": REGELNAMEN.get(eintrag.name, eintrag.name),
                "Wert": f"{' / '.join(map(zahlen.zahl, werte))} {eintrag.einheit}",
                "Quelle": f"{eintrag.quelle} ({eintrag.gueltig_ab})",
                "Bemerkung": " ".join(eintrag.bemerkung.split()),
            }
        )
    _tabelle(zeilen)
    st.markdown(
        "Größenklassen **kompakt**: "
        + zahlen.aufzaehlung(aktuelle.regeln.kompakt.beschriftungen)
        + "; **fein**: "
        + zahlen.aufzaehlung(aktuelle.regeln.fein.beschriftungen)
        + " (Einwohner am 31.12.2023)."
    )


def quellen() -> None:
    """Quellen mit Stand, Lizenz und Namensnennung."""
    st.header("Quellen und Lizenzen", anchor="quellen")
    _tabelle(
        [
            {
                "Quelle": f"{q.titel} ({q.herausgeber})",
                "Stand": q.stand,
                "Lizenz": f"[{q.lizenz}]({q.lizenz_url})" if q.lizenz_url else q.lizenz,
                "Namensnennung": q.namensnennung,
            }
            for q in lies_woerterbuch().quellen.values()
        ]
    )


def modell(aktuelle: Ansicht) -> None:
    """Was modelliert ist und wie."""
    st.header("Das Modell", anchor="modell")
    gesamt = zwischenspeicher.lage_gesamt(
        zwischenspeicher.finde_datenstand("modell").nummer, aktuelle.stichtag, False
    )
    modelliert = gesamt[gesamt["datenlage"] == Datenlage.MODELLIERT.value]
    je_status = modelliert["status"].value_counts()
    st.markdown(
        f"""
Die Recherche belegt nur einen Teil. Veröffentlicht sind Summen für das Land. Der Datenstand **modell**
ergänzt die Recherche um Datensätze für die übrigen Gemeinden, sodass genau die veröffentlichten Summen
herauskommen. So lassen sich Karten und Auswertungen zeigen, bis die amtliche Liste eingespielt ist.

Zum gewählten Stichtag beruhen **{zahlen.zahl(len(modelliert))} von {zahlen.zahl(len(gesamt))}** Gemeinden auf
einem modellierten Datensatz: {zahlen.zahl(int(je_status.get("vorhanden", 0)))} mit INSEK,
{zahlen.zahl(int(je_status.get("teilweise", 0)))} mit ähnlichem Konzept,
{zahlen.zahl(int(je_status.get("kein", 0)))} ohne Konzept.

- **Belege bleiben unangetastet**: Das Modell fügt nur hinzu. Wer ein belegtes Konzept hat, wird nie als „kein
  Konzept“ modelliert.
- **Summen**: 207 mit INSEK, 22 mit ähnlichem Konzept, 189 ohne; unter 5.000 Einwohnern 171 von 259 ohne, von
  5.000 bis unter 15.000 Einwohnern 18 von 118 ohne, ab 15.000 Einwohnern alle mit INSEK.
- **Ähnliche Konzepte**: Belegt sind mehr Gemeinden, die nur ein ähnliches Konzept haben, als veröffentlicht
  (22). Einige von ihnen bekommen deshalb ein modelliertes INSEK daneben.
- **Auswahl** innerhalb der Größenklassen: nach der Prüfsumme (SHA-256) aus einem festen Startwert und dem
  Gemeindeschlüssel. Sie ist zufällig, aber auf jedem Rechner gleich.
- **Beschlussjahre** werden aus den belegten Jahren derselben Größenklasse gezogen.
- **Kennzeichen**: Modelliertes ist auf Karten blasser oder schraffiert, in Listen und auf der Gemeindeseite
  steht „modelliert“, in jeder Datei steht die Spalte „Datenlage“. Der Schalter „nur belegte Angaben“ blendet
  es überall aus.
"""
    )


def grenzen() -> None:
    """Was die Zahlen nicht sagen."""
    st.header("Grenzen", anchor="grenzen")
    st.markdown(
        """
- Kein Fund heißt nicht, dass es kein Konzept gibt. Solche Gemeinden sind **unbekannt**, nicht „ohne Konzept“.
- Rund ein Drittel der recherchierten Jahre ist das Jahr der Fassung und nicht des Ratsbeschlusses; die
  Anmerkung am Datensatz sagt es.
- „In Arbeit“ beruht oft auf einer Quelle ohne Datum; dann steht der Monat der Recherche (November 2026) für
  den Beginn.
- Eine modellierte Angabe „kein Konzept“ gilt für jeden Stichtag. Für frühere Stichtage zeigt „nur belegte
  Angaben“ das ehrlichere Bild.
- Der Verlauf seit 2000 beruht nur auf bekannten Daten; frühere Konzepte, die niemand mehr nennt, fehlen.
- Einwohner gelten für den 31.12.2023 (Zensus 2022), frühere Jahre sind auf den heutigen Gebietsstand
  umgerechnet und ab 2016 nur bedingt mit den Vorjahren vergleichbar.
- Die Grenzen sind stark vereinfacht (Maßstab 1:5.000.000, Gebietsstand 2021, auf 2023 fortgeführt) und taugen
  zur Übersicht.
- Nachbarn und Grenzlängen beruhen auf diesen vereinfachten Grenzen und enden an der Landesgrenze.
"""
    )


def woerterbuch() -> None:
    """Alle Tabellen und Spalten."""
    st.header("Datenwörterbuch", anchor="datenwoerterbuch")
    buch = lies_woerterbuch()
    st.markdown("Jede Spalte der mitgelieferten Tabellen und der Ausgaben mit Bedeutung, Einheit und Quelle.")
    alle = {**buch.tabellen, **buch.abgeleitet}
    name = st.selectbox(
        "Tabelle", list(alle), key="tabelle", filter_mode=None, placeholder="Tabelle wählen", width=340
    )
    tabelle = alle[name] if name in alle else next(iter(alle.values()))
    st.markdown(tabelle.beschreibung + (f" Datei: `daten/{tabelle.datei}`." if tabelle.datei else ""))
    _tabelle(
        [
            {
                "Spalte": f"`{s.name}`",
                "Bedeutung": s.bedeutung,
                "Typ": s.typ.replace("_", " "),
                "Einheit": s.einheit or "–",
                "Quelle": s.quelle.titel,
            }
            for s in tabelle.spalten.values()
        ]
    )


def barrierefreiheit() -> None:
    """Erklärung zur Barrierefreiheit."""
    st.header("Erklärung zur Barrierefreiheit", anchor="barrierefreiheit")
    st.markdown(
        """
Der INSEK-Monitor will die BITV 2.0 und die WCAG 2.1 (Stufe AA) erfüllen. Geprüft wird bei jeder Änderung mit
axe-core in Chromium, dazu die Bedienung mit der Tastatur, Kontraste und die Unterscheidbarkeit der Farben bei
Farbfehlsichtigkeit.

- Jede Abbildung hat eine Textalternative; neben jeder Karte steht dieselbe Auswahl als Tabelle, und alle
  gezeigten Zahlen lassen sich als CSV- oder Excel-Datei herunterladen.
- Nichts wird nur durch Farbe mitgeteilt.
- **Bekannte Mängel** liegen in Streamlit, dem Baukasten der Oberfläche: Punkte in Diagrammen und Flächen auf
  der Karte lassen sich nicht mit der Tastatur ansteuern (Ersatz: Tabellen und Suchfelder); die Tabellen sind
  gezeichnete Flächen mit einer unsichtbaren Zweitfassung für Vorleseprogramme.

Hindernisse melden Sie bitte der Stelle, die diesen INSEK-Monitor betreibt.
"""
    )


def version(aktuelle: Ansicht) -> None:
    """Version und Datenstände."""
    st.header("Version und Datenstände", anchor="version")
    st.markdown(f"INSEK-Monitor {__version__}. Gewählt ist Datenstand Nr. {aktuelle.datenstand.nummer}.")
    intern = anmeldung.darf_internes()  # Namen und Anlässe sind nicht öffentlich
    _tabelle(
        [
            {
                "Nr.": str(d.nummer),
                "Titel": sicher(d.titel),
                "angelegt am": zahlen.datum(d.angelegt_am),
                **({"von": sicher(d.von), "Anlass": sicher(d.anlass)} if intern else {}),
                "Prüfsumme": d.pruefsumme[:16],
            }
            for d in zwischenspeicher.alle_datenstaende()
        ]
    )
