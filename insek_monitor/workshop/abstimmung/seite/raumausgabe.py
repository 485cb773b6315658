"""Ergebnisse eines Raums mitnehmen: alles als Excel-Datei, eine Runde als Bild."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.kern.rollen import Person
from insek_monitor.kern.stimmungsbild import Frageart
from insek_monitor.lage.ausgabe.dateien import kuerzel
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_raeume as raeume
from insek_monitor.workshop.abstimmung.bild import Anlass, als_png, als_svg
from insek_monitor.workshop.abstimmung.rechnen import verteilung
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_raeume import Raum
from insek_monitor.workshop.abstimmung.xlsx import als_xlsx


def zeichne(raum: Raum, zaehlungen: Sequence[Zaehlung], gezeigt: Zaehlung | None) -> None:
    """Knöpfe zum Herunterladen, sobald es Stimmen gibt.

    Parameters
    ----------
    gezeigt
        Runde, die oben zu sehen ist; von ihr gibt es ein Bild.
    """
    if not any(zaehlung.anzahl for zaehlung in zaehlungen):
        return
    wer = handelnder()
    stamm = f"stimmungsbild_{kuerzel(raum.titel)}_{raum.datum:%Y-%m-%d}"
    st.subheader("Ergebnisse mitnehmen", anchor=False)
    with st.container(horizontal=True):
        knopf(
            "Excel, alle Fragen",
            lambda: _arbeitsmappe(wer, raum.code),
            f"{stamm}.xlsx",
            schluessel="stimmung_xlsx",
            hilfe="Alle Runden mit Verteilung und Median; freie Texte nur, wenn sie gezeigt sind",
        )
        if gezeigt is None or not gezeigt.anzahl or gezeigt.runde.frage.art is Frageart.FREITEXT:
            return
        kennung, nummer = gezeigt.runde.frage.kennung, gezeigt.runde.nummer
        mehrere = sum(z.runde.frage.kennung == kennung for z in zaehlungen) > 1
        for name, setze in (("png", als_png), ("svg", als_svg)):
            knopf(
                f"Bild dieser Frage ({name.upper()})",
                _bild(wer, raum.code, nummer, mehrere, setze),
                f"{stamm}_{kennung}.{name}",
                schluessel=f"stimmung_{name}",
                hilfe="Für Folien und Berichte",
            )


def _arbeitsmappe(wer: Person, code: str) -> bytes:
    # Beim Klick gelesen, nicht beim Zeichnen: Bis dahin können Stimmen dazugekommen oder Rollen weg sein.
    register = zwischenspeicher.register()
    raum = raeume.lies(register, wer, code)
    return als_xlsx(raum, auszaehlung.alle(register, raum.code), einstellungen.jetzt())


def _bild(
    wer: Person, code: str, nummer: int, mehrere: bool, setze: Callable[..., bytes]
) -> Callable[[], bytes]:
    def rechne() -> bytes:
        register = zwischenspeicher.register()
        raum = raeume.lies(register, wer, code)
        z = auszaehlung.zaehle(register, nummer)
        anlass = Anlass(
            raum.titel, raum.ort, raum.datum, z.runde.herkunft, z.runde.runde if mehrere else None
        )
        return setze(z.runde.frage, verteilung(z.runde.frage, z.je_antwort, z.anzahl), anlass)

    return rechne


MEDIENTYP = {
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def knopf(
    beschriftung: str, inhalt: Callable[[], bytes], datei: str, *, schluessel: str, hilfe: str | None = None
) -> None:
    """Knopf mit Dateiname ``insek-monitor_{datei}``; ohne Datenstand, denn Stimmen gehören zu keinem."""
    st.download_button(
        beschriftung,
        data=inhalt,
        file_name=f"insek-monitor_{datei}",
        mime=MEDIENTYP[datei.rsplit(".", 1)[1]],
        key=f"lade_{schluessel}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
        help=hilfe,
    )
