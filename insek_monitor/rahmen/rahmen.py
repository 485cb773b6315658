"""Was jede Seite gemeinsam hat: Überschrift mit Befund, Hinweis auf den Datenstand, Fußzeile mit Quellen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import streamlit as st

from insek_monitor import __version__, einstellungen
from insek_monitor.kern.begriffe import Datenlage, Status
from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.kern.zeit import ORTSZEIT
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.konzepttext import sicher
from insek_monitor.lage.lage import Auswahl
from insek_monitor.rahmen import adresse, ansicht, datenstandwahl, navigation, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.register import altbestand
from insek_monitor.register.datenstaende import Datenstand
from insek_monitor.register.fehler import RegisterFehler

STATISCH = Path(__file__).parent / "statisch"
LOGO, SYMBOL = STATISCH / "logo.svg", STATISCH / "symbol.svg"
OHNE_DATENSTAND = frozenset({"stimmungsbild"})
"""Seiten (Namen in der Adresse), die keine Zahl aus dem Datenstand zeigen: dort steht kein Hinweis darauf."""

_GRUNDLAGEN = (
    "Gemeinden und Einwohner: © Statistisches Bundesamt (Destatis), Daten aus dem Gemeindeverzeichnis, "
    "{} · Grenzen: © GeoBasis-DE / BKG 2021 (Daten verändert) · beide: Datenlizenz Deutschland – "
    "Namensnennung – Version 2.0 · Anschriften: Landesdirektion Sachsen, Gemeindeverzeichnis, März 2026"
)


def richte_ein() -> None:
    """Seitentitel, Breite, Logo; vor allem anderen zu rufen."""
    st.set_page_config(
        page_title="INSEK-Monitor Sachsen",
        page_icon=str(SYMBOL),
        layout="wide",
        initial_sidebar_state=240,
        menu_items={
            "About": f"**INSEK-Monitor Sachsen**, Version {__version__}. Quellen und Methoden: Seite "
            "„Methodik“."
        },
    )
    st.logo(str(LOGO), size="large")


def befund(satz: str, zusatz: str | None = None) -> None:
    """Setzt die Überschrift der Seite (der Befund als Satz) über die Filterzeile; darunter die Auswahl.

    Die Filterzeile wird nicht gedruckt; ohne diese Zeile sagte ein Blatt nicht, dass es von einem Kreis
    handelt.
    """
    aktuelle = ansicht.aktuelle()
    with aktuelle.kopf:
        st.title(satz, anchor=False)
        if zusatz:
            st.markdown(zusatz)
        if auswahl := _auswahl(aktuelle.auswahl):
            st.caption(f":material/filter_alt: {auswahl}")


def _auswahl(auswahl: Auswahl) -> str:
    """Wovon die Seite handelt, wenn nicht von allem; leer ohne Auswahl."""
    teile = [
        *([f"Kreis: {'; '.join(auswahl.kreise)}"] if auswahl.kreise else []),
        *([f"Einwohner: {'; '.join(auswahl.klassen)}"] if auswahl.klassen else []),
        *(["nur belegte Angaben"] if auswahl.nur_belegt else []),
    ]
    return " · ".join(teile)


def uhrwarnung(geltend: Datenstand) -> str:
    """Ein Satz, wenn die Uhr vor dem neuesten Eintrag des Registers steht; sonst leer.

    Dann fehlt in jeder Zahl, was nach dem vermeintlichen „heute“ beschlossen wurde. Neu ist, was zuletzt
    eingespielt wurde oder was der geltende Datenstand zuletzt belegt: Auf einem neuen Register mit falscher
    Uhr ist schon das Einspielen falsch datiert.
    """
    neuestes = [zwischenspeicher.alle_datenstaende()[0].angelegt_am.astimezone(ORTSZEIT).date()]
    with suppress(RegisterFehler):  # Einen beschädigten Datenstand meldet, wer ihn zeigt.
        belegt = zwischenspeicher.bestand(geltend.nummer).konzepte["belegt"].dropna()
        if len(bekannt := belegt[belegt != UNBEKANNT]):
            # „2026-11“ kann schon am 1. geschrieben sein; gerechnet würde mit dem 15.
            neuestes.append(date.fromisoformat(f"{bekannt.max()}-01-01"[:10]))
    uhr = einstellungen.jetzt().date()
    if uhr >= max(neuestes) - timedelta(days=1):  # Datenbank und Dashboard können verschiedene Uhren haben.
        return ""
    return (
        f"Die Uhr dieses Rechners steht auf dem {zahlen.datum(uhr)}; der neueste Eintrag des Registers ist "
        f"vom {zahlen.datum(max(neuestes))}. Ohne gewählten Stichtag fehlt in allen Zahlen, was dazwischen "
        "liegt. Bitte stellen Sie die Uhr."
    )


def kurzhinweis(aktuelle: Ansicht) -> str:
    """Eine Zeile (Markdown): welcher Datenstand, wie viel davon belegt ist, welcher inzwischen gilt."""
    return f":material/info: {_hinweis(aktuelle, '**', sicher)}"


def kurzhinweis_klartext(aktuelle: Ansicht) -> str:
    """Dasselbe ohne Auszeichnung, für Dateien."""
    return _hinweis(aktuelle, "", str)


def _hinweis(aktuelle: Ansicht, fett: str, fremd: Callable[[str], str]) -> str:
    lage = aktuelle.lage_gesamt
    ohne_nachweis = lage.loc[~lage["geklaert"], "status"] == Status.UNBEKANNT.value
    offen, nichts = len(ohne_nachweis), int(ohne_nachweis.sum())
    datenstand = aktuelle.datenstand
    name = fremd(datenstandwahl.kurzname(datenstand))
    nummer = "" if datenstand.kuerzel else f" (Nr. {datenstand.nummer})"
    freigabe = datenstandwahl.freigabetext(aktuelle.quartale)
    kopf = f"{fett}Datenstand „{name}“{nummer}{', ' + freigabe if freigabe else ''}:{fett}"
    if not offen:
        satz = f"{kopf} zu jeder Gemeinde ist der Stand belegt."
    elif lage.attrs["schaetzung"].wirkt:
        satz = (
            f"{kopf} Bei {zahlen.zahl(nichts)} von {zahlen.gemeinden(len(lage))} ist der Stand nicht belegt"
            f"{f', bei {zahlen.zahl(offen - nichts)} nur ein ähnliches Konzept' if offen > nichts else ''}. "
            f"Summen enthalten dafür eine {fett}Schätzung{fett} nach den veröffentlichten Eckwerten, "
            "Angaben zu einer Gemeinde nie."
        )
    else:
        satz = (
            f"{kopf} nur belegte Angaben. „{Status.UNBEKANNT.beschriftung}“ heißt: kein Nachweis gefunden, "
            "nicht: kein Konzept."
        )
    satz = f"{satz} {altbestand.weglassung(aktuelle.bestand.weggelassen)}".rstrip()
    geltend = aktuelle.geltend
    if geltend.kuerzel or geltend.nummer == datenstand.nummer:
        return satz
    neuer = fremd(datenstandwahl.kurzname(geltend))
    return f"{satz} {fett}Inzwischen gilt{fett} „{neuer}“ (Nr. {geltend.nummer})."


def herkunft(aktuelle: Ansicht) -> str:
    """Quelle, Stichtag und Datenstand in einer Zeile (Markdown); steht unter jeder Abbildung."""
    return _herkunft(aktuelle, sicher)


def herkunft_klartext(aktuelle: Ansicht) -> str:
    """Dasselbe ohne Maskierung, für HTML und Dateien."""
    return _herkunft(aktuelle, str)


def _herkunft(aktuelle: Ansicht, fremd: Callable[[str], str]) -> str:
    return (
        f"Quelle: {_quelle(set(aktuelle.konzepte['datenlage']))}; Einwohner: Destatis, {einwohnertag()} · "
        f"Stichtag {zahlen.datum(aktuelle.stichtag)} · {_datenstand(aktuelle, fremd)}"
    )


def einwohnertag() -> str:
    """Für welchen Tag die Einwohnerzahlen gelten."""
    return zahlen.datum(zwischenspeicher.gemeinden()["einwohner_stichtag"].max())


def _quelle(datenlagen: Collection[str]) -> str:
    """Woher die Angaben stammen, nach dem, was der Datenstand wirklich enthält."""
    teile = [
        wort
        for wort, datenlage in (
            ("Meldungen an die Fachstelle", Datenlage.GEMELDET),
            ("Recherche des INSEK-Monitors", Datenlage.RECHERCHIERT),
        )
        if datenlage.value in datenlagen
    ]
    return ", ".join(teile) or "noch keine Angaben"


def _datenstand(aktuelle: Ansicht, fremd: Callable[[str], str]) -> str:
    freigabe = datenstandwahl.freigabetext(aktuelle.quartale)
    name = fremd(datenstandwahl.beschriftung(aktuelle.datenstand))
    return f"Datenstand {name}{', ' + freigabe if freigabe else ''}"


def namensnennung(aktuelle: Ansicht) -> str:
    """Quellen und Lizenzen zu dem, was der Datenstand enthält."""
    datenlagen = set(aktuelle.konzepte["datenlage"])
    konzepte = [
        wort
        for wort, datenlage in (
            ("Meldungen an die Fachstelle", Datenlage.GEMELDET),
            ("eigene Recherche, November 2026, mit Quelle je Angabe", Datenlage.RECHERCHIERT),
        )
        if datenlage.value in datenlagen
    ]
    grundlagen = _GRUNDLAGEN.format(einwohnertag())
    return f"{grundlagen} · Konzepte: {'; '.join(konzepte)}" if konzepte else grundlagen


def fuss(aktuelle: Ansicht, seite: str) -> None:
    """Fußzeile: Namensnennung, Datenstand mit Prüfsumme, Version, Verweis auf die Methodik."""
    d = aktuelle.datenstand
    link = adresse.fester_link(
        seite, {name: st.query_params.get_all(name) for name in st.query_params}, aktuelle.stichtag, d.nummer
    )
    with st.container(key="fusszeile"):
        st.caption(
            f"{namensnennung(aktuelle)}\n\n{_datenstand(aktuelle, sicher)}, vom "
            f"{zahlen.datum(d.angelegt_am)}, Prüfsumme {d.pruefsumme[:12]} · Stichtag "
            f"{zahlen.datum(aktuelle.stichtag)} · INSEK-Monitor {__version__} · "
            f"[Fester Link zu dieser Ansicht]({link})"
        )
        st.page_link(navigation.seiten()["methodik"], label="Quellen, Lizenzen und Methoden")
