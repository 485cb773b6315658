"""Ein Konzept in Worten (Markdown): Titel, Ereignisse, Mitglieder, Quelle als Verweis, Anmerkung."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pandas as pd

from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.gemeinde import GealterteArbeit

_WIRKSAM = re.compile(r"[\\`*_{}\[\]<>#|$~:&]")
_AM_ANFANG = re.compile(r"^(?:(?=[-+=])|(\d{1,9})(?=[.)]))")
_NACHTRAEGLICH = re.compile(r"(?<=:)(?=//|[\w+\-/]+:)|(?<=@)(?=[\w-])|(?<=www)(?=\.)", re.IGNORECASE)
_VERBINDER = "\u2060"


def sicher(text: Any) -> str:
    """Fremder Text in einer Zeile, aus dem Markdown nichts macht: keine Liste, kein Verweis, kein Zeichen.

    Adressen (``www.…``, ``https://…``, ``a@b.de``) und Kurzzeichen (``:material/check:``) sucht Streamlit
    erst im fertigen Text, wo kein Gegenschrägstrich mehr steht; sie trennt ein unsichtbarer Wortverbinder.
    """
    eine_zeile = _NACHTRAEGLICH.sub(_VERBINDER, " ".join(str(text).split()))
    return _AM_ANFANG.sub(r"\1\\", _WIRKSAM.sub(r"\\\g<0>", eine_zeile))


def verweis(text: Any, adresse: Any) -> str:
    """Markdown-Verweis; was keine http(s)-Adresse ist, bleibt bloßer Text."""
    ziel = str(adresse).strip()
    if not ziel.startswith(("http://", "https://")):
        return sicher(text)
    # Umbruch, Klammer oder Gegenschrägstrich beendeten den Verweis; „&…;“ läse Markdown als ein Zeichen.
    ziel = quote(ziel, safe="!#$%&'()*+,/:;=?@[]~").replace("&", "&amp;")
    return f"[{sicher(text)}](<{ziel}>)"


def konzepttext(konzept: Any, namen: pd.Series) -> str:
    """Ein Listenpunkt zu einem Datensatz.

    Parameters
    ----------
    konzept
        Zeile aus ``lage.gemeinde.konzepte_der_gemeinde`` (``itertuples``).
    namen : Gemeindename je AGS, für gemeinsame Konzepte.
    """
    art = Konzeptart(konzept.art)
    titel = mit_art(konzept.titel, art)
    teile = ", ".join(ereignisse(konzept, namen)) or "ohne Datum"
    kopf = f"- **{sicher(titel)}** – {teile.removesuffix('.')}."
    anmerkung = [] if zahlen.fehlt(konzept.notiz) else [sicher(konzept.notiz)]
    return "  \n  ".join([kopf, " · ".join(_belege(konzept)), *anmerkung])


def mit_art(titel: Any, art: Konzeptart) -> str:
    """„Leitbild 2030 (ähnliches Konzept)“; wo der Titel die Art schon nennt, nur er. Fremder Text."""
    if zahlen.fehlt(titel):
        return art.beschriftung
    genannt = art.beschriftung.casefold() in str(titel).casefold()
    return str(titel) if genannt else f"{titel} ({art.beschriftung})"


def belegte(konzept: Any) -> list[tuple[str, str]]:
    """Die belegten Ereignisse der Reihe nach, jedes mit seinem Datum: ``("beschlossen", "2019-03")``."""
    paare = (
        ("begonnen", konzept.begonnen),
        ("beschlossen", konzept.beschluss),
        ("aufgehoben", konzept.aufgehoben),
    )
    bekannt = {wort: str(wann) for wort, wann in paare if not zahlen.fehlt(wann) and wann != ""}
    if "beschlossen" in bekannt and not beschluss_belegt(konzept.beschluss, konzept.art):
        del bekannt["beschlossen"]
        if bekannt.get("begonnen") == UNBEKANNT:
            return [("in Arbeit, Beschluss nicht belegt", "")]
    return list(bekannt.items())


def beschluss_belegt(beschluss: Any, art: Any) -> bool:
    """Ein ähnliches Konzept zählt auch ohne Beschluss; „unbekannt“ heißt dort nicht, dass es einen gibt."""
    if zahlen.fehlt(beschluss) or beschluss == "":
        return False
    return bool(beschluss != UNBEKANNT) or Konzeptart(art).ist_integriert


def ereignisse(konzept: Any, namen: pd.Series) -> list[str]:
    """„beschlossen: März 2019“, „gemeinsam: A und B“, „Zieljahr 2035“: ohne Auszeichnung, nichts Fremdes."""
    teile = [f"{wort}: {zahlen.ungenaues_datum(wann)}" if wann else wort for wort, wann in belegte(konzept)]
    if konzept.gemeinsam:
        teile.append(f"gemeinsam: {zahlen.aufzaehlung(namen.loc[konzept.mitglieder])}")
    if not zahlen.fehlt(konzept.zieljahr):
        teile.append(f"Zieljahr {int(konzept.zieljahr)}")
    return teile


def _belege(konzept: Any) -> list[str]:
    teile = []
    if not zahlen.fehlt(konzept.quelle_url):
        name = konzept.quelle_url if zahlen.fehlt(konzept.quelle) else konzept.quelle
        teile.append(f"Quelle: {verweis(name, konzept.quelle_url)}")
    elif not zahlen.fehlt(konzept.quelle):
        teile.append(f"Quelle: {sicher(konzept.quelle)}")
    elif konzept.datenlage == Datenlage.GEMELDET:
        teile.append("Quelle: Meldung")
    if not zahlen.fehlt(konzept.belegt):
        teile.append(f"Stand {zahlen.ungenaues_datum(konzept.belegt)}")
    if not zahlen.fehlt(konzept.sicherheit):
        teile.append(f"Sicherheit {Sicherheit(konzept.sicherheit).beschriftung}")
    return teile


def gealterte_arbeit(arbeit: GealterteArbeit) -> str:
    """„2017 war eine Fortschreibung in Arbeit; seither ist nichts bekannt.“"""
    was = "eine Fortschreibung" if arbeit.fortschreibung else "ein Konzept"
    wann = zahlen.wann(arbeit.stand)
    return f"{wann[0].upper()}{wann[1:]} war {was} in Arbeit; seither ist nichts bekannt."
