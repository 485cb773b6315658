"""Teile der Methodikseite. Texte stehen hier, Zahlen kommen aus Regeln, Register und Datenwörterbuch."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor import __version__
from insek_monitor.kern.begriffe import Aktualitaet, Datenlage, Konzeptart, Sicherheit, Status
from insek_monitor.lage.bild import befunde_gemeinde, zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.rahmen import anmeldung, rahmen, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
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
    }
    _tabelle([{"Datenlage": d.beschriftung, "Bedeutung": datenlage[d]} for d in datenlage])
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
        + f" (Einwohner am {rahmen.einwohnertag()})."
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


def schaetzung(aktuelle: Ansicht) -> None:
    """Wie Summen geschätzt werden, mit den Zahlen des Tages."""
    st.header("Die Schätzung", anchor="schaetzung")
    st.markdown(
        """
Veröffentlicht sind nur Summen (Eckwerte), belegt ist erst ein Teil. **Über eine namentlich genannte Gemeinde
steht deshalb überall nur, was belegt ist.** Summen zeigen das Belegte (kräftig) und dazu, was nach den
Eckwerten von den übrigen Gemeinden zu erwarten ist (hell, „rund“).

- **Geklärt** ist eine Gemeinde, wenn ein INSEK oder sein Fehlen belegt ist oder wenn die Fachstelle einen
  Status gemeldet hat. Ein recherchiertes ähnliches Konzept klärt nichts: Daneben kann ein INSEK bestehen.
- **Gleich wahrscheinlich**: Innerhalb einer Größenklasse haben alle ungeklärten Gemeinden dieselbe
  Wahrscheinlichkeit, gewählt so, dass die Eckwerte genau herauskommen. Ab 15.000 Einwohnern haben alle ein
  INSEK.
- **Intervall**: Mit 90 % Wahrscheinlichkeit liegt die Zahl einer Gruppe darin, wenn die Fehlenden innerhalb
  ihrer Klasse zufällig verteilt sind. Wie sich die ähnlichen Konzepte auf die Klassen unter 15.000 Einwohnern
  verteilen, ist nicht veröffentlicht; angenommen ist überall derselbe Anteil.
- **Nie geschätzt** werden Jahre und Fristen, ein Stichtag vor dem Jahr der Eckwerte und alles, dem Belege
  widersprechen. „Nur belegte Angaben“ schaltet die Schätzung ab.
"""
    )
    lage = zwischenspeicher.lage_gesamt(aktuelle.datenstand.nummer, aktuelle.stichtag, False)
    befund = lage.attrs["schaetzung"]
    for satz in befunde_gemeinde.widersprueche(befund):
        st.markdown(satz)
    if not befund.wirkt:
        st.markdown("**Zum gewählten Stichtag wird mit diesem Datenstand nichts geschätzt.**")
        return
    _tabelle(
        [
            {
                "Einwohner": k.klasse,
                "Gemeinden": zahlen.zahl(k.gemeinden),
                "geklärt: mit INSEK": zahlen.zahl(k.geklaert[Status.VORHANDEN]),
                "ähnliches (gemeldet)": zahlen.zahl(k.geklaert[Status.TEILWEISE]),
                "ohne": zahlen.zahl(k.geklaert[Status.KEIN]),
                "ungeklärt": zahlen.zahl(k.offen),
                **{
                    f"davon {wort}": zahlen.anteil(k.p[status]) if k.p else "nicht geschätzt"
                    for status, wort in (
                        (Status.VORHANDEN, "mit INSEK"),
                        (Status.TEILWEISE, "mit ähnlichem"),
                        (Status.KEIN, "ohne"),
                    )
                },
            }
            for k in befund.klassen
        ]
    )
    st.caption("Die drei letzten Spalten sind Anteile an den ungeklärten Gemeinden der Klasse, zum Stichtag.")


def grenzen() -> None:
    """Was die Zahlen nicht sagen."""
    st.header("Grenzen", anchor="grenzen")
    st.markdown(
        """
- Kein Fund heißt nicht, dass es kein Konzept gibt. Solche Gemeinden stehen als
  **Stand nicht belegt** da, nicht als „ohne Konzept“.
- Rund ein Drittel der recherchierten Jahre ist das Jahr der Fassung und nicht des Ratsbeschlusses; die
  Anmerkung am Datensatz sagt es.
- „In Arbeit“ beruht oft auf einer Quelle ohne Datum; dann steht der Monat der Recherche (November 2026) für
  den Beginn.
- Der Verlauf seit 2000 zeigt nur Belegtes und ist deshalb eine Untergrenze: Frühere Konzepte, die niemand
  mehr nennt, fehlen.
- Einwohnerzahlen ab 2023 beruhen auf dem Zensus 2022; frühere sind auf den heutigen Gebietsstand umgerechnet
  und ab 2016 nur bedingt mit den Vorjahren vergleichbar.
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
