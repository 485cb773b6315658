"""Zeilen mit derselben Kennung sind ein Datensatz und müssen dasselbe sagen."""

from __future__ import annotations

from collections.abc import Sequence

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.eintrag import SACHANGABEN, Eintrag, gruppen
from insek_monitor.einspielen.zeile import ZEILE_WEGLASSEN
from insek_monitor.kern.meldung import FELD_JE_NAME, Vorhanden


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
