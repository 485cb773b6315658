"""Eine Antwort am Telefon: auf demselben Weg wie eine Einzelmeldung, mit einem Klick, und zurück.

Lässt sie sich nicht ohne Weiteres übernehmen (Warnung, Widerspruch, inzwischen geändert), bleibt sie als
offenes Formular stehen; nichts geht verloren.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kontakte.seite.meldung import melde_fehler
from insek_monitor.einspielen.bekanntes import Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.seite import einzelabschluss, einzelvorgang
from insek_monitor.einspielen.seite.einzelvorgang import Werte
from insek_monitor.einspielen.seite.zustand import geltender
from insek_monitor.kern.begriffe import Datenlage
from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.kern.meldung import Vorhanden
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import datenstandwahl, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verlauf import mache_geltend

ANLASS, LETZTE = "klaeren_anlass", "klaeren_letzte"
UEBLICHER_ANLASS = "Stand am Telefon geklärt"


class Antwort(Enum):
    """Was die Gemeinde sagt."""

    INSEK = Vorhanden.JA
    AEHNLICH = Vorhanden.AEHNLICH
    KEINS = Vorhanden.NEIN

    @property
    def beschriftung(self) -> str:
        return {
            Antwort.INSEK: "hat ein INSEK",
            Antwort.AEHNLICH: "nur ähnliches",
            Antwort.KEINS: "hat keins",
        }[self]


@dataclass(frozen=True)
class Letzte:
    """Die letzte Antwort dieser Sitzung und die beiden Datenstände, zwischen denen sie liegt."""

    ags: str
    antwort: Antwort
    vorher: int
    neu: int


def feld_beschluss(ags: str) -> str:
    """Schlüssel des Felds für das Datum; je Gemeinde eines, damit keines stehen bleibt."""
    return f"klaeren_beschluss_{ags}"


def anlassfeld() -> None:
    """Ein Anlass für alle Antworten der Sitzung."""
    if ANLASS not in st.session_state:
        st.session_state[ANLASS] = UEBLICHER_ANLASS
    st.text_input("Anlass", key=ANLASS, persist_state="session", max_chars=200, width=260)


def rueckweg(ansicht: Ansicht) -> None:
    """Knopf, der die letzte Antwort zurücknimmt; steht immer da, damit darunter nichts wandert."""
    letzte: Letzte | None = st.session_state.get(LETZTE)
    gilt = letzte is not None and letzte.neu == ansicht.geltend.nummer
    if letzte is None:
        text, hilfe = "Noch keine Antwort", "Hier lässt sich die letzte Antwort zurücknehmen."
    else:
        text = f"Zurücknehmen: {_satz(letzte)}"
        hilfe = (
            f"{_satz(letzte)}. Danach gilt wieder der Inhalt von Datenstand {letzte.vorher}."
            if gilt
            else "Inzwischen gilt ein anderer Datenstand; ändern Sie die Angabe auf der Seite der Gemeinde."
        )
    st.button(
        text,
        icon=":material/undo:",
        key="klaeren_zurueck",
        type="tertiary",
        width=300,
        disabled=not gilt,
        help=hilfe,
        on_click=_nimm_zurueck,
        args=(letzte,),
    )


def trage_ein(ags: str, antwort: Antwort, gezeigt: int) -> None:
    """Trägt eine Antwort ein (Rückruf); gelingt es nicht gleich, bleibt sie als Formular offen.

    Parameters
    ----------
    gezeigt : int
        Datenstand auf dem Bildschirm. Haben andere inzwischen nur anderswo etwas geändert, gilt der neue.
    """
    anlass = str(st.session_state.get(ANLASS) or "").strip() or UEBLICHER_ANLASS
    geltend = geltender().nummer
    basis = geltend if _bekanntes(ags, gezeigt) == _bekanntes(ags, geltend) else gezeigt
    vorgang = einzelvorgang.oeffne(ags, basis)
    kennung, werte = _werte(ags, antwort, list(vorgang.bekannte.values()))
    vorgang.waehle(kennung)
    einzelvorgang.fuelle_formular(werte)
    st.session_state[einzelabschluss.ANLASS] = anlass
    heute = einstellungen.heute()
    try:
        vorgang.reiche_ein()
        if vorgang.eingereicht is not None and kennung:
            vorgang.eingereicht |= {"datenlage": Datenlage.GEMELDET.value}
        ergebnis = vorgang.ergebnis(heute)
        if not ergebnis.uebernehmbar(vorgang.angenommen):
            return
        neu = einzelabschluss.schreibe(vorgang, vorgang.entwurf(heute, heute), anlass)
    except RegisterFehler as fehler:
        melde_fehler(fehler)
        return
    if neu is not None:
        st.session_state[LETZTE] = letzte = Letzte(ags, antwort, basis, neu.nummer)
        st.session_state.pop(feld_beschluss(ags), None)
        st.toast(f"{_satz(letzte)}. Es gilt Datenstand {neu.nummer}.", icon=":material/check_circle:")


def _bekanntes(ags: str, nummer: int) -> list[Bekannt]:
    return sorted(Bestandsverzeichnis(zwischenspeicher.bestand(nummer)).zu(ags), key=lambda b: b.konzept_id)


def _werte(ags: str, antwort: Antwort, bekannte: list[Bekannt]) -> tuple[str, Werte]:
    """Kennung des Datensatzes, den die Antwort bestätigt (leer: neue Angabe), und die Felder dazu."""
    heute = zahlen.datum(einstellungen.heute())
    datum = str(st.session_state.get(feld_beschluss(ags)) or "").strip()
    eigene = [b for b in bekannte if antwort.value in b.antworten and b.beschluss and b.ags == {ags}]
    if antwort is Antwort.AEHNLICH and eigene:
        # Das belegte ähnliche gilt nun als gemeldet und behält seine Quelle.
        werte = einzelvorgang.werte_aus(eigene[0], ags)
        return eigene[0].konzept_id, werte | ({"beschluss": datum} if datum else {})
    werte = {
        "vorhanden": antwort.value.value,
        "quelle": f"Auskunft der Gemeinde vom {heute}",
        "belegt": heute,
    }
    return "", werte if antwort is Antwort.KEINS else werte | {"beschluss": datum or UNBEKANNT}


def _nimm_zurueck(letzte: Letzte) -> None:
    try:
        neu = mache_geltend(
            zwischenspeicher.register(),
            letzte.vorher,
            basis_nummer=letzte.neu,
            person=handelnder(),
            anlass=f"Zurückgenommen: {_satz(letzte)}",
        )
    except RegisterFehler as fehler:
        melde_fehler(fehler)
        return
    del st.session_state[LETZTE]
    datenstandwahl.zeige(neu)
    st.toast(f"Zurückgenommen. Es gilt Datenstand {neu.nummer}.", icon=":material/undo:")


def _satz(letzte: Letzte) -> str:
    return f"{zwischenspeicher.gemeinden().at[letzte.ags, 'bezeichnung']}: {letzte.antwort.beschriftung}"
