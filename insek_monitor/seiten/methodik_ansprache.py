"""Abschnitte der Methodikseite zu Priorität und Stimmungsbild."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from insek_monitor.kern.regeln import Regeln
from insek_monitor.kern.stimmungsbild import (
    AUFBEWAHRUNG_HOECHSTENS,
    AUFBEWAHRUNG_TAGE,
    MINDESTENS_JE_GRUPPE,
    STUFEN,
)
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.gewichte import KRITERIEN, VOREINSTELLUNGEN, VORGABE
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.workshop.abstimmung.saetze import PROZENT_AB


def zeichne(aktuelle: Ansicht) -> None:
    """Kriterien, Formel, Voreinstellungen, Festigkeit, Erwartung, Listen, Gruppen, Wirkung."""
    st.header("Ansprache: wie die Priorität entsteht", anchor="ansprache")
    st.markdown(
        """
Die Priorität sagt, wo ein Gespräch jetzt am meisten bringt. Sie ist eine Hilfe beim Sortieren, kein
Urteil über eine Gemeinde: Jede Zahl lässt sich nachrechnen, jedes Gewicht verstellen. Kriterien und
Gewichte sind Festlegungen dieses Projekts und keine amtlichen Vorgaben.

**Kriterien.** Jedes ist eine Zahl von 0 (trifft nicht zu) bis 1 (trifft ganz zu).
"""
    )
    werte = _werte(aktuelle.regeln)
    _tabelle([{"Kriterium": k.titel, "Wert": werte[k.name]} for k in KRITERIEN])
    vorgabe = VOREINSTELLUNGEN[VORGABE]
    bleibt = zahlen.zahlwort(10 - vorgabe.abschlag_in_arbeit)
    frist = zahlen.monate(vorgabe.frist_monate, dativ=True)
    st.markdown(
        f"""
**Punkte.** Jeder Wert wird mit seinem Gewicht (0 bis 10) malgenommen; die Summe wird durch das geteilt,
was eine Gemeinde höchstens erreichen kann, und mit 100 malgenommen. So liegen die Punkte immer zwischen 0
und 100. Die drei Kriterien zum Stand des Konzepts zählen zusammen höchstens wie eines, ebenso die beiden
zur Förderung; im Höchsten zählt davon nur das größte Gewicht. Ein Gewicht von 0 nimmt ein Kriterium ganz
heraus. Ist ein Konzept in Arbeit, bleiben {bleibt} Zehntel der Punkte (Abschlag
{vorgabe.abschlag_in_arbeit}, verstellbar). Bei gleichen Punkten entscheidet der Name.

**Voreinstellungen.** „Läuft bald ab“ heißt in ihnen: in den nächsten {frist}.
"""
    )
    _tabelle(
        [
            {"Kriterium": k.titel, **{name: str(g.gewicht(k.name)) for name, g in VOREINSTELLUNGEN.items()}}
            for k in KRITERIEN
        ]
    )
    st.markdown(
        """
**Wie fest die Reihenfolge ist.** In 200 Läufen schwankt jedes Gewicht für sich zufällig um bis zu 20 %
nach oben oder unten (immer mit denselben Zufallszahlen). Die Seite sagt, wie viele der ersten 20 dabei
vorn bleiben, und kennzeichnet Gemeinden, die unter allen drei Voreinstellungen zu den ersten 20 gehören.
Stehen viele Gemeinden dicht beieinander, ist ein einzelner Platz wenig wert.

**Stand nicht belegt.** Solche Gemeinden zählen für „ohne Konzept“, „Fördergrundlage fehlt“ und „gemeinsames
Konzept möglich“ mit dem Anteil der Gemeinden dieser Größe ohne Nachweis, die keines haben, und für „Stand
klären“ mit dem Rest; neben einem belegten ähnlichen Konzept jeweils zur Hälfte. Im Balken steht das hell,
und die Begründung sagt es. Mit „nur belegte Angaben“ zählt dort nur „Stand klären“, ein belegtes ähnliches
Konzept als „ohne Konzept“ zur Hälfte. **Kontakte** sehen nur Berechtigte; für alle anderen, und solange
keiner eingetragen ist, entfällt dieses Kriterium ganz. Die große Karte zeigt die Priorität immer nach
„Lücken schließen“ und ohne Kontakte.

**Ausgewogen auffüllen** verteilt die Plätze einer Liste so auf Planungsregionen und Größenklassen, wie
sie unter den Gemeinden vorkommen, die infrage kommen (größte Reste), und nimmt darin die mit der höchsten
Priorität. Wer schon auf der Liste steht, bleibt.

**Gemeinsame Konzepte.** Vorgeschlagen werden Gruppen kleiner, aneinandergrenzender Gemeinden ohne
belegtes aktuelles Konzept; Punkte gibt es für eine kompakte Form, denselben Kreis, dieselbe
Verwaltungsgemeinschaft, eine lange gemeinsame Grenze und die Größe. Die landesweite Aufteilung bringt mit
ganzzahliger Optimierung (HiGHS) zuerst möglichst viele Gemeinden in einer Gruppe unter und wählt dann die
mit den meisten Punkten.

**Wirkung der Beratung.** Gezählt wird, wer seit der Beratung ein Konzept begonnen oder beschlossen hat,
nur aus belegten Angaben. Ist ein Datum zu grob, um sicher nach der Beratung zu liegen, ist der Fall
„unklar“. Ein solches Nacheinander beweist keinen Zusammenhang.
"""
    )


def _werte(regeln: Regeln) -> dict[str, str]:
    mindestens = zahlen.zahl(regeln.foerderung_mindest_einwohner)
    stufen = len(regeln.klein_unter_einwohner)
    klein = "; ".join(
        f"unter {zahlen.zahl(grenze)} Einwohnern: {_wert(1 - nummer / stufen)}"
        for nummer, grenze in enumerate(regeln.klein_unter_einwohner)
    )
    return {
        "ohne_konzept": "kein Konzept: 1; ähnliches Konzept: 0,5; Stand nicht belegt: siehe unten",
        "ablauf": "abgelaufen: 1; läuft in der Frist ab: 0,5 an ihrem Ende, bis zum Ablauf steigend auf 1",
        "stand_klaeren": "Stand nicht belegt: der Rest bis 1; vorhanden, aber Alter unbekannt: 0,5",
        "klein": klein,
        "foerderung_fehlt": f"ab {mindestens} Einwohnern, keine Grundlage für Förderung: 1; Konzept "
        "vorhanden, aber Grundlage unklar: 0,5",
        "gemeinsam": f"unter {mindestens} Einwohnern, ohne aktuelles Konzept und mit ebensolchen Nachbarn "
        f"(unter {zahlen.zahl(regeln.partner_unter_einwohner)} Einwohnern) zusammen mindestens "
        f"{mindestens}: 1",
        "schrumpfung": "Rückgang der Einwohner von 2013 bis 2023 in Prozent, geteilt durch "
        f"{zahlen.zahl(regeln.schrumpfung_voll_prozent)}, höchstens 1; Wachstum: 0",
        "kein_kontakt": "noch kein Kontakt: 1; sonst volle Monate seit dem letzten, geteilt durch "
        f"{zahlen.zahl(regeln.kontakt_voll_monate)}, höchstens 1",
    }


def _wert(zahl: float) -> str:
    return zahlen.zahl(zahl, 2).rstrip("0").removesuffix(",")


def _tabelle(zeilen: list[dict[str, str]]) -> None:
    st.table(pd.DataFrame(zeilen), border="horizontal", hide_index=True)


def zeichne_workshop() -> None:
    """Zählung, Median, Gruppen, Speicherung, Löschung, Aussagekraft."""
    mitte = (STUFEN + 1) // 2
    mindestens = zahlen.zahlwort(MINDESTENS_JE_GRUPPE)
    st.header("Workshop: wie das Stimmungsbild entsteht", anchor="stimmungsbild")
    st.markdown(
        f"""
**Was es ist.** Wer im Saal sitzt, setzt sich zwischen zwei gegensätzliche Aussagen oder wählt eine Antwort.
Das Ergebnis sagt, wie diese Leute in dieser Stunde denken. Es ist **nicht repräsentativ**, keine Wahl und
keine Umfrage unter den Gemeinden; das steht bei jedem Ergebnis.

**Wie gezählt wird.** Eine Stimme je Gerät und Runde; bis zum Schließen lässt sie sich ändern, dann zählt
nur die letzte Antwort. Bestätigt wird eine Stimme erst, wenn sie gespeichert ist. Wer ein zweites Gerät
nimmt oder den Zufallswert im Telefon löscht, kann noch einmal abstimmen: Ohne Konto lässt sich das nicht
verhindern. Bei Fragen mit mehreren Antworten ergeben die Anteile zusammen mehr als 100 %. Unter
{PROZENT_AB} Stimmen stehen nur Anzahlen, keine Anteile.

**Median.** Die mittlere von allen Stufen (1 ganz links, {mitte} unentschieden, {STUFEN} ganz rechts), bei
gerader Zahl das Mittel der beiden mittleren. „Rechts der Mitte“ zählt die Stufen {mitte + 1} bis {STUFEN},
„links der Mitte“ 1 bis {mitte - 1}. Der Satz zum Ergebnis nennt eine Aussage nur, wenn mehr als die Hälfte
auf ihrer Seite steht und sie mit mindestens einem Fünftel aller Stimmen vorn liegt; sonst sagt er „geteilt“,
„fast geteilt“ oder „ohne klare Richtung“. Wie deutlich, sagt der Median in den Worten der Skala: eine Stufe
neben der Mitte „leicht“, zwei „eher“, drei „voll“; eine halbe Stufe zählt zum schwächeren Wort.

**Gruppen.** Auf Wunsch wird nach Größenklasse oder Kreis der Gemeinde gefragt; die Antwort ist freiwillig.
Gruppen erscheinen erst **nach dem Schließen** der Runde: Solange gezählt wird, verriete der Unterschied
zweier Stände einzelne Stimmen. Gezeigt wird eine erst ab **{mindestens} Stimmen**, und nur, wenn auch der
nicht gezeigte Rest leer ist oder mindestens {mindestens} Stimmen hat: Sonst verriete die Differenz zur
Gesamtzahl die kleine Gruppe.

**Was gespeichert wird.** Runde, Antwort, falls gefragt die Gruppe, das wievielte Abschicken es war (damit
die letzte Antwort gilt), und eine Prüfsumme des Zufallswerts im Telefon, in jeder Runde eine andere. Keine
IP-Adresse, kein Name, keine Gerätedaten, kein Zeitpunkt. Freie
Texte sieht die Leinwand erst, wenn jemand sie freigegeben hat.

**Wann gelöscht wird.** Stimmen und freie Texte nach {AUFBEWAHRUNG_TAGE} Tagen, je Raum einstellbar
(höchstens {AUFBEWAHRUNG_HOECHSTENS}); sie stehen in keiner Sicherung. Hat schon jemand abgestimmt, lässt
sich die Frist nur noch verkürzen. Mit dem Ende des Workshops, spätestens mit der Frist, bleiben je Runde
die **Summen**: Frage, Anzahl je Antwort, geschützte Gruppen, Workshop, Ort und Tag; freie Texte nicht. Wer
einen Raum vorher löscht, löscht auch die Summen.

**Vergleich mehrerer Workshops.** Verglichen wird nur, was mit genau gleichem Wortlaut gefragt wurde.
Ergebnisse aus Handzeichen sind als solche gekennzeichnet: Wer die Hand hebt, sieht die anderen. Ein
zurückgezogenes Ergebnis (etwa eine Probe) zählt nirgends mehr mit.
"""
    )
