"""Ein Befund auf dem Schirm: was nicht stimmt, wo, was erwartet wird, und die Knöpfe dazu."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from insek_monitor.einspielen.befund import WEGLASSEN, Befund, Korrektur, Stufe, Vorschlag
from insek_monitor.einspielen.seite.vorgang import Vorgang
from insek_monitor.kern.meldung import FELD_JE_NAME
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import fremdtext as texte

ZEICHEN = {
    Stufe.FEHLER: ":red[:material/error:]",
    Stufe.WARNUNG: ":orange[:material/warning:]",
    Stufe.HINWEIS: ":blue[:material/info:]",
}
WERT = "datenpflege_anderer_wert"
JE_ZEILE = 12
"""Mehr Befunde zeigt eine Zeile nicht auf einmal; die übrigen folgen, wenn diese erledigt sind."""


def zeichne_gruppe(gruppe: Gruppe, name: str, vorgang: Vorgang) -> None:
    """Alle Befunde einer Zeile in einem Kasten."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{ueberschrift(gruppe, name)}**", width="stretch")
            if gruppe.zeile is not None and gruppe.zu_klaeren:
                st.button(
                    "Zeile weglassen",
                    key=f"weg_{gruppe.blatt}_{gruppe.zeile}",
                    icon=":material/playlist_remove:",
                    type="tertiary",
                    on_click=vorgang.lass_weg,
                    args=(gruppe.blatt, gruppe.zeile),
                    help="Diese Zeile der Datei wird übergangen. Das lässt sich zurücknehmen.",
                )
        for befund in gruppe.befunde[:JE_ZEILE]:
            _befund(befund, vorgang)
        if (rest := len(gruppe.befunde) - JE_ZEILE) > 0:
            st.caption(f"Dazu {zahlen.anzahl(rest, 'weiterer Befund', 'weitere Befunde')} in dieser Zeile.")


def ueberschrift(gruppe: Gruppe, name: str) -> str:
    """„Zeile 12 · Amtsberg“ oder „Ganze Datei“ (Markdown)."""
    if gruppe.zeile is None:
        return f"Blatt „{texte.fremd(gruppe.blatt, 60)}“" if gruppe.blatt else "Ganze Datei"
    return f"Zeile {gruppe.zeile}" + (f" · {texte.fremd(name, 80)}" if name else "")


def beschreibung(befund: Befund) -> str:
    """Stufe und Meldung, darunter Ort, gefundener und erwarteter Wert (Markdown)."""
    teile = [texte.fremd(zellort(befund), 120)]
    if befund.spaltentitel:
        teile.append(f"Spalte „{texte.fremd(befund.spaltentitel, 60)}“")
    if befund.gefunden:
        teile.append(f"gefunden: „{texte.fremd(befund.gefunden)}“")
    if befund.erwartet:
        teile.append(f"erwartet: {texte.fremd(befund.erwartet)}")
    return (
        f"{ZEICHEN[befund.stufe]} **{befund.stufe.beschriftung}:** {texte.fremd(befund.meldung, 600)}  \n"
        f":small[{' · '.join(teile)}]"
    )


def _befund(befund: Befund, vorgang: Vorgang) -> None:
    st.markdown(beschreibung(befund))
    aenderbar = befund.zeile is not None and befund.feld is not None and befund.stufe is not Stufe.HINWEIS
    if not (vorschlaege(befund) or aenderbar or befund.stufe is Stufe.WARNUNG):
        return
    with st.container(horizontal=True, gap="small"):
        knoepfe(befund, vorgang, hilfe="Die Zeile wird übernommen, wie sie dasteht.")
        if aenderbar and st.button(
            "Anderer Wert …", key=f"aendern_{befund.kennung}", type="tertiary", icon=":material/edit:"
        ):
            _anderer_wert(befund, vorgang)


def vorschlaege(befund: Befund) -> list[Vorschlag]:
    """Was sich übernehmen lässt; „Zeile weglassen“ steht im Kopf des Kastens oder hat hier keinen Sinn."""
    return [v for v in befund.vorschlaege if v.korrektur.feld != WEGLASSEN]


def knoepfe(befund: Befund, vorgang: Vorgang, *, hilfe: str, vorsatz: str = "") -> None:
    """Ein Knopf je Vorschlag, bei einer Warnung auch „Annehmen“.

    Parameters
    ----------
    hilfe : Was „Annehmen“ bewirkt.
    vorsatz : Anfang der Schlüssel, damit zwei Bereiche sich nicht ins Gehege kommen.
    """
    for nummer, vorschlag in enumerate(vorschlaege(befund)):
        st.button(
            texte.fremd(vorschlag.beschriftung, 120),
            key=f"{vorsatz}vorschlag_{befund.kennung}_{nummer}",
            on_click=vorgang.korrigiere,
            args=(vorschlag.korrektur,),
        )
    if befund.stufe is Stufe.WARNUNG:
        angenommen = befund.kennung in vorgang.angenommen
        if angenommen:
            st.button(
                "Annahme zurücknehmen",
                key=f"{vorsatz}widerrufen_{befund.kennung}",
                icon=":material/undo:",
                on_click=vorgang.widerrufe,
                args=(befund,),
            )
        else:
            st.button(
                "Annehmen",
                key=f"{vorsatz}annehmen_{befund.kennung}",
                icon=":material/check:",
                on_click=vorgang.nimm_an,
                args=([befund],),
                help=hilfe,
            )


@st.dialog("Anderer Wert")
def _anderer_wert(befund: Befund, vorgang: Vorgang) -> None:
    assert befund.feld is not None, "nur für Befunde an einem Feld"
    feld = FELD_JE_NAME[befund.feld]
    st.markdown(beschreibung(befund))
    with st.form("anderer_wert", border=False):
        st.text_input(
            f"{feld.titel} in Zeile {befund.zeile}",
            value=befund.gefunden,
            key=f"{WERT}_{befund.kennung}",
            help=f"{feld.erklaerung} Zum Beispiel: {', '.join(feld.beispiele)}.",
        )
        st.caption("Ihre Datei bleibt, wie sie ist; geändert wird nur, was eingespielt wird.")
        if st.form_submit_button(
            "Übernehmen", type="primary", on_click=_setze_wert, args=(befund, vorgang), key=f"{WERT}_fertig"
        ):
            st.rerun()


def _setze_wert(befund: Befund, vorgang: Vorgang) -> None:
    if befund.zeile is not None and befund.feld is not None:
        wert = str(st.session_state.get(f"{WERT}_{befund.kennung}") or "").strip()
        vorgang.korrigiere(Korrektur(befund.blatt, befund.zeile, befund.feld, wert))


JE_SEITE = 20
ZU_KLAEREN = "Zu klären"
WAHLEN = (ZU_KLAEREN, "Fehler", "Warnungen", "Hinweise", "Alle")
_STUFE = {"Fehler": Stufe.FEHLER, "Warnungen": Stufe.WARNUNG, "Hinweise": Stufe.HINWEIS}


@dataclass(frozen=True)
class Gruppe:
    """Alle Befunde einer Zeile; ohne Zeile: der Datei oder des Blatts."""

    blatt: str
    zeile: int | None
    befunde: tuple[Befund, ...]

    @property
    def zu_klaeren(self) -> bool:
        """Ob ein Fehler oder eine Warnung dabei ist."""
        return any(befund.stufe is not Stufe.HINWEIS for befund in self.befunde)


def passende(befunde: Sequence[Befund], wahl: str, angenommen: Collection[str]) -> list[Befund]:
    """Befunde zu einer Wahl aus `WAHLEN`; „Zu klären“: Fehler und noch nicht angenommene Warnungen."""
    if wahl == ZU_KLAEREN:
        return [
            b
            for b in befunde
            if b.stufe is Stufe.FEHLER or (b.stufe is Stufe.WARNUNG and b.kennung not in angenommen)
        ]
    stufe = _STUFE.get(wahl)
    return [b for b in befunde if stufe is None or b.stufe is stufe]


def gruppiere(befunde: Sequence[Befund]) -> list[Gruppe]:
    """Bündelt je Zeile: erst was die ganze Datei betrifft, dann nach Zeilen; schwere Befunde zuerst."""
    stufen = list(Stufe)

    def ort(befund: Befund) -> tuple[str, int]:
        return befund.blatt, befund.zeile or 0

    sortiert = sorted(befunde, key=lambda b: (b.zeile is not None, ort(b), stufen.index(b.stufe)))
    return [
        Gruppe(blatt, zeile or None, tuple(buendel)) for (blatt, zeile), buendel in groupby(sortiert, key=ort)
    ]


def verteile(gruppen: Sequence[Gruppe], je_seite: int = JE_SEITE) -> list[list[Gruppe]]:
    """Verteilt auf Seiten mit rund `je_seite` Befunden (mindestens eine); eine Zeile bleibt beisammen."""
    seiten: list[list[Gruppe]] = [[]]
    voll = 0
    for gruppe in gruppen:
        if voll and voll + len(gruppe.befunde) > je_seite:
            seiten.append([])
            voll = 0
        seiten[-1].append(gruppe)
        voll += len(gruppe.befunde)
    return seiten


def zellort(befund: Befund) -> str:
    """„Blatt „INSEK“, Zelle E12“, so genau wie bekannt."""
    if befund.zeile is None:
        return f"Blatt „{befund.blatt}“" if befund.blatt else "Datei"
    if befund.spalte is None:
        return f"Blatt „{befund.blatt}“, Zeile {befund.zeile}"
    return f"Blatt „{befund.blatt}“, Zelle {buchstaben(befund.spalte)}{befund.zeile}"


def buchstaben(spalte: int) -> str:
    """Nummer der Spalte (ab 1) wie in der Tabellenkalkulation: 1 → A, 27 → AA."""
    text = ""
    while spalte > 0:
        spalte, rest = divmod(spalte - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
