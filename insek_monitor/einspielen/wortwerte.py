"""Wörter für „INSEK vorhanden?“, Konzeptart, Sicherheit und Datenlage in fremden Listen."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.lesung import LEEREN, Lesung, als_vorschlaege
from insek_monitor.einspielen.tabelle import MEHRERE, als_text, zitat
from insek_monitor.kern.begriffe import Datenlage, Konzeptart, Sicherheit
from insek_monitor.kern.meldung import Vorhanden
from insek_monitor.kern.rohdatei import Zelle

A = TypeVar("A", bound=StrEnum)

_VORHANDEN = {
    Vorhanden.JA: "ja; j; yes; y; x; ✓; ✔; ☑; ☒; +; 1; wahr; true; vorhanden; vorh; liegt vor; beschlossen; "
    "ja beschlossen; ja vorhanden; ist vorhanden; in kraft; abgeschlossen; beschluss liegt vor; "
    "beschluss gefasst; konzept vorhanden; insek vorhanden; insek beschlossen; insek liegt vor",
    Vorhanden.NEIN: "nein; n; no; -; --; 0; falsch; false; kein; keins; keine; keines; nicht vorhanden; "
    "ohne; nv; n v; fehlt; liegt nicht vor; kein insek; kein konzept; nein nicht vorhanden; ohne insek; "
    "kein insek vorhanden; nicht vorh; ✗; ✘; meldung kein konzept; kein konzept vorhanden",
    Vorhanden.AEHNLICH: "aehnliches konzept; aehnlich; aehnliches; teilweise; tlw; teilw; tw; "
    "vergleichbares konzept; anderes konzept; sonstiges konzept",
    Vorhanden.TEILGEBIET: "nur fuer ein teilgebiet; teilgebiet; nur teilgebiet; fuer teilgebiet; "
    "nur fuer teilgebiet; nur fuer teilgebiete; fuer ein teilgebiet; "
    "konzept fuer ein teilgebiet; teilraeumlich",
    Vorhanden.IN_ARBEIT: "in arbeit; in bearbeitung; in aufstellung; in erarbeitung; in vorbereitung; "
    "in erstellung; wird erarbeitet; wird erstellt; wird aufgestellt; begonnen; entwurf; "
    "im entwurf; im verfahren; entwurf liegt vor; in aufst; in bearb; ia; i a; i b; "
    "insek in arbeit; insek in bearbeitung",
    Vorhanden.AUFGEHOBEN: "aufgehoben; ausser kraft; nicht mehr gueltig; ausser kraft gesetzt",
    Vorhanden.UNBEKANNT: "unbekannt; unbek; k a; ka; keine angabe; keine angaben; ?; ??; ???; unklar; "
    "nicht bekannt; weiss nicht; offen; n b; keine rueckmeldung; keine information; status unbekannt",
}
_ART = {
    Konzeptart.INSEK: "insek; integriertes stadtentwicklungskonzept; stadtentwicklungskonzept integriert; "
    "isek; integriertes staedtebauliches entwicklungskonzept",
    Konzeptart.INGEKO: "ingeko; integriertes gemeindeentwicklungskonzept; gemeindeentwicklungskonzept; "
    "integriertes gemeindliches entwicklungskonzept",
    Konzeptart.SEKO: "seko; stadtentwicklungskonzept; staedtebauliches entwicklungskonzept; sek",
    Konzeptart.AEHNLICH: "aehnliches konzept; aehnlich; aehnliches; anderes konzept; vergleichbares konzept; "
    "sonstiges; sonstiges konzept; leitbild; ilek; rek; les; dorfentwicklungskonzept; "
    "ortsentwicklungskonzept",
    Konzeptart.TEILGEBIET: "konzept fuer ein teilgebiet; teilgebiet; teilraeumliches konzept; teilkonzept; "
    "teilgebietskonzept; quartierskonzept; seko fuer ein teilgebiet",
    Konzeptart.KEINS: "meldung kein konzept; kein konzept; keins; kein; keine",
}
_SICHERHEIT = {
    Sicherheit.HOCH: "hoch; sicher; sehr sicher",
    Sicherheit.MITTEL: "mittel",
    Sicherheit.NIEDRIG: "niedrig; gering; unsicher",
}
_DATENLAGE = {lage: lage.value for lage in Datenlage}
GEPLANT, ENTWURF = "geplant", "erst im Entwurf beschlossen"
"""Was eine Spalte mit einem geplanten oder vorläufigen Beschluss antwortet."""
#: Wörter, die man so oder so verstehen kann: nie geraten, nur vorgeschlagen.
_OFFEN = {
    GEPLANT: (Vorhanden.IN_ARBEIT, Vorhanden.NEIN),
    ENTWURF.casefold(): (Vorhanden.IN_ARBEIT, Vorhanden.JA),
    "in planung": (Vorhanden.IN_ARBEIT, Vorhanden.NEIN),
    "vorgesehen": (Vorhanden.IN_ARBEIT, Vorhanden.NEIN),
    "fortschreibung": (Vorhanden.JA, Vorhanden.IN_ARBEIT),
    "in fortschreibung": (Vorhanden.JA, Vorhanden.IN_ARBEIT),
    "wird fortgeschrieben": (Vorhanden.JA, Vorhanden.IN_ARBEIT),
    "abgelaufen": (Vorhanden.JA, Vorhanden.AUFGEHOBEN),
    "veraltet": (Vorhanden.JA, Vorhanden.AUFGEHOBEN),
    "erstellt": (Vorhanden.JA, Vorhanden.IN_ARBEIT),
    "fertig": (Vorhanden.JA, Vorhanden.IN_ARBEIT),
}
_GEDEUTET = frozenset(
    {"teilweise", "tlw", "teilw", "tw", "isek", "leitbild", "ilek", "rek", "les", "sek", "sonstiges"}
)
#: Antworten, die nicht jeder so meint: gelesen, aber gefragt.
_UNSICHER = frozenset({"-", "--", "0", "fehlt", "ohne", "nv", "n v"})
_KEINE_ANGABE = frozenset(
    {"", "-", "--", "k a", "ka", "keine angabe", "?", "unbekannt", "entfaellt", "offen"}
)
_ZEICHEN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "–": "-", "—": "-", "−": "-"})


def _tabelle(worte: Mapping[A, str]) -> dict[str, A]:
    return {wort.strip(): wert for wert, liste in worte.items() for wort in liste.split(";")}


_WORT_VORHANDEN, _WORT_ART = _tabelle(_VORHANDEN), _tabelle(_ART)
_WORT_SICHERHEIT, _WORT_DATENLAGE = _tabelle(_SICHERHEIT), _tabelle(_DATENLAGE)


@lru_cache(maxsize=20_000)
def normiere_wort(text: str) -> str:
    """Text zum Vergleichen: klein, ohne Umlaute, Punkte und Klammern; Haken und Striche bleiben."""
    klein = unicodedata.normalize("NFKC", text[:200]).casefold().translate(_ZEICHEN)
    klein = klein.lstrip("'’`")
    eng = " ".join(re.sub(r"[.,;:!()\"„“/]+", " ", klein).split())
    # „nein!“ und „ja?“ sind Antworten, „?“ allein ist keine.
    return eng.rstrip("? ") or eng


def lies_vorhanden(zelle: Zelle) -> Lesung[Vorhanden]:
    """Die Antwort auf „INSEK vorhanden?“; None bei leerer Zelle."""
    text = als_text(zelle)
    if MEHRERE in text:
        return _mehrere(text)
    wort = normiere_wort(text)
    gelesen = _lies_antwort(text, wort)
    if gelesen.wert in (None, Vorhanden.UNBEKANNT):
        return gelesen
    if wort not in _UNSICHER and not text.rstrip(' .!)“"').endswith("?"):
        return gelesen
    # Ein Strich heißt bei den einen „nein“, bei den anderen „nichts bekannt“.
    return Lesung(
        gelesen.wert,
        Stufe.WARNUNG,
        "vorhanden_gedeutet",
        _liste(Vorhanden),
        f"„{zitat(text)}“ wird als „{gelesen.wert}“ gelesen und könnte auch „unbekannt“ heißen. Bitte wählen "
        "Sie.",
        als_vorschlaege(str(gelesen.wert), Vorhanden.UNBEKANNT.value),
    )


def _mehrere(text: str) -> Lesung[Vorhanden]:
    """Mehrere Kreuze in einer Zeile; sagen alle dasselbe, ist es eine Antwort."""
    lesungen = [lies_vorhanden(teil) for teil in text.split(MEHRERE)]
    werte = {str(gelesen.wert) for gelesen in lesungen if gelesen.wert}
    if len(werte) == 1:
        return lesungen[0]
    return Lesung(
        None,
        Stufe.FEHLER,
        "vorhanden_mehrere",
        "eine Antwort je Zeile",
        f"„{zitat(text)}“: Hier stehen mehrere Antworten. Bitte wählen Sie eine.",
        (*als_vorschlaege(*sorted(werte)), LEEREN),
    )


def _lies_antwort(text: str, wort: str) -> Lesung[Vorhanden]:
    if wort in _WORT_ART and wort not in _WORT_VORHANDEN:
        # In der Spalte steht die Art statt „ja“: damit ist auch gesagt, ob es eines gibt.
        return Lesung(vorhanden_zu(_WORT_ART[wort]))
    if wort in _OFFEN:
        erwartet = _liste(Vorhanden)
        meldung = (
            f"„{zitat(text)}“ lässt offen, ob es ein beschlossenes Konzept gibt. Bitte wählen Sie: "
            f"{erwartet}."
        )
        return Lesung(
            None,
            Stufe.FEHLER,
            "vorhanden_unklar",
            erwartet,
            meldung,
            als_vorschlaege(*_OFFEN[wort]),
        )
    return _lies(text, wort, _WORT_VORHANDEN, Vorhanden, "vorhanden", "INSEK vorhanden?")


def lies_art(zelle: Zelle) -> Lesung[Konzeptart]:
    """Die Konzeptart; None bei leerer Zelle oder „k. A.“."""
    return _lies_angabe(zelle, _WORT_ART, Konzeptart, "art", "Konzeptart")


def lies_sicherheit(zelle: Zelle) -> Lesung[Sicherheit]:
    """Wie sicher die Angabe ist; None bei leerer Zelle."""
    return _lies_angabe(zelle, _WORT_SICHERHEIT, Sicherheit, "sicherheit", "Sicherheit")


def lies_datenlage(zelle: Zelle) -> Lesung[Datenlage]:
    """Woher die Angabe stammt; None bei leerer Zelle."""
    return _lies_angabe(zelle, _WORT_DATENLAGE, Datenlage, "datenlage", "Datenlage")


def vorhanden_zu(art: Konzeptart) -> Vorhanden:
    """Was es heißt, wenn statt „ja“ die Art dasteht."""
    if art is Konzeptart.KEINS:
        return Vorhanden.NEIN
    if art.ist_integriert:
        return Vorhanden.JA
    return Vorhanden.AEHNLICH if art is Konzeptart.AEHNLICH else Vorhanden.TEILGEBIET


def kurze_antwort(zelle: Zelle) -> Vorhanden | None:
    """Die Antwort ohne Prüfung, um viele Zeilen zu überblicken; Unverstandenes gilt als Angabe („ja“)."""
    wort = normiere_wort(als_text(zelle))
    if not wort:
        return None
    art = _WORT_ART.get(wort)
    return _WORT_VORHANDEN.get(wort) or (vorhanden_zu(art) if art else Vorhanden.JA)


def art_im_text(zelle: Zelle) -> Konzeptart | None:
    """Die Konzeptart, wenn in „INSEK vorhanden?“ statt „ja“ die Art steht."""
    wort = normiere_wort(als_text(zelle))
    art = _WORT_ART.get(wort)
    return art if art is not None and wort not in _WORT_VORHANDEN and art.ist_integriert else None


def ist_antwort(zelle: Zelle) -> bool:
    """Ob ein Wert wie eine Antwort auf „INSEK vorhanden?“ aussieht."""
    wort = normiere_wort(als_text(zelle))
    return wort in _WORT_VORHANDEN or wort in _OFFEN


def ist_art(zelle: Zelle) -> bool:
    """Ob ein Wert eine Konzeptart nennt."""
    return normiere_wort(als_text(zelle)) in _WORT_ART


def _liste(aufzaehlung: type[StrEnum]) -> str:
    return ", ".join(getattr(wert, "beschriftung", wert.value) for wert in aufzaehlung)


def _lies_angabe(
    zelle: Zelle, worte: Mapping[str, A], aufzaehlung: type[A], feld: str, titel: str
) -> Lesung[A]:
    text = als_text(zelle)
    wort = normiere_wort(text)
    if wort in _KEINE_ANGABE:
        return Lesung(None)
    return _lies(text, wort, worte, aufzaehlung, feld, titel)


def _lies(
    text: str, wort: str, worte: Mapping[str, A], aufzaehlung: type[A], feld: str, titel: str
) -> Lesung[A]:
    if not text.strip():
        return Lesung(None)
    erwartet = _liste(aufzaehlung)
    gefunden = worte.get(wort)
    if gefunden is not None and wort in _GEDEUTET:
        beschriftung = getattr(gefunden, "beschriftung", gefunden.value)
        meldung = f"„{zitat(text)}“ wird als „{beschriftung}“ gelesen."
        return Lesung(gefunden, Stufe.HINWEIS, f"{feld}_gedeutet", erwartet, meldung)
    if gefunden is not None:
        return Lesung(gefunden)
    aehnlich = difflib.get_close_matches(wort, [w for w in worte if len(w) > 2], n=3, cutoff=0.75)
    # Die Werte sind eine kurze Liste: Ist nichts ähnlich, stehen alle zur Wahl.
    moeglich = [worte[w] for w in aehnlich] or [wert for wert in aufzaehlung if wert is not Konzeptart.KEINS]
    vorschlaege = als_vorschlaege(*(getattr(wert, "beschriftung", wert.value) for wert in moeglich))
    return Lesung(
        None,
        Stufe.FEHLER,
        f"{feld}_unbekannt",
        erwartet,
        f"„{zitat(text)}“ ist in der Spalte „{titel}“ nicht verständlich. Bitte schreiben Sie eines von: "
        f"{erwartet}.",
        (*vorschlaege, LEEREN),
    )
