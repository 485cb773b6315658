"""Tabellen der Ansprache: Kampagnen, Kontakte, Stände, Erledigtes, gespeicherte Gewichte; nur angehängt."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Eindeutig

from insek_monitor.kern.ansprache import Angebot, Kontaktart, Kontaktstand
from insek_monitor.kern.begriffe import werte
from insek_monitor.register.schemagrund import SPAETER, laufend, metadaten, wann, wer

ANGEBOTE = tuple(werte(Angebot))
KONTAKTARTEN = tuple(werte(Kontaktart))
KONTAKTSTAENDE = tuple(werte(Kontaktstand))


#: Jede Zeile ist eine Fassung einer Kampagne; es gilt die mit der höchsten.
kampagne = Table(
    "kampagne",
    metadaten,
    laufend(),
    Column("kampagne", Integer, nullable=False),
    Column("fassung", Integer, nullable=False),
    Column("titel", Text, nullable=False),
    Column("zweck", Text, nullable=False),
    Column("angebot", String(20), nullable=False),
    Column("plaetze", Integer),
    Column("beginn", Date),
    Column("ende", Date),
    Column("stelle", Text, nullable=False),
    Column("archiviert", Boolean, nullable=False),
    Column("datenstand_nummer", Integer, ForeignKey("datenstand.nummer")),
    wann(),
    *wer(),
    CheckConstraint(f"angebot IN {ANGEBOTE}", name="angebot"),
    CheckConstraint("plaetze >= 1", name="plaetze"),
    CheckConstraint("ende >= beginn", name="zeitraum"),
    Eindeutig("kampagne", "fassung"),
)

#: Gemeinden einer Fassung in ihrer Reihenfolge; die Fassung wird danach eingetragen und schließt sie ab.
kampagne_gemeinde = Table(
    "kampagne_gemeinde",
    metadaten,
    Column("eintrag", Integer, ForeignKey("kampagne.nummer", **SPAETER), primary_key=True),
    Column("platz", Integer, primary_key=True),
    Column("ags", String(8), nullable=False),
    CheckConstraint("length(ags) = 8", name="ags"),
    Eindeutig("eintrag", "ags"),
    sqlite_with_rowid=False,
)

#: ``vorgang`` ist die Nummer des ersten Eintrags; eine Berichtigung nennt den Eintrag, den sie ersetzt.
kontakt = Table(
    "kontakt",
    metadaten,
    laufend(),
    Column("vorgang", Integer, ForeignKey("kontakt.nummer"), nullable=False),
    Column("ersetzt", Integer, ForeignKey("kontakt.nummer")),
    Column("zurueckgezogen", Boolean, nullable=False),
    Column("grund", Text, nullable=False),
    Column("ags", String(8), nullable=False),
    Column("datum", Date, nullable=False),
    Column("art", String(20), nullable=False),
    Column("stelle", Text, nullable=False),
    Column("ergebnis", Text, nullable=False),
    Column("naechster_schritt", Text, nullable=False),
    Column("wiedervorlage", Date),
    Column("kampagne", Integer),
    wann(),
    *wer(),
    CheckConstraint("length(ags) = 8", name="ags"),
    CheckConstraint(f"art IN {KONTAKTARTEN}", name="art"),
    CheckConstraint("wiedervorlage >= datum", name="wiedervorlage"),
    Eindeutig("ersetzt"),
    Index("ix_kontakt_ags", "ags"),
    Index("ix_kontakt_vorgang", "vorgang"),
)

#: Wie weit die Ansprache ist. Mit ``kontakt`` gilt der Eintrag nur, solange der Kontakt gilt.
ansprachestand = Table(
    "ansprachestand",
    metadaten,
    laufend(),
    Column("ags", String(8), nullable=False),
    Column("stand", String(20), nullable=False),
    Column("ab", Date, nullable=False),
    Column("grund", Text, nullable=False),
    Column("kontakt", Integer, ForeignKey("kontakt.nummer")),
    wann(),
    *wer(),
    CheckConstraint("length(ags) = 8", name="ags"),
    CheckConstraint(f"stand IN {KONTAKTSTAENDE}", name="stand"),
    Index("ix_ansprachestand_ags", "ags"),
)

#: Ob der nächste Schritt eines Kontakts getan ist; je Kontakt gilt der jüngste Eintrag.
erledigung = Table(
    "erledigung",
    metadaten,
    laufend(),
    Column("kontakt", Integer, ForeignKey("kontakt.nummer"), nullable=False),
    Column("erledigt", Boolean, nullable=False),
    wann(),
    *wer(),
    Index("ix_erledigung_kontakt", "kontakt"),
)

#: Gespeicherte Gewichte (JSON) je Name; der jüngste Eintrag gilt, leere Werte nehmen ihn weg.
gewichtung = Table(
    "gewichtung",
    metadaten,
    laufend(),
    Column("name", Text, nullable=False),
    Column("werte", Text, nullable=False),
    wann(),
    *wer(),
)
