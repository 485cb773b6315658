"""Überschriften der Folien: Die genannten Zahlen gehen auf, und alle Folien sagen dasselbe."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insek_monitor.kern.begriffe import Status
from insek_monitor.kern.regeln import Regeln
from insek_monitor.lage.abdeckung import stand
from insek_monitor.lage.bild.befunde_lage import je_status
from insek_monitor.lage.lage import lage
from insek_monitor.lage.schaetzung import ohne_schaetzung, schaetze
from insek_monitor.register import tabellen
from insek_monitor.register.laden import lade
from insek_monitor.register.speicher import oeffne
from insek_monitor.workshop.vortrag import folien_saetze as saetze
from insek_monitor.workshop.vortrag.folien_grundlage import balken
from tests.conftest import STICHTAG

NAMEN = ("vorhanden", "teilweise", "kein", "unbekannt")


def gezaehlt(*je: int, gemeldet: bool = True) -> pd.DataFrame:
    """So viele Gemeinden je Status, in der Reihenfolge von ``NAMEN``; Gemeldetes ist geklärt."""
    status = [name for name, n in zip(NAMEN, je, strict=True) for _ in range(n)]
    frame = pd.DataFrame({"status": pd.Categorical(status, NAMEN, ordered=True)})
    frame["datenlage"] = pd.array(
        [None if s == "unbekannt" else "gemeldet" if gemeldet else "recherchiert" for s in status], "str"
    )
    return ohne_schaetzung(frame)


def genannt(satz: str) -> list[int]:
    """Zahlen von Gemeinden im Satz, ohne Prozente."""
    return [int(z.replace(".", "")) for z in re.findall(r"[0-9][0-9.]*(?![0-9.]*\u00a0%)\b", satz)]


def pruefe(satz: str, n: int) -> None:
    """Der Satz nennt nur eine Zahl (die aller Gemeinden), oder seine Gruppen ergeben sie."""
    zahlen = genannt(satz)
    assert len(satz) <= saetze.ZWEIZEILIG, satz
    if len(zahlen) > 1:
        erste, gesamt, *weitere = zahlen
        assert gesamt == n, satz
        if " kein INSEK" not in satz:
            assert erste + sum(weitere) == n, satz
    else:
        assert zahlen == [n], satz


@pytest.mark.parametrize(
    ("je", "satz"),
    [
        ((207, 22, 189, 0), "207 von 418 Gemeinden haben ein INSEK, 22 ein ähnliches Konzept, 189 keines."),
        ((1, 2, 3, 0), "1 von 6 Gemeinden hat ein INSEK, 2 haben ein ähnliches Konzept, 3 keines."),
        ((4, 1, 1, 0), "4 von 6 Gemeinden haben ein INSEK, 1 hat ein ähnliches Konzept, 1 keines."),
        ((4, 1, 2, 0), "4 von 7 Gemeinden haben ein INSEK, 1 hat ein ähnliches Konzept, 2 haben keines."),
        ((4, 0, 6, 0), "4 von 10 Gemeinden haben ein INSEK, 6 keines."),
        ((4, 0, 0, 6), "4 von 10 Gemeinden haben ein INSEK, bei 6 ist nichts belegt."),
        (
            (110, 41, 0, 267),
            "110 von 418 haben ein INSEK, 41 ein ähnliches Konzept, bei 267 ist nichts belegt.",
        ),
        (
            (110, 41, 20, 247),
            "110 von 418 haben ein INSEK, 41 Ähnliches, 20 keines, bei 247 ist nichts belegt.",
        ),
        ((5, 0, 0, 0), "Alle 5 Gemeinden haben ein INSEK."),
        ((0, 2, 3, 0), "Keine der 5 Gemeinden hat ein INSEK."),
        ((0, 2, 0, 3), "Bei keiner der 5 Gemeinden ist ein INSEK belegt."),
        ((0, 0, 0, 5), "Von keiner der 5 Gemeinden ist der Stand belegt."),
        ((0, 0, 0, 0), "Zu dieser Auswahl gehört keine Gemeinde."),
    ],
)
def test_stand_nennt_alle_gruppen(je: tuple[int, ...], satz: str) -> None:
    assert saetze.stand(gezaehlt(*je)) == satz


def test_neben_einem_gefundenen_aehnlichen_konzept_kann_es_ein_insek_geben() -> None:
    gefunden = gezaehlt(0, 2, 3, 0, gemeldet=False)
    assert saetze.stand(gefunden) == "Bei keiner der 5 Gemeinden ist ein INSEK belegt."
    assert "kein INSEK" not in saetze.karte(gezaehlt(4, 1, 5, 0, gemeldet=False))


@pytest.mark.parametrize(
    ("je", "satz"),
    [
        (
            (207, 22, 189, 0),
            "211 von 418 Gemeinden (50\u00a0%) haben kein INSEK, 22 davon ein ähnliches Konzept.",
        ),
        (
            (4, 1, 5, 0),
            "6 von 10 Gemeinden (60\u00a0%) haben kein INSEK, 1 davon hat ein ähnliches Konzept.",
        ),
        ((4, 0, 6, 0), "6 von 10 Gemeinden (60\u00a0%) haben kein INSEK."),
        ((9, 1, 0, 0), "1 von 10 Gemeinden (10\u00a0%) hat kein INSEK, aber ein ähnliches Konzept."),
        ((8, 2, 0, 0), "2 von 10 Gemeinden (20\u00a0%) haben kein INSEK, alle aber ein ähnliches Konzept."),
        ((4, 1, 4, 1), None),
        ((5, 0, 0, 0), None),
        ((0, 2, 3, 0), None),
        ((0, 0, 0, 0), None),
    ],
)
def test_karte_sagt_was_fehlt_oder_dasselbe_wie_die_abdeckung(je: tuple[int, ...], satz: str | None) -> None:
    tabelle = gezaehlt(*je)
    assert saetze.karte(tabelle) == (satz or saetze.stand(tabelle))


anzahlen = st.integers(min_value=0, max_value=180)


@given(st.tuples(anzahlen, anzahlen, anzahlen, anzahlen).filter(lambda je: sum(je) > 1))
def test_zahlen_einer_ueberschrift_gehen_auf(je: tuple[int, ...]) -> None:
    tabelle = gezaehlt(*je)
    stand, karte = saetze.stand(tabelle), saetze.karte(tabelle)
    pruefe(stand, sum(je))
    pruefe(karte, sum(je))
    _stimmen_ueberein(tabelle, stand, karte)


def _stimmen_ueberein(tabelle: pd.DataFrame, stand: str, karte: str) -> None:
    """Karte und Abdeckung zählen dieselben Gemeinden als „ohne INSEK“."""
    if karte == stand:
        return
    je = je_status(tabelle)
    ohne, gesamt, *aehnlich = genannt(karte)
    assert ohne == gesamt - genannt(stand)[0] == je[Status.KEIN] + je[Status.TEILWEISE]
    assert aehnlich in ([], [je[Status.TEILWEISE]])


def test_sachsen_und_jeder_kreis_sagen_auf_allen_folien_dasselbe(
    tmp_path_factory: pytest.TempPathFactory, echte_regeln: Regeln
) -> None:
    register = oeffne(f"sqlite:///{(tmp_path_factory.mktemp('saetze') / 'r.sqlite').as_posix()}")
    bestand = lade(register)
    register.schliesse()
    gemeinden = tabellen.gemeinden()
    belegt = lage(gemeinden, bestand.konzepte, bestand.zuordnung, STICHTAG, echte_regeln)
    alle = schaetze(belegt, tabellen.eckwerte(), STICHTAG)
    for teil in (alle, *(kreis for _, kreis in alle.groupby("kreis"))):
        if len(teil) == 1:
            assert saetze.stand(teil) == saetze.karte(teil)
            continue
        pruefe(saetze.stand(teil), len(teil))
        pruefe(saetze.karte(teil), len(teil))
        # Dieselben Zahlen wie auf den Seiten des Dashboards.
        (einer,), gezeigt = balken(teil), stand(teil)
        ueberschrift = saetze.abdeckung(teil, einer)
        assert len(ueberschrift) <= saetze.ZWEIZEILIG, ueberschrift
        erwartet = int(gezeigt.zahl + 0.5)
        assert genannt(ueberschrift) == [gezeigt.belegt, gezeigt.gesamt, erwartet]
        assert ("rund" in ueberschrift) == gezeigt.ungefaehr
