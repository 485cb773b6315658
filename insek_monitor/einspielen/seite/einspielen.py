"""Bereich „Einspielen“: fünf Schritte von der Vorlage bis zum neuen Datenstand, sichtbar nummeriert."""

from __future__ import annotations

from html import escape

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.einspielen import register_spaltennamen as spaltennamen
from insek_monitor.einspielen.meldeliste import als_meldeliste
from insek_monitor.einspielen.seite import abschluss, befundliste, spaltendialog, vergleichsansicht
from insek_monitor.einspielen.seite.vorgang import Vorgang, beginne
from insek_monitor.einspielen.seite.zustand import Nachricht, melde, verwirf, zustand
from insek_monitor.kern.rollen import Rolle
from insek_monitor.rahmen import anmeldung, bausteine, hochladen, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.register.fehler import RegisterFehler

SCHRITTE = ("Datei", "Spalten", "Prüfbericht", "Vergleich", "Einspielen")
ENDUNGEN = ["xlsx", "xlsm", "xls", "ods", "csv", "txt"]
GROSS_MB = 50


def schrittleiste(bei: int) -> str:
    """Die fünf Schritte als Liste (HTML); `bei` (ab 1) ist der, an dem man steht."""
    punkte = "".join(
        f"<li{' aria-current=step' if nummer == bei else ''}"
        f' class="{"fertig" if nummer < bei else "offen" if nummer > bei else "jetzt"}">'
        f"<span>{nummer}</span> {escape(name)}</li>"
        for nummer, name in enumerate(SCHRITTE, start=1)
    )
    return f'<ol class="schritte" aria-label="Schritte">{punkte}</ol>'


def zeichne(ansicht: Ansicht) -> None:
    """Der ganze Bereich."""
    darf = anmeldung.darf(Rolle.BEARBEITEN)
    vorgang = zustand().vorgang if darf else None
    leiste = st.container()
    _vorlage(ansicht)
    if not darf:
        st.info("Zum Einspielen braucht man die Rolle „Bearbeiten“.", icon=":material/lock:")
        bei = 1
    elif vorgang is None:
        _datei_waehlen(ansicht.geltend.nummer)
        bei = 1
    else:
        _datei_zeigen(vorgang)
        bei = _schritte(vorgang, ansicht)
    leiste.html(schrittleiste(bei))


def _schritte(vorgang: Vorgang, ansicht: Ansicht) -> int:
    """Schritte 2 bis 5; liefert, an welchem man steht."""
    try:
        tabelle = vorgang.tabelle()
    except RegisterFehler as fehler:
        st.error(texte.fremd(fehler, 2000), icon=":material/error:")
        return 2
    spaltendialog.zeichne(vorgang, tabelle)
    ergebnis = befundliste.pruefe(vorgang)
    befundliste.zeichne(vorgang, ergebnis, ansicht)
    st.subheader("4 · Vergleich", anchor=False)
    if not ergebnis.uebernehmbar(vorgang.angenommen):
        st.info(
            "Noch kann keine Zeile übernommen werden. Klären Sie oben die Fehler und nehmen Sie die "
            "Warnungen an."
            if ergebnis.befunde
            else "Die Liste meldet nichts: In keiner Zeile steht eine Angabe zu einem Konzept.",
            icon=":material/rule:",
        )
        return 3
    abschluss.vollstaendigkeit(vorgang)
    with st.spinner("Der Vergleich wird gerechnet …"):
        entwurf = vorgang.entwurf(einstellungen.heute(), ansicht.stichtag)
    vergleichsansicht.zeichne(
        entwurf.vergleich, ansicht, name="einspielen", gegen=f"Datenstand {vorgang.basis}"
    )
    abschluss.zeichne(vorgang, entwurf, ansicht)
    return 4 if entwurf.vergleich.ohne_aenderung else 5


def _vorlage(ansicht: Ansicht) -> None:
    st.subheader("1 · Vorlage holen, Datei wählen", anchor=False)
    geltend = ansicht.geltend
    st.markdown(
        "Die Vorlage enthält alle Gemeinden Sachsens, Auswahllisten und Erläuterungen. Ihre eigene Liste "
        "geht auch: Kopfzeile und Spalten werden an ihren üblichen Namen erkannt."
    )
    with st.container(horizontal=True):
        for beschriftung, datei, mit_bestand, hilfe in (
            ("Leere Vorlage", "vorlage-leer.xlsx", False, "Alle Gemeinden, sonst leer"),
            (
                f"Vorlage mit den Angaben aus Datenstand {geltend.nummer}",
                "vorlage-ausgefuellt.xlsx",
                True,
                "Alles, was jetzt gilt; geändert und wieder eingespielt, ändert sich nur, was Sie ändern",
            ),
        ):
            bausteine.herunterladen(
                beschriftung,
                lambda mit=mit_bestand: als_meldeliste(  # type: ignore[misc]
                    zwischenspeicher.gemeinden(),
                    zwischenspeicher.bestand(geltend.nummer) if mit else None,
                    bausteine.angaben(ansicht),
                    einstellungen.jetzt(),
                ),
                datei,
                ansicht,
                hilfe=hilfe,
            )


def _datei_waehlen(basis: int) -> None:
    aktueller = zustand()
    hochgeladen = hochladen.feld(
        "Datei wählen",
        type=ENDUNGEN,
        key=f"datenpflege_datei_{aktueller.laufende_datei}",
        hoechstens_mb=GROSS_MB,
        help=f"Excel (xlsx, xlsm, xls), OpenDocument (ods) oder Text (csv, txt), höchstens {GROSS_MB} MB. "
        "Beim Hochladen wird nichts geändert.",
    )
    if hochgeladen is None:
        return
    try:
        with st.spinner("Die Datei wird gelesen …"):
            aktueller.vorgang = beginne(
                hochgeladen.getvalue(),
                hochgeladen.name,
                basis,
                spaltennamen.lies(zwischenspeicher.register()),
            )
    except RegisterFehler as fehler:
        melde(Nachricht(f"{hochgeladen.name}: {fehler}", "fehler"))
    aktueller.laufende_datei += 1  # die Datei liegt jetzt im Vorgang, nicht zweimal im Speicher
    st.rerun()


def _datei_zeigen(vorgang: Vorgang) -> None:
    groesse = max(1, round(vorgang.datei.groesse / 1024))
    with st.container(horizontal=True, vertical_alignment="center", key="datenpflege_dateizeile"):
        st.markdown(
            f":material/description: **{texte.fremd(vorgang.datei.name, 120)}** · {groesse} kB · Prüfsumme "
            f"{vorgang.datei.pruefsumme[:12]}",
            width="stretch",
        )
        st.button(
            "Verwerfen",
            icon=":material/delete:",
            on_click=verwirf,
            help="Vergisst die Datei und alle Korrekturen. Im Register ist nichts geändert.",
        )
