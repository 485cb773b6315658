"""Was die Knöpfe zu einer Liste liefern: alles Nötige einmal zusammengestellt, jede Datei auf Abruf."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from insek_monitor import einstellungen
from insek_monitor.ansprache.kampagnen.register_lesen import Kampagne
from insek_monitor.ansprache.kampagnen.termin import hat_zeitraum
from insek_monitor.ansprache.kampagnen.touren import Tourenplan
from insek_monitor.ansprache.kontakte.kalender import als_ics_wiedervorlagen
from insek_monitor.ansprache.kontakte.liste import VERTRAULICH
from insek_monitor.ansprache.kontakte.seite import lesen as kontaktlesen
from insek_monitor.ansprache.kontakte.seite.lesen import Eintraege, Kontaktdaten
from insek_monitor.ansprache.prioritaet import gis, listenkarte, serienbrief, vcard
from insek_monitor.ansprache.prioritaet import zeilen as ansprachezeilen
from insek_monitor.ansprache.prioritaet.befunde import begruendungen
from insek_monitor.ansprache.prioritaet.dossier import Deckblatt, als_dossier
from insek_monitor.ansprache.prioritaet.listendruck import als_listendruck
from insek_monitor.ansprache.prioritaet.seite import dossierfaelle, gewichtewahl, rechnung
from insek_monitor.ansprache.prioritaet.zeilen import Internes
from insek_monitor.lage.ausgabe import ics
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.gewichte import Gewichte
from insek_monitor.rahmen import anmeldung, bausteine, kartenwege, zwischenspeicher
from insek_monitor.rahmen.ansicht import Ansicht
from insek_monitor.rahmen.zugang import ist_schleife

NUR_FILTER = ("Größenklassen", "Kreise")
"""Angaben der Filterzeile, die über eine von Hand zusammengestellte Liste nichts sagen."""


@dataclass(frozen=True, eq=False)
class Listenausgabe:
    """Eine Liste mit allem, was ihre Dateien brauchen; rechnet erst, wenn eine verlangt wird.

    Die Knöpfe rufen die Methoden außerhalb des Seitenaufrufs: Hier darf nichts mehr die Sitzung fragen.

    Attributes
    ----------
    lage : Zeilen von ``lage`` in der Reihenfolge der Liste.
    kontakte, eintraege
        None, wenn nichts Internes mitgeht.
    pruefe
        Prüft vor allem Internen noch einmal die Rolle; scheitert, wenn sie inzwischen entzogen ist.
    kampagne
        Zu welcher Kampagne die Liste gehört; nur wenn Internes mitgeht.
    """

    lage: pd.DataFrame
    ansicht: Ansicht
    titel: str
    gewichte: Gewichte
    angaben: dict[str, str]
    basisadresse: str
    tourenplan: Tourenplan | None
    kontakte: Kontaktdaten | None
    eintraege: Eintraege | None
    pruefe: Callable[[], None]
    kampagne: Kampagne | None = None

    @property
    def intern(self) -> bool:
        return self.kontakte is not None

    def zeilen(self, *, oeffentlich: bool = False) -> pd.DataFrame:
        """Die Zeilen der Liste; öffentlich ohne alles, was auf Kontakten beruht, auch in Gründen und Rang."""
        kontakte = None if oeffentlich else self.kontakte
        if kontakte is not None:
            self.pruefe()
        gewichte = self.gewichte if kontakte is not None else gewichtewahl.fuer_gaeste(self.gewichte)
        rang = rechnung.prioritaet(self.ansicht, gewichte, kontakte)
        saetze = begruendungen(
            self.ansicht.lage_gesamt,
            rechnung.kriterien(self.ansicht, gewichte.frist_monate, kontakte),
            rang.loc[list(self.lage.index)],
            self.ansicht.regeln,
        )
        return ansprachezeilen.zeilen(
            self.lage,
            gruende={str(ags): str(satz) for ags, satz in saetze.items()},
            prioritaet=rang,
            internes=None if kontakte is None else Internes(kontakte.staende, kontakte.letzter),
            tourenplan=self.tourenplan,
            basisadresse=self.basisadresse,
        )

    def xlsx(self) -> bytes:
        """Arbeitsmappe."""
        return ansprachezeilen.als_liste_xlsx(
            self.zeilen(), self.angaben, einstellungen.jetzt(), touren=self._touren()
        )

    def serienbrief(self) -> bytes:
        """Steuerdatei; nie mit Internem."""
        return serienbrief.als_serienbrief(self.zeilen(oeffentlich=True))

    def vcard(self) -> bytes:
        """Adresskarten, alle in einer Datei."""
        return vcard.als_vcard(self.lage, einstellungen.jetzt())

    def vcard_zip(self) -> bytes:
        """Adresskarten, je Verwaltung eine Datei."""
        return vcard.als_vcard_zip(self.lage, einstellungen.jetzt())

    def geojson(self) -> bytes:
        """GeoJSON mit Flächen."""
        return gis.als_geojson_liste(self.zeilen(), zwischenspeicher.geojson("karte_gemeinden"), self.angaben)

    def geopackage(self) -> bytes:
        """GeoPackage, mit Tourenplan auch die Touren."""
        return gis.als_geopackage_liste(
            self.zeilen(),
            zwischenspeicher.geojson("karte_gemeinden"),
            self.angaben,
            einstellungen.jetzt(),
            tourenplan=self.tourenplan,
            gemeinden=zwischenspeicher.gemeinden(),
        )

    def kml(self) -> bytes:
        """KML."""
        return gis.als_kml(zwischenspeicher.geojson("karte_gemeinden"), self.zeilen(), self.angaben)

    def hat_termine(self) -> bool:
        """Ob im Kalender etwas stünde; ohne Termin wäre er eine leere Datei."""
        return (
            hat_zeitraum(self.kampagne)
            or not self._wiedervorlagen().empty
            or not ics.ablaufende(self.lage, self.ansicht.stichtag).empty
        )

    def _wiedervorlagen(self) -> pd.DataFrame:
        if self.eintraege is None:
            return pd.DataFrame()
        termine = self.eintraege.termine
        return termine[termine["ags"].isin(self.lage.index)]

    def kalender(self) -> bytes:
        """Belegte Ablauftage der Liste; intern auch die Wiedervorlagen und der Zeitraum der Kampagne."""
        jahre, jetzt = self.ansicht.regeln.gueltig_bis_jahre, einstellungen.jetzt()
        if self.eintraege is None:
            return ics.als_ics(self.lage, self.ansicht.stichtag, jetzt, jahre=jahre)
        self.pruefe()
        return als_ics_wiedervorlagen(
            self._wiedervorlagen(),
            zwischenspeicher.gemeinden(),
            jetzt,
            ablauf=self.lage,
            stichtag=self.ansicht.stichtag,
            jahre=jahre,
            kampagne=self.kampagne,
        )

    def dossier(self) -> bytes:
        """Dossier je Gemeinde, ab zweien mit Deckblatt."""
        gruende = self.zeilen()["gruende"]
        return als_dossier(
            dossierfaelle.faelle(self.lage.index, self.ansicht, gruende=gruende, eintraege=self.eintraege),
            self.angaben,
            einstellungen.jetzt(),
            namen=zwischenspeicher.gemeinden()["name"],
            stichtag=self.ansicht.stichtag,
            regeln=self.ansicht.regeln,
            deckblatt=self._deckblatt() if len(self.lage) > 1 else None,
        )

    def druck(self) -> bytes:
        """Liste mit Karte."""
        return als_listendruck(
            self.zeilen(),
            self._deckblatt(im_druck=True),
            self.angaben,
            einstellungen.jetzt(),
            touren=self._touren(),
        )

    def _touren(self) -> pd.DataFrame | None:
        plan = self.tourenplan
        return None if plan is None else ansprachezeilen.tourzeilen(plan, self.ansicht.lage_gesamt)

    def _deckblatt(self, *, im_druck: bool = False) -> Deckblatt:
        """Titel und Karte; in der gedruckten Liste ist die Karte kleiner und zeigt auch die Touren."""
        gemeinden, wege_der_touren = zwischenspeicher.gemeinden(), []
        if im_druck and self.tourenplan is not None:
            start = str(gemeinden.index[gemeinden["name"] == self.tourenplan.start][0])
            wege_der_touren = [(start, *tour.orte, start) for tour in self.tourenplan.touren]
        karte = listenkarte.listenkarte(
            self.lage,
            kartenwege.kartenpfade(),
            titel=self.titel,
            touren=wege_der_touren,
            gemeinden=gemeinden,
            schrift=listenkarte.druckschrift(len(self.lage)) if im_druck else listenkarte.SCHRIFT,
        )
        return Deckblatt(self.titel, karte, listenkarte.legende(self.lage))


def stelle_zusammen(
    ags: Sequence[str],
    ansicht: Ansicht,
    *,
    titel: str,
    tourenplan: Tourenplan | None,
    intern: bool,
    kampagne: Kampagne | None = None,
) -> Listenausgabe:
    """Liest Gewichte, Kontakte und Adresse der Sitzung; die Dateien selbst rechnet erst der Klick.

    Parameters
    ----------
    intern : Nur mit geprüfter Rolle wahr; sonst liest hier nichts die Kontakte.
    """
    lage = ansicht.lage_gesamt.loc[list(ags)]
    return Listenausgabe(
        lage=lage,
        ansicht=ansicht,
        titel=titel,
        gewichte=gewichtewahl.aktuelle(),
        angaben=_angaben(ansicht, titel, len(lage), tourenplan, intern=intern),
        basisadresse=basisadresse(),
        tourenplan=tourenplan,
        kontakte=kontaktlesen.lies(einstellungen.heute()) if intern else None,
        eintraege=kontaktlesen.eintraege() if intern else None,
        pruefe=anmeldung.pruefer(titel),
        kampagne=kampagne if intern else None,
    )


def _angaben(
    ansicht: Ansicht, titel: str, anzahl: int, plan: Tourenplan | None, *, intern: bool
) -> dict[str, str]:
    allgemein = {name: text for name, text in bausteine.angaben(ansicht).items() if name not in NUR_FILTER}
    return {
        **({"Vertraulich": VERTRAULICH} if intern else {}),
        "Liste": titel,
        "Umfang": zahlen.gemeinden(anzahl),
        **({} if plan is None else {"Touren": plan.hinweis}),
        **allgemein,
    }


def basisadresse() -> str:
    """Adresse mit „/“ am Ende, wie sie im Browser steht; leer, wenn sie nur an diesem Rechner gilt."""
    return fuer_andere(st.context.url, str(st.get_option("server.baseUrlPath") or ""))


def fuer_andere(adresse: str | None, ordner: str = "") -> str:
    """Adresse der Anwendung; leer bei localhost und Verwandtem, denn dort fände ein Empfänger nichts.

    Parameters
    ----------
    adresse
        Adresse der Seite im Browser.
    ordner
        Streamlits ``server.baseUrlPath``.
    """
    try:
        teile = urlsplit(adresse or "")
        name = (teile.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if teile.scheme not in ("http", "https") or not name or _nur_hier(name):
        return ""
    pfad = ordner.strip("/")
    return f"{teile.scheme}://{teile.netloc}/{f'{pfad}/' if pfad else ''}"


def _nur_hier(name: str) -> bool:
    if ist_schleife(name) or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_unspecified
    except ValueError:
        return False
