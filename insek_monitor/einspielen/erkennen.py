"""Blatt, Kopfzeile und Spalten einer fremden Liste erkennen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from insek_monitor.einspielen.befund import Befund, Stufe
from insek_monitor.einspielen.kopfzeile import HOECHSTENS_SPALTEN, Kopf, finde_kopf, kopf_aus
from insek_monitor.einspielen.spalten_raten import anteil, ist_datum, rate_ort
from insek_monitor.einspielen.spaltentitel import normiere_titel
from insek_monitor.einspielen.spaltenzuordnung import Zuordnung
from insek_monitor.einspielen.tabelle import Spalte, Tabelle, als_text
from insek_monitor.einspielen.wortwerte import ist_antwort
from insek_monitor.kern.rohdatei import Rohblatt, Rohdatei, Zelle
from insek_monitor.register.fehler import RegisterFehler

__all__ = ["ErkennungsFehler", "Spalte", "Tabelle", "erkenne", "normiere_titel"]

#: Mehr Zeilen hat keine Liste von 418 Gemeinden; so bleibt die Prüfung kurz.
HOECHSTENS_ZEILEN = 20_000
_MELDELISTE = "meldeliste"
_BEIBLAETTER = frozenset({"erlaeuterungen", "erlaeuterung", "schluessel", "quelle und stand"})
_KEINE: Mapping[str, str] = MappingProxyType({})


class ErkennungsFehler(RegisterFehler):
    """In der Datei ist keine Liste zu erkennen."""


def erkenne(datei: Rohdatei, spaltenwahl: Mapping[str, str] = _KEINE) -> Tabelle:
    """Finde die Liste in einer Datei und deute ihre Spalten.

    Parameters
    ----------
    spaltenwahl
        Normierte Überschrift (``normiere_titel``) → Feld; ``""`` heißt: nicht übernehmen. Geht allem vor.

    Raises
    ------
    ErkennungsFehler
        wenn kein Blatt eine Kopfzeile hat oder die Liste zu lang ist.
    """
    blatt, kopf, weitere = _waehle(datei, spaltenwahl)
    zeilen = _zeilen(blatt, kopf)
    if len(zeilen) > HOECHSTENS_ZEILEN:
        raise ErkennungsFehler(
            f"Das Blatt „{blatt.name}“ hat {len(zeilen)} Zeilen; gelesen werden höchstens "
            f"{HOECHSTENS_ZEILEN}. Bitte löschen Sie überflüssige Zeilen oder teilen Sie die Liste."
        )
    breite = max([len(blatt.zeilen[kopf.zeile - 1]), len(kopf.titel), *(len(werte) for _, werte in zeilen)])
    zu_breit, breite = breite > HOECHSTENS_SPALTEN, min(breite, HOECHSTENS_SPALTEN)
    inhalte = [[werte[s] if s < len(werte) else None for _, werte in zeilen] for s in range(breite)]
    darueber = [als_text(zelle) for zeile in blatt.zeilen[: kopf.zeile - 1] for zelle in zeile if zelle]
    zuordnung = Zuordnung(blatt.name, kopf.titel, inhalte, spaltenwahl, [datei.name, blatt.name, *darueber])
    befunde = zuordnung.befunde + _weitere(blatt, weitere)
    if zu_breit:
        befunde.append(_zu_breit(blatt))
    auswahl = [inhalte[spalte.nummer - 1] for spalte in zuordnung.spalten]
    return Tabelle(
        blatt.name,
        kopf.zeile,
        zuordnung.spalten,
        tuple((nummer, tuple(werte[i] for werte in auswahl)) for i, (nummer, _) in enumerate(zeilen)),
        tuple(befunde),
        zuordnung.thema_offen,
        {zeilen[i][0]: grund for i, grund in zuordnung.ausgelassen.items()},
    )


def _waehle(datei: Rohdatei, spaltenwahl: Mapping[str, str]) -> tuple[Rohblatt, Kopf, list[Rohblatt]]:
    """Das Blatt „Meldeliste“, sonst das mit den meisten bekannten Überschriften; ausgeblendete zuletzt."""
    haupt = [blatt for blatt in datei.blaetter if normiere_titel(blatt.name) not in _BEIBLAETTER]
    gefunden = [
        (blatt, kopf) for blatt in haupt or datei.blaetter if (kopf := finde_kopf(blatt, spaltenwahl))
    ]
    # Eine einzige bekannte Überschrift trägt nur, wenn der Inhalt sagt, wo die Gemeinden stehen.
    sicher = [(blatt, kopf) for blatt, kopf in gefunden if kopf.punkte >= 2 or _hat_orte(blatt, kopf)]
    if not sicher:
        sicher = [(blatt, kopf) for blatt in haupt if (kopf := _kopf_nach_inhalt(blatt))]
    if not sicher:
        raise ErkennungsFehler(_keine_kopfzeile(datei))
    sicher.sort(
        key=lambda paar: (normiere_titel(paar[0].name) != _MELDELISTE, paar[0].verborgen, -paar[1].punkte)
    )
    blatt, kopf = sicher[0]
    return blatt, kopf, [anderes for anderes, k in sicher[1:] if _ist_liste(anderes, k)]


def _keine_kopfzeile(datei: Rohdatei) -> str:
    gefuellt = [blatt for blatt in datei.blaetter if any(map(any, blatt.zeilen))]
    if not gefuellt:
        return f"Die Datei „{datei.name}“ enthält keine Zeilen. Bitte wählen Sie eine Datei mit einer Liste."
    namen = ", ".join(f"„{blatt.name}“" for blatt in datei.blaetter[:5])
    return (
        f"In „{datei.name}“ (Blatt {namen}) ist keine Kopfzeile zu erkennen. Gesucht wurde in den ersten 60 "
        "Zeilen eine Zeile mit mindestens zwei Überschriften, darunter „Gemeinde“ oder „AGS“ und zum "
        "Beispiel „INSEK vorhanden?“ oder „Beschluss am“. Bitte ergänzen Sie die Überschriften oder "
        "benutzen Sie die Vorlage."
    )


def _hat_orte(blatt: Rohblatt, kopf: Kopf) -> bool:
    zeilen = blatt.zeilen[kopf.zeile : kopf.zeile + 200]
    breite = max((len(zeile) for zeile in zeilen), default=0)
    spalten = ([zeile[s] if s < len(zeile) else None for zeile in zeilen] for s in range(min(breite, 50)))
    return any(rate_ort(werte) for werte in spalten)


def _kopf_nach_inhalt(blatt: Rohblatt) -> Kopf | None:
    """Die erste Zeile aus lauter Texten, die selbst keine Angaben sind, über einer Spalte mit Gemeinden."""
    for nummer, zeile in enumerate(blatt.zeilen[:10], start=1):
        texte = [zelle for zelle in zeile if zelle is not None]
        if len(set(texte)) < 2 or not all(isinstance(zelle, str) for zelle in texte):
            continue
        if rate_ort(texte) or anteil(texte, lambda z: ist_datum(z) or ist_antwort(z)) or _nennt_ort(texte):
            return None
        kopf = kopf_aus(blatt, nummer)
        return kopf if _hat_orte(blatt, kopf) else None
    return None


def _nennt_ort(texte: Sequence[Zelle]) -> bool:
    return any(rate_ort([text]) for text in texte)


def _zeilen(blatt: Rohblatt, kopf: Kopf) -> list[tuple[int, tuple[Zelle, ...]]]:
    """Gefüllte Zeilen unter dem Kopf; senkrecht verbundene Zellen gelten für jede ihrer Zeilen."""
    zeilen = {
        nummer: zeile
        for nummer, zeile in enumerate(blatt.zeilen[kopf.zeile :], start=kopf.zeile + 1)
        if any(zelle is not None and als_text(zelle).strip() for zelle in zeile)
    }
    for zeile1, spalte1, zeile2, _ in blatt.verbunden:
        if zeile2 == zeile1 or zeile1 <= kopf.zeile or zeile1 not in zeilen:
            continue
        erste = zeilen[zeile1]
        wert = erste[spalte1 - 1] if spalte1 <= len(erste) else None
        for nummer in range(zeile1 + 1, min(zeile2, len(blatt.zeilen)) + 1):
            if nummer in zeilen and wert is not None:
                werte = [*zeilen[nummer], *[None] * (spalte1 - len(zeilen[nummer]))]
                werte[spalte1 - 1] = wert if werte[spalte1 - 1] is None else werte[spalte1 - 1]
                zeilen[nummer] = tuple(werte)
    return list(zeilen.items())


def _ist_liste(blatt: Rohblatt, kopf: Kopf) -> bool:
    return kopf.punkte >= 4 and len(_zeilen(blatt, kopf)) > 0


def _weitere(gelesen: Rohblatt, weitere: list[Rohblatt]) -> list[Befund]:
    return [
        _befund(
            blatt,
            Stufe.HINWEIS if blatt.verborgen else Stufe.WARNUNG,
            "weiteres_blatt",
            "eine Liste in einem Blatt",
            f"Das Blatt „{blatt.name}“ sieht ebenfalls wie eine Liste aus und wird nicht gelesen; gelesen "
            f"wird „{gelesen.name}“. Bitte bringen Sie es bei Bedarf in einer eigenen Datei.",
        )
        for blatt in weitere
    ]


def _zu_breit(blatt: Rohblatt) -> Befund:
    return _befund(
        blatt,
        Stufe.HINWEIS,
        "zu_viele_spalten",
        f"höchstens {HOECHSTENS_SPALTEN} Spalten",
        f"Das Blatt „{blatt.name}“ hat mehr als {HOECHSTENS_SPALTEN} Spalten; die übrigen werden nicht "
        "gelesen.",
    )


def _befund(blatt: Rohblatt, stufe: Stufe, code: str, erwartet: str, meldung: str) -> Befund:
    return Befund(
        code=code,
        stufe=stufe,
        blatt=blatt.name,
        zeile=None,
        spalte=None,
        feld=None,
        spaltentitel="",
        gefunden=blatt.name,
        erwartet=erwartet,
        meldung=meldung,
    )
