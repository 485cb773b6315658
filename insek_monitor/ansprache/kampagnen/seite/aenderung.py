"""Eine Änderung an einer Kampagne, und wie sie ohne Verlust auf einen inzwischen neueren Stand passt.

Eine Änderung sagt, was jemand wollte (diese Angaben, jene Gemeinden dazu oder heraus), nicht, wie die ganze
Liste aussehen soll. Deshalb lässt sie sich auf den Stand anwenden, den eine andere Person inzwischen
gespeichert hat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from insek_monitor.ansprache.kampagnen.register import Kampagne
from insek_monitor.ansprache.kampagnen.unterschied import geaenderte_felder
from insek_monitor.kern.ansprache import Kampagnenangaben


@dataclass(frozen=True)
class Aenderung:
    """Was jemand an einem Stand ändern wollte, den er vor Augen hatte.

    Attributes
    ----------
    basis
        der gesehene Stand.
    angaben
        der Kopf, wie er danach lauten soll; None: unberührt.
    dazu, weg
        Gemeinden (AGS), die aufgenommen oder herausgenommen werden.
    archiviert
        ins Archiv (True), zurück (False) oder unberührt (None).
    """

    basis: Kampagne
    angaben: Kampagnenangaben | None = None
    dazu: tuple[str, ...] = ()
    weg: tuple[str, ...] = ()
    archiviert: bool | None = None


@dataclass(frozen=True)
class Widerspruch:
    """Ein Feld, das beide verschieden geändert haben."""

    feld: str
    eigener: Any
    anderer: Any


def angaben_danach(aenderung: Aenderung, stand: Kampagne) -> Kampagnenangaben:
    """Der Kopf nach der Änderung: eigene Felder gewinnen, alle übrigen bleiben, wie sie im Stand sind."""
    if aenderung.angaben is None:
        return stand.angaben
    return replace(stand.angaben, **geaenderte_felder(aenderung.basis.angaben, aenderung.angaben))


def gemeinden_danach(aenderung: Aenderung, stand: Kampagne) -> tuple[str, ...]:
    """Die Gemeinden nach der Änderung, in der Reihenfolge des Stands; Neues steht hinten."""
    weg = set(aenderung.weg)
    bleibende = [ags for ags in stand.gemeinden if ags not in weg]
    return tuple(dict.fromkeys([*bleibende, *aenderung.dazu]))


def zu_schreiben(aenderung: Aenderung, stand: Kampagne) -> dict[str, Any]:
    """Was `ansprache.kampagnen.register.aendere` bekommt; leer, wenn der Stand schon so ist."""
    angaben, gemeinden = angaben_danach(aenderung, stand), gemeinden_danach(aenderung, stand)
    werte: dict[str, Any] = {}
    if angaben != stand.angaben:
        werte["angaben"] = angaben
    if gemeinden != stand.gemeinden:
        werte["gemeinden"] = gemeinden
    if aenderung.archiviert is not None and aenderung.archiviert != stand.archiviert:
        werte["archiviert"] = aenderung.archiviert
    return werte


def widersprueche(aenderung: Aenderung, stand: Kampagne) -> tuple[Widerspruch, ...]:
    """Felder des Kopfes, die beide geändert haben, und zwar verschieden."""
    if aenderung.angaben is None:
        return ()
    eigene = geaenderte_felder(aenderung.basis.angaben, aenderung.angaben)
    andere = geaenderte_felder(aenderung.basis.angaben, stand.angaben)
    return tuple(
        Widerspruch(feld, wert, andere[feld])
        for feld, wert in eigene.items()
        if feld in andere and andere[feld] != wert
    )
