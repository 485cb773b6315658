"""Einen Raum steuern: Fragen öffnen, anhalten, schließen, aufdecken, wiederholen, Texte freigeben.

Jeder Handgriff prüft die Rolle und steht im Protokoll; er sperrt die Zeile des Raums: Stimmen warten so lange
und treffen danach den neuen Stand.
"""

from __future__ import annotations

from sqlalchemy import select, update

from insek_monitor.kern.rollen import Person
from insek_monitor.kern.stimmungsbild import (
    Frage,
    Frageart,
    FrageFehler,
    Freigabe,
    Herkunft,
    Rundenstand,
    lies_frage,
)
from insek_monitor.register import schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung.abgewiesen import Gesehen
from insek_monitor.workshop.abstimmung.register_auszaehlung import textschluessel
from insek_monitor.workshop.abstimmung.register_handzeichen import (
    trage_handzeichen_ein as trage_handzeichen_ein,
)
from insek_monitor.workshop.abstimmung.register_raumzug import Raumzug, greife, schliesse_runden
from insek_monitor.workshop.abstimmung.register_rundenzeilen import Rundenlage, als_text
from insek_monitor.workshop.abstimmung.register_stimmabgabe import Abgewiesen

MODERATION = {
    Freigabe.NEU: "Freie Antwort zurückstellen",
    Freigabe.GEZEIGT: "Freie Antwort zeigen",
    Freigabe.ABGELEHNT: "Freie Antwort ablehnen",
}
"""Wie die Handgriffe an freien Antworten im Protokoll heißen; welche es war, steht dort nicht."""


class FragenGesperrt(RegisterFehler):
    """Die Frage hat in der laufenden Runde schon eine Stimme; ihr Wortlaut steht fest."""


def oeffne(
    register: Register,
    code: str,
    person: Person,
    frage: str,
    *,
    verborgen: bool = True,
    neue_runde: bool = False,
    gesehen: Gesehen | None = None,
) -> int:
    """Öffne eine Frage für Telefone oder setze sie fort; eine andere offene Runde wird geschlossen.

    Parameters
    ----------
    frage
        Kennung.
    verborgen
        ob eine neue Runde ihr Ergebnis erst nach dem Aufdecken zeigt; eine fortgesetzte bleibt, wie sie ist.
    neue_runde
        neben der bisherigen noch einmal fragen. Hat die offene Runde noch keine Stimme, bleibt es bei ihr:
        ein zweiter Klick soll nicht zweimal wiederholen.
    gesehen
        was vor sich hatte, wer handelt; ohne Angabe gilt der Handgriff immer.

    Returns
    -------
    int
        Nummer der Runde.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    Abgewiesen
        wenn es den Raum nicht gibt, er beendet ist (``beendet``) oder die Runde geschlossen ist und keine
        neue verlangt wird (``geschlossen``).
    Ueberholt
        wenn inzwischen jemand anderes gesteuert hat.
    RegisterFehler
        wenn der Raum die Frage nicht hat.
    """
    with greife(register, code, person, "Abstimmung öffnen", laufend=True) as zug:
        gemeint = zug.frage(frage)
        letzte = zug.letzte_runde(frage, Herkunft.TELEFON)
        weiter = letzte is not None and not (neue_runde and not zug.noch_leer(letzte))
        if not (weiter and _laeuft_schon(zug, letzte)):
            zug.pruefe(gesehen)
        if letzte is None or not weiter:
            nummer = zug.neue_runde(gemeint, Herkunft.TELEFON, Rundenstand.OFFEN, verborgen)
        elif letzte.stand is Rundenstand.GESCHLOSSEN:
            raise Abgewiesen(
                "geschlossen",
                f"Die Abstimmung „{gemeint.text}“ ist geschlossen. Bitte beginnen Sie eine neue Runde.",
            )
        else:
            nummer = letzte.nummer
            zug.setze_runde(nummer, stand=Rundenstand.OFFEN.value)
        schliesse_runden(zug.verbindung, zug.code, ausser=nummer)
        zug.aktive_runde = nummer
    return nummer


def _laeuft_schon(zug: Raumzug, lage: Rundenlage | None) -> bool:
    """Was verlangt ist, gilt schon: Wer zweimal klickt oder Zweiter ist, soll keine Warnung lesen."""
    return lage is not None and lage.nummer == zug.aktive_runde and lage.stand is Rundenstand.OFFEN


def pausiere(register: Register, code: str, person: Person, *, gesehen: Gesehen | None = None) -> None:
    """Halte die aktive Runde an; ``oeffne`` setzt sie fort. Ausnahmen wie bei ``oeffne``."""
    with greife(register, code, person, "Abstimmung anhalten", laufend=True) as zug:
        aktive = zug.laufende(gesehen)
        if aktive.stand is Rundenstand.GESCHLOSSEN:
            raise Abgewiesen(
                "geschlossen", "Die Abstimmung ist schon geschlossen. Bitte beginnen Sie eine neue Runde."
            )
        zug.setze_runde(aktive.nummer, stand=Rundenstand.PAUSIERT.value)


def schliesse(register: Register, code: str, person: Person, *, gesehen: Gesehen | None = None) -> None:
    """Schließe die aktive Runde endgültig. Ausnahmen wie bei ``oeffne``."""
    with greife(register, code, person, "Abstimmung schließen", laufend=True) as zug:
        zug.setze_runde(zug.laufende(gesehen).nummer, stand=Rundenstand.GESCHLOSSEN.value)


def zeige(register: Register, code: str, person: Person, *, gesehen: Gesehen | None = None) -> None:
    """Decke das Ergebnis der aktiven Runde auf; auch nach dem Ende des Workshops.

    Mit ``gesehen`` wird im selben Zug die gesehene Runde zur aktiven. Ausnahmen wie bei ``Raumzug.hole``.
    """
    with greife(register, code, person, "Ergebnis zeigen") as zug:
        zug.setze_runde(zug.hole(gesehen).nummer, verborgen=False)


def verberge(register: Register, code: str, person: Person, *, gesehen: Gesehen | None = None) -> None:
    """Verdecke das Ergebnis; sonst wie ``zeige``."""
    with greife(register, code, person, "Ergebnis verbergen") as zug:
        zug.setze_runde(zug.hole(gesehen).nummer, verborgen=True)


def waehle(
    register: Register, code: str, person: Person, runde: int | None, *, gesehen: Gesehen | None = None
) -> None:
    """Welche Runde Telefone und Leinwand zeigen; ``None``: keine.

    Raises
    ------
    RegisterFehler
        wenn die Runde nicht zu diesem Raum gehört; sonst wie bei ``oeffne``.
    """
    with greife(register, code, person, "Frage wählen") as zug:
        zug.pruefe(gesehen)
        if runde is not None:
            zug.runde(runde)
        zug.aktive_runde = runde


def aendere_frage(register: Register, code: str, person: Person, frage: Frage) -> None:
    """Ändere Wortlaut oder Antworten einer Frage dieses Raums.

    Eine laufende Runde ohne Stimme übernimmt die Änderung; ihre ``fassung`` steigt, damit keine Stimme für
    den alten Wortlaut gezählt wird. Geschlossene Runden behalten, was gefragt wurde.

    Raises
    ------
    FragenGesperrt
        wenn die laufende Runde schon eine Stimme hat.
    RegisterFehler
        wenn der Raum die Frage nicht hat oder sie unbrauchbar ist; sonst wie bei ``oeffne``.
    """
    try:
        sauber = lies_frage(frage.als_dict())
    except FrageFehler as fehler:
        raise RegisterFehler(str(fehler)) from None
    with greife(register, code, person, "Wortlaut ändern", laufend=True) as zug:
        zug.frage(sauber.kennung)
        for lage in zug.runden():
            if lage.frage.kennung != sauber.kennung or lage.stand is Rundenstand.GESCHLOSSEN:
                continue
            if zug.hat_stimmen(lage):
                raise FragenGesperrt(
                    f"Zu „{lage.frage.text}“ gibt es schon Stimmen; der Wortlaut steht damit fest. Bitte "
                    "schließen Sie diese Runde und ändern Sie die Frage dann für eine neue."
                )
            zug.stelle_um(lage, sauber)
        fragen = tuple(sauber if alte.kennung == sauber.kennung else alte for alte in zug.fragen)
        zug.setze_raum(fragen=als_text(fragen))


def moderiere(
    register: Register, code: str, person: Person, runde: int, text: str, freigabe: Freigabe
) -> None:
    """Gib eine freie Antwort frei oder lehne sie ab.

    Parameters
    ----------
    text
        ``Freitext.schluessel``: Er gilt nur für den gelesenen Wortlaut, damit niemand ihn danach austauscht.

    Raises
    ------
    RegisterFehler
        wenn es diesen Text so nicht (mehr) gibt; sonst wie bei ``oeffne``.
    """
    if freigabe is Freigabe.KEINE:
        raise RegisterFehler("Bitte wählen Sie, ob der Text gezeigt oder abgelehnt wird.")
    tabelle = schema.stimme
    with greife(register, code, person, MODERATION[freigabe]) as zug:
        lage = zug.runde(runde)
        if lage.frage.art is not Frageart.FREITEXT:
            raise RegisterFehler(
                f"„{lage.frage.text}“ hat keine freien Antworten. Bitte laden Sie die Seite neu."
            )
        anfrage = select(tabelle.c.geraet, tabelle.c.wert).where(tabelle.c.runde == runde)
        for geraet, wert in zug.verbindung.execute(anfrage).all():
            if textschluessel(geraet, wert) == text:
                ziel = (tabelle.c.runde == runde) & (tabelle.c.geraet == geraet)
                zug.verbindung.execute(update(tabelle).where(ziel).values(freigabe=freigabe.value))
                return
        raise RegisterFehler(
            "Dieser Text wurde inzwischen geändert. Bitte lesen Sie die neue Fassung und entscheiden Sie "
            "dann."
        )
