"""Was sich innerhalb einer Zeile widerspricht oder fehlt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.zeile import Zeile, kurz, leere, setze, zeitraum
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


MIT_BESCHLUSS = frozenset({Vorhanden.JA, Vorhanden.AEHNLICH, Vorhanden.TEILGEBIET})
"""Antworten, die einen Beschluss voraussetzen."""


def pruefe_reihenfolge(zeile: Zeile, meldung: Meldung) -> None:
    """Zieljahr, Aufhebung und Beginn gegen den Beschluss; verglichen wird nur, was sicher "
    "auseinanderliegt."""
    beschluss, begonnen = zeitraum(meldung.beschluss), zeitraum(meldung.begonnen)
    aufgehoben = zeitraum(meldung.aufgehoben)
    if beschluss and meldung.zieljahr is not None and meldung.zieljahr < beschluss[0].year:
        zeile.melde(
            "zieljahr_vor_beschluss",
            Stufe.FEHLER,
            "zieljahr",
            f"ein Jahr ab {beschluss[0].year}",
            f"Das Zieljahr {meldung.zieljahr} liegt vor dem Beschluss ({kurz(str(meldung.beschluss))}). "
            "Bitte "
            "berichtigen Sie eines von beiden.",
            (leere("zieljahr"), leere("beschluss")),
        )
    if beschluss and aufgehoben and aufgehoben[1] < beschluss[0]:
        zeile.melde(
            "aufhebung_vor_beschluss",
            Stufe.FEHLER,
            "aufgehoben",
            f"ein Datum nach {kurz(str(meldung.beschluss))}",
            f"Die Aufhebung ({kurz(str(meldung.aufgehoben))}) liegt vor dem Beschluss "
            f"({kurz(str(meldung.beschluss))}). Bitte berichtigen Sie eines von beiden.",
            (leere("aufgehoben"), leere("beschluss")),
        )
    if begonnen and aufgehoben and begonnen[0] > aufgehoben[1]:
        zeile.melde(
            "beginn_nach_aufhebung",
            Stufe.WARNUNG,
            "begonnen",
            f"ein Datum bis {kurz(str(meldung.aufgehoben))}",
            f"Der Beginn ({kurz(str(meldung.begonnen))}) liegt nach der Aufhebung "
            f"({kurz(str(meldung.aufgehoben))}). Ein neues Konzept gehört in eine eigene Zeile.",
            (leere("begonnen"),),
        )
    elif beschluss and begonnen and begonnen[0] > beschluss[1] and meldung.vorhanden in MIT_BESCHLUSS:
        zeile.melde(
            "fortschreibung",
            Stufe.HINWEIS,
            "begonnen",
            FELD_JE_NAME["begonnen"].erklaerung,
            f"Der Beginn ({kurz(str(meldung.begonnen))}) liegt nach dem Beschluss; die Zeile meldet "
            "zusätzlich "
            "eine Fortschreibung in Arbeit.",
        )


def pruefe_zukunft(zeile: Zeile, meldung: Meldung, heute: date) -> None:
    """Ereignisse, die erst nach ``heute`` liegen."""
    for feld, wort in (("beschluss", "Der Beschluss"), ("begonnen", "Der Beginn"), ("belegt", "Der Stand")):
        wert = getattr(meldung, feld)
        raum = zeitraum(wert)
        if raum is None or raum[0] <= heute:
            continue
        geplant = feld == "beschluss" and meldung.vorhanden is Vorhanden.IN_ARBEIT
        vorschlaege = [leere(feld)]
        if feld == "beschluss" and not geplant:
            vorschlaege.insert(0, setze("vorhanden", Vorhanden.IN_ARBEIT))
        zeile.melde(
            "beschluss_geplant" if geplant else f"{feld}_zukunft",
            Stufe.WARNUNG,
            feld,
            f"ein Datum bis {heute:%d.%m.%Y}",
            f"{wort} ({kurz(wert)}) liegt in der Zukunft. "
            + (
                "Ab diesem Tag gälte er als gefasst, auch wenn es anders kommt. Leeren Sie ihn, wenn er nur "
                "geplant ist."
                if feld == "beschluss"
                else "Bitte prüfen Sie das Datum."
            ),
            vorschlaege,
        )
