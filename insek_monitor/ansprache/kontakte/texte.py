"""Sätze zu Kontakten und Wiedervorlagen: wann etwas fällig ist, was offen ist, was ein Kontakt war."""

from __future__ import annotations

from datetime import date

from insek_monitor.ansprache.kontakte.lage import Frist, Zaehlung, freitag
from insek_monitor.lage.bild import zahlen

WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def wochentag(tag: date, heute: date) -> str:
    """„Freitag, 27.11.“; in einem anderen Jahr mit Jahreszahl."""
    jahr = "" if tag.year == heute.year else str(tag.year)
    return f"{WOCHENTAGE[tag.weekday()]}, {tag.day:02d}.{tag.month:02d}.{jahr}"


def faelligkeit(faellig: date, heute: date) -> str:
    """„seit 3 Tagen überfällig“, „heute“, „bis morgen, Sonntag, 22.11.“, „bis Freitag, 27.11.“."""
    tage = (faellig - heute).days
    if tage < 0:
        return f"seit {zahlen.anzahl(-tage, 'Tag', 'Tagen')} überfällig"
    if tage == 0:
        return "heute"
    return f"bis {'morgen, ' if tage == 1 else ''}{wochentag(faellig, heute)}"


def gruppentitel(wert: Frist, heute: date) -> str:
    """Überschrift einer Gruppe von Wiedervorlagen."""
    return {
        Frist.UEBERFAELLIG: "Überfällig",
        Frist.HEUTE: "Heute",
        Frist.BIS_FREITAG: f"Bis {wochentag(freitag(heute), heute)}",
        Frist.SPAETER: "Später",
    }[wert]


def ueberschrift(zaehlung: Zaehlung, heute: date) -> str:
    """Der Befund: was zugesagt ist und bis Freitag erledigt sein muss."""
    if not zaehlung.offen:
        return "Keine Zusage ist offen"
    bis = wochentag(freitag(heute), heute)
    faellig = zaehlung.heute + zaehlung.bis_freitag
    ist_sind = "ist" if faellig == 1 else "sind"
    dann = f"bis {bis} {ist_sind} {zahlen.anzahl(faellig, 'weitere', 'weitere')} fällig"
    if zaehlung.ueberfaellig:
        wer = zahlen.anzahl(zaehlung.ueberfaellig, "Zusage ist", "Zusagen sind")
        return f"{wer} überfällig, {dann}" if faellig else f"{wer} überfällig"
    if faellig:
        return f"Bis {bis} {ist_sind} {zahlen.anzahl(faellig, 'Zusage', 'Zusagen')} fällig"
    wer = zahlen.anzahl(zaehlung.spaeter, "Zusage ist", "Zusagen sind")
    return f"{wer} offen, keine davon bis {bis}"


def kurzzeile(zaehlung: Zaehlung) -> str:
    """„3 Wiedervorlagen überfällig · 2 bis Freitag · 14 Gemeinden im Gespräch“."""
    bis = zaehlung.heute + zaehlung.bis_freitag
    gespraech = zahlen.anzahl(zaehlung.im_gespraech, "Gemeinde", "Gemeinden", keine="keine Gemeinde")
    return " · ".join(
        [
            zahlen.anzahl(
                zaehlung.ueberfaellig, "Wiedervorlage", "Wiedervorlagen", keine="keine Wiedervorlage"
            )
            + " überfällig",
            f"{zahlen.zahl(bis)} bis Freitag",
            f"{gespraech} im Gespräch",
        ]
    )
