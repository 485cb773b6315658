"""Zeilen mit der Kennung eines modellierten Datensatzes: errechnete Werte werden nie zur Meldung.

Die Regeln stehen in docs/architektur.md, „Was eine Zeile bewirkt“.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from insek_monitor.modell.befund import Stufe
from insek_monitor.modell.begriffe import Datenlage
from insek_monitor.modell.datum import UNBEKANNT
from insek_monitor.modell.meldung import FELD_JE_NAME, Meldung, Vorhanden
from insek_monitor.register.einspielen.bekanntes import Bekannt
from insek_monitor.register.einspielen.zeile import ZEILE_WEGLASSEN, Zeile, leere, setze
from insek_monitor.register.einspielen.zeitangaben import kurz

EREIGNISSE = ("beschluss", "begonnen", "aufgehoben")
"""Mit Antwort, Art und Mitgliedern die Tatsachen; alles andere ist Beiwerk."""
_BEIWERK = ("titel", "belegt", "zieljahr", "zielhorizont", "quelle", "quelle_url", "sicherheit", "notiz")
_ALS_GEMELDET = ("als gemeldet übernehmen", "datenlage", Datenlage.GEMELDET.value)


def gleiche_tatsachen(satz: Bekannt, meldung: Meldung) -> bool:
    """Ob Antwort, Art, Ereignisse und Mitglieder so sind wie im Datensatz."""
    return (
        meldung.vorhanden in satz.antworten
        and frozenset(meldung.ags) == satz.ags
        and (meldung.art or satz.art) == satz.art
        and all(getattr(meldung, name) == getattr(satz, name) for name in EREIGNISSE)
    )


def nur_errechnet(satz: Bekannt, meldung: Meldung) -> bool:
    """Ob eine Zeile mit der Kennung von ``satz`` nur wiederholt, was das Modell errechnet hat.

    Dann meldet sie nichts. Ein belegter Datensatz wird von einer Zeile mit der Datenlage „modelliert“ nie
    geändert: Sie stammt aus einer Liste von früher.
    """
    if satz.datenlage.ist_belegt:
        return meldung.datenlage is Datenlage.MODELLIERT
    return meldung.datenlage is not Datenlage.GEMELDET and gleiche_tatsachen(satz, meldung)


def eigene_aussage(satz: Bekannt, meldung: Meldung) -> Meldung:
    """Die Meldung eines Menschen zu einem modellierten Datensatz, ohne dessen errechnetes Beiwerk."""
    geerbt: dict[str, Any] = {
        name: None for name in _BEIWERK if getattr(meldung, name) == getattr(satz, name)
    }
    return replace(meldung, konzept_id=None, **geerbt)


def wie_bekannt(satz: Bekannt, meldung: Meldung) -> Meldung:
    """Die Meldung, die den Datensatz unverändert wiedergibt; ``meldung`` sagt nur, welche Zeile es ist."""
    eigene = meldung.ags[0]
    antwort = meldung.vorhanden if meldung.vorhanden in satz.antworten else min(satz.antworten)
    werte: dict[str, Any] = {name: getattr(satz, name) for name in ("art", *EREIGNISSE, *_BEIWERK)}
    return replace(
        meldung,
        konzept_id=satz.konzept_id,
        ags=(eigene, *sorted(satz.ags - {eigene})),
        vorhanden=antwort,
        datenlage=None,
        **werte,
    )


def modellierter_zu(saetze: Sequence[Bekannt], meldung: Meldung) -> Bekannt | None:
    """Der Datensatz, den eine Zeile „modelliert“ ohne Kennung wiederholt."""
    if meldung.konzept_id is not None or meldung.datenlage is not Datenlage.MODELLIERT:
        return None
    return next((s for s in saetze if not s.datenlage.ist_belegt and gleiche_tatsachen(s, meldung)), None)


def melde_errechnetes(zeile: Zeile, satz: Bekannt, meldung: Meldung) -> None:
    """Warne, dass eine ergänzte oder veraltete Zeile nichts meldet."""
    if satz.datenlage.ist_belegt:
        zeile.melde(
            "modelliert_ueberholt",
            Stufe.WARNUNG,
            "datenlage",
            f"„{satz.datenlage}“ oder nichts",
            f"Diese Zeile ist modelliert, der Datensatz „{satz.konzept_id}“ aber {satz.datenlage}. Nehmen "
            "Sie die Warnung an, bleibt er, wie er ist. Ist die Zeile Ihre Angabe, setzen Sie die Datenlage "
            "auf „gemeldet“.",
            (ZEILE_WEGLASSEN, _ALS_GEMELDET),
        )
        return
    geaendert = [
        FELD_JE_NAME[name].titel for name in _BEIWERK if getattr(meldung, name) != getattr(satz, name)
    ]
    if meldung.datenlage is Datenlage.RECHERCHIERT:
        geaendert.append(FELD_JE_NAME["datenlage"].titel)
    zeile.melde(
        "modelliert_ergaenzt",
        Stufe.WARNUNG,
        "datenlage",
        "„gemeldet“, wenn die ganze Zeile Ihre Angabe ist",
        f"Diese Zeile ist modelliert: Antwort und Daten sind errechnet. Geändert ist nur {_und(geaendert)}; "
        "damit ist noch nichts gemeldet, auch wenn Sie die Warnung annehmen. Stimmt die ganze Zeile, "
        "übernehmen Sie sie als gemeldet; sonst tragen Sie die richtigen Angaben ein oder lassen Sie die "
        "Zeile weg.",
        (_ALS_GEMELDET, ZEILE_WEGLASSEN),
    )


def melde_geerbtes(zeile: Zeile, satz: Bekannt, meldung: Meldung) -> None:
    """Warne, wenn neben einer geänderten Tatsache noch ein errechnetes Datum steht."""
    if satz.datenlage.ist_belegt or meldung.datenlage is Datenlage.GEMELDET:
        return
    if meldung.vorhanden in (Vorhanden.NEIN, Vorhanden.UNBEKANNT):
        return
    for name in EREIGNISSE:
        wert = getattr(meldung, name)
        if wert in (None, UNBEKANNT) or wert != getattr(satz, name):
            continue
        titel = FELD_JE_NAME[name].titel
        zeile.melde(
            "modelliertes_datum",
            Stufe.WARNUNG,
            name,
            "ein Datum, das Sie kennen",
            f"„{titel}“ ist noch das modellierte Datum ({kurz(wert)}). Nehmen Sie die Warnung an, gilt es "
            "als gemeldet; kennen Sie es nicht, leeren Sie die Zelle oder schreiben Sie „unbekannt“.",
            (setze(name, UNBEKANNT), leere(name), _ALS_GEMELDET),
        )


def _und(worte: Sequence[str]) -> str:
    *vorn, letztes = [f"„{wort}“" for wort in worte]
    return f"{', '.join(vorn)} und {letztes}" if vorn else letztes
