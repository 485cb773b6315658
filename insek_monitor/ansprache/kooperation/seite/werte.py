"""Was im Bereich „Gemeinsame Konzepte“ zu wählen ist und wie es in der Adresse heißt."""

from __future__ import annotations

from dataclasses import replace

from insek_monitor.ansprache.kooperation.kooperation import Kooperationswunsch
from insek_monitor.lage.bild import zahlen

GEMEINDE = "koop_gemeinde"
UM, LAND = "Um eine Gemeinde", "Ganz Sachsen"
GEMEINSAME, VERBAENDE = "Gemeinsame Konzepte", "Verwaltungsgemeinschaften"


def _texte(*werte: int) -> tuple[str, ...]:
    return tuple(zahlen.zahl(wert) for wert in werte)


EINWOHNER = _texte(2000, 3000, 4000, 5000, 7500, 10000, 15000, 20000, 30000, 50000)
MITGLIEDER = _texte(2, 3, 4, 5)
KLEIN = _texte(2000, 3000, 5000, 10000, 15000)
JA_NEIN = ("true", "false")

WERTE: dict[str, tuple[str, tuple[str, ...]]] = {
    "koop_um": ("Die Suche", (UM, LAND)),
    "koop_einwohner": ("Die Einwohnerzahl", EINWOHNER),
    "koop_mitglieder": ("Die Zahl der Gemeinden", MITGLIEDER),
    "koop_klein": ("Die Grenze", KLEIN),
    "koop_unbekannte": ("Den Wert", JA_NEIN),
    "koop_kreisgrenzen": ("Den Wert", JA_NEIN),
    "koop_zeigen": ("Die Ebene", (GEMEINSAME, VERBAENDE)),
}
"""Name in der Adresse → Bezeichnung und mögliche Werte, für die Prüfung der Adresse."""


def zahl_aus(text: str) -> int:
    """„2.000“ → 2000."""
    return int(text.replace(".", ""))


def in_worten(wunsch: Kooperationswunsch) -> str:
    """Die Vorgaben in einer Zeile."""
    teile = [
        f"zusammen {zahlen.zahl(wunsch.mindest_einwohner)} bis {zahlen.zahl(wunsch.hoechst_einwohner)} "
        "Einwohner",
        f"höchstens {zahlen.zahl(wunsch.hoechstens_mitglieder)} Gemeinden",
        f"jede unter {zahlen.zahl(wunsch.klein_bis)} Einwohnern",
        "ohne aktuelles Konzept" + (" oder ohne belegten Stand" if wunsch.auch_unbekannte else ""),
        *([] if wunsch.ueber_kreisgrenzen else ["im selben Kreis"]),
    ]
    return ", ".join(teile)


def lockerungen(wunsch: Kooperationswunsch) -> list[tuple[str, Kooperationswunsch]]:
    """Weitere Vorgaben, jede für sich: Beschriftung und Wunsch."""
    moeglich = []
    if not wunsch.auch_unbekannte:
        moeglich.append(("Auch Gemeinden ohne belegten Stand", replace(wunsch, auch_unbekannte=True)))
    if not wunsch.ueber_kreisgrenzen:
        moeglich.append(("Auch über Kreisgrenzen", replace(wunsch, ueber_kreisgrenzen=True)))
    if wunsch.hoechstens_mitglieder < 5:
        moeglich.append(("Bis zu 5 Gemeinden", replace(wunsch, hoechstens_mitglieder=5)))
    for klein, zusammen in ((10_000, 20_000), (15_000, 30_000)):
        if wunsch.klein_bis < klein:
            groesser = replace(
                wunsch, klein_bis=klein, hoechst_einwohner=max(wunsch.hoechst_einwohner, zusammen)
            )
            moeglich.append((f"Auch Gemeinden mit bis zu {zahlen.zahl(klein)} Einwohnern", groesser))
    if wunsch.mindest_einwohner > 2000:
        moeglich.append(("Schon ab 2.000 Einwohnern", replace(wunsch, mindest_einwohner=2000)))
    return moeglich


def alles_weit() -> tuple[str, Kooperationswunsch]:
    """Die weitesten Vorgaben, für den Fall, dass keine einzelne genügt."""
    return "Alle Vorgaben weit fassen", Kooperationswunsch(2000, 30_000, 5, 15_000, True, True)
