"""Was erledigt ist. Eine Berichtigung, die Schritt und Tag nicht ändert, ändert auch daran nichts.

Gemerkt wird deshalb nicht der einzelne Eintrag, sondern die Zusage: Vorgang, Tag und nächster Schritt.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, func, select

from insek_monitor.register import schema

Zusage = tuple[int, date | None, str]


def zusage_von(zeile: RowMapping) -> Zusage:
    """Was die Zeile eines Kontakts zusagt."""
    return zeile["vorgang"], zeile["wiedervorlage"], zeile["naechster_schritt"]


def erledigte(verbindung: Connection, vorgang: int | None = None) -> frozenset[Zusage]:
    """Erledigte Zusagen: Vorgang, Wiedervorlage, nächster Schritt.

    Parameters
    ----------
    vorgang
        nur dieser.
    """
    eintrag, kontakt = schema.erledigung, schema.kontakt
    anfrage = (
        select(kontakt.c.vorgang, kontakt.c.wiedervorlage, kontakt.c.naechster_schritt, eintrag.c.erledigt)
        .join(kontakt, kontakt.c.nummer == eintrag.c.kontakt)
        .order_by(eintrag.c.nummer)
    )
    if vorgang is not None:
        anfrage = anfrage.where(kontakt.c.vorgang == vorgang)
    # Der jüngste Eintrag gilt.
    stand: dict[Zusage, bool] = {
        (nummer, tag, schritt): erledigt for nummer, tag, schritt, erledigt in verbindung.execute(anfrage)
    }
    return frozenset(zusage for zusage, erledigt in stand.items() if erledigt)


def erledigungen(verbindung: Connection) -> dict[int, tuple[int, datetime]]:
    """Je Vorgang, wie oft „erledigt“ gesetzt oder zurückgenommen wurde und wann zuletzt."""
    eintrag, kontakt = schema.erledigung, schema.kontakt
    anfrage = (
        select(kontakt.c.vorgang, func.count(), func.max(eintrag.c.am))
        .join(kontakt, kontakt.c.nummer == eintrag.c.kontakt)
        .group_by(kontakt.c.vorgang)
    )
    return {vorgang: (anzahl, zuletzt) for vorgang, anzahl, zuletzt in verbindung.execute(anfrage)}
