"""Die Zeilen einer Liste untereinander vergleichen: doppelt, widersprüchlich, mehrere Fassungen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.eintrag import SACHANGABEN, Eintrag, gruppen
from insek_monitor.einspielen.zeile import ZEILE_WEGLASSEN, kurz, zeitraum
from insek_monitor.kern.meldung import FELD_JE_NAME, Vorhanden

Namen = Callable[[str], str]
#: Mehr verschiedene Zeilen je Gemeinde werden nicht mehr paarweise verglichen.
_HOECHSTENS = 30
#: Davon hat eine Gemeinde nur eines zugleich; ähnliche und Teilgebietskonzepte kann es mehrere geben.
_EINMALIG = frozenset({Vorhanden.JA, Vorhanden.NEIN, Vorhanden.IN_ARBEIT, Vorhanden.AUFGEHOBEN})


def vergleiche_zeilen(eintraege: Sequence[Eintrag], name: Namen) -> dict[int, str]:
    """Melde Widersprüche in den Zeilen; zurück kommen die überflüssigen Zeilen mit Grund.

    Parameters
    ----------
    name
        Beschriftung einer Gemeinde zu ihrem AGS.
    """
    entfallen: dict[int, str] = {}
    pruefe_gleiche_kennung(eintraege)
    _identisch(eintraege, entfallen)
    uebrig = [e for e in eintraege if e.zeile.nummer not in entfallen]
    je_gemeinde = gruppen(uebrig, lambda e: e.ags)
    for gemeinsames in uebrig:
        if len(gemeinsames.meldung.ags) > 1:
            _mitglieder(gemeinsames, je_gemeinde, entfallen, name)
    for gruppe in je_gemeinde.values():
        _gemeinde([e for e in gruppe if e.zeile.nummer not in entfallen], entfallen, name)
    return entfallen


def _identisch(eintraege: Sequence[Eintrag], entfallen: dict[int, str]) -> None:
    erste: dict[tuple[object, ...], Eintrag] = {}
    for eintrag in eintraege:
        schon = erste.setdefault((eintrag.ags, *eintrag.inhalt()), eintrag)
        if schon is not eintrag:
            _lasse_weg(eintrag, schon, entfallen)


def _lasse_weg(eintrag: Eintrag, fuer: Eintrag, entfallen: dict[int, str]) -> None:
    entfallen[eintrag.zeile.nummer] = f"dieselbe Angabe wie in Zeile {fuer.zeile.nummer}"
    if eintrag.ags == fuer.ags:
        eintrag.zeile.melde(
            "doppelt_gleich",
            Stufe.HINWEIS,
            "gemeinde",
            "eine Zeile je Konzept",
            f"Zeile {fuer.zeile.nummer} sagt dasselbe; diese Zeile wird nicht gebraucht.",
        )


def _mitglieder(
    gemeinsames: Eintrag, je_gemeinde: dict[str, list[Eintrag]], entfallen: dict[int, str], name: Namen
) -> None:
    """Eigene Zeilen der Mitglieder: gleich (dann überflüssig) oder im Widerspruch."""
    if gemeinsames.zeile.nummer in entfallen:
        return
    for ags in gemeinsames.meldung.ags[1:]:
        eigene = [
            e
            for e in je_gemeinde.get(ags, [])[:_HOECHSTENS]
            if e.zeile.nummer not in entfallen
            and not (e.meldung.konzept_id and e.meldung.konzept_id == gemeinsames.meldung.konzept_id)
            and not (e.unveraendert and gemeinsames.unveraendert)
        ]
        passend = [e for e in eigene if e.steckt_in(gemeinsames)]
        for eintrag in passend:
            _lasse_weg(eintrag, gemeinsames, entfallen)
        if passend:
            continue
        anders = next((e for e in eigene if _widerspricht(gemeinsames, e)), None)
        if anders is None:
            continue
        nummer = anders.zeile.nummer
        ohne = "; ".join(f"{a}" for a in gemeinsames.meldung.ags[1:] if a != ags)
        gemeinsames.zeile.melde(
            "mitglied_widerspricht",
            Stufe.WARNUNG,
            "gemeinsam",
            f"dieselbe Angabe in Zeile {nummer}",
            f"{name(ags)} ist hier Mitglied des gemeinsamen Konzepts, sagt in Zeile {nummer} aber etwas "
            "anderes "
            f"({_kurzfassung(anders)}). Bitte entscheiden Sie, was gilt.",
            (
                anders.zeile.vorschlag_weglassen(f"Zeile {nummer} weglassen"),
                (f"ohne {name(ags)}", "gemeinsam", ohne),
            ),
        )


def _widerspricht(gemeinsames: Eintrag, eigene: Eintrag) -> bool:
    if eigene.unveraendert and _verschiedene_zeit(gemeinsames, eigene):
        # Eine frühere Fassung des Mitglieds, die schon bekannt ist.
        return False
    return eigene.meldung.vorhanden in _EINMALIG | {Vorhanden.UNBEKANNT}


def _verschiedene_zeit(einer: Eintrag, anderer: Eintrag) -> bool:
    a, b = zeitraum(einer.meldung.beschluss), zeitraum(anderer.meldung.beschluss)
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


def _kurzfassung(eintrag: Eintrag) -> str:
    beschluss = eintrag.meldung.beschluss
    return (
        f"{eintrag.meldung.vorhanden}, Beschluss: {kurz(beschluss)}"
        if beschluss
        else str(eintrag.meldung.vorhanden)
    )


def _gemeinde(gruppe: Sequence[Eintrag], entfallen: dict[int, str], name: Namen) -> None:
    """Mehrere verschiedene Zeilen derselben Gemeinde."""
    for stelle, eintrag in enumerate(gruppe):
        schon = len(eintrag.zeile.befunde)
        for anderer in gruppe[: min(stelle, _HOECHSTENS)]:
            if len(eintrag.zeile.befunde) > schon:
                # Ein Widerspruch je Zeile genügt; ist er gelöst, zeigt sich der nächste.
                break
            if entfallen.keys() & {eintrag.zeile.nummer, anderer.zeile.nummer}:
                continue
            if eintrag.unveraendert and anderer.unveraendert:
                continue
            kennungen = {eintrag.meldung.konzept_id, anderer.meldung.konzept_id}
            if len(kennungen) == 1 and None not in kennungen:
                continue
            _paar(anderer, eintrag, entfallen, name)


def _paar(erster: Eintrag, zweiter: Eintrag, entfallen: dict[int, str], name: Namen) -> None:
    if zweiter.steckt_in(erster):
        _lasse_weg(zweiter, erster, entfallen)
        return
    if erster.steckt_in(zweiter):
        _lasse_weg(erster, zweiter, entfallen)
        return
    antworten = {erster.meldung.vorhanden, zweiter.meldung.vorhanden}
    if antworten == {Vorhanden.JA, Vorhanden.NEIN}:
        _melde_beide(erster, zweiter, name, Stufe.FEHLER, "ja_und_nein", "vorhanden")
        return
    if len(antworten) > 1 or not antworten & _EINMALIG:
        return
    if _verschiedene_zeit(erster, zweiter):
        zweiter.zeile.melde(
            "mehrere_fassungen",
            Stufe.HINWEIS,
            "beschluss",
            "je Fassung eine Zeile",
            f"Auch Zeile {erster.zeile.nummer} meldet für {name(zweiter.ags)} einen Beschluss "
            f"({kurz(str(erster.meldung.beschluss))}); beide werden als Fassungen geführt.",
        )
        return
    if {erster.meldung.konzept_id, zweiter.meldung.konzept_id} != {None} and not erster.abweichungen(zweiter):
        return
    verschieden = [f for f in erster.abweichungen(zweiter) if f in ("art", "titel", "zieljahr", "beschluss")]
    stufe = Stufe.FEHLER if verschieden and _gleiche_zeit(erster, zweiter) else Stufe.WARNUNG
    _melde_beide(
        erster, zweiter, name, stufe, "doppelt_verschieden", verschieden[0] if verschieden else "gemeinde"
    )


def _gleiche_zeit(erster: Eintrag, zweiter: Eintrag) -> bool:
    a, b = zeitraum(erster.meldung.beschluss), zeitraum(zweiter.meldung.beschluss)
    return a is not None and b is not None and not _verschiedene_zeit(erster, zweiter)


def _melde_beide(erster: Eintrag, zweiter: Eintrag, name: Namen, stufe: Stufe, code: str, feld: str) -> None:
    for eintrag, anderer in ((erster, zweiter), (zweiter, erster)):
        nummer = anderer.zeile.nummer
        eintrag.zeile.melde(
            code,
            stufe,
            feld,
            f"eine Angabe je Gemeinde; Zeile {nummer}: {_kurzfassung(anderer)}",
            f"{name(eintrag.ags)} steht auch in Zeile {nummer}, dort mit anderer Angabe "
            f"({_kurzfassung(anderer)}). Bitte "
            "lassen Sie eine der Zeilen weg oder gleichen Sie sie an.",
            (ZEILE_WEGLASSEN, anderer.zeile.vorschlag_weglassen(f"Zeile {nummer} weglassen")),
        )


def pruefe_gleiche_kennung(eintraege: Sequence[Eintrag]) -> None:
    """Melde in jeder Zeile, was sie von den anderen mit ihrer Kennung unterscheidet.

    „nein“ neben anderem ist erlaubt: So tritt eine Gemeinde aus einem gemeinsamen Konzept aus.
    """
    mit_kennung = [e for e in eintraege if e.meldung.konzept_id is not None]
    for alle in gruppen(mit_kennung, lambda e: str(e.meldung.konzept_id)).values():
        gruppe = [e for e in alle if e.meldung.vorhanden is not Vorhanden.NEIN]
        if not gruppe and (len({e.ags for e in alle}) == 1 or any(len(e.mitglieder) > 1 for e in alle)):
            # Sonst treten alle aus, jede in ihrer Zeile nur für sich.
            gruppe = alle
        inhalte = [e.inhalt() for e in gruppe]
        zweiter = next((i for i, inhalt in enumerate(inhalte) if inhalt != inhalte[0]), None)
        if zweiter is None:
            continue
        for eintrag, inhalt in zip(gruppe, inhalte, strict=True):
            anderer = gruppe[zweiter] if inhalt == inhalte[0] else gruppe[0]
            felder = [
                feld
                for feld in ("vorhanden", *SACHANGABEN)
                if getattr(eintrag.meldung, feld) != getattr(anderer.meldung, feld)
            ]
            worin = ", ".join(FELD_JE_NAME[feld].titel for feld in felder) or "gemeinsam mit"
            eintrag.zeile.melde(
                "kennung_verschieden",
                Stufe.FEHLER,
                felder[0] if felder else "gemeinsam",
                "dieselben Angaben in allen Zeilen mit dieser Kennung",
                f"Zeile {anderer.zeile.nummer} hat dieselbe Kennung „{eintrag.meldung.konzept_id}“, aber "
                "andere Angaben "
                f"({worin}). Bitte gleichen Sie die Zeilen an oder lassen Sie die veraltete weg.",
                (
                    ZEILE_WEGLASSEN,
                    anderer.zeile.vorschlag_weglassen(f"Zeile {anderer.zeile.nummer} weglassen"),
                ),
            )
