"""Bereich „Datenstände“: der Verlauf, zwei im Vergleich, ansehen, wieder geltend machen, freigeben."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from insek_monitor.einspielen.register_eintragen import quelldatei
from insek_monitor.einspielen.seite import standdialoge, vergleichsansicht
from insek_monitor.kern.rollen import Rolle
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import anmeldung, blaettern, datenstandwahl, zwischenspeicher
from insek_monitor.rahmen import fremdtext as texte
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register import verlauf
from insek_monitor.register.datenstaende import Datenstand

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
    seiten = blaettern.stuecke(alle, JE_SEITE)
    for datenstand in seiten[blaettern.aktuelle(SEITE, len(seiten)) - 1]:
        _eintrag(datenstand, ansicht, datenstandwahl.quartale(freigaben, datenstand.nummer))
    blaettern.leiste(SEITE, len(seiten))


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
        standdialoge.mache_geltend(datenstand, geltend, ansicht)
    if (
        not texte.ist_mitgeliefert(datenstand)
        and anmeldung.darf(Rolle.FREIGEBEN)
        and st.button("Amtlich freigeben", key=f"freigeben_{nummer}", icon=":material/verified:")
    ):
        standdialoge.gib_frei(datenstand)
