"""Tabellen des Workshops.

Zwei Arten: Fragensätze, Vortragsfolgen und Ergebnisse wachsen nur wie der Rest des Registers. Räume, Runden,
Stimmen, Handzeichen und Vorführungen sind vergänglich: sie ändern sich, werden nach ihrer Frist gelöscht und
stehen in keiner Sicherung (``VERGAENGLICH``). Warum so: ``docs/entscheidungen/0008-stimmungsbild.md``.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from insek_monitor.kern.begriffe import werte
from insek_monitor.kern.stimmungsbild import Freigabe, Gruppenfrage, Herkunft, Rundenstand
from insek_monitor.register.schemagrund import Zeitpunkt, laufend, metadaten, wann, wer

HERKUENFTE = tuple(werte(Herkunft))
RUNDENSTAENDE = tuple(werte(Rundenstand))
GRUPPENFRAGEN = tuple(werte(Gruppenfrage))
FREIGABEN = tuple(werte(Freigabe))


#: Jede Zeile ist eine Fassung eines eigenen Fragensatzes (JSON: Liste von Fragen); es gilt die höchste.
fragensatz = Table(
    "fragensatz",
    metadaten,
    laufend(),
    Column("satz", Integer, nullable=False),
    Column("fassung", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("fragen", Text, nullable=False),
    Column("archiviert", Boolean, nullable=False),
    wann(),
    *wer(),
    Index("uq_fragensatz_fassung", "satz", "fassung", unique=True),
)

#: Jede Zeile ist eine Fassung einer Vortragsfolge (JSON wie in der Datei); es gilt die höchste.
vortragsfolge = Table(
    "vortragsfolge",
    metadaten,
    laufend(),
    Column("folge", Integer, nullable=False),
    Column("fassung", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("inhalt", Text, nullable=False),
    Column("archiviert", Boolean, nullable=False),
    wann(),
    *wer(),
    Index("uq_vortragsfolge_fassung", "folge", "fassung", unique=True),
)

#: Summen einer Runde, die den Raum überdauern; je (raum, frage, runde) gilt der jüngste Eintrag.
stimmungsergebnis = Table(
    "stimmungsergebnis",
    metadaten,
    laufend(),
    Column("raum", String(32), nullable=False),
    Column("titel", Text, nullable=False),
    Column("ort", Text, nullable=False),
    Column("datum", Date, nullable=False),
    Column("frage", Text, nullable=False),
    Column("runde", Integer, nullable=False),
    Column("herkunft", String(12), nullable=False),
    Column("inhalt", Text, nullable=False),
    Column("zahlen", Text, nullable=False),
    Column("zurueckgezogen", Boolean, nullable=False),
    wann(),
    *wer(),
    CheckConstraint(f"herkunft IN {HERKUENFTE}", name="herkunft"),
    CheckConstraint("runde >= 1", name="runde"),
    Index("ix_stimmungsergebnis_frage", "frage"),
)

raum = Table(
    "raum",
    metadaten,
    Column("code", String(8), primary_key=True),
    Column("kennung", String(32), nullable=False, unique=True),
    Column("titel", Text, nullable=False),
    Column("ort", Text, nullable=False),
    Column("datum", Date, nullable=False),
    Column("gruppenfrage", String(10), nullable=False),
    #: Was zur Wahl steht (JSON: Liste von Texten), leer ohne Gruppenfrage.
    Column("gruppen", Text, nullable=False),
    #: Macht aus dem Ausweis eines Geräts je Raum eine andere Kennung.
    Column("salz", String(64), nullable=False),
    Column("fragen", Text, nullable=False),
    #: Nummer der Runde, die Telefone und Leinwand zeigen.
    Column("aktive_runde", Integer),
    #: Zählt jede Änderung außer Stimmen; Telefone fragen danach.
    Column("stand", Integer, nullable=False),
    Column("beendet", Boolean, nullable=False),
    Column("angelegt_am", Zeitpunkt, nullable=False),
    Column("loeschen_am", Zeitpunkt, nullable=False),
    CheckConstraint(f"gruppenfrage IN {GRUPPENFRAGEN}", name="gruppenfrage"),
    Index("ix_raum_loeschen_am", "loeschen_am"),
)

runde = Table(
    "runde",
    metadaten,
    Column("nummer", Integer, primary_key=True, autoincrement=True),
    Column("code", String(8), ForeignKey("raum.code", ondelete="CASCADE"), nullable=False),
    Column("frage", String(40), nullable=False),
    #: 1, 2, … je Frage.
    Column("runde", Integer, nullable=False),
    Column("herkunft", String(12), nullable=False),
    Column("stand", String(12), nullable=False),
    Column("verborgen", Boolean, nullable=False),
    #: Die Frage, wie sie in dieser Runde gestellt wird (JSON).
    Column("inhalt", Text, nullable=False),
    #: Zählt Änderungen des Wortlauts vor der ersten Stimme.
    Column("fassung", Integer, nullable=False),
    CheckConstraint(f"herkunft IN {HERKUENFTE}", name="herkunft"),
    CheckConstraint(f"stand IN {RUNDENSTAENDE}", name="stand"),
    Index("uq_runde_frage", "code", "frage", "runde", unique=True),
)

#: Ohne Zeitpunkt: aus der Reihenfolge soll niemand auf Personen schließen.
stimme = Table(
    "stimme",
    metadaten,
    Column("runde", Integer, ForeignKey("runde.nummer", ondelete="CASCADE"), primary_key=True),
    Column("geraet", String(64), primary_key=True),
    Column("wert", Text, nullable=False),
    Column("gruppe", Text, nullable=False),
    Column("freigabe", String(10), nullable=False),
    #: Das wievielte Abschicken des Geräts in dieser Runde: Was unterwegs überholt wurde, gilt nicht.
    Column("zug", Integer, nullable=False),
    CheckConstraint(f"freigabe IN {FREIGABEN}", name="freigabe"),
    CheckConstraint("zug >= 0", name="zug"),
    sqlite_with_rowid=False,
)

handzaehlung = Table(
    "handzaehlung",
    metadaten,
    Column("runde", Integer, ForeignKey("runde.nummer", ondelete="CASCADE"), primary_key=True),
    Column("antwort", Integer, primary_key=True),
    Column("anzahl", Integer, nullable=False),
    CheckConstraint("anzahl >= 0", name="anzahl"),
    sqlite_with_rowid=False,
)

#: Eine laufende Präsentation: welche Folge, welcher Raum, wer sie begonnen hat und damit steuert.
vorfuehrung = Table(
    "vorfuehrung",
    metadaten,
    Column("kennung", String(32), primary_key=True),
    Column("schluessel", String(64), nullable=False),
    Column("folge", Text, nullable=False),
    Column("datenstand_nummer", Integer),
    Column("stichtag", Date),
    Column("code", String(8), ForeignKey("raum.code", ondelete="SET NULL")),
    Column("angelegt_am", Zeitpunkt, nullable=False),
    Column("loeschen_am", Zeitpunkt, nullable=False),
    Column("person", Text, nullable=False, server_default=""),
    Column("person_kennung", Text, nullable=False, server_default=""),
    Column("person_zugang", String(20), nullable=False, server_default="anmeldung"),
    #: Rolle, die der Anmeldedienst zu Beginn nannte; leer: keine.
    Column("person_rolle", String(20), nullable=False, server_default=""),
    Index("ix_vorfuehrung_loeschen_am", "loeschen_am"),
)

VERGAENGLICH = (raum, runde, stimme, handzaehlung, vorfuehrung)
