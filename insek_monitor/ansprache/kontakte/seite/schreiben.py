"""Schreibende Rückrufe: eintragen, berichtigen, zurückziehen, erledigen, verschieben, Stand setzen.

Jeder liest die Felder aus der Sitzung und meldet das Ergebnis in einem Satz. Bleibt etwas zu berichtigen,
bleibt das Formular offen und behält, was darin steht.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.kontakte import register_umzug as kontakte_umzug
from insek_monitor.ansprache.kontakte.seite import felder as kontaktfelder
from insek_monitor.ansprache.kontakte.seite.meldung import Rueckweg, melde, melde_fehler, nimm_fehler
from insek_monitor.ansprache.kontakte.seite.vorgabe import FEHLER, Vorgabe, feld, schliesse, wert
from insek_monitor.ansprache.kontakte.texte import wochentag
from insek_monitor.kern.ansprache import Kontakt, Kontaktart, Kontaktstand
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import NAME, handelnder
from insek_monitor.register.fehler import RegisterFehler

OHNE_NAMEN = "Bitte tragen Sie zuerst Ihren Namen ein; er steht im Verlauf."
ZUERST_NAMEN = ":material/badge: Bitte zuerst Ihren Namen eintragen; ohne ihn lässt sich nichts {was}."
OHNE_GEMEINDE = "Bitte wählen Sie die Gemeinde aus, mit der Sie Kontakt hatten."
OHNE_DATUM = "Bitte tragen Sie ein, wann der Kontakt war."
OHNE_TAG = "Bitte wählen Sie den neuen Tag der Wiedervorlage."


def speichere(vorgabe: Vorgabe, wiedervorlagen: Collection[int]) -> None:
    """Schreibt das offene Formular (eintragen oder berichtigen).

    Parameters
    ----------
    wiedervorlagen
        angebotene offene Wiedervorlagen; erledigt werden die angekreuzten.
    """
    _merke_namen()
    ags, datum = wert("ags"), wert("datum")
    if mangel := _mangel(ags, datum):
        st.session_state[FEHLER] = mangel
        return
    kontakt = Kontakt(
        datum=datum,
        art=Kontaktart(wert("art")),
        stelle=str(wert("stelle") or ""),
        ergebnis=str(wert("ergebnis") or ""),
        naechster_schritt=str(wert("naechster_schritt") or ""),
        wiedervorlage=wert("wiedervorlage"),
        kampagne=wert("kampagne") or None,
    )
    register, person, heute = zwischenspeicher.register(), handelnder(), einstellungen.heute()
    try:
        if vorgabe.nummer is not None:
            _berichtige(vorgabe, ags, kontakt, heute)
        else:
            erledigt = [nummer for nummer in wiedervorlagen if wert(f"erledigt_{nummer}")]
            kontakte.trage_ein(
                register, ags, kontakt, person, heute=heute, stand=_neuer_stand(), erledigt=erledigt
            )
    except RegisterFehler as fehler:
        st.session_state[FEHLER] = str(fehler)
        return
    schliesse()
    was = "berichtigt" if vorgabe.nummer is not None else "eingetragen"
    frist = kontakt.wiedervorlage
    danach = f"; Wiedervorlage am {wochentag(frist, heute)}" if frist else ""
    satz = f"Kontakt mit {kontaktfelder.name(ags)} vom {zahlen.datum(datum)} ist {was}{danach}"
    melde(satz.removesuffix(".") + ".")


def _neuer_stand() -> Kontaktstand | None:
    """Der gewählte Stand; None lässt ihn, wie er ist.

    Die Beschriftung „unverändert …“ hängt an der Gemeinde. Wer speichert, bevor der Browser die neue kennt,
    schickt die alte; Streamlit findet dazu keinen Wert und liefert sie selbst.
    """
    return next((stand for stand in Kontaktstand if stand.value == wert("stand")), None)


def _berichtige(vorgabe: Vorgabe, ags: str, kontakt: Kontakt, heute: date) -> None:
    """Berichtigt den Kontakt; steht jetzt eine andere Gemeinde da, wandert er zu ihr."""
    assert vorgabe.nummer is not None, "berichtigt wird ein bestimmter Kontakt"
    register, person, grund = zwischenspeicher.register(), handelnder(), str(wert("grund") or "")
    if ags == vorgabe.ags:
        kontakte.berichtige(register, vorgabe.nummer, kontakt, person, heute=heute, grund=grund)
    else:
        kontakte_umzug.ordne_zu(register, vorgabe.nummer, ags, kontakt, person, heute=heute, grund=grund)


def ziehe_zurueck(vorgabe: Vorgabe) -> None:
    """Zieht einen Kontakt zurück; er bleibt im Verlauf."""
    _merke_namen()
    if not handelnder().name or vorgabe.nummer is None:
        st.session_state[FEHLER] = OHNE_NAMEN
        return
    try:
        kontakte.berichtige(
            zwischenspeicher.register(),
            vorgabe.nummer,
            None,
            handelnder(),
            heute=einstellungen.heute(),
            grund=str(wert("grund") or ""),
        )
    except RegisterFehler as fehler:
        st.session_state[FEHLER] = str(fehler)
        return
    schliesse()
    melde("Der Kontakt ist zurückgezogen; er bleibt mit dem Grund im Verlauf der Gemeinde.")


def erledige(nummer: int, ags: str, schritt: str) -> None:
    """Hakt eine Wiedervorlage ab."""
    try:
        kontakte.erledige(zwischenspeicher.register(), nummer, handelnder())
    except RegisterFehler as fehler:
        melde_fehler(fehler)
        return
    satz = (
        f"{kontaktfelder.name(ags)}: „{schritt}“ ist erledigt."
        if schritt
        else f"{kontaktfelder.name(ags)}: erledigt."
    )
    melde(satz, Rueckweg("Doch noch offen", oeffne_wieder, (nummer, ags)))


def oeffne_wieder(nummer: int, ags: str) -> None:
    """Nimmt „erledigt“ zurück."""
    try:
        kontakte.oeffne_wieder(zwischenspeicher.register(), nummer, handelnder())
    except RegisterFehler as fehler:
        melde_fehler(fehler)
        return
    melde(f"{kontaktfelder.name(ags)}: Die Wiedervorlage ist wieder offen.")


def verschiebe(nummer: int, ags: str, bisher: date, tag: date) -> None:
    """Legt eine Wiedervorlage auf einen anderen Tag."""
    register, person, heute = zwischenspeicher.register(), handelnder(), einstellungen.heute()
    try:
        neu = kontakte.verschiebe(register, nummer, tag, person, heute=heute)
    except RegisterFehler as fehler:
        melde_fehler(fehler)
        return
    wann = f"jetzt am {wochentag(tag, heute)}, vorher am {zahlen.datum(bisher)}"
    rueckweg = Rueckweg("Zurück auf den alten Tag", verschiebe, (neu, ags, tag, bisher))
    melde(f"{kontaktfelder.name(ags)}: Wiedervorlage {wann}.", rueckweg)


def verschiebe_auf_tag(vorgabe: Vorgabe) -> None:
    """Schreibt das offene Formular „Wiedervorlage verschieben“."""
    _merke_namen()
    tag = wert("wiedervorlage")
    if not handelnder().name or not tag or vorgabe.nummer is None or vorgabe.ags is None:
        st.session_state[FEHLER] = OHNE_TAG if handelnder().name else OHNE_NAMEN
        return
    verschiebe(vorgabe.nummer, vorgabe.ags, wert("bisher"), tag)
    if fehler := nimm_fehler():
        # Im Dialog steht der Satz neben dem Feld, um das es geht.
        st.session_state[FEHLER] = fehler
    else:
        schliesse()


def setze_stand(ags: str, schluessel: str) -> None:
    """Setzt den Stand, der eben im Bedienelement ``schluessel`` gewählt wurde."""
    gewaehlt = st.session_state.get(schluessel)
    if gewaehlt is None:
        return
    stand = Kontaktstand(gewaehlt)
    try:
        kontakte.setze_stand(
            zwischenspeicher.register(), ags, stand, handelnder(), heute=einstellungen.heute()
        )
    except RegisterFehler as fehler:
        melde_fehler(fehler)
        return
    melde(f"{kontaktfelder.name(ags)}: Stand „{stand.beschriftung}“.")


def _merke_namen() -> None:
    """Der Name aus dem Formular gilt in der ganzen Sitzung (an diesem Rechner; sonst zählt die Anmeldung)."""
    if feld("name") in st.session_state:
        st.session_state[NAME] = str(wert("name") or "").strip()


def _mangel(ags: str | None, datum: object) -> str:
    if not handelnder().name:
        return OHNE_NAMEN
    if ags is None:
        return OHNE_GEMEINDE
    if not datum:
        return OHNE_DATUM
    # „Speichern“ ist gesperrt, doch wer gleich nach dem Tippen klickt, ist schneller als die Sperre.
    bestaetigt = kontaktfelder.bestaetigt(kontaktfelder.freitexte(), feld(""))
    return "" if bestaetigt else kontaktfelder.UNBESTAETIGT
