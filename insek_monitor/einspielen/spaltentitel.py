"""Was eine Überschrift sagt: Gegenstand und Aussage. Gelesen wird nur, was als Ganzes verstanden ist.

Eine Überschrift besteht aus Wörtern, die den Gegenstand nennen (INSEK, Entwicklungskonzept), die Aussage
(vorhanden, Beschluss, Titel) oder nichts bedeuten (der, am). Ein einziges anderes Wort („Beschluss FNP“)
heißt: Die Spalte handelt von etwas anderem. Eine Liste fremder Wörter gibt es nicht.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from insek_monitor.einspielen.wortwerte import ist_antwort, ist_art, lies_vorhanden
from insek_monitor.kern.meldung import FELDER, Vorhanden

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l"})
ORTSFELDER = frozenset({"ags", "gemeinde", "kreis"})
#: Woran zu erkennen ist, dass eine nicht verstandene Überschrift von Ähnlichem handelt („FNP vorhanden“).
_AUSSAGE = re.compile(r"beschluss|beschlossen|vorhanden|\bvorh\b|liegt vor|status|\b(ja|nein)\b")
#: „Internet“ und „interkommunal“ sind etwas anderes.
_INTERN = re.compile(r"\b(verwaltungs|dienst)?intern(e|er|es|en|em)?\b|vertraulich|nicht ?oeffentlich")


@dataclass(frozen=True)
class Deutung:
    """Was eine Überschrift sagt.

    Attributes
    ----------
    felder : tuple of str
        Mögliche Felder (auch ``STUFE`` und ``VORGANG``); bei mehreren entscheidet der Inhalt. Leer: keines.
    eigen : bool
        Nennt INSEK, INGEKO, SEKO oder ein Entwicklungskonzept.
    unbestimmt : bool
        Sagt nicht, wovon („Status“, „Datum“).
    vorlage : bool
        Lautet wie in der Vorlage.
    fremd : bool
        Nicht ganz verstanden: handelt von etwas anderem.
    aussage : bool
        Fremd, und sagt von etwas anderem, ob oder wann.
    """

    felder: tuple[str, ...] = ()
    eigen: bool = False
    unbestimmt: bool = False
    vorlage: bool = False
    fremd: bool = False
    aussage: bool = False


@lru_cache(maxsize=20_000)
def normiere_titel(text: str) -> str:
    """Überschrift zum Vergleichen: klein, ohne Umlaute und Satzzeichen, Wörter mit einem Leerzeichen.

    „INSEK vorhan-\\nden?“ und „Insek  vorhanden“ werden beide zu „insek vorhanden“.
    """
    # Ein Trennstrich am Zeilenende gehört zum Umbruch, nicht zum Wort.
    text = re.sub(r"(?<=\w)[-\u00ad]\s*\n\s*(?=[a-zäöüß])", "", unicodedata.normalize("NFKC", text[:300]))
    text = unicodedata.normalize("NFD", text.casefold().replace("\u00ad", "").translate(_UMLAUTE))
    text = "".join(zeichen for zeichen in text if not unicodedata.combining(zeichen))
    return " ".join(re.findall(r"[^\W_]+", text))


def ist_intern(titel: str) -> bool:
    """Ob eine Überschrift sagt, dass ihr Inhalt nicht veröffentlicht werden soll."""
    return _INTERN.search(normiere_titel(titel)) is not None


def nennt_gegenstand(text: str) -> bool:
    """Ob in einem Text (Titel der Liste, Blatt- oder Dateiname, Zelle) INSEK oder Verwandtes vorkommt."""
    return not EIGENNAMEN.isdisjoint(_woerter(normiere_titel(text)))


def nennt_anderes(text: str) -> bool:
    """Ob ein Titel ein anderes Konzept nennt („Klimaschutzkonzept“)."""
    woerter = _woerter(normiere_titel(text)) - WORTSCHATZ
    return any(wort.rstrip("ens").endswith("konzept") for wort in woerter)


_VORLAGE = {normiere_titel(feld.titel): feld.name for feld in FELDER}


@lru_cache(maxsize=20_000)
def deute(titel: str) -> Deutung:
    """Deute eine Überschrift für sich; ob eine unbestimmte zählt, entscheidet die ganze Liste."""
    normiert = normiere_titel(titel)
    if not normiert or ist_intern(titel):
        return Deutung()
    woerter = _woerter(normiert)
    eigen = not GEGENSTAND.isdisjoint(woerter) or {"integriert", "konzept"} <= woerter
    vorlage = _VORLAGE.get(normiert)
    felder: tuple[str, ...] = (vorlage,) if vorlage else _felder(woerter, eigen=eigen)
    antwort = antwort_zu(titel)
    if antwort and lies_vorhanden(antwort).wert is not Vorhanden.JA:
        # „INSEK nein“: Ein Kreuz heißt hier nicht „ja“.
        felder = tuple(feld for feld in felder if feld != "vorhanden")
    unbestimmt = not eigen and "konzept" not in woerter and felder != ("ags",)
    unbestimmt = unbestimmt and all(woerter & KERN[feld] <= UNBESTIMMT for feld in felder)
    fremd = not felder and not woerter <= ORDNUNG | FUELL
    eigen = eigen and not (fremd and EIGENNAMEN.isdisjoint(woerter))
    aussage = fremd and not eigen and _AUSSAGE.search(normiert) is not None
    return Deutung(felder, eigen, unbestimmt and bool(felder), vorlage is not None, fremd, aussage)


def feld_zu(titel: str) -> str | None:
    """Das Feld, das eine Überschrift allein schon sicher nennt."""
    felder = deute(titel).felder
    return felder[0] if len(felder) == 1 and not felder[0].startswith("_") else None


@lru_cache(maxsize=20_000)
def antwort_zu(titel: str) -> str:
    """Die Antwort, die eine Überschrift nennt („INSEK nein“, „keins“, „SEKO (Teilgebiet)“); leer: keine."""
    woerter = normiere_titel(titel).split()
    gegenstand = {w for w in woerter if _stamm(w) in GEGENSTAND | KONZEPT | BEIWORT}
    rest = " ".join(w for w in woerter if w not in gegenstand)
    if rest:
        # „kein INSEK vorhanden“ ist erst mit dem Gegenstand ein Satz.
        ganz = " ".join(k for k, _ in itertools.groupby("konzept" if w in gegenstand else w for w in woerter))
        antwort = next((text for text in (rest, ganz) if ist_antwort(text) or ist_art(text)), "")
        return antwort if len(rest) > 1 and not rest.isdigit() else ""
    return next((wort for wort in reversed(woerter) if ist_art(wort)), "")


def _felder(woerter: frozenset[str], *, eigen: bool) -> tuple[str, ...]:
    konzept = eigen or "konzept" in woerter
    rest = woerter - GEGENSTAND - KONZEPT - FUELL
    if konzept:
        rest -= BEIWORT
    if eigen:
        rest -= ORTSWORTE
    if not rest:
        return ("vorhanden", "beschluss", "gemeinde" if eigen else "titel") if konzept else ()

    def kern(feld: str) -> set[str]:
        nennt = set(KERN[feld])
        if eigen:
            nennt |= KERN_MIT_GEGENSTAND.get(feld, set())
        if not rest.isdisjoint(BESCHLUSSWORTE):
            nennt |= KERN_MIT_BESCHLUSS.get(feld, set())
        return nennt

    return tuple(
        feld
        for feld, alle in ALLE.items()
        if rest <= alle and rest & kern(feld) and not (konzept and feld in ORTSFELDER)
    )


@lru_cache(maxsize=20_000)
def _woerter(normiert: str) -> frozenset[str]:
    """Die Wörter einer Überschrift in ihrer Grundform, ohne Artikel und Zahlen."""
    teile = [wort for wort in normiert.split() if wort not in ARTIKEL and not wort.isdigit()]
    gefunden = []
    while teile:
        # „Konzept-ID“, „Rats-Beschluss“, „in Arbeit“: mehrere Teile, ein Wort.
        laenge = next((n for n in (3, 2) if "".join(teile[:n]) in WORTSCHATZ and len(teile) >= n), 1)
        wort = _stamm("".join(teile[:laenge]))
        vorn = next((v for v in ("insek", "ingeko", "isek", "seko", "konzept") if wort.startswith(v)), "")
        if wort not in WORTSCHATZ and vorn and _stamm(wort.removeprefix(vorn)) in WORTSCHATZ:
            gefunden += [vorn, _stamm(wort.removeprefix(vorn))]
        else:
            gefunden.append(wort)
        teile = teile[laenge:]
    return frozenset(gefunden)


def _stamm(wort: str) -> str:
    """Das bekannte Wort ohne Beugung („Beschlusses“, „geplanter“), sonst das Wort selbst."""
    staemme = (wort.removesuffix(endung) for endung in ENDUNGEN if wort.endswith(endung))
    return next((stamm for stamm in staemme if stamm in WORTSCHATZ), wort)


#: Keine Felder der Meldeliste: eine Stufe vor dem Beschluss und die Nummer eines Vorgangs.
STUFE, VORGANG = "_stufe", "_vorgang"


def menge(text: str) -> frozenset[str]:
    """Die Wörter eines Textes."""
    return frozenset(text.split())


GEGENSTAND = menge(
    "insek inseks insekkonzept ingeko ingekos isek iseks seko sekos entwicklungskonzept "
    "stadtentwicklungskonzept gemeindeentwicklungskonzept stadtentwicklungs gemeindeentwicklungs"
)
#: Diese allein sagen schon, dass eine Liste von INSEK handelt; Entwicklungskonzepte gibt es auch andere.
EIGENNAMEN = GEGENSTAND - {"entwicklungskonzept"}
KONZEPT = frozenset({"konzept"})
#: „integriertes Konzept“ meint dasselbe; „städtebauliches“ nur neben einem Gegenstand.
BEIWORT = menge("integriert staedtebaulich gemeindlich kommunal")
ARTIKEL = menge("der die das des dem den ein eine eines einer")
FUELL = menge(
    "und oder bzw sowie zum zur zu im in fuer ueber d von lt laut aktuell derzeit bitte ankreuzen angeben "
    "eintragen wenn falls ist sind wurde"
)
ORDNUNG = menge("nr lfd lfdnr laufend nummer id pos position wert zeile")
ZEIT = "datum dat jahr tag monat wann es am vom tt mm jjjj ttmmjjjj zeitpunkt"
RAT = "rat stadtrat gemeinderat gefasst gemeinde kommune stadt"
BESCHLUSS = (
    "beschluss beschl beschlussdatum beschlussjahr beschlusstag ratsbeschluss stadtratsbeschluss "
    "gemeinderatsbeschluss beschlussfassung"
)
BESCHLUSSWORTE = menge(BESCHLUSS)
#: Was einen Vorgang eröffnet, ist sein Beginn; nichts davon ist der Beschluss über das Konzept.
EROEFFNUNG = (
    "aufstellungsbeschluss einleitungsbeschluss vergabebeschluss aufstellung einleitung vergabe "
    "auftragsvergabe"
)
WEITER = "vorbereitung arbeit bearbeitung erarbeitung erstellung fortschreibung"

#: Je Feld: Wörter, die es nennen | Wörter, die nur dazu passen.
WORTE = {
    "ags": "ags ars gemeindeschluessel regionalschluessel schluessel schluesselnummer gemeindenummer "
    "gemeindenr gemeindekennziffer gemeindekennzahl gkz agsnr ags8 gemschl schlnr"
    "| amtlich amtl gemeinde kommune stadt nr nummer gem",
    "gemeinde": "gemeinde kommune stadt staedte name gemeindename ort ortsname stadtname "
    "gebietskoerperschaft mitgliedskommune mitgliedsgemeinde bezeichnung | saechsisch amtlich",
    "kreis": "kreis landkreis lk lkr lkrs kreisname kreisfreie | stadt name",
    "vorhanden": "vorhanden vorh liegt besteht existiert hat besitzt gibt status stand sachstand "
    "bearbeitungsstand bearbstand umsetzungsstand planungsstand beschlossen janein jn antwort"
    f"| vor es bereits ob inarbeit inbearbeitung unbekannt {BESCHLUSS}",
    "art": "art konzeptart typ konzepttyp form konzeptform |",
    "titel": "titel konzepttitel bezeichnung konzeptbezeichnung konzeptname | name",
    "beschluss": f"{BESCHLUSS} beschlossen datum dat jahr stand erstellt erstellungsjahr jahrerstellung "
    f"datumerstellung | {ZEIT} {RAT} liegt vor vorhanden janein jn",
    "zieljahr": "zieljahr horizont planungshorizont zeithorizont zielhorizontjahr laufzeit planungszeitraum "
    "betrachtungszeitraum zeitraum | bis jahr",
    "begonnen": f"begonnen beginn start gestartet inarbeit inbearbeitung inaufstellung invorbereitung "
    f"inerarbeitung inerstellung fortschreibungseit infortschreibung {EROEFFNUNG}"
    f"| seit {WEITER} {ZEIT} {RAT} {BESCHLUSS} janein jn",
    "gemeinsam": "gemeinsam partner partnergemeinde kooperation kooperationspartner verbund interkommunal "
    "zusammen beteiligt weiter mitgliedskommune mitgliedsgemeinde | mit gemeinde kommune stadt",
    "quelle": "quelle quellenangabe herkunft fundstelle | angabe",
    "notiz": "bemerkung anmerkung notiz hinweis kommentar sonstiges erlaeuterung bem anm |",
    "aufgehoben": f"aufgehoben aufhebung aufhebungsbeschluss ausserkraft | seit beschluss {ZEIT}",
    "zielhorizont": "zielhorizont wortlaut | horizont",
    "belegt": "datenstand aktualisiert aktualisierung erfasst gemeldet meldung angabevom stand standangabe "
    "standangaben standdaten standmeldung"
    f"| angabe daten letzt {ZEIT}",
    "quelle_url": "link url internet internetadresse webseite website weblink hyperlink homepage "
    "adressequelle quelleadresse | quelle",
    "sicherheit": "sicherheit verlaesslichkeit | angabe",
    "datenlage": "datenlage |",
    "konzept_id": "kennung konzeptid konzeptkennung | monitor datensatz",
    STUFE: "geplant voraussichtlich vorgesehen beabsichtigt angestrebt entwurf vorentwurf entwurfsbeschluss "
    "auslegung auslegungsbeschluss offenlage offenlegung offenlagebeschluss offenlegungsbeschluss billigung "
    f"billigungsbeschluss | {BESCHLUSS} {ZEIT} {RAT} {EROEFFNUNG} {WEITER} vorhanden liegt vor "
    "janein jn seit ab termin",
    VORGANG: "nr nummer vorlage drucksache beschlussvorlage beschlussnr beschlussnummer vorlagennummer "
    f"aktenzeichen az | {BESCHLUSS} {RAT}",
}
KERN = {feld: menge(text.partition("|")[0]) for feld, text in WORTE.items()}
ALLE = {feld: menge(text.replace("|", " ")) for feld, text in WORTE.items()}
#: Neben dem Gegenstand nennen auch diese das Feld: „INSEK vom“, „Name INSEK“.
KERN_MIT_GEGENSTAND = {"beschluss": frozenset({"vom"}), "titel": frozenset({"name"})}
#: Ein „Beschluss zur Erarbeitung“ eröffnet; „zur Fortschreibung“ könnte auch deren Ende sein.
KERN_MIT_BESCHLUSS = {"begonnen": menge("bearbeitung erarbeitung erstellung")}
#: Ohne Gegenstand sagen diese Wörter nicht, wovon; dann entscheidet die Liste und der Inhalt der Spalte.
UNBESTIMMT = menge(
    f"{EROEFFNUNG} status stand sachstand bearbeitungsstand bearbstand umsetzungsstand planungsstand "
    "janein jn antwort art typ form titel bezeichnung name datum dat jahr erstellt erstellungsjahr "
    "jahrerstellung datumerstellung laufzeit zeitraum horizont begonnen beginn start gestartet "
    "bemerkung anmerkung notiz hinweis kommentar sonstiges erlaeuterung bem anm link "
    "url internet internetadresse webseite website weblink hyperlink homepage"
)
ORTSWORTE = menge("gemeinde kommune stadt staedte")
WORTSCHATZ = frozenset().union(*ALLE.values(), GEGENSTAND, KONZEPT, BEIWORT, ARTIKEL, FUELL, ORDNUNG)
ENDUNGEN = ("", "es", "en", "er", "e", "n", "s")
