"""Bereich „Datenstände“: der Verlauf, zwei im Vergleich, ansehen, wieder geltend machen, freigeben."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.einspielen.register_eintragen import quelldatei
from insek_monitor.einspielen.seite import vergleichsansicht
from insek_monitor.einspielen.seite.zustand import Nachricht, melde, zustand
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, datenstandwahl, schalter, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder, namensfeld
from insek_monitor.register import verlauf
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.fehler import RegisterFehler

JE_SEITE = 10
SEITE = "datenpflege_standseite"


def zeichne(ansicht: Ansicht) -> None:
    """Vergleich zweier Datenstände, darunter alle, der neueste zuerst."""
    alle = zwischenspeicher.alle_datenstaende()
    _vergleich(alle, ansicht)
    st.subheader(f"Alle {zahlen.anzahl(len(alle), 'Datenstand', 'Datenstände')}", anchor=False)
    st.markdown(
        "Ein Datenstand ändert sich nie und wird nie gelöscht. „Ansehen“ stellt alle Seiten auf ihn um."
    )
    freigaben = verlauf.freigaben(zwischenspeicher.register())
    seiten = schalter.stuecke(alle, JE_SEITE)
    for datenstand in seiten[schalter.aktuelle(SEITE, len(seiten)) - 1]:
        _eintrag(datenstand, ansicht, datenstandwahl.quartale(freigaben, datenstand.nummer))
    schalter.leiste(SEITE, len(seiten))


def _vergleich(alle: list[Datenstand], ansicht: Ansicht) -> None:
    st.subheader("Zwei Datenstände vergleichen", anchor=False)
    nach_name = {datenstandwahl.beschriftung(d): d for d in alle}
    with st.container(horizontal=True):
        frueher, spaeter = (
            st.selectbox(
                beschriftung,
                list(nach_name),
                index=None,
                key=schluessel,
                placeholder="Datenstand wählen",
                persist_state="session",
                width=300,
            )
            for beschriftung, schluessel in (("Von", "datenpflege_von"), ("Nach", "datenpflege_nach"))
        )
    if frueher not in nach_name or spaeter not in nach_name:
        st.caption("Wählen Sie zwei Datenstände, um ihre Unterschiede zu sehen.")
        return
    von, nach = nach_name[frueher], nach_name[spaeter]
    with st.spinner("Der Vergleich wird gerechnet …"):
        vergleich = vergleichsansicht.vergleich(von.nummer, nach.nummer, ansicht.stichtag)
    vergleichsansicht.zeichne(vergleich, ansicht, name="staende", gegen=f"Datenstand {von.nummer}")


def marken(
    datenstand: Datenstand, geltend: Datenstand, gezeigt: Datenstand, quartale: Sequence[str]
) -> Mapping[str, str]:
    """Beschriftung → Farbe der Marken an einem Datenstand."""
    ergebnis = {}
    if datenstand.nummer == geltend.nummer:
        ergebnis["gilt"] = "green"
    if datenstand.nummer == gezeigt.nummer:
        ergebnis["wird gezeigt"] = "blue"
    if texte.ist_mitgeliefert(datenstand):
        ergebnis["mitgeliefert"] = "gray"
    if quartale:
        ergebnis[datenstandwahl.freigabetext(quartale)] = "violet"
    return ergebnis


def _eintrag(datenstand: Datenstand, ansicht: Ansicht, quartale: Sequence[str]) -> None:
    geltend = ansicht.geltend
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{texte.kurz(datenstand)}**")
            for text, farbe in marken(datenstand, geltend, ansicht.datenstand, quartale).items():
                st.badge(text, color=farbe)  # type: ignore[arg-type]
        herkunft = texte.entstehung(datenstand, intern=anmeldung.darf_internes())
        if datenstand.basis_nummer is not None:
            herkunft += f" · aus Datenstand {datenstand.basis_nummer}"
        st.markdown(f"{herkunft}  \n:small[{_datei(datenstand)}]")
        with st.container(horizontal=True, gap="small"):
            _knoepfe(datenstand, geltend, ansicht)


def _datei(datenstand: Datenstand) -> str:
    inhalt = f"Prüfsumme des Inhalts {datenstand.pruefsumme[:12]}"
    if not datenstand.quelle_datei or not anmeldung.darf_internes():  # Dateinamen nennen oft Personen
        return inhalt
    summe = f" ({datenstand.quelle_pruefsumme[:12]})" if datenstand.quelle_pruefsumme else ""
    return f"Quelle: {texte.fremd(datenstand.quelle_datei, 120)}{summe} · {inhalt}"


def _knoepfe(datenstand: Datenstand, geltend: Datenstand, ansicht: Ansicht) -> None:
    nummer = datenstand.nummer
    st.button(
        "Ansehen",
        key=f"ansehen_{nummer}",
        icon=":material/visibility:",
        disabled=nummer == ansicht.datenstand.nummer,
        on_click=datenstandwahl.zeige,
        args=(datenstand,),
        help="Stellt alle Seiten auf diesen Datenstand um",
    )
    summe = datenstand.quelle_pruefsumme
    if summe and not texte.ist_mitgeliefert(datenstand) and anmeldung.darf_internes():
        register, person = zwischenspeicher.register(), handelnder()
        st.download_button(
            "Quelldatei",
            data=lambda: quelldatei(register, summe, person).inhalt,
            file_name=datenstand.quelle_datei,
            mime="application/octet-stream",
            key=f"quelldatei_{nummer}",
            icon=":material/download:",
            on_click="ignore",
            help="Die eingespielte Datei, unverändert",
        )
    if (
        nummer != geltend.nummer
        and anmeldung.darf(Rolle.BEARBEITEN)
        and st.button("Wieder geltend machen", key=f"geltend_{nummer}", icon=":material/restore:")
    ):
        mache_geltend(datenstand, geltend, ansicht)
    if (
        not texte.ist_mitgeliefert(datenstand)
        and anmeldung.darf(Rolle.FREIGEBEN)
        and st.button("Amtlich freigeben", key=f"freigeben_{nummer}", icon=":material/verified:")
    ):
        gib_frei(datenstand)


ANLASS, VERMERK, QUARTAL = "datenpflege_rueck_anlass", "datenpflege_vermerk", "datenpflege_quartal"
"""Schlüssel, dazu die Nummer: Schließen läuft nicht neu; ein Entwurf stünde sonst im nächsten Dialog."""


def quartal(tag: date) -> str:
    """Quartal eines Tages: 21.11.2026 → „2026-Q4“."""
    return f"{tag.year}-Q{(tag.month - 1) // 3 + 1}"


def quartalstext(wert: str) -> str:
    """„2026-Q4“ → „4. Quartal 2026“."""
    jahr, _, nummer = wert.partition("-Q")
    return f"{nummer}. Quartal {jahr}"


def waehlbare(heute: date, zurueck: int = 4) -> list[str]:
    """Das laufende Quartal und die letzten davor, das jüngste zuerst."""
    laufend = heute.year * 4 + (heute.month - 1) // 3
    return [f"{platz // 4}-Q{platz % 4 + 1}" for platz in range(laufend, laufend - zurueck - 1, -1)]


@st.dialog("Wieder geltend machen", width="large")
def mache_geltend(frueher: Datenstand, geltend: Datenstand, ansicht: Ansicht) -> None:
    """Zeigt, was sich ändert, fragt nach dem Anlass, legt einen neuen Datenstand mit dem alten Inhalt an."""
    _schliesse_wenn_fertig()
    st.markdown(
        f"{texte.kurz(frueher)} wird als **neuer** Datenstand wieder geltend. {texte.kurz(geltend)} bleibt "
        "im Verlauf erhalten."
    )
    zwischenspeicher.bestand(frueher.nummer)  # ist er selbst nicht lesbar, ist hier Schluss
    try:
        vergleich = vergleichsansicht.vergleich(geltend.nummer, frueher.nummer, ansicht.stichtag)
    except RegisterFehler:
        st.warning(
            f"{texte.kurz(geltend)} ist nicht lesbar; ein Vergleich ist deshalb nicht möglich.",
            icon=":material/warning:",
        )
    else:
        vergleichsansicht.zeichne(vergleich, ansicht, name="geltend", gegen=f"Datenstand {geltend.nummer}")
        if vergleich.ohne_aenderung:
            return
    name = namensfeld()
    anlass = st.text_input(
        "Anlass", key=f"{ANLASS}_{frueher.nummer}", max_chars=200, placeholder="Warum gilt er wieder?"
    ).strip()
    fehlt = not name or not anlass
    st.button(
        "Als neuen Datenstand geltend machen",
        type="primary",
        icon=":material/restore:",
        disabled=fehlt,
        on_click=_mache_geltend,
        args=(frueher.nummer, geltend.nummer, anlass),
        key="datenpflege_geltend_jetzt",
    )
    if fehlt:
        st.caption("Bitte Name und Anlass ausfüllen.")


def _mache_geltend(nummer: int, basis: int, anlass: str) -> None:
    try:
        neu = verlauf.mache_geltend(
            zwischenspeicher.register(), nummer, basis_nummer=basis, person=handelnder(), anlass=anlass
        )
    except RegisterFehler as fehler:
        melde(Nachricht(str(fehler), "fehler"))
        return
    melde(
        Nachricht(
            f"Datenstand {neu.nummer} gilt, mit dem Inhalt von Datenstand {nummer}. Alle Seiten zeigen ihn "
            "jetzt.",
            datenstand=neu.nummer,
        )
    )
    datenstandwahl.zeige(neu)


@st.dialog("Amtlich freigeben")
def gib_frei(datenstand: Datenstand) -> None:
    """Fragt nach dem Quartal und gibt den Datenstand frei."""
    _schliesse_wenn_fertig()
    st.markdown(
        f"{texte.kurz(datenstand)} wird als amtlicher Stand eines Quartals festgehalten. Eine frühere "
        "Freigabe desselben Quartals bleibt im Verlauf, gilt dann aber nicht mehr."
    )
    name = namensfeld()
    gewaehlt = st.selectbox(
        "Quartal",
        waehlbare(einstellungen.heute()),
        format_func=quartalstext,
        key=f"{QUARTAL}_{datenstand.nummer}",
        filter_mode=None,
    )
    vermerk = st.text_input(
        "Vermerk",
        key=f"{VERMERK}_{datenstand.nummer}",
        max_chars=200,
        placeholder="freiwillig, etwa ein Aktenzeichen",
    )
    st.button(
        "Freigeben",
        type="primary",
        icon=":material/verified:",
        disabled=not name,
        on_click=_gib_frei,
        args=(datenstand.nummer, gewaehlt, vermerk.strip() or None),
        key="datenpflege_freigeben_jetzt",
    )
    if not name:
        st.caption("Bitte den Namen ausfüllen.")


def _gib_frei(nummer: int, gewaehlt: str, vermerk: str | None) -> None:
    try:
        verlauf.gib_frei(zwischenspeicher.register(), nummer, gewaehlt, person=handelnder(), vermerk=vermerk)
    except RegisterFehler as fehler:
        melde(Nachricht(str(fehler), "fehler"))
        return
    melde(Nachricht(f"Datenstand {nummer} ist für das {quartalstext(gewaehlt)} amtlich freigegeben."))


def _schliesse_wenn_fertig() -> None:
    """Nach einem Rückruf läuft nur der Dialog neu; die Nachricht steht auf der Seite, also schließen."""
    if zustand().nachricht is not None:
        st.rerun()
