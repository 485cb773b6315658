"""Tabellen des Registers (SQLAlchemy Core), für SQLite und PostgreSQL dieselben.

Ein Datenstand ist eine Liste von Konzeptfassungen. Eine Fassung wird einmal gespeichert und von allen
Datenständen geteilt, in denen sie unverändert vorkommt; ein weiterer Datenstand kostet je Datensatz nur ein
Zahlenpaar. Daneben stehen Verzeichnisse, in die nur geschrieben wird: Quelldateien, Freigaben, Vermerke,
Prüfrunden, Bestätigungen, Rollen, Spaltennamen, das Protokoll, die Ansprache (``schemaansprache``) und der
Workshop (``schemaworkshop``). Auslöser in der Datenbank (siehe ``migrationen/versions/``) halten sie
unveränderlich: Es kommt nur hinzu, nichts wird geändert. Ausgenommen sind die vergänglichen Tabellen des
Stimmungsbilds (``VERGAENGLICH``).
Warum so: ``docs/entscheidungen/0002-datenstaende-als-fassungen.md``.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    func,
)

from insek_monitor.kern.begriffe import Konzeptart, Sicherheit, werte
from insek_monitor.kern.rollen import Rolle, Zugang
from insek_monitor.register import altbestand
from insek_monitor.register.schemaansprache import ansprachestand as ansprachestand
from insek_monitor.register.schemaansprache import erledigung as erledigung
from insek_monitor.register.schemaansprache import gewichtung as gewichtung
from insek_monitor.register.schemaansprache import kampagne as kampagne
from insek_monitor.register.schemaansprache import kampagne_gemeinde as kampagne_gemeinde
from insek_monitor.register.schemaansprache import kontakt as kontakt
from insek_monitor.register.schemagrund import SPAETER, laufend, wann
from insek_monitor.register.schemagrund import Zeitpunkt as Zeitpunkt
from insek_monitor.register.schemagrund import metadaten as metadaten
from insek_monitor.register.schemaworkshop import VERGAENGLICH as VERGAENGLICH
from insek_monitor.register.schemaworkshop import fragensatz as fragensatz
from insek_monitor.register.schemaworkshop import handzaehlung as handzaehlung
from insek_monitor.register.schemaworkshop import raum as raum
from insek_monitor.register.schemaworkshop import runde as runde
from insek_monitor.register.schemaworkshop import stimme as stimme
from insek_monitor.register.schemaworkshop import stimmungsergebnis as stimmungsergebnis
from insek_monitor.register.schemaworkshop import vorfuehrung as vorfuehrung
from insek_monitor.register.schemaworkshop import vortragsfolge as vortragsfolge

#: Alembic-Kennung des Schemas, das dieser Programmstand erwartet (ein Test hält sie gleich mit der
#: Migration).
SCHEMASTAND = "0005"
#: Eigener Name statt „alembic_version“, damit ein anderes Programm in derselben Datenbank nicht stört.
VERSIONSTABELLE = "insek_schemastand"

ARTEN = tuple(werte(Konzeptart))
SICHERHEITEN = tuple(werte(Sicherheit))
#: „keine“ nimmt jemandem die Rolle.
ROLLEN = (*werte(Rolle), "keine")
ZUGAENGE = tuple(werte(Zugang))
ERGEBNISSE = ("ausgefuehrt", "verweigert")


#: Ein Datenstand wird als Letztes eingetragen und schließt damit seine Einträge ab (``SPAETER``).
datenstand = Table(
    "datenstand",
    metadaten,
    Column("nummer", Integer, primary_key=True, autoincrement=False),
    Column("kuerzel", String(20)),
    Column("titel", Text, nullable=False),
    Column("angelegt_am", Zeitpunkt, nullable=False, server_default=func.current_timestamp()),
    Column("von", Text, nullable=False),
    Column("anlass", Text, nullable=False),
    Column("pruefsumme", String(64), nullable=False),
    Column("basis_nummer", Integer, ForeignKey("datenstand.nummer")),
    Column("quelle_datei", Text),
    Column("quelle_pruefsumme", String(64)),
    CheckConstraint("nummer > 0", name="nummer"),
    Index("ix_datenstand_kuerzel", "kuerzel"),
)

konzeptfassung = Table(
    "konzeptfassung",
    metadaten,
    # Die kurze Nummer hält die Einträge klein; eindeutig ist der Inhalt durch `fassung`.
    Column("fassung_nr", Integer, primary_key=True, autoincrement=False),
    Column("fassung", String(64), nullable=False, unique=True),
    Column("konzept_id", Text, nullable=False),
    Column("art", String(20), nullable=False),
    Column("titel", Text),
    Column("begonnen", String(10)),
    Column("beschluss", String(10)),
    Column("aufgehoben", String(10)),
    Column("belegt", String(10)),
    Column("zieljahr", Integer),
    Column("zielhorizont", Text),
    Column("quelle", Text),
    Column("quelle_url", Text),
    Column("sicherheit", String(20)),
    Column("datenlage", String(20), nullable=False),
    Column("notiz", Text),
    CheckConstraint(f"art IN {ARTEN}", name="art"),
    CheckConstraint(f"datenlage IN {altbestand.DATENLAGEN}", name="datenlage"),
    CheckConstraint(f"sicherheit IN {SICHERHEITEN}", name="sicherheit"),
)

konzeptfassung_gemeinde = Table(
    "konzeptfassung_gemeinde",
    metadaten,
    Column("fassung_nr", Integer, ForeignKey("konzeptfassung.fassung_nr", **SPAETER), primary_key=True),
    Column("ags", String(8), primary_key=True),
    CheckConstraint("length(ags) = 8", name="ags"),
    sqlite_with_rowid=False,
)

datenstand_eintrag = Table(
    "datenstand_eintrag",
    metadaten,
    Column("nummer", Integer, ForeignKey("datenstand.nummer", **SPAETER), primary_key=True),
    Column("fassung_nr", Integer, ForeignKey("konzeptfassung.fassung_nr", **SPAETER), primary_key=True),
    # Für jede neue Fassung sucht SQLite die Einträge, die schon auf sie verweisen.
    Index("ix_datenstand_eintrag_fassung_nr", "fassung_nr"),
    sqlite_with_rowid=False,
)


#: Eingespielte Dateien, wie sie kamen; ``datenstand.quelle_pruefsumme`` zeigt hierher.
quelldatei = Table(
    "quelldatei",
    metadaten,
    Column("pruefsumme", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("groesse", Integer, nullable=False),
    Column("inhalt", LargeBinary, nullable=False),
    wann(),
    Column("von", Text, nullable=False),
)

#: Amtlich freigegebene Datenstände; je Quartal gilt die jüngste Freigabe.
freigabe = Table(
    "freigabe",
    metadaten,
    laufend(),
    Column("datenstand_nummer", Integer, ForeignKey("datenstand.nummer"), nullable=False),
    Column("quartal", String(7), nullable=False),
    Column("vermerk", Text),
    wann(),
    Column("von", Text, nullable=False),
    Column("kennung", Text, nullable=False),
)

#: Interne Vermerke je Gemeinde; sie verlassen den angemeldeten Bereich nie.
vermerk = Table(
    "vermerk",
    metadaten,
    laufend(),
    Column("ags", String(8), nullable=False),
    Column("text", Text, nullable=False),
    wann(),
    Column("von", Text, nullable=False),
    Column("kennung", Text, nullable=False),
    CheckConstraint("length(ags) = 8", name="ags"),
    Index("ix_vermerk_ags", "ags"),
)

pruefrunde = Table(
    "pruefrunde",
    metadaten,
    laufend(),
    Column("titel", Text, nullable=False),
    wann(),
    Column("von", Text, nullable=False),
    Column("kennung", Text, nullable=False),
)

#: ``inhalt`` ist die Prüfsumme über alle Fassungen der Gemeinde: ändern sie sich, gilt sie nicht mehr.
bestaetigung = Table(
    "bestaetigung",
    metadaten,
    laufend(),
    Column("runde", Integer, ForeignKey("pruefrunde.nummer"), nullable=False),
    Column("ags", String(8), nullable=False),
    Column("inhalt", String(64), nullable=False),
    Column("datenstand_nummer", Integer, ForeignKey("datenstand.nummer"), nullable=False),
    wann(),
    Column("von", Text, nullable=False),
    Column("kennung", Text, nullable=False),
    CheckConstraint("length(ags) = 8", name="ags"),
    Index("ix_bestaetigung_runde", "runde"),
)

#: Wer welche Rolle hat; je Kennung gilt der jüngste Eintrag.
rollenvergabe = Table(
    "rollenvergabe",
    metadaten,
    laufend(),
    Column("kennung", Text, nullable=False),
    Column("rolle", String(20), nullable=False),
    wann(),
    Column("von", Text, nullable=False),
    CheckConstraint(f"rolle IN {ROLLEN}", name="rolle"),
    Index("ix_rollenvergabe_kennung", "kennung"),
)

#: Welche Überschrift in fremden Listen welches Feld meint (leer: keines); der jüngste Eintrag gilt.
spaltenwahl = Table(
    "spaltenwahl",
    metadaten,
    laufend(),
    Column("ueberschrift", Text, nullable=False),
    Column("feld", String(20), nullable=False),
    wann(),
    Column("von", Text, nullable=False),
)

#: Jede Änderung und jeder verweigerte Versuch.
protokoll = Table(
    "protokoll",
    metadaten,
    laufend(),
    wann(),
    Column("person", Text, nullable=False),
    Column("kennung", Text, nullable=False),
    Column("zugang", String(20), nullable=False),
    Column("vorgang", String(40), nullable=False),
    Column("gegenstand", Text, nullable=False),
    Column("ergebnis", String(20), nullable=False),
    Column("datenstand_nummer", Integer),
    Column("einzelheiten", Text),
    CheckConstraint(f"zugang IN {ZUGAENGE}", name="zugang"),
    CheckConstraint(f"ergebnis IN {ERGEBNISSE}", name="ergebnis"),
)
