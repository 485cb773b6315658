"""Schritt 5: schreiben. Erst hier, unter dem Vergleich, entsteht ein neuer Datenstand."""

from __future__ import annotations

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.einspielen import aenderungstexte
from insek_monitor.einspielen.register_eintragen import Ueberholt, spiele_ein
from insek_monitor.einspielen.seite import vergleichsansicht
from insek_monitor.einspielen.seite.vorgang import Entwurf, Vorgang
from insek_monitor.einspielen.seite.zustand import Nachricht, melde, verwirf
from insek_monitor.einspielen.vergleich import WENIGE
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import datenstandwahl, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register.fehler import RegisterFehler

ANLASS, TITEL = "datenpflege_anlass", "datenpflege_titel"


def vollstaendigkeit(vorgang: Vorgang) -> None:
    """Schalter „Diese Datei ist vollständig“; gesperrt, solange Zeilen zurückgehalten werden."""
    zurueck = vorgang.zurueckgehalten(einstellungen.heute())
    gewaehlt = st.toggle(
        "Diese Datei ist vollständig",
        value=vorgang.vollstaendig and not zurueck,
        disabled=bool(zurueck),
        key=f"datenpflege_vollstaendig_{vorgang.datei.pruefsumme[:12]}_{bool(zurueck)}",
        help="Aus: Was in der Datei fehlt, bleibt, wie es ist. Ein: Was in der Datei fehlt, entfällt im "
        "neuen Datenstand (im alten bleibt es erhalten).",
    )
    vorgang.vollstaendig = bool(gewaehlt) and not zurueck
    if zurueck:
        st.caption(
            f"Nicht möglich, solange {zahlen.anzahl(zurueck, 'Zeile', 'Zeilen')} zurückgehalten "
            f"{'wird' if zurueck == 1 else 'werden'}: Sonst entfielen die Angaben dieser Gemeinden. Klären "
            "Sie die Zeilen oder lassen Sie sie ausdrücklich weg."
        )
    elif vorgang.vollstaendig:
        st.caption("Alles, was in der Datei nicht vorkommt, entfällt im neuen Datenstand.")
    else:
        st.caption("Gemeinden, die in der Datei fehlen, behalten ihre Angaben.")


def hindernis(vorgang: Vorgang, entwurf: Entwurf, geltend: int, *, name: str, anlass: str, titel: str) -> str:
    """Warum noch nicht eingespielt werden kann; leer, wenn es geht."""
    if geltend != vorgang.basis:
        return "Inzwischen gilt ein anderer Datenstand. Vergleichen Sie neu."
    if entwurf.vergleich.ohne_aenderung:
        return "Es gibt nichts einzuspielen: Die Zeilen, die mitgehen, ändern nichts."
    fehlend = [wort for wort, text in (("Name", name), ("Anlass", anlass), ("Titel", titel)) if not text]
    if fehlend:
        return f"Bitte noch ausfüllen: {zahlen.aufzaehlung(fehlend)}."
    return ""


def _bestaetigung(vorgang: Vorgang, entwurf: Entwurf) -> str:
    """Fragt, ob so viel entfallen soll; liefert, was dazu noch zu tun ist."""
    anzahl = len(entwurf.vergleich.entfallen)
    if not vorgang.vollstaendig or anzahl <= WENIGE:
        return ""
    was, _, wer = aenderungstexte.entfallen(entwurf.vergleich).partition(": ")
    st.error(
        f"**{was}.** Ist die Datei doch nicht vollständig, schalten Sie „Diese Datei ist vollständig“ aus; "
        f"dann bleibt, was in ihr fehlt. Betroffen sind: {texte.fremd(wer, 50_000)}.",
        icon=":material/delete_forever:",
    )
    eingabe = st.text_input(
        "Wie viele Datensätze sollen entfallen?",
        key=f"datenpflege_verlust_{vorgang.datei.pruefsumme[:12]}_{anzahl}",
        max_chars=6,
        placeholder="Zahl",
        help="Zur Bestätigung: die Zahl, die darüber steht.",
        width=280,
    )
    if eingabe.strip().replace(".", "") == str(anzahl):
        return ""
    return f"Bitte bestätigen Sie, dass {zahlen.zahl(anzahl)} Datensätze entfallen: Tragen Sie die Zahl ein."


def zeichne(vorgang: Vorgang, entwurf: Entwurf, ansicht: Ansicht) -> None:
    """Name, Anlass, Titel und der eine Knopf, der schreibt."""
    st.subheader("5 · Einspielen", anchor=False)
    _inzwischen(vorgang, ansicht)
    if vorgang.fehler:
        st.error(texte.fremd(vorgang.fehler, 2000), icon=":material/error:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=260):
            name = namensfeld()
        anlass = st.text_input(
            "Anlass",
            key=ANLASS,
            persist_state="session",
            max_chars=200,
            placeholder="etwa: Meldungen der Gemeinden, 4. Quartal 2026",
            width=420,
        ).strip()
        if TITEL not in st.session_state:
            st.session_state[TITEL] = f"Register vom {zahlen.datum(einstellungen.heute())}"
        titel = st.text_input("Titel des Datenstands", key=TITEL, max_chars=100, width=280).strip()
    bestaetigung = _bestaetigung(vorgang, entwurf)
    grund = hindernis(vorgang, entwurf, ansicht.geltend.nummer, name=name, anlass=anlass, titel=titel)
    grund = grund or bestaetigung
    zurueck = vorgang.zurueckgehalten(einstellungen.heute())
    if zurueck:
        st.markdown(
            f":material/info: {zahlen.anzahl(zurueck, 'Zeile bleibt', 'Zeilen bleiben')} unberücksichtigt: "
            "Fehler oder nicht angenommene Warnung."
        )
    st.button(
        "Als neuen Datenstand einspielen",
        type="primary",
        icon=":material/publish:",
        disabled=bool(grund),
        on_click=_spiele_ein,
        args=(vorgang, entwurf, anlass, titel),
        key="datenpflege_einspielen",
    )
    st.caption(
        grund or "Der bisherige Datenstand bleibt unverändert erhalten und kann wieder geltend werden."
    )


def _spiele_ein(vorgang: Vorgang, entwurf: Entwurf, anlass: str, titel: str) -> None:
    """Schreibt (Rückruf des Knopfes)."""
    try:
        neu = spiele_ein(
            zwischenspeicher.register(),
            entwurf.zusammenfuehrung.konzepte,
            entwurf.zusammenfuehrung.zuordnung,
            basis_nummer=vorgang.basis,
            person=handelnder(),
            anlass=anlass,
            titel=titel,
            quelle=vorgang.quelle(),
        )
    except Ueberholt as fehler:
        vorgang.ueberholt, vorgang.fehler = fehler, ""
        return
    except RegisterFehler as fehler:
        vorgang.fehler = str(fehler)
        return
    geaendert = len(vergleichsansicht.geaenderte(entwurf.vergleich))
    melde(
        Nachricht(
            f"Datenstand {neu.nummer} „{neu.titel}“ ist eingespielt und gilt: "
            f"{zahlen.gemeinden(geaendert)} mit Änderungen. Alle Seiten zeigen ihn jetzt.",
            datenstand=neu.nummer,
        )
    )
    verwirf()
    for feld in (ANLASS, TITEL):
        st.session_state.pop(feld, None)
    datenstandwahl.zeige(neu)


def _inzwischen(vorgang: Vorgang, ansicht: Ansicht) -> None:
    """Sagt, was andere eingespielt haben, seit verglichen wurde."""
    geltend = ansicht.geltend
    if geltend.nummer == vorgang.basis:
        return
    meldung = (
        str(vorgang.ueberholt)
        if vorgang.ueberholt
        else f"Inzwischen gilt Datenstand {geltend.nummer} „{geltend.titel}“ von {geltend.von} (Anlass: "
        f"{geltend.anlass}). Ihr Vergleich bezieht sich noch auf Datenstand {vorgang.basis}."
    )
    st.warning(texte.fremd(meldung, 2000), icon=":material/sync_problem:")
    st.button(
        "Neu vergleichen",
        icon=":material/refresh:",
        type="primary",
        key="datenpflege_neu_vergleichen",
        on_click=vorgang.vergleiche_neu,
        args=(geltend.nummer,),
        help="Prüft und vergleicht Ihre Datei mit dem geltenden Datenstand. Ihre Korrekturen bleiben.",
    )
    with st.expander(f"Was sich seit Datenstand {vorgang.basis} geändert hat"):
        vergleichsansicht.zeichne(
            vergleichsansicht.vergleich(vorgang.basis, geltend.nummer, ansicht.stichtag),
            ansicht,
            name="inzwischen",
            gegen=f"Datenstand {vorgang.basis}",
        )
