"""Abschnitt der Methodikseite: wie das Stimmungsbild gezählt wird, was gespeichert und wann gelöscht wird."""

from __future__ import annotations

import streamlit as st

from insek_monitor.kern.stimmungsbild import (
    AUFBEWAHRUNG_HOECHSTENS,
    AUFBEWAHRUNG_TAGE,
    MINDESTENS_JE_GRUPPE,
    STUFEN,
)
from insek_monitor.lage.bild import zahlen
from insek_monitor.workshop.abstimmung.saetze import PROZENT_AB


def zeichne() -> None:
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
