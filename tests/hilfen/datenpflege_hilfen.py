"""Gemeinsames der Tests der Datenpflege: eigener Datenordner je Test, Person, hochladen, lesen."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from insek_monitor.einspielen.register_eintragen import Quelldatei, spiele_ein
from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import datenstaende
from tests.hilfen.seiten import elemente, ohne_auszeichnung

LOKAL = Person("", "lokal", Zugang.LOKAL)
ERIKA = Person("Erika Muster", "erika@fs.example", Zugang.ANMELDUNG, Rolle.BEARBEITEN)
LESERIN = Person("Lena Leser", "lena@fs.example", Zugang.ANMELDUNG, Rolle.LESEN)
OHNE_ROLLE = Person("Otto Ohne", "otto@fs.example", Zugang.ANMELDUNG)
NIEMAND = GAST


def lade_hoch(lauf: AppTest, text: str, name: str = "liste.csv") -> AppTest:
    """Lädt eine CSV-Datei hoch; die Seite zeigt danach alle Schritte."""
    return lauf.file_uploader[0].upload(name, text.encode(), "text/csv").run()


def zahlen(lauf: AppTest) -> dict[str, str]:
    """Große Zahlen der Seite: Beschriftung → Zahl."""
    html = " ".join(str(e.value) for e in elemente(lauf, "html"))
    return {ohne_auszeichnung(name): zahl for name, zahl in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)}


def alles(lauf: AppTest) -> str:
    """Meldungen und Texte der Seite, wie man sie liest."""
    return re.sub(r"\\([^\w\s])", r"\1", auszeichnung(lauf))


def auszeichnung(lauf: AppTest) -> str:
    """Meldungen und Texte der Seite als Markdown."""
    arten = ("markdown", "caption", "error", "info", "success", "warning", "subheader")
    return "\n".join(str(e.value) for e in elemente(lauf, *arten))


def knopf(lauf: AppTest, beschriftung: str):
    """Der eine Knopf mit dieser Beschriftung."""
    passend = [k for k in lauf.button if k.label == beschriftung]
    assert len(passend) == 1, (beschriftung, [k.label for k in lauf.button])
    return passend[0]


def unterzeichne(lauf: AppTest, name: str | None = "Erika Muster", anlass: str = "Probe") -> AppTest:
    """Füllt Schritt 5 aus."""
    if name is not None:
        lauf.text_input(key="datenpflege_name").input(name)
    return lauf.text_input(key="datenpflege_anlass").input(anlass).run()


def anderer_spielt_ein(
    titel: str = "Von jemand anderem", ohne: int = 1, quelle: Quelldatei | None = None
) -> datenstaende.Datenstand:
    """Ein zweiter Mensch ist schneller: streicht die ersten Datensätze des geltenden Datenstands."""
    register = zwischenspeicher.register()
    basis = datenstaende.finde(register)
    bestand = zwischenspeicher.bestand(basis.nummer)
    weg = bestand.konzepte.index[:ohne]
    return spiele_ein(
        register,
        bestand.konzepte.drop(index=weg),
        bestand.zuordnung[~bestand.zuordnung["konzept_id"].isin(weg)],
        basis_nummer=basis.nummer,
        person=Person("Max Andere", "max@fs.example", Zugang.ANMELDUNG, Rolle.FREIGEBEN),
        anlass="Eilmeldung",
        titel=titel,
        quelle=quelle,
    )
