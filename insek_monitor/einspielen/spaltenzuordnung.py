"""Jeder Spalte einer Liste ihr Feld geben; jedes Feld höchstens einmal, nichts Fremdes von selbst."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from insek_monitor.einspielen import spalten_raten as raten
from insek_monitor.einspielen import spaltenbefunde
from insek_monitor.einspielen.befund import Befund
from insek_monitor.einspielen.kopfzeile import Titel, wahl_zu
from insek_monitor.einspielen.spaltentitel import (
    ORTSFELDER,
    STUFE,
    Deutung,
    ist_intern,
    nennt_anderes,
    nennt_gegenstand,
    normiere_titel,
)
from insek_monitor.einspielen.tabelle import Spalte
from insek_monitor.einspielen.wortwerte import (
    ENTWURF,
    GEPLANT,
    art_im_text,
    ist_antwort,
    kurze_antwort,
    lies_vorhanden,
)
from insek_monitor.kern.meldung import FELD_JE_NAME, Vorhanden
from insek_monitor.kern.rohdatei import Zelle

#: Wer so viele Überschriften der Vorlage hat, ist aus ihr entstanden.
_AUS_VORLAGE = 5
#: Ob und wann: Was so gemeint sein könnte und nicht gelesen wird, ist eine Frage wert.
_WESENTLICH = frozenset({"vorhanden", "beschluss", "begonnen", "aufgehoben", "art"})
_PLAN = re.compile(r"geplant|voraussichtlich|vorgesehen|beabsichtigt|angestrebt")


class Zuordnung:
    """Die Spalten mit Überschrift oder Inhalt und ihr Feld.

    Was nicht ganz verstanden ist, bleibt liegen. Handelt eine Spalte von etwas anderem („FNP vorhanden“),
    zählen nur noch Überschriften, die selbst von INSEK sprechen.

    Parameters
    ----------
    inhalte
        Werte je Spalte, in derselben Reihenfolge wie ``titel`` (oder länger). Was Spalten erst zusammen
        sagen, steht danach in der ersten von ihnen.
    umfeld
        Dateiname, Blattname und die Zeilen über dem Kopf.

    Attributes
    ----------
    befunde : list of Befund
    thema_offen : bool
    ausgelassen : dict of int to str
        Siehe ``Tabelle``; hier je Stelle in ``inhalte``.
    """

    def __init__(
        self,
        blatt: str,
        titel: Sequence[Titel],
        inhalte: list[list[Zelle]],
        wahl: Mapping[str, str],
        umfeld: Iterable[str] = (),
    ) -> None:
        self._blatt, self._inhalte = blatt, inhalte
        self.befunde: list[Befund] = []
        alle = {i: titel[i] if i < len(titel) else Titel("", ()) for i in range(len(inhalte))}
        self._titel = {i: t for i, t in alle.items() if t.text or any(w is not None for w in inhalte[i])}
        self._wahl = {i: w for i, t in self._titel.items() if (w := wahl_zu(t, wahl)) is not None}
        self._erledigt = set(self._wahl)
        self._deutung = {i: t.deutung for i, t in self._titel.items()}
        self._spalten = {i: Spalte(i + 1, t.text, None) for i, t in self._titel.items()}
        for i in sorted(self._wahl, key=lambda i: (not any(inhalte[i]), i)):
            if self._wahl[i] in FELD_JE_NAME:
                self._gib(i, self._wahl[i])
        genannt = (
            any(d.eigen for d in self._deutung.values())
            or not ORTSFELDER.issuperset(self._vergeben())
            or any(raten.handelt_von_insek(inhalte[i]) for i in self._titel)
        )
        umfeld = list(umfeld)
        thema = genannt or any(map(nennt_gegenstand, umfeld))
        # Unter „Klimaschutzkonzepte in Sachsen“ meint „Konzept vorhanden“ nicht unseres.
        self._anderes_thema = not thema and any(map(nennt_anderes, umfeld))
        self.ausgelassen = self._satzart()
        self._schluessel_in_teilen()
        self._kreuztabelle(thema=thema)
        self._ordne(i for i, d in self._deutung.items() if d.eigen)
        self._ordne((i for i, d in self._deutung.items() if not d.eigen), ORTSFELDER)
        self._orte_nach_inhalt()
        self._ohne_gegenstand(thema=thema)
        # Der Dateiname genügt nur mit Antworten zusammen: Ein Datum in „INSEK-Anrufe“ ist kein Beschluss.
        offen = not genannt and not (thema and "vorhanden" in self._vergeben())
        self.thema_offen = offen and not ORTSFELDER.issuperset(self._vergeben())
        self.befunde += spaltenbefunde.veroeffentlicht(self._blatt, self.spalten)

    @property
    def spalten(self) -> tuple[Spalte, ...]:
        """In der Reihenfolge der Datei."""
        return tuple(self._spalten[i] for i in sorted(self._spalten))

    def _vergeben(self) -> set[str]:
        return {spalte.feld for spalte in self._spalten.values() if spalte.feld}

    def _frei(self, i: int) -> bool:
        return i not in self._erledigt and not self._spalten[i].feld and not self._spalten[i].beitrag

    def _gib(self, i: int, feld: str, **weiteres: object) -> None:
        schon = next((s for s in self._spalten.values() if s.feld == feld), None)
        if schon is not None:
            self._erledigt.add(i)
            werte = (self._inhalte[i], self._inhalte[schon.nummer - 1])
            self.befunde += spaltenbefunde.doppelt(self._blatt, self._spalten[i], schon, *werte)
            return
        self._spalten[i] = replace(self._spalten[i], feld=feld, **weiteres)  # type: ignore[arg-type]

    def _satzart(self) -> dict[int, str]:
        stelle, ausgelassen = raten.satzart({i: t.text for i, t in self._titel.items()}, self._inhalte)
        if stelle is None or stelle in self._wahl:
            return {}
        self._spalten[stelle] = replace(self._spalten[stelle], beitrag="nur Gemeinden (Satzart 60)")
        return ausgelassen

    def _schluessel_in_teilen(self) -> None:
        teile = raten.schluesselteile({i: t.text for i, t in self._titel.items() if self._frei(i)})
        ganz = any(
            d.felder == ("ags",) and raten.rate_ort(self._inhalte[i]) for i, d in self._deutung.items()
        )
        if teile and not ganz and "ags" not in self._vergeben() and raten.sind_ziffern(teile, self._inhalte):
            schluessel = raten.verbinde_schluessel(teile, self._inhalte)
            self._verbinde("ags", dict.fromkeys(teile.values(), "Teil des Schlüssels"), schluessel)

    def _kreuztabelle(self, *, thema: bool) -> None:
        """Eine Spalte je Antwort; „INSEK ja“ allein ist keine, darin heißt ein Kreuz ohnehin „ja“."""
        antworten = {i: t.antwort for i, t in self._titel.items() if self._frei(i) and t.antwort}
        werte = {i: lies_vorhanden(antwort).wert for i, antwort in antworten.items()}
        for i in list(antworten):
            if any(self._inhalte[i]) and not raten.nur_kreuze(
                self._inhalte[i], auch_nein=werte[i] is not Vorhanden.JA
            ):
                del antworten[i]
        uebrige = [i for i in self._titel if self._frei(i) and i not in antworten]
        fremd = [i for i in uebrige if self._deutung[i].fremd and not self._deutung[i].eigen]
        eigen = any(self._deutung[i].eigen for i in antworten)
        stoert = any(raten.nur_kreuze(self._inhalte[i], auch_nein=True) for i in fremd)
        if stoert or self._anderes_thema or not (eigen or thema or not fremd):
            # „keins“ kann zu der anderen Reihe von Kreuzen gehören.
            antworten = {i: a for i, a in antworten.items() if self._deutung[i].eigen}
        schon_da = "vorhanden" in self._vergeben() or any(
            self._deutung[i].eigen and self._deutung[i].felder == ("vorhanden",) for i in uebrige
        )
        allein = [i for i in antworten if werte[i] is Vorhanden.JA and not self._deutung[i].fremd]
        if not schon_da and antworten and (len(antworten) > 1 or not allein):
            for i, antwort in antworten.items():
                art = art_im_text(antwort)
                antworten[i] = art.beschriftung if art else str(werte[i] or antwort)
            beitraege = {i: f"Kreuz heißt „{antwort}“" for i, antwort in antworten.items()}
            self._verbinde("vorhanden", beitraege, raten.verbinde_kreuze(antworten, self._inhalte))

    def _verbinde(self, feld: str, beitraege: Mapping[int, str], werte: list[Zelle]) -> None:
        erste = min(beitraege)
        self._inhalte[erste] = werte
        for i, beitrag in beitraege.items():
            self._spalten[i] = replace(self._spalten[i], beitrag=beitrag, feld=feld if i == erste else None)

    def _ordne(
        self, stellen: Iterable[int], erlaubt: Collection[str] = FELD_JE_NAME, *, frei: bool = False
    ) -> None:
        """Gib den Spalten ihr Feld; unbestimmten nur, wenn der Inhalt passt (``frei``: auch ohne)."""
        for i in sorted(filter(self._frei, stellen), key=self._rang):
            deutung, werte = self._deutung[i], self._inhalte[i]
            felder = [feld for feld in deutung.felder if feld in erlaubt]
            if not deutung.unbestimmt or (frei and deutung.vorlage):
                if felder:
                    self._gib(i, raten.waehle_feld(felder, werte))
                continue
            antworten = self._antworten()
            feld = next(
                (f for f in felder if f not in self._vergeben() and raten.passt(f, werte, antworten)), None
            )
            if feld is not None:
                self._gib(i, feld)
                if feld in ("beschluss", "begonnen", "belegt"):
                    self.befunde.append(spaltenbefunde.gedeutet(self._blatt, self._spalten[i]))

    def _rang(self, i: int) -> tuple[bool, bool, bool, bool, int]:
        deutung = self._deutung[i]
        return (
            deutung.unbestimmt,
            not deutung.vorlage,
            len(deutung.felder) > 1,
            not any(self._inhalte[i]),
            i,
        )

    def _antworten(self) -> list[Vorhanden | None]:
        """Je Zeile, ob es ein Konzept gibt; ohne eigene Spalte sagt es der Beschluss."""
        je_feld = {spalte.feld: i for i, spalte in self._spalten.items()}
        stelle = je_feld.get("vorhanden", je_feld.get("beschluss"))
        return [] if stelle is None else [kurze_antwort(wert) for wert in self._inhalte[stelle]]

    def _orte_nach_inhalt(self) -> None:
        for i in sorted(filter(self._frei, self._titel)):
            if self._deutung[i].felder or ist_intern(self._titel[i].text):
                continue
            feld = raten.rate_ort(self._inhalte[i])
            if feld and feld not in self._vergeben():
                self._vermute(i, feld)

    def _ohne_gegenstand(self, *, thema: bool) -> None:
        """Überschriften, die nicht sagen, wovon: nur, wo nichts anderes gemeint sein kann."""
        self._stufen(i for i, d in self._deutung.items() if d.eigen)
        fremd = [
            i
            for i, d in self._deutung.items()
            if d.fremd and not d.eigen and not self._spalten[i].feld and not self._spalten[i].beitrag
        ]
        andere = self._anderes_thema or any(
            self._deutung[i].aussage or raten.sagt_etwas(self._inhalte[i]) for i in fremd
        )
        vorlage = [d for d in self._deutung.values() if d.vorlage and ORTSFELDER.isdisjoint(d.felder)]
        aus_vorlage = len(vorlage) >= _AUS_VORLAGE
        rest = [i for i in self._titel if self._frei(i)]
        if andere and not aus_vorlage:
            for i in rest:
                if thema and self._koennte(i):
                    self.befunde.append(spaltenbefunde.fraglich(self._blatt, self._spalten[i]))
            return
        bestimmt = [i for i in rest if not self._deutung[i].unbestimmt]
        self._ordne(bestimmt)
        self._stufen(bestimmt)
        if aus_vorlage or thema or not fremd:
            # „Stand: 31.12.2023“ neben Einwohnern ist deren Stand.
            ohne_stand = fremd and not aus_vorlage
            self._ordne(rest, FELD_JE_NAME.keys() - ({"belegt"} if ohne_stand else set()), frei=aus_vorlage)
            self._antwort_nach_inhalt()

    def _koennte(self, i: int) -> bool:
        deutung, werte = self._deutung[i], self._inhalte[i]
        felder = _WESENTLICH & set(deutung.felder) - self._vergeben()
        if not deutung.unbestimmt:
            return bool(felder) and raten.sagt_etwas(werte)
        return any(raten.passt(feld, werte, self._antworten()) for feld in felder)

    def _stufen(self, stellen: Iterable[int]) -> None:
        """Ein geplanter oder vorläufiger Beschluss ist keiner: Jede Zeile mit einem wird zur Frage."""
        if not _WESENTLICH.isdisjoint(self._vergeben()):
            return
        for i in stellen:
            if STUFE in self._deutung[i].felder and any(self._inhalte[i]):
                frage = GEPLANT if _PLAN.search(normiere_titel(self._titel[i].text)) else ENTWURF
                self._gib(i, "vorhanden")
                self._inhalte[i] = [
                    frage if raten.ist_datum(w) or raten.ist_kreuz(w) else None for w in self._inhalte[i]
                ]
                return

    def _antwort_nach_inhalt(self) -> None:
        """Die eine Spalte voller „ja“ und „nein“, deren Überschrift nichts sagt; von mehreren keine."""
        stumm = Deutung()
        stellen = [
            i
            for i in filter(self._frei, self._titel)
            if self._deutung[i] == stumm
            and not ist_intern(self._titel[i].text)
            and raten.anteil(self._inhalte[i], ist_antwort) >= 0.8
        ]
        if len(stellen) == 1 and "vorhanden" not in self._vergeben():
            self._vermute(stellen[0], "vorhanden")

    def _vermute(self, i: int, feld: str) -> None:
        self._gib(i, feld, vermutet=True)
        self.befunde.append(spaltenbefunde.vermutet(self._blatt, self._spalten[i]))
