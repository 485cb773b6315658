"""Stand eines Raums für die Leinwand: fertige Stücke für die Folien.

Kein verborgenes Ergebnis, kein ungeprüfter Text und keine kleine Gruppe verlässt so den Server. Gruppen
erscheinen erst nach dem Schließen: Solange gezählt wird, verriete der Unterschied zweier Stände einzelne
Stimmen. Was die Vortragsansicht dazu braucht, steht in ``steuerlage``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from insek_monitor.kern.stimmungsbild import (
    Frage,
    Frageart,
    Freigabe,
    Gruppenfrage,
    Herkunft,
    Rundenstand,
)
from insek_monitor.kern.vortrag import Folge, Folie, Folienart
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung import register_auszaehlung as auszaehlung
from insek_monitor.workshop.abstimmung import register_stimmabgabe as stimmabgabe
from insek_monitor.workshop.abstimmung.register_auszaehlung import Zaehlung
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Raumlage, gezeigte_runde
from insek_monitor.workshop.abstimmung.stimmungsbilder import zaehlung_html
from insek_monitor.workshop.abstimmung.vergleich import gruppen_html, zaehlungen_html
from insek_monitor.workshop.saal import abstimmungsteile as teile
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from insek_monitor.workshop.vortrag.folien_html import frage_html

RUNDEN_HOECHSTENS = 4
"""So viele Runden stehen auf einer Ergebnisfolie nebeneinander, die jüngsten."""


@dataclass(frozen=True)
class Saalstand:
    """Raum und alle gezählten Runden; ungeschützt, verlässt so den Server nicht."""

    raum: Raumlage
    fragen: tuple[Frage, ...]
    zaehlungen: tuple[Zaehlung, ...]

    def runden(self, frage: str) -> tuple[Zaehlung, ...]:
        """Runden einer Frage, die älteste zuerst."""
        return tuple(z for z in self.zaehlungen if z.runde.frage.kennung == frage)

    def juengste(self, frage: str) -> Zaehlung | None:
        """Die aktive Runde, wenn sie zu dieser Frage gehört, sonst ihre letzte."""
        aktiv = self.raum.runde.nummer if self.raum.runde else None
        gezeigt = gezeigte_runde((z.runde for z in self.zaehlungen), frage, aktiv)
        return next((z for z in self.zaehlungen if z.runde == gezeigt), None)


def lies(register: Register, code: str | None, jetzt: datetime | None = None) -> Saalstand | None:
    """Stand aus dem Register; ``None`` ohne Raum (``jetzt``: auch nach seiner Frist)."""
    raum = None if code is None else stimmabgabe.lies_raum(register, code, jetzt)
    fragen = None if raum is None else vorfuehrungen.raumfragen(register, raum.code)
    if raum is None or fragen is None:
        return None
    return Saalstand(raum, fragen, tuple(auszaehlung.alle(register, raum.code)))


def oeffentlich(folge: Folge, stand: Saalstand | None, *, hatte_raum: bool = False) -> dict[str, Any]:
    """Für jede Leinwand: fertige Stücke je Folie (``Folienart/Frage/Stelle`` → HTML).

    ``laeuft`` ist falsch, wenn sich nichts mehr ändern kann. ``hatte_raum``: Fehlt der Raum, ist er gelöscht.
    """
    if stand is None:
        stuecke = {f"{folie.art}/beitritt": "" for folie in folge.folien if folie.art.aus_abstimmung}
        for folie in folge.folien:
            if folie.art.aus_abstimmung:
                stuecke[f"{folie.art}/{folie.frage}/stimmen"] = teile.satz(
                    teile.GELOESCHT if hatte_raum else teile.OHNE_RAUM
                )
        return {"laeuft": False, "teile": stuecke}
    stuecke = {}
    if stand.raum.beendet:
        stuecke["abstimmung/beitritt"] = ""
        stuecke["beitreten/beitritt"] = teile.satz(teile.BEENDET)
    aktiv = stand.raum.runde
    if aktiv is not None and aktiv.stand is Rundenstand.OFFEN:
        stuecke["beitreten//stimmen"] = _zahl(stand.juengste(aktiv.frage.kennung))
    for folie in folge.folien:
        if folie.art is Folienart.ABSTIMMUNG:
            stuecke |= _abstimmung(folie.frage, stand)
        elif folie.art is Folienart.ERGEBNIS:
            stuecke |= _ergebnis(folie.frage, stand)
        if folie.frage:
            stuecke |= _wortlaut(folie, folge, stand)
    return {"laeuft": True, "teile": stuecke}


def _abstimmung(frage: str, stand: Saalstand) -> dict[str, str]:
    zaehlung, name = stand.juengste(frage), f"abstimmung/{frage}"
    if zaehlung is None:
        satz = teile.NOCH_NICHT if stand.raum.beendet else teile.GLEICH
        return {f"{name}/stimmen": teile.satz(satz)}
    stuecke = {f"{name}/stimmen": _zahl(zaehlung)}
    if not zaehlung.runde.verborgen:
        if _ohne_texte(zaehlung):
            return stuecke | _wird_gelesen(name, zaehlung, stuecke[f"{name}/stimmen"])
        hand = zaehlung.runde.herkunft is Herkunft.HANDZEICHEN
        if hand or zaehlung.runde.stand is Rundenstand.GESCHLOSSEN:
            # Die Zahl der Stimmen steht im Befund; das Bild bekommt den Platz.
            stuecke = {}
        stuecke[f"{name}/ergebnis"] = zaehlung_html(zaehlung, gross=True)
        if gruppen := gruppenstueck(zaehlung, stand, gross=True):
            stuecke[f"{name}/gruppen"] = gruppen
    return stuecke


def _ohne_texte(zaehlung: Zaehlung) -> bool:
    """Ob zwar geantwortet wurde, aber noch nichts davon freigegeben ist."""
    keine = all(text.freigabe is not Freigabe.GEZEIGT for text in zaehlung.texte)
    return zaehlung.runde.frage.art is Frageart.FREITEXT and zaehlung.anzahl > 0 and keine


def _wird_gelesen(name: str, zaehlung: Zaehlung, zahl: str = "") -> dict[str, str]:
    """Statt eines leeren Ergebnisses, woran es liegt; ist alles gelesen, bleibt die Zahl."""
    wartet = any(text.freigabe is Freigabe.NEU for text in zaehlung.texte)
    satz = teile.satz(teile.WIRD_GELESEN) if wartet else ""
    return {f"{name}/stimmen": zahl + satz}


def _wortlaut(folie: Folie, folge: Folge, stand: Saalstand) -> dict[str, str]:
    """Frage und Überschrift, wenn sie im Raum anders lauten als in der Folge."""
    zaehlung = stand.juengste(folie.frage)
    im_raum = next((frage for frage in stand.fragen if frage.kennung == folie.frage), None)
    gestellt = im_raum if zaehlung is None else zaehlung.runde.frage
    if gestellt is None or any(gestellt.als_dict() == dict(frage) for frage in folge.fragen):
        return {}
    stuecke = {f"{folie.art}/{folie.frage}/frage": frage_html(gestellt)}
    return stuecke if folie.titel else stuecke | {f"{folie.art}/{folie.frage}/titel": gestellt.text}


def _ergebnis(frage: str, stand: Saalstand) -> dict[str, str]:
    alle, name = stand.runden(frage), f"ergebnis/{frage}"
    offen = [z for z in alle if not z.runde.verborgen]
    if not offen:
        return {f"{name}/stimmen": teile.satz(teile.NOCH_VERBORGEN if alle else teile.NOCH_NICHT)}
    if all(map(_ohne_texte, offen)):
        return _wird_gelesen(name, offen[-1], _zahl(offen[-1]))
    stuecke = {f"{name}/ergebnis": zaehlungen_html(offen, hoechstens=RUNDEN_HOECHSTENS, gross=True)}
    if gruppen := gruppenstueck(offen[-1], stand, gross=True):
        stuecke[f"{name}/gruppen"] = gruppen
    return stuecke


def gruppenstueck(zaehlung: Zaehlung, stand: Saalstand, *, gross: bool) -> str:
    """Vergleich der Gruppen einer geschlossenen Runde; leer, wenn nicht danach gefragt wurde."""
    frage = zaehlung.runde.frage
    gefragt = stand.raum.gruppenfrage is not Gruppenfrage.KEINE and bool(zaehlung.je_gruppe)
    if not gefragt or frage.art is Frageart.FREITEXT or not zaehlung.gruppen_stehen_fest:
        return ""
    return gruppen_html(frage, zaehlung.gruppen.geordnet(stand.raum.gruppen), gross=gross)


def _zahl(zaehlung: Zaehlung | None) -> str:
    if zaehlung is None:
        return ""
    return teile.stimmenzahl(zaehlung.runde.stand, zaehlung.anzahl, zaehlung.runde.herkunft)
