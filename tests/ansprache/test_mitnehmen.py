"""Der Aufklapper „Mitnehmen“: alle Dateien einer Liste, nichts Internes für Gäste, leere Listen."""

import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import openpyxl
import pytest
import vobject

from insek_monitor import einstellungen
from insek_monitor.ansprache.kampagnen import register as kampagnen
from insek_monitor.ansprache.kampagnen.touren import plane
from insek_monitor.ansprache.kontakte import register as kontakte
from insek_monitor.ansprache.prioritaet.seite import mitnehmen
from insek_monitor.kern.ansprache import Angebot, Kampagnenangaben, Kontakt, Kontaktart, Kontaktstand
from insek_monitor.kern.rollen import GAST, Person, Rolle, Zugang
from insek_monitor.rahmen import ansicht as ansichten
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.register import rechte
from tests.conftest import STICHTAG
from tests.hilfen.seiten import merke_ausgaben, oeffne

pytestmark = pytest.mark.usefixtures("umgebung")

AMTSBERG, BAUTZEN, PLAUEN = "14521010", "14625020", "14523320"
LOKAL = Person("Test", "lokal", Zugang.LOKAL)
LESERIN = Person("Lea Leser", "lea@fs-inge.example", Zugang.ANMELDUNG)
SCHRITT = "Angebot schicken"
STELLE = "Amt 61 (Probe)"


@pytest.fixture
def mit_kontakt(eigenes_register):
    """In Amtsberg gab es ein Gespräch mit Zusage."""
    kontakte.trage_ein(
        zwischenspeicher.register(),
        AMTSBERG,
        Kontakt(
            date(2026, 10, 5), Kontaktart.TELEFON, STELLE, "offen für Beratung", SCHRITT, date(2026, 12, 4)
        ),
        LOKAL,
        heute=STICHTAG,
        stand=Kontaktstand.IM_GESPRAECH,
    )


@pytest.fixture
def zeichne(monkeypatch):
    """Zeichnet den Aufklapper anstelle der Methodik; Dateiname → Inhalt (noch nicht gerechnet), Seite."""

    def auf(ags, **angaben):
        inhalte = merke_ausgaben(monkeypatch)
        vorgabe: dict[str, Any] = {"name": "probe", "titel": "Frühjahr: kleine Gemeinden", "intern": True}

        def statt_der_seite(*_):
            mitnehmen.knoepfe(ags, ansichten.aktuelle(), **(vorgabe | angaben))

        monkeypatch.setattr("insek_monitor.rahmen.rahmen.fuss", statt_der_seite)
        lauf = oeffne("methodik")
        assert not lauf.exception
        return {name: wert for name, wert in inhalte.items() if name.startswith("probe")}, lauf

    return auf


def alle_bytes(inhalte):
    return {name: inhalt() for name, inhalt in inhalte.items()}


def in_klartext(name, inhalt):
    """Was ein Mensch in der Datei lesen kann (XLSX entpackt; PDF wird anderswo geprüft)."""
    if name.endswith(".xlsx"):
        mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
        return " ".join(str(z.value) for blatt in mappe for reihe in blatt.iter_rows() for z in reihe)
    return inhalt.decode("utf-8", "ignore").replace("\r\n ", "")


def test_alle_dateien_lassen_sich_rechnen(eigenes_register, zeichne):
    inhalte, _ = zeichne((AMTSBERG, BAUTZEN), intern=False)
    dateien = alle_bytes(inhalte)
    stamm = "probe-fruehjahr-kleine-gemeinden"
    assert set(dateien) == {
        f"{stamm}{rest}"
        for rest in (
            *(".xlsx", "-liste.pdf", "-serienbrief.csv", ".vcf", "-adresskarten.zip", "-dossier.pdf", ".ics"),
            *(".gpkg", ".kml", ".geojson"),
        )
    }
    assert dateien[f"{stamm}-dossier.pdf"].startswith(b"%PDF")
    assert len(list(vobject.readComponents(dateien[f"{stamm}.vcf"].decode()))) == 2
    with zipfile.ZipFile(io.BytesIO(dateien[f"{stamm}-adresskarten.zip"])) as archiv:
        assert archiv.namelist() == [f"amtsberg-{AMTSBERG}.vcf", f"bautzen-budysin-{BAUTZEN}.vcf"]
    namen = [f["properties"]["name"] for f in json.loads(dateien[f"{stamm}.geojson"])["features"]]
    assert namen == ["Amtsberg", "Bautzen / Budyšin"]
    blatt = openpyxl.load_workbook(io.BytesIO(dateien[f"{stamm}.xlsx"]))["Liste"]
    zeilen = [[zelle.value for zelle in reihe] for reihe in blatt.iter_rows()]
    assert [zeile[1] for zeile in zeilen[1:]] == ["Amtsberg", "Bautzen / Budyšin"]
    gruende = dict(zip(zeilen[0], zeilen[1], strict=True))["Gründe"]
    assert gruende.startswith("Stand nicht belegt; von den Gemeinden dieser Größe ohne Nachweis haben")


def test_ohne_termin_gibt_es_keinen_kalender(eigenes_register, zeichne, lage_von):
    """Von Amtsberg ist nichts belegt, Bautzen läuft nach dem Stichtag ab."""
    lage = lage_von().loc[[AMTSBERG, BAUTZEN]]
    assert lage.at[AMTSBERG, "status"] == "unbekannt"
    assert lage.at[BAUTZEN, "ablauf_am"].date() > STICHTAG
    ohne, _ = zeichne((AMTSBERG,))
    assert ohne
    assert not [name for name in ohne if name.endswith(".ics")]
    mit, _ = zeichne((AMTSBERG, BAUTZEN))
    (name,) = [name for name in mit if name.endswith(".ics")]
    (termin,) = icalendar.Calendar.from_ical(mit[name]()).walk("VEVENT")
    assert str(termin["uid"]).startswith(f"{BAUTZEN}-")


def test_kalender_einer_kampagne_hat_ihren_zeitraum_nur_mit_rolle(eigenes_register, zeichne, wer):
    angaben = Kampagnenangaben(
        "Frühjahr", "Austausch", Angebot.SEMINAR, None, date(2027, 2, 1), date(2027, 4, 30)
    )
    stand = kampagnen.lege_an(zwischenspeicher.register(), angaben, [AMTSBERG], LOKAL, datenstand_nummer=None)
    inhalte, _ = zeichne((AMTSBERG,), kampagne=stand)
    (name,) = [name for name in inhalte if name.endswith("-intern.ics")]
    termin: Any
    (termin,) = icalendar.Calendar.from_ical(inhalte[name]()).walk("VEVENT")
    assert termin["uid"] == f"kampagne-{stand.nummer}@insek-monitor"
    assert (termin["dtstart"].dt, termin["dtend"].dt) == (date(2027, 2, 1), date(2027, 5, 1))
    wer(GAST)
    assert not [name for name in zeichne((AMTSBERG,), kampagne=stand)[0] if name.endswith(".ics")]


def test_leere_liste_ergibt_einen_satz_statt_toter_knoepfe(eigenes_register, zeichne):
    inhalte, lauf = zeichne(())
    assert inhalte == {}
    assert any("Noch ist keine Gemeinde gewählt" in m.value for m in lauf.markdown)


def test_schluessel_von_gestern_bleiben_weg_und_es_steht_da(eigenes_register, zeichne):
    inhalte, lauf = zeichne((AMTSBERG, "14999999"), intern=False)
    assert any("1 Schlüssel gehört zu keiner heutigen Gemeinde" in c.value for c in lauf.caption)
    assert len(json.loads(inhalte["probe-fruehjahr-kleine-gemeinden.geojson"]())["features"]) == 1


def test_mit_rolle_gehen_kontakte_mit_und_die_datei_sagt_es(mit_kontakt, zeichne):
    inhalte, lauf = zeichne((AMTSBERG, BAUTZEN))
    stamm = "probe-fruehjahr-kleine-gemeinden"
    text = in_klartext(".xlsx", inhalte[f"{stamm}-intern.xlsx"]())
    for wort in ("im Gespräch", "2026-10-05", "nicht weitergeben"):
        assert wort in text
    kalender = icalendar.Calendar.from_ical(inhalte[f"{stamm}-intern.ics"]())
    assert f"Amtsberg: {SCHRITT}" in [str(t["summary"]) for t in kalender.walk("VEVENT")]
    assert any("nur für den internen Gebrauch" in c.value for c in lauf.caption)
    # Was an Gemeinden hinausgeht, enthält auch dann nichts Internes.
    for name in (f"{stamm}-serienbrief.csv", f"{stamm}.vcf"):
        brief = in_klartext(name, inhalte[name]())
        assert "Amtsberg" in brief
        assert "Kontakt" not in brief
        assert "im Gespräch" not in brief


def test_entzogene_rolle_gilt_auch_fuer_schon_gezeigte_knoepfe(mit_kontakt, zeichne, wer):
    """Die Datei entsteht erst beim Klick; bis dahin kann die Rolle weg sein."""
    register = zwischenspeicher.register()
    rechte.vergib(register, LOKAL, LESERIN.kennung, Rolle.LESEN)
    wer(LESERIN)
    inhalte, _ = zeichne((AMTSBERG, BAUTZEN))
    stamm = "probe-fruehjahr-kleine-gemeinden"
    assert inhalte[f"{stamm}-intern.ics"]()
    rechte.vergib(register, LOKAL, LESERIN.kennung, None)
    internes = [name for name in inhalte if "-intern" in name]
    assert len(internes) == 7
    for name in internes:
        with pytest.raises(rechte.Verweigert, match="„Internes herunterladen“ braucht die Rolle „Lesen“"):
            inhalte[name]()
    for name in (f"{stamm}-serienbrief.csv", f"{stamm}.vcf"):
        assert inhalte[name](), "Öffentliches bleibt"


def test_entzogene_rolle_gilt_auch_fuer_die_kontaktliste(mit_kontakt, wer, monkeypatch):
    register = zwischenspeicher.register()
    rechte.vergib(register, LOKAL, LESERIN.kennung, Rolle.LESEN)
    wer(LESERIN)
    inhalte = merke_ausgaben(monkeypatch)
    oeffne("ansprache", planung="Kontakte", kontakte="Liste")
    assert {"kontakte-intern.xlsx", "wiedervorlagen-intern.ics"} <= set(inhalte)
    assert inhalte["kontakte-intern.xlsx"]()
    rechte.vergib(register, LOKAL, LESERIN.kennung, None)
    for name in ("kontakte-intern.xlsx", "wiedervorlagen-intern.ics"):
        with pytest.raises(rechte.Verweigert, match="braucht die Rolle „Lesen“"):
            inhalte[name]()


@pytest.mark.parametrize("verlangt", [True, False])
def test_gaeste_bekommen_nie_etwas_ueber_kontakte(mit_kontakt, zeichne, wer, verlangt):
    wer(GAST)
    inhalte, _ = zeichne((AMTSBERG, BAUTZEN), intern=verlangt)
    assert inhalte
    assert not any("intern" in name for name in inhalte)
    for name, inhalt in alle_bytes(inhalte).items():
        text = in_klartext(name, inhalt)
        for wort in (STELLE, SCHRITT, "im Gespräch", "Kontaktstand", "letzter Kontakt"):
            assert wort not in text, (name, wort)


def test_gaeste_bekommen_dieselben_bytes_ob_es_kontakte_gibt_oder_nicht(
    eigenes_register, zeichne, wer, monkeypatch
):
    feste_uhr(monkeypatch)
    wer(GAST)
    inhalte, _ = zeichne((AMTSBERG, BAUTZEN))
    vorher = alle_bytes(inhalte)
    kontakte.trage_ein(
        zwischenspeicher.register(),
        AMTSBERG,
        Kontakt(date(2026, 10, 5), Kontaktart.TELEFON, STELLE),
        LOKAL,
        heute=STICHTAG,
    )
    nachher = alle_bytes(zeichne((AMTSBERG, BAUTZEN))[0])
    assert vorher == nachher


def feste_uhr(monkeypatch):
    monkeypatch.setattr(einstellungen, "jetzt", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


def test_mit_touren(eigenes_register, zeichne, lage_von):
    plan = plane(lage_von().loc[[AMTSBERG, BAUTZEN, PLAUEN]], hoechstens=2)
    inhalte, _ = zeichne((AMTSBERG, BAUTZEN, PLAUEN), tourenplan=plan, intern=False)
    mappe = openpyxl.load_workbook(io.BytesIO(inhalte["probe-fruehjahr-kleine-gemeinden.xlsx"]()))
    assert mappe.sheetnames == ["Liste", "Touren", "Quelle und Stand"]
    assert mappe["Touren"].max_row == 1 + 3 + len(plan.touren)
    assert inhalte["probe-fruehjahr-kleine-gemeinden-liste.pdf"]().startswith(b"%PDF")


def test_lange_listen_warnen_vor_dem_dossier(eigenes_register, zeichne, lage_von):
    alle = tuple(str(ags) for ags in lage_von().index)
    _, lauf = zeichne(alle, intern=False)
    assert any("Das Dossier zu 418 Gemeinden hat rund 470 Seiten" in c.value for c in lauf.caption)
    _, kurz = zeichne(alle[:60], intern=False)
    assert not any("Das Dossier zu" in c.value for c in kurz.caption)


def test_dossier_auf_der_gemeindeseite(eigenes_register, monkeypatch):
    inhalte = merke_ausgaben(monkeypatch)
    lauf = oeffne("gemeinde", gemeinde=AMTSBERG)
    assert not lauf.exception
    name = next(n for n in inhalte if n.endswith(".pdf"))
    assert name == "dossier-amtsberg-intern.pdf"
    assert inhalte[name]().startswith(b"%PDF")


def test_dossier_der_gemeindeseite_fuer_gaeste_ohne_kontakte(mit_kontakt, wer, monkeypatch):
    wer(GAST)
    inhalte = merke_ausgaben(monkeypatch)
    gesehen: list[Any] = []

    def merke(faelle, *_, **__):
        gesehen.extend(faelle)
        return b"%PDF"

    monkeypatch.setattr(
        "insek_monitor.ansprache.prioritaet.seite.listenausgabe.als_dossier",
        merke,
    )
    oeffne("gemeinde", gemeinde=AMTSBERG)
    assert inhalte["dossier-amtsberg.pdf"]() == b"%PDF"
    assert [fall.kontaktlage for fall in gesehen] == [None]
