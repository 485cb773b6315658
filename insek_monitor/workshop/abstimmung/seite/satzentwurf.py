"""Ein Fragensatz in Arbeit: was in den Feldern steht, ob es schon eine Frage ist, und die Reihenfolge."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from insek_monitor.kern.stimmungsbild import Frage, Frageart, FrageFehler, lies_frage
from insek_monitor.lage.ausgabe.dateien import kuerzel
from insek_monitor.workshop.abstimmung.register_fragensaetze import EigenerSatz

ENTWURF = "stimmung_satzentwurf"
GEWAEHLT = "stimmung_satzfrage"
NAME = "stimmung_satzname"
FELDER = ("art", "text", "links", "rechts", "optionen")
_ZAEHLER = "stimmung_satzzaehler"


@dataclass
class Entwurf:
    """Ein offener Editor.

    Attributes
    ----------
    basis : der Stand, der geändert wird; None: ein neuer Satz.
    inzwischen : was jemand anderes gespeichert hat, während der Editor offen war.
    entfernt : zuletzt entfernte Zeile und ihr Platz.
    """

    basis: EigenerSatz | None
    zeilen: list[Zeile] = field(default_factory=list)
    inzwischen: EigenerSatz | None = None
    entfernt: tuple[int, Zeile] | None = None

    def platz(self, nummer: int | None) -> int:
        """Platz einer Zeile (ab 0); ohne Treffer der erste."""
        return next((platz for platz, zeile in enumerate(self.zeilen) if zeile.nummer == nummer), 0)


def offener() -> Entwurf | None:
    """Der offene Editor mit dem, was jetzt in seinen Feldern steht."""
    entwurf: Entwurf | None = st.session_state.get(ENTWURF)
    if entwurf is not None:
        entwurf.zeilen = [_gelesen(zeile) for zeile in entwurf.zeilen]
    return entwurf


def beginne(name: str, fragen: Sequence[Frage], basis: EigenerSatz | None = None) -> None:
    """Öffnet den Editor (Rückruf); ohne Fragen mit einer leeren."""
    zeilen = [_aus_frage(frage) for frage in fragen] or [Zeile(_naechste())]
    st.session_state[ENTWURF] = Entwurf(basis, zeilen)
    st.session_state[NAME] = name
    waehle(zeilen[0])


def verwirf() -> None:
    """Schließt den Editor (Rückruf)."""
    st.session_state.pop(ENTWURF, None)


def waehle(zeile: Zeile) -> None:
    """Zeigt diese Frage im Editor."""
    st.session_state[GEWAEHLT] = zeile.nummer


def gewaehlte(entwurf: Entwurf) -> Zeile:
    """Die gezeigte Frage."""
    return entwurf.zeilen[entwurf.platz(st.session_state.get(GEWAEHLT))]


def haenge_an() -> None:
    """Neue leere Frage am Ende (Rückruf)."""
    if (entwurf := offener()) is not None:
        entwurf.zeilen.append(Zeile(_naechste()))
        waehle(entwurf.zeilen[-1])


def verdopple() -> None:
    """Kopie der gezeigten Frage dahinter (Rückruf); sie bekommt eine eigene Kennung."""
    if (entwurf := offener()) is not None:
        zeile = gewaehlte(entwurf)
        kopie = replace(zeile, nummer=_naechste(), kennung="")
        entwurf.zeilen.insert(entwurf.platz(zeile.nummer) + 1, kopie)
        waehle(kopie)


def verschiebe(um: int) -> None:
    """Gezeigte Frage nach oben (−1) oder unten (+1) (Rückruf)."""
    if (entwurf := offener()) is not None:
        zeile = gewaehlte(entwurf)
        platz = entwurf.platz(zeile.nummer)
        neu = min(max(platz + um, 0), len(entwurf.zeilen) - 1)
        entwurf.zeilen.insert(neu, entwurf.zeilen.pop(platz))


def entferne() -> None:
    """Gezeigte Frage weg (Rückruf); ``hole_zurueck`` nimmt es zurück."""
    if (entwurf := offener()) is not None and len(entwurf.zeilen) > 1:
        platz = entwurf.platz(gewaehlte(entwurf).nummer)
        entwurf.entfernt = (platz, entwurf.zeilen.pop(platz))
        waehle(entwurf.zeilen[min(platz, len(entwurf.zeilen) - 1)])


def hole_zurueck() -> None:
    """Zuletzt entfernte Frage wieder an ihren Platz (Rückruf)."""
    if (entwurf := offener()) is not None and entwurf.entfernt is not None:
        platz, zeile = entwurf.entfernt
        entwurf.zeilen.insert(platz, zeile)
        entwurf.entfernt = None
        waehle(zeile)


def fragen(entwurf: Entwurf) -> list[Frage]:
    """Alle Fragen; neue bekommen eine Kennung aus ihrem Text.

    Raises
    ------
    FrageFehler
        wenn eine noch keine Frage ist.
    """
    vergeben = {zeile.kennung for zeile in entwurf.zeilen if zeile.kennung}
    fertige = []
    for platz, zeile in enumerate(entwurf.zeilen):
        if not zeile.kennung:
            entwurf.zeilen[platz] = zeile = replace(zeile, kennung=neue_kennung(zeile.text, vergeben))
            vergeben.add(zeile.kennung)
        fertige.append(zeile.als_frage())
    return fertige


def neue_kennung(text: str, vergeben: Collection[str]) -> str:
    """Kennung einer eigenen Frage: aus dem Text, mit Zufall, damit zwei Sätze sich nicht vermischen."""
    while True:
        kennung = f"{kuerzel(text, 'frage')[:30].strip('-')}-{secrets.token_hex(3)}"
        if kennung not in vergeben:
            return kennung


def schluessel(zeile: Zeile, feld: str) -> str:
    """Schlüssel eines Feldes."""
    return f"stimmung_satzfeld_{zeile.nummer}_{feld}"


def _gelesen(zeile: Zeile) -> Zeile:
    werte = {
        feld: st.session_state[schluessel(zeile, feld)]
        for feld in FELDER
        if st.session_state.get(schluessel(zeile, feld)) is not None
    }
    return replace(zeile, **werte)


def _aus_frage(frage: Frage) -> Zeile:
    return Zeile(
        _naechste(),
        frage.kennung,
        frage.art,
        frage.text,
        frage.links,
        frage.rechts,
        "\n".join(frage.optionen),
    )


def _naechste() -> int:
    nummer = int(st.session_state.get(_ZAEHLER, 0)) + 1
    st.session_state[_ZAEHLER] = nummer
    return nummer


@dataclass(frozen=True)
class Zeile:
    """Eine Frage, wie sie in den Feldern steht; ``optionen`` je Zeile eine Antwort.

    ``nummer`` ist in der Sitzung eindeutig: Daran hängen die Schlüssel der Felder.
    """

    nummer: int
    kennung: str = ""
    art: Frageart = Frageart.SKALA
    text: str = ""
    links: str = ""
    rechts: str = ""
    optionen: str = ""

    def als_frage(self, kennung: str = "") -> Frage:
        """Die Frage.

        Raises
        ------
        FrageFehler
            wenn noch etwas fehlt.
        """
        return lies_frage(
            {
                "kennung": kennung or self.kennung or "neu",
                "art": self.art.value,
                "text": self.text,
                "links": self.links,
                "rechts": self.rechts,
                "optionen": [zeile for zeile in self.optionen.splitlines() if zeile.strip()],
            }
        )

    @property
    def mangel(self) -> str:
        """Was noch nicht stimmt, als Satz; leer, wenn es eine Frage ist."""
        try:
            self.als_frage()
        except FrageFehler as fehler:
            return str(fehler)
        return ""
