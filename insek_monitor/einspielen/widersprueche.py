"""Was sich innerhalb einer Zeile widerspricht oder fehlt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.zeile import Zeile, leere, setze
from insek_monitor.einspielen.zeitangaben import kurz, zeitraum
from insek_monitor.einspielen.zeitwidersprueche import (
    MIT_BESCHLUSS,
    pruefe_reihenfolge,
    pruefe_zukunft,
)
from insek_monitor.kern.begriffe import INTEGRIERTE_ARTEN, Konzeptart
from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.kern.meldung import FELD_JE_NAME, Meldung, Vorhanden

_ARTEN: dict[Vorhanden, frozenset[Konzeptart]] = {
    Vorhanden.JA: INTEGRIERTE_ARTEN,
    Vorhanden.NEIN: INTEGRIERTE_ARTEN | {Konzeptart.KEINS},
    Vorhanden.AEHNLICH: frozenset({Konzeptart.AEHNLICH}),
    Vorhanden.TEILGEBIET: frozenset({Konzeptart.TEILGEBIET}),
    Vorhanden.IN_ARBEIT: frozenset(Konzeptart) - {Konzeptart.KEINS},
    Vorhanden.AUFGEHOBEN: frozenset(Konzeptart) - {Konzeptart.KEINS},
    Vorhanden.UNBEKANNT: frozenset(Konzeptart),
}
_ERWARTET_NEIN = "bei „nein“ keine Angaben zu einem Konzept"


def pruefe_zeile(zeile: Zeile, meldung: Meldung, heute: date) -> Meldung:
    """Melde Widersprüche in ``zeile`` und gib die Meldung ohne das zurück, was bei „nein“ nicht gilt."""
    _art(zeile, meldung)
    pruefe_reihenfolge(zeile, meldung)
    pruefe_zukunft(zeile, meldung, heute)
    if meldung.vorhanden is Vorhanden.NEIN:
        return _nein(zeile, meldung)
    if meldung.vorhanden in MIT_BESCHLUSS:
        _mit_beschluss(zeile, meldung, heute)
    elif meldung.vorhanden is Vorhanden.IN_ARBEIT:
        _in_arbeit(zeile, meldung, heute)
    elif meldung.vorhanden is Vorhanden.AUFGEHOBEN:
        _aufgehoben(zeile, meldung)
    elif meldung.vorhanden is Vorhanden.UNBEKANNT:
        _unbekannt(zeile, meldung)
    return meldung


def _art(zeile: Zeile, meldung: Meldung) -> None:
    if meldung.art is None or meldung.art in _ARTEN[meldung.vorhanden]:
        return
    passend = next(v for v, arten in _ARTEN.items() if meldung.art in arten)
    vorschlaege = [setze("vorhanden", passend), leere("art")]
    if meldung.vorhanden in (Vorhanden.AEHNLICH, Vorhanden.TEILGEBIET):
        (eigene,) = _ARTEN[meldung.vorhanden]
        vorschlaege[1] = setze("art", eigene.beschriftung)
    zeile.melde(
        "art_passt_nicht",
        Stufe.FEHLER,
        "art",
        " oder ".join(art.beschriftung for art in Konzeptart if art in _ARTEN[meldung.vorhanden]),
        f"„INSEK vorhanden?“ ist „{meldung.vorhanden}“, die Konzeptart aber „{meldung.art.beschriftung}“. "
        "Bitte "
        "entscheiden Sie, was gilt.",
        vorschlaege,
    )


def _nein(zeile: Zeile, meldung: Meldung) -> Meldung:
    stattdessen = Vorhanden.AUFGEHOBEN if meldung.aufgehoben else Vorhanden.JA
    for feld, wert in (("beschluss", meldung.beschluss), ("aufgehoben", meldung.aufgehoben)):
        if wert:
            zeile.melde(
                f"nein_mit_{feld}",
                Stufe.FEHLER,
                feld,
                _ERWARTET_NEIN,
                f"„INSEK vorhanden?“ ist „nein“, aber „{FELD_JE_NAME[feld].titel}“ nennt {kurz(wert)}. "
                "Bitte "
                "entscheiden Sie, was gilt.",
                (setze("vorhanden", stattdessen), leere(feld)),
            )
    felder = ("titel", "zieljahr", "zielhorizont") + (("art",) if meldung.art is not Konzeptart.KEINS else ())
    genannt = [feld for feld in felder if getattr(meldung, feld) is not None]
    if meldung.begonnen is None and genannt:
        # Neben „in Vorbereitung seit“ gehören Titel und Zieljahr zu dem Konzept in Arbeit.
        namen = ", ".join(FELD_JE_NAME[feld].titel for feld in genannt)
        zeile.melde(
            "nein_mit_angaben",
            Stufe.WARNUNG,
            genannt[0],
            _ERWARTET_NEIN,
            f"„INSEK vorhanden?“ ist „nein“, ausgefüllt ist aber: {namen}. Nehmen Sie die Warnung an, gilt "
            "„nein“, "
            "und diese Angaben entfallen.",
            (setze("vorhanden", Vorhanden.JA), setze("vorhanden", Vorhanden.IN_ARBEIT), leere(genannt[0])),
        )
        meldung = replace(meldung, titel=None, zieljahr=None, zielhorizont=None)
        meldung = replace(meldung, art=meldung.art if meldung.art is Konzeptart.KEINS else None)
    if len(meldung.ags) > 1 and meldung.begonnen is None:
        zeile.melde(
            "nein_gemeinsam",
            Stufe.WARNUNG,
            "gemeinsam",
            _ERWARTET_NEIN,
            "„INSEK vorhanden?“ ist „nein“, aber „gemeinsam mit“ ist ausgefüllt. Nehmen Sie die Warnung an, "
            "gilt "
            "„nein“ nur für die Gemeinde der Zeile.",
            (leere("gemeinsam"), setze("vorhanden", Vorhanden.JA)),
        )
        meldung = replace(meldung, ags=meldung.ags[:1])
    return meldung


def _mit_beschluss(zeile: Zeile, meldung: Meldung, heute: date) -> None:
    fehlt = meldung.beschluss is None and not zeile.unlesbar("beschluss")
    if fehlt and (meldung.vorhanden is Vorhanden.JA or meldung.begonnen is None):
        zeile.melde(
            "beschluss_fehlt",
            Stufe.WARNUNG if meldung.vorhanden is Vorhanden.JA else Stufe.HINWEIS,
            "beschluss",
            "Tag, Monat oder Jahr des Beschlusses oder „unbekannt“",
            f"„INSEK vorhanden?“ ist „{meldung.vorhanden}“, aber der Beschluss hat kein Datum; er gilt als "
            "„unbekannt“, "
            "wenn auch der bisherige Datenstand keines nennt. Bitte tragen Sie es nach, wenn Sie es kennen.",
            (setze("beschluss", UNBEKANNT),),
        )
    aufgehoben = zeitraum(meldung.aufgehoben)
    if meldung.aufgehoben and (aufgehoben is None or aufgehoben[0] <= heute):
        zeile.melde(
            "ja_mit_aufhebung",
            Stufe.FEHLER,
            "aufgehoben",
            f"bei „{meldung.vorhanden}“ keine Aufhebung",
            f"„INSEK vorhanden?“ ist „{meldung.vorhanden}“, aber „aufgehoben am“ nennt "
            f"{kurz(meldung.aufgehoben)}. Bitte entscheiden Sie, was gilt.",
            (setze("vorhanden", Vorhanden.AUFGEHOBEN), leere("aufgehoben")),
        )


def _in_arbeit(zeile: Zeile, meldung: Meldung, heute: date) -> None:
    beschluss = zeitraum(meldung.beschluss)
    if meldung.beschluss and (beschluss is None or beschluss[0] <= heute):
        zeile.melde(
            "in_arbeit_mit_beschluss",
            Stufe.FEHLER,
            "beschluss",
            "bei „in Arbeit“ kein Beschluss",
            f"„INSEK vorhanden?“ ist „in Arbeit“, aber „Beschluss am“ nennt {kurz(meldung.beschluss)}. "
            "Gibt es ein "
            "beschlossenes Konzept, das fortgeschrieben wird, wählen Sie „ja“ und tragen den Beginn unter "
            "„in "
            "Vorbereitung seit“ ein.",
            (setze("vorhanden", Vorhanden.JA), leere("beschluss")),
        )
    if meldung.begonnen is None and not zeile.unlesbar("begonnen"):
        zeile.melde(
            "beginn_fehlt",
            Stufe.HINWEIS,
            "begonnen",
            "Tag, Monat oder Jahr des Beginns oder „unbekannt“",
            "Das Konzept ist in Arbeit, der Beginn fehlt. Er gilt als nicht bekannt.",
            (setze("begonnen", UNBEKANNT),),
        )


def _aufgehoben(zeile: Zeile, meldung: Meldung) -> None:
    if meldung.aufgehoben is None and not zeile.unlesbar("aufgehoben"):
        zeile.melde(
            "aufhebung_ohne_datum",
            Stufe.HINWEIS,
            "aufgehoben",
            "Tag, Monat oder Jahr der Aufhebung",
            "Das Konzept ist aufgehoben, der Tag fehlt. Er gilt als nicht bekannt.",
            (setze("aufgehoben", UNBEKANNT),),
        )


def _unbekannt(zeile: Zeile, meldung: Meldung) -> None:
    felder = ("beschluss", "begonnen", "aufgehoben", "titel", "zieljahr", "art")
    genannt = next((feld for feld in felder if getattr(meldung, feld) is not None), None)
    if genannt:
        zeile.melde(
            "unbekannt_mit_angaben",
            Stufe.WARNUNG,
            genannt,
            "bei „unbekannt“ keine Angaben zu einem Konzept",
            f"„INSEK vorhanden?“ ist „unbekannt“, aber „{FELD_JE_NAME[genannt].titel}“ ist ausgefüllt. "
            "Nehmen Sie die "
            "Warnung an, meldet die Zeile nichts.",
            (setze("vorhanden", Vorhanden.JA), setze("vorhanden", Vorhanden.IN_ARBEIT)),
        )
