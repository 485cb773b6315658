"""Der Zeitraum einer Kampagne als ganztägiger Kalendertermin."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Event

from insek_monitor.ansprache.kampagnen.register_lesen import Kampagne
from insek_monitor.lage.ausgabe.ics import folgenummer
from insek_monitor.lage.bild import zahlen


def hat_zeitraum(kampagne: Kampagne | None) -> bool:
    """Ob es für sie einen Termin gibt: Anfang oder Ende sind genannt."""
    return kampagne is not None and not (kampagne.angaben.beginn is None and kampagne.angaben.ende is None)


def zeitraum(kampagne: Kampagne, erstellt: datetime) -> Event | None:
    """Ein Termin vom ersten bis zum letzten Tag; None, wenn keiner von beiden genannt ist.

    Ist nur einer genannt, steht der Termin an diesem Tag und sagt, ob er Anfang oder Ende ist. Die Kennung
    ist ``kampagne-<nummer>@insek-monitor``; jede Fassung und jede spätere Ausgabe ersetzt die frühere.
    """
    angaben = kampagne.angaben
    beginn, ende = angaben.beginn or angaben.ende, angaben.ende or angaben.beginn
    if beginn is None or ende is None:
        return None
    zusatz = "" if angaben.beginn and angaben.ende else " beginnt" if angaben.beginn else " endet"
    ereignis = Event()
    ereignis.add("uid", f"kampagne-{kampagne.nummer}@insek-monitor")
    ereignis.add("dtstamp", erstellt)
    ereignis.add("last-modified", erstellt)
    ereignis.add("sequence", folgenummer(erstellt, kampagne.fassung))
    ereignis.add("dtstart", beginn)
    ereignis.add("dtend", ende + timedelta(days=1))
    ereignis.add("summary", f"Kampagne {_eine_zeile(angaben.titel)}{zusatz}")
    ereignis.add("description", _beschreibung(kampagne))
    ereignis.add("status", "CONFIRMED")
    ereignis.add("class", "CONFIDENTIAL")
    ereignis.add("transp", "TRANSPARENT")
    ereignis.add("categories", ["INSEK", "Kampagne"])
    return ereignis


def _beschreibung(kampagne: Kampagne) -> str:
    angaben = kampagne.angaben
    teile = [
        _eine_zeile(angaben.zweck),
        f"Angebot: {angaben.angebot.beschriftung}",
        f"{zahlen.gemeinden(len(kampagne.gemeinden))} auf der Liste",
        f"Zuständig: {_eine_zeile(angaben.stelle)}" if angaben.stelle else "",
    ]
    return " ".join(f"{teil.rstrip('.')}." for teil in teile if teil)


def _eine_zeile(text: str) -> str:
    return " ".join(text.split())
